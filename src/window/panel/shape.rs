//! The kinds of surface and the numbers they have.

use super::super::Shown;
use super::super::style::Palette;
use super::widget::{Bar, called, choice, named, number};
use crate::quantity::{AUTO, Cut, VECTORS, VectorInfo};
use crate::scene::settings::{OpacitySettings, ViewSettings};
use crate::view::surface::{RENDER_MODES, RenderMode};
use crate::view::tiles::has_periods;
use bevy_egui::egui::{Checkbox, DragValue, Ui};

/// The kind of surface, arrows over it, and the numbers of both.
pub fn shape(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    kind(ui, shown, palette, view);
    arrows(ui, shown, palette, view);
    for (name, show) in NUMBERS {
        if shown.picture.modes().any(|mode| mode.name == *name) {
            show(ui, shown, palette, view);
        }
    }
    if has_periods(shown.picture, shown.lattice) {
        periods(ui, palette, view);
    }
}

fn periods(ui: &mut Ui, palette: &Palette, view: &mut ViewSettings) {
    let tip =
        "Neighbouring periods drawn to each side where the lattice closes on itself (Shift+O)";
    named(ui, palette, "Periods", tip, |ui| {
        number(ui, "Periods", DragValue::new(&mut view.periods).range(0..=2));
    });
}

type Show = fn(&mut Ui, &Shown, &Palette, &mut ViewSettings);

/// What else is to be set for a kind of surface.
const NUMBERS: &[(&str, Show)] = &[
    ("flat-map", contours),
    ("slices", contours),
    ("slices", slices),
    ("isosurface", level),
    ("volume", opacity),
    ("arrows", density),
    ("points", density),
    ("space-time", history),
];

fn fitting(cut: Cut) -> impl Iterator<Item = &'static RenderMode> {
    RENDER_MODES.iter().filter(move |mode| (mode.fits)(cut))
}

fn kind(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let all = || fitting(shown.picture.cut).map(|mode| (mode.name, mode.name.to_owned()));
    let mode = shown.picture.mode;
    let chosen =
        named(ui, palette, "Surface", mode.summary, |ui| choice(ui, "Surface", mode.name, all()));
    if let Some(name) = chosen {
        view.surface = name.to_owned();
        view.over.retain(|over| over != name);
    }
}

/// Whether the vector quantity is drawn, and which it is.
fn arrows(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    const ARROWS: &str = "arrows";
    let (theory, dim) = (shown.parameters.theory.name, shown.lattice.dim());
    let given = shown.given();
    let here = move |info: &&VectorInfo| (info.applies)(theory, dim) && given.has(info.needs);
    let all = || VECTORS.iter().filter(here);
    if all().next().is_none() || !fitting(shown.picture.cut).any(|mode| mode.name == ARROWS) {
        return;
    }
    let tip = shown.picture.vector.map_or("", |vector| vector.summary);
    named(ui, palette, "Arrows", tip, |ui| {
        let mut on = shown.picture.modes().any(|mode| mode.arrows);
        let checkbox = Checkbox::without_text(&mut on);
        if called(ui.add_enabled(!shown.picture.mode.arrows, checkbox), "Arrows").changed() {
            view.over.retain(|over| over != ARROWS);
            if on {
                view.over.push(ARROWS.to_owned());
            }
        }
        let names = std::iter::once((AUTO, "as the theory has it".to_owned()));
        let names = names.chain(all().map(|info| (info.name, info.name.to_owned())));
        if let Some(name) = choice(ui, "Vector quantity", &view.vector, names) {
            view.vector = name.to_owned();
        }
    });
}

fn contours(ui: &mut Ui, _: &Shown, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Contours", "Lines of equal height, from zero to the top", |ui| {
        number(ui, "Contours", DragValue::new(&mut view.contours).range(0..=64));
    });
}

fn slices(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    for (cut, (axis, name)) in shown
        .picture
        .slices()
        .into_iter()
        .zip(["Slice x", "Slice y", "Slice z"].into_iter().enumerate())
    {
        let Cut::Plane { index, .. } = cut else { continue };
        let last = shown.lattice.shape()[axis] - 1;
        named(ui, palette, name, "Index of the plane across this axis", |ui| {
            let mut moved = index as f64;
            let bar = Bar { name, range: 0.0..=last as f64, decimals: 0, logarithmic: false };
            if bar.show(ui, &mut moved).changed() {
                view.slices[axis] = Some(moved.round() as usize);
            }
        });
    }
}

fn level(ui: &mut Ui, _: &Shown, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Level", "Where the surface lies, in parts of the height range", |ui| {
        let bar = Bar { name: "Level", range: 0.01..=1.0, decimals: 3, logarithmic: false };
        bar.show(ui, &mut view.level)
    });
}

fn opacity(ui: &mut Ui, _: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let OpacitySettings { low, high, strength } = &mut view.opacity;
    let tip = "Nothing is seen below this part of the height range";
    named(ui, palette, "Seen from", tip, |ui| {
        let range = 0.0..=0.95;
        Bar { name: "Seen from", range, decimals: 2, logarithmic: false }.show(ui, low)
    });
    *high = high.max(*low + 0.02);
    named(ui, palette, "Opaque at", "As opaque as can be from this part on", |ui| {
        let range = *low + 0.02..=2.0;
        Bar { name: "Opaque at", range, decimals: 2, logarithmic: false }.show(ui, high)
    });
    named(ui, palette, "Opacity", "Light kept back along a tenth of the longest side", |ui| {
        let range = 0.02..=0.99;
        Bar { name: "Opacity", range, decimals: 2, logarithmic: false }.show(ui, strength)
    });
}

fn density(ui: &mut Ui, _: &Shown, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Density", "Most arrows or points along the longest side", |ui| {
        number(ui, "Density", DragValue::new(&mut view.density).range(2..=96));
    });
}

fn history(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Time shown", "How long ago the map begins", |ui| {
        let (mut time, speed) = (shown.picture.history, 0.01 * shown.picture.history);
        let widget = DragValue::new(&mut time).speed(speed).range(1e-6..=1e9);
        if number(ui, "Time shown", widget).changed() {
            view.history = Some(time);
        }
    });
}
