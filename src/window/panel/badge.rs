//! How the gauge is treated, always in sight: in the bar on top, and on the field when all bars are
//! hidden.

use super::super::command::next_mode;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::called;
use crate::gauge::{GaugeMode, has_phase};
use bevy_egui::egui::{
    Align2, Area, Button, Color32, Id, Order, Response, RichText, Ui, pos2, vec2,
};

/// On the field, where there is no bar.
pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "badge",
    open: |shown, desk| desk.hidden && is_worn(shown),
    show: |ui, shown, desk, requests| {
        let region = shown.rig.region;
        // Below the red dot, where there is one.
        let below = if shown.film.is_busy() { 46.0 } else { 12.0 };
        let place = pos2(region.center().x, region.min.y + below);
        let area = Area::new(Id::new("badge")).order(Order::Middle).pivot(Align2::CENTER_TOP);
        area.fixed_pos(place).show(ui.ctx(), |ui| badge(ui, shown, desk, requests));
    },
};

/// Whether the gauge matters to who watches: there is a phase, and something was made of it.
fn is_worn(shown: &Shown) -> bool {
    let gauge = shown.gauge;
    has_phase(shown.parameters) && (gauge.twin().is_some() || gauge.mode() != GaugeMode::Covariant)
}

/// The mode in its colour; a click chooses the next one.
pub(super) fn badge(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    if !has_phase(shown.parameters) {
        return;
    }
    let palette = Palette::of(shown.picture.theme);
    let mode = shown.gauge.mode();
    let clicked = ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(9.0, 1.0);
        button(ui, &palette, mode).clicked()
    });
    if clicked.inner {
        next_mode(shown, desk, requests);
    }
}

fn button(ui: &mut Ui, palette: &Palette, mode: GaugeMode) -> Response {
    let colour = colour(palette, mode);
    let text = RichText::new(words(mode)).strong().size(12.5).color(ink(palette));
    let button = Button::new(text).fill(colour).corner_radius(9);
    let response = called(ui.add(button), &format!("Gauge mode: {}", mode.name()));
    response.on_hover_text(format!(
        "{}.\nF2 covariant, F3 bare, F4 paper; a click: the next of them",
        mode.summary()
    ))
}

const fn words(mode: GaugeMode) -> &'static str {
    match mode {
        GaugeMode::Covariant => "covariant",
        GaugeMode::Bare => "bare",
        GaugeMode::Paper => "paper (5.5)",
    }
}

/// That of a promise kept, broken, and broken by far.
fn colour(palette: &Palette, mode: GaugeMode) -> Color32 {
    match mode {
        GaugeMode::Covariant => palette.good,
        GaugeMode::Bare => palette.bad,
        GaugeMode::Paper => palette.warning,
    }
}

/// What is written on these colours.
fn ink(palette: &Palette) -> Color32 {
    if palette.dark { Color32::from_rgb(12, 16, 14) } else { Color32::WHITE }
}
