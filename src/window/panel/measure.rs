//! The line and the box that are laid on the field, in numbers.

use super::super::charts::Part;
use super::super::command::command;
use super::super::instruments::Measure;
use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{called, named, number, remark};
use crate::quantity::{Region, Segment};
use bevy_egui::egui::{Button, DragValue, Grid, RichText, Ui};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Line and box", unfolded: false, open: |_, _| true, show };

const AXES: [&str; 3] = ["x", "y", "z"];

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    ui.horizontal_wrapped(|ui| {
        for (id, name) in
            [("line-tool", "Line"), ("region-tool", "Box"), ("clear-measures", "Clear")]
        {
            tool(ui, (id, name), shown, desk, requests);
        }
    });
    let instruments = shown.instruments;
    if instruments.is_empty() {
        remark(ui, &palette, "Drag over the field, or click twice, to lay a line or a box.");
    }
    if let Some(line) = &instruments.line {
        ends(ui, shown, &palette, line);
    }
    if let Some(region) = &instruments.region {
        bounds(ui, shown, &palette, region, requests);
        statistics(ui, shown, &palette, desk);
    }
}

/// A button that calls a command.
fn tool(
    ui: &mut Ui,
    (id, name): (&str, &str),
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
) {
    let Some(command) = command(id) else { return };
    let on = (command.on)(shown, desk).unwrap_or(false);
    let enabled = (command.enabled)(shown, desk);
    let button = ui.add_enabled(enabled, Button::selectable(on, name));
    if called(button, command.title).on_hover_text(command.tooltip()).clicked() {
        command.call(shown, desk, requests);
    }
}

/// Where the line begins and ends.
fn ends(ui: &mut Ui, shown: &Shown, palette: &Palette, line: &Segment) {
    let dim = shown.lattice.dim();
    let [from, to] = line.positions(shown.lattice).map(|position| {
        let parts: Vec<String> = position[..dim].iter().map(|x| format!("{x:.2}")).collect();
        format!("({})", parts.join(", ")).replace('-', "\u{2212}")
    });
    let length = line.length(shown.lattice);
    remark(ui, palette, format!("A {from} to B {to}, length {length:.3}"));
}

/// First and last index of the box along each axis.
fn bounds(ui: &mut Ui, shown: &Shown, palette: &Palette, region: &Region, requests: &mut Requests) {
    let mut wished = *region;
    for (mu, sites) in shown.lattice.shape().iter().enumerate() {
        let axis = AXES[mu];
        let tip = "First and last index along this axis, both in the box";
        named(ui, palette, &format!("Box {axis}"), tip, |ui| {
            let first = DragValue::new(&mut wished.first[mu]).range(0..=wished.last[mu]);
            number(ui, &format!("Box {axis}, first"), first);
            let last = DragValue::new(&mut wished.last[mu]).range(wished.first[mu]..=sites - 1);
            number(ui, &format!("Box {axis}, last"), last);
        });
    }
    if wished != *region {
        requests.push(Request::Measure(Measure::Region(wished)));
    }
}

/// What the box holds.
fn statistics(ui: &mut Ui, shown: &Shown, palette: &Palette, desk: &Desk) {
    let Some(found) = &shown.instruments.statistics else { return };
    let info = shown.charted(desk);
    let volume = shown.lattice.spacing().powi(shown.lattice.dim() as i32);
    let rows = [
        ("sites", found.count as f64),
        ("mean", found.mean),
        ("deviation", found.deviation),
        ("smallest", found.min),
        ("largest", found.max),
        ("sum", found.sum),
        ("total", volume * found.sum),
    ];
    let label = Part::Magnitude.label(info, shown.parameters.theory.name);
    remark(ui, palette, format!("{label} in the box"));
    Grid::new("box").num_columns(2).spacing([10.0, 2.0]).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(name).color(palette.muted));
            ui.label(RichText::new(super::pins::number(value, 4)).monospace());
            ui.end_row();
        }
    });
}
