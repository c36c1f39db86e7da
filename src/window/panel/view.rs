//! What of the field is drawn, and how.

use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::shape::shape;
use super::widget::{Bar, called, choice, named, number};
use crate::quantity::{AUTO, Cut, QUANTITIES};
use crate::scene::settings::{PlaneSettings, Range, Scaling, ViewSettings};
use crate::view::Norm;
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
    let [height, colour] = [shown.ranges.height_norm(), shown.ranges.colour_norm()];
    range(ui, &palette, "Height range", (&mut view.range, &mut view.scale), &height);
    let own = (&mut view.colour_range, &mut view.colour_scale);
    range(ui, &palette, "Colour range", own, &colour);
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

/// The rules by which the ends of a scale follow the field, each with its name and what it does.
const RULES: &[(&str, &str)] = &[
    ("so far", "The widest so far: grows with the field, never shrinks"),
    ("now", "As wide as the field is now"),
    ("fixed", "From minus a value, or from zero, to the value"),
    ("lowest to highest", "From the smallest to the largest value there is now"),
    ("from … to", "From one value to another"),
];

/// The name of a rule.
fn rule(range: Range) -> &'static str {
    let number = match range {
        Range::Grow => 0,
        Range::Auto => 1,
        Range::Fixed(_) => 2,
        Range::Spread => 3,
        Range::Between(..) => 4,
    };
    RULES[number].0
}

/// The rule of that name, which begins with the ends there are.
fn ruled(name: &str, norm: &Norm) -> Range {
    let [low, high] = norm.ends().map(f64::from);
    match RULES.iter().position(|(rule, _)| *rule == name) {
        Some(1) => Range::Auto,
        Some(2) => Range::Fixed(rounded(high)),
        Some(3) => Range::Spread,
        Some(4) => Range::Between(low, high),
        _ => Range::Grow,
    }
}

/// Decades with which a logarithmic scale begins.
const DECADES: u32 = 4;

/// How a scale follows the field, or stays, and how values lie on it.
fn range(
    ui: &mut Ui,
    palette: &Palette,
    name: &str,
    (range, scaling): (&mut Range, &mut Scaling),
    norm: &Norm,
) {
    let tip = RULES.iter().find(|(named, _)| *named == rule(*range)).map_or("", |(_, tip)| *tip);
    named(ui, palette, name, tip, |ui| {
        let all = RULES.iter().map(|(name, _)| (*name, (*name).to_owned()));
        let rules = format!("{name} rule");
        if let Some(chosen) = choice(ui, &rules, rule(*range), all) {
            *range = ruled(chosen, norm);
        }
    });
    named(ui, palette, "", tip, |ui| {
        ends(ui, name, range, norm);
        let mut log = *scaling != Scaling::Linear;
        let checkbox = ui.add(Checkbox::new(&mut log, "log"));
        let checkbox =
            checkbox.on_hover_text("By decades: small values are seen beside large ones");
        if called(checkbox, &format!("{name} by decades")).changed() {
            *scaling = if log { Scaling::Log(DECADES) } else { Scaling::Linear };
        }
        if let (Scaling::Log(decades), false) = (scaling, matches!(range, Range::Between(..))) {
            let widget = DragValue::new(decades).range(1..=40).suffix(" decades");
            number(ui, &format!("{name} decades"), widget);
        }
    });
}

/// The ends of a scale: to be set, or as they are.
fn ends(ui: &mut Ui, name: &str, range: &mut Range, norm: &Norm) {
    let [least, top] = norm.ends().map(f64::from);
    let speed = 0.01 * top.abs().max(least.abs());
    match range {
        Range::Fixed(value) => {
            let widget = DragValue::new(value).speed(speed).range(1e-30..=1e30);
            number(ui, name, widget.max_decimals(6));
        }
        Range::Between(low, high) => {
            let [first, last] = [*low, *high];
            for (end, value, range) in
                [("from", low, -1e30..=last - 1e-9), ("to", high, first + 1e-9..=1e30)]
            {
                let widget = DragValue::new(value).speed(speed).range(range).max_decimals(6);
                number(ui, &format!("{name} {end}"), widget);
            }
        }
        Range::Grow | Range::Auto | Range::Spread => {
            let text = match norm.is_about_zero() || least == 0.0 {
                true => format!("{top:.3}"),
                false => format!("{least:.3} … {top:.3}"),
            };
            ui.weak(text);
        }
    }
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
