//! What of the field is drawn, and how.

use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::shape::shape;
use super::widget::{Bar, called, choice, named, number};
use crate::quantity::{AUTO, Cut, QUANTITIES};
use crate::scene::settings::{PlaneSettings, Range, ViewSettings};
use crate::view::colours::COLOUR_MAPS;
use bevy_egui::egui::{Checkbox, DragValue, Ui};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "View", unfolded: true, open: |_, _| true, show };

fn show(ui: &mut Ui, shown: &Shown, _: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let mut view = shown.view.clone();
    shape(ui, shown, &palette, &mut view);
    quantities(ui, shown, &palette, &mut view);
    maps(ui, shown, &palette, &mut view);
    let top = (f64::from(shown.ranges.height()), f64::from(shown.ranges.colour()));
    range(ui, &palette, "Height range", &mut view.range, top.0);
    range(ui, &palette, "Colour range", &mut view.colour_range, top.1);
    if shown.picture.mode.stands {
        relief(ui, &palette, &mut view);
    }
    if shown.picture.shows_phase() {
        phase_zero(ui, &palette, &mut view);
    }
    if !shown.picture.fills_space() {
        plane(ui, shown, &palette, &mut view);
    }
    if view != *shown.view {
        requests.push(Request::View(Box::new(view)));
    }
}

fn relief(ui: &mut Ui, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Relief", "Height of the surface in units of the longest side", |ui| {
        let range = 0.02..=1.0;
        Bar { name: "Relief", range, decimals: 2, logarithmic: false }.show(ui, &mut view.relief)
    });
}

fn phase_zero(ui: &mut Ui, palette: &Palette, view: &mut ViewSettings) {
    named(ui, palette, "Phase zero", "Phase drawn in the first colour of the wheel", |ui| {
        let mut angle = view.phase_zero as f32;
        if called(ui.drag_angle(&mut angle), "Phase zero").changed() {
            view.phase_zero = f64::from(angle);
        }
    });
}

/// The quantities drawn as height and as colour.
fn quantities(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let (theory, dim) = (shown.parameters.theory.name, shown.lattice.dim());
    let given = shown.given();
    let all = || {
        let fits = QUANTITIES
            .iter()
            .filter(move |info| (info.applies)(theory, dim) && given.has(info.needs));
        let row = move |info: &'static crate::quantity::QuantityInfo| {
            (info.name, format!("{}   {}", info.label_in(theory), info.name))
        };
        std::iter::once((AUTO, "as the theory has it".to_owned())).chain(fits.map(row))
    };
    let tip = shown.picture.height.summary;
    let height = named(ui, palette, "Height", tip, |ui| choice(ui, "Height", &view.height, all()));
    if let Some(name) = height {
        view.height = name.to_owned();
    }
    let tip = shown.picture.colour.summary;
    let colour = named(ui, palette, "Colour", tip, |ui| choice(ui, "Colour", &view.colour, all()));
    if let Some(name) = colour {
        view.colour = name.to_owned();
        // The map of one kind of quantity does not go with another.
        view.map = AUTO.to_owned();
    }
}

/// The colour maps that go with the quantity.
fn maps(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let kind = shown.picture.map.kind;
    let fits = COLOUR_MAPS.iter().filter(|map| map.kind == kind);
    let all = fits.map(|map| (map.name, map.name.to_owned()));
    let chosen = shown.picture.map.name;
    let tip = "How values become colours";
    if let Some(name) =
        named(ui, palette, "Colour map", tip, |ui| choice(ui, "Colour map", chosen, all))
    {
        view.map = name.to_owned();
    }
}

/// A range that follows the field, or stays.
fn range(ui: &mut Ui, palette: &Palette, name: &str, range: &mut Range, top: f64) {
    named(ui, palette, name, "The largest value so far, or a fixed one", |ui| {
        let mut follows = *range == Range::Auto;
        let checkbox = ui.add(Checkbox::new(&mut follows, "auto"));
        if called(checkbox, &format!("{name} follows the field")).changed() {
            *range = if follows { Range::Auto } else { Range::Fixed(rounded(top)) };
        }
        match range {
            Range::Fixed(value) => {
                let widget = DragValue::new(value).speed(0.01 * top).range(1e-12..=1e12);
                number(ui, name, widget.max_decimals(6));
            }
            Range::Auto => {
                ui.weak(format!("{:.3}", top));
            }
        }
    });
}

/// Three digits, as somebody would type it.
fn rounded(value: f64) -> f64 {
    let scale = 10f64.powf(2.0 - value.abs().log10().floor());
    if value > 0.0 && scale.is_finite() { (value * scale).round() / scale } else { 1.0 }
}

/// The plane of a 3-D field.
fn plane(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let Cut::Plane { axis, index } = shown.picture.cut else { return };
    const AXES: [&str; 3] = ["x", "y", "z"];
    named(ui, palette, "Plane across", "Axis the plane is perpendicular to (9)", |ui| {
        for (number, name) in AXES.iter().enumerate() {
            let label = ui.selectable_label(axis == number, *name);
            if called(label, &format!("Plane across {name}")).clicked() && axis != number {
                view.plane = PlaneSettings { axis: number, index: None };
            }
        }
    });
    let last = shown.lattice.shape()[axis] - 1;
    named(ui, palette, "Plane", "Its index along that axis (Page Up, Page Down)", |ui| {
        let mut moved = index as f64;
        let range = 0.0..=last as f64;
        let bar = Bar { name: "Plane", range, decimals: 0, logarithmic: false };
        if bar.show(ui, &mut moved).changed() {
            view.plane = PlaneSettings { axis, index: Some(moved.round() as usize) };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_fixed_range_begins_with_a_round_number() {
        assert_eq!(rounded(0.123_46), 0.123);
        assert_eq!(rounded(98_765.0), 98_800.0);
        assert_eq!(rounded(0.0), 1.0);
    }
}
