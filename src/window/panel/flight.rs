//! How one flies, at the upper edge of the field while one does.

use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Align2, Area, Frame, Id, Margin, Order, RichText, Stroke, Ui, pos2};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "flight", open: |shown, _| shown.rig.flight.is_some(), show };

/// What the keys do.
const KEYS: &str = "W A S D fly   Q E down, up   drag looks   Esc ends";

fn show(ui: &mut Ui, shown: &Shown, _: &mut Desk, _: &mut Requests) {
    let Some(flight) = shown.rig.flight else { return };
    let palette = Palette::of(shown.picture.theme);
    let region = shown.rig.region;
    // Below the red dot, where there is one.
    let below = if shown.film.is_busy() { 46.0 } else { 12.0 };
    let place = pos2(region.center().x, region.min.y + below);
    let area = Area::new(Id::new("flight")).order(Order::Middle).pivot(Align2::CENTER_TOP);
    area.fixed_pos(place).interactable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.panel.gamma_multiply(0.94)).corner_radius(8);
        let frame = frame.stroke(Stroke::new(1.0, palette.edge));
        frame.inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            let speed = format!("Flying, {:.2} box lengths/s (wheel)", flight.speed);
            ui.label(RichText::new(speed).color(palette.accent).strong());
            ui.label(RichText::new(KEYS).small().color(palette.muted));
        });
    });
}
