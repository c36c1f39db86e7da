//! The bar over the plots: which chart, of what, on which axes, and into which file.

use super::super::charts::{CHARTS, Part};
use super::super::command::command;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::chart;
use super::widget::{called, remark};
use crate::quantity::{AUTO, Kind, QUANTITIES};
use bevy_egui::egui::{Button, ComboBox, Ui};

/// Width of a choice in the bar.
const CHOICE: f32 = 116.0;

/// Width from which on the bar has room for all there is in one line.
const ROOMY: f32 = 1180.0;

/// The bar.
pub(super) fn bar(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let one_line = ui.available_width() >= ROOMY || desk.charts.open == 0;
    ui.horizontal_wrapped(|ui| {
        narrow(ui);
        kinds(ui, desk);
        if one_line {
            ui.add_space(6.0);
            choices(ui, shown, desk);
            buttons(ui, shown, desk, requests);
        }
    });
    if !one_line {
        ui.horizontal_wrapped(|ui| {
            narrow(ui);
            choices(ui, shown, desk);
            buttons(ui, shown, desk, requests);
        });
    }
}

fn narrow(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = 3.0;
    ui.spacing_mut().button_padding.x = 6.0;
}

/// The kinds of charts.
fn kinds(ui: &mut Ui, desk: &mut Desk) {
    for (number, info) in CHARTS.iter().enumerate() {
        let label = ui.selectable_label(desk.charts.open == number, info.title);
        let label = called(label, &format!("Chart: {}", info.title));
        if label.on_hover_text(info.tip).clicked() {
            desk.charts.open = number;
        }
    }
}

/// Of what the chart is.
fn choices(ui: &mut Ui, shown: &Shown, desk: &mut Desk) {
    let [of_quantity, of_part] = desk.charts.info().chooses;
    if of_quantity {
        quantity(ui, shown, desk);
    }
    if of_part && shown.charted(desk).kind == Kind::Complex {
        part(ui, desk);
    }
}

/// What can be done with the chart.
fn buttons(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    for (id, name) in BUTTONS {
        let Some(command) = command(id) else { continue };
        if !(command.enabled)(shown, desk) {
            continue;
        }
        let on = (command.on)(shown, desk).unwrap_or(false);
        let button = called(ui.add(Button::selectable(on, *name)), command.title);
        if button.on_hover_text(command.tooltip()).clicked() {
            command.call(shown, desk, requests);
        }
    }
}

/// What is done with a chart.
const BUTTONS: &[(&str, &str)] = &[
    ("chart-log-x", "log x"),
    ("chart-log-y", "log y"),
    ("chart-legend", "legend"),
    ("chart-whole", "whole"),
    ("chart-csv", "CSV"),
    ("chart-png", "PNG"),
];

/// The quantity that is plotted.
fn quantity(ui: &mut Ui, shown: &Shown, desk: &mut Desk) {
    let (theory, dim, given) = (shown.parameters.theory.name, shown.lattice.dim(), shown.given());
    let chosen = desk.charts.quantity.unwrap_or(AUTO);
    let combo = ComboBox::from_id_salt("charted").selected_text(match chosen {
        AUTO => format!("{} (as drawn)", shown.picture.colour.label_in(theory)),
        name => name.to_owned(),
    });
    let response = combo.width(CHOICE).truncate().show_ui(ui, |ui| {
        if ui.selectable_label(chosen == AUTO, "as drawn").clicked() {
            desk.charts.quantity = None;
        }
        let fits = |info: &&crate::quantity::QuantityInfo| {
            (info.applies)(theory, dim) && given.has(info.needs)
        };
        for info in QUANTITIES.iter().filter(fits) {
            let text = format!("{}   {}", info.label_in(theory), info.name);
            if ui.selectable_label(chosen == info.name, text).clicked() {
                desk.charts.quantity = Some(info.name);
            }
        }
    });
    called(response.response, "Charted quantity").on_hover_text("What is plotted");
}

/// The part of a complex value.
fn part(ui: &mut Ui, desk: &mut Desk) {
    let name = Part::ALL.iter().find(|(part, _)| *part == desk.charts.part).map(|(_, name)| *name);
    let combo = ComboBox::from_id_salt("part").selected_text(name.unwrap_or_default());
    let response = combo.width(CHOICE).show_ui(ui, |ui| {
        for (part, name) in Part::ALL {
            if ui.selectable_label(desk.charts.part == part, name).clicked() {
                desk.charts.part = part;
            }
        }
    });
    called(response.response, "Charted part").on_hover_text("The part of a complex value");
}

/// The chart, or what it takes to have one.
pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, palette: &Palette) {
    match shown.charts.chart() {
        Some(Ok(found)) => {
            chart::heading(ui, found, palette);
            chart::plot(ui, "chart", found, &mut desk.charts, palette);
        }
        Some(Err(why)) => drop(remark(ui, palette, why)),
        None => drop(remark(ui, palette, "\u{2026}")),
    }
}
