//! The kinds of surface and the numbers they have.

use super::super::Shown;
use super::super::style::Palette;
use super::opacity::opacity;
use super::widget::{Bar, called, choice, named, number};
use crate::quantity::{AUTO, Cut, VECTORS, VectorInfo};
use crate::scene::settings::ViewSettings;
use crate::view::surface::{RENDER_MODES, Reach, RenderMode, Vectors};
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
    ("streamlines", density),
    ("points", density),
    ("space-time", history),
];

/// The modes that can draw what is on show.
fn drawable(shown: &Shown) -> impl Iterator<Item = &'static RenderMode> {
    let (cut, given) = (shown.picture.cut, shown.given());
    let vectors = vectors(shown).next().is_some();
    RENDER_MODES.iter().filter(move |mode| {
        let there = match mode.vectors {
            None => true,
            Some(Vectors::Links) => given.gauge,
            Some(Vectors::Spaced | Vectors::Everywhere) => vectors,
        };
        (mode.fits)(cut) && there
    })
}

/// The vector quantities of what is on show.
fn vectors(shown: &Shown) -> impl Iterator<Item = &'static VectorInfo> {
    let (theory, dim, given) = (shown.parameters.theory.name, shown.lattice.dim(), shown.given());
    VECTORS.iter().filter(move |info| (info.applies)(theory, dim) && given.has(info.needs))
}

fn kind(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let all = || drawable(shown).map(|mode| (mode.name, mode.name.to_owned()));
    let mode = shown.picture.mode;
    let chosen =
        named(ui, palette, "Surface", mode.summary, |ui| choice(ui, "Surface", mode.name, all()));
    if let Some(name) = chosen {
        view.surface = name.to_owned();
        view.over.retain(|over| over != name);
    }
}

/// Shapes that can be drawn over another one, of the vector quantity and of the gauge field.
const OVER: &[(&str, &str)] =
    &[("Arrows", "arrows"), ("Streamlines", "streamlines"), ("Links", "links")];

/// Which vectors are drawn, and how.
fn arrows(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let main = shown.picture.mode;
    let alone = matches!((main.reach)(shown.picture.cut), Reach::History | Reach::Components);
    for (label, name) in OVER.iter().filter(|_| !alone) {
        let Some(mode) = drawable(shown).find(|mode| mode.name == *name) else { continue };
        named(ui, palette, label, mode.summary, |ui| {
            let mut on = shown.picture.modes().any(|mode| mode.name == *name);
            let checkbox = Checkbox::without_text(&mut on);
            if called(ui.add_enabled(main.name != *name, checkbox), label).changed() {
                view.over.retain(|over| over != name);
                if on {
                    view.over.push((*name).to_owned());
                }
            }
        });
    }
    if !drawable(shown).any(RenderMode::draws_vectors) {
        return;
    }
    let tip = shown.picture.vector.map_or("", |vector| vector.summary);
    named(ui, palette, "Vector", tip, |ui| {
        let names = std::iter::once((AUTO, "as the theory has it".to_owned()));
        let names = names.chain(vectors(shown).map(|info| (info.name, info.name.to_owned())));
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

fn density(ui: &mut Ui, _: &Shown, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Density", "Most arrows, lines or points along the longest side", |ui| {
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
