//! The values under the pointer, beside it.

use super::super::stage::Gesture;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown, Tool};
use super::PanelInfo;
use super::pins::reading;
use bevy_egui::egui::{Align2, Area, Frame, Id, Margin, Order, Stroke, Ui, pos2};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "probe",
    // Who paints wants to see the field.
    open: |_, desk| {
        let reads = desk.tool == Tool::Look && desk.gesture == Gesture::None;
        reads && desk.hover.is_some() && !desk.hidden
    },
    show,
};

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let Some(pick) = desk.hover.filter(|pick| pick.on_surface) else { return };
    let palette = Palette::of(shown.picture.theme);
    let region = shown.rig.region;
    let corner = pos2(region.max.x - 12.0, region.max.y - 12.0);
    // Nothing beneath a tooltip is covered by it: the field stays under the hand.
    let area = Area::new(Id::new("probe")).order(Order::Tooltip).pivot(Align2::RIGHT_BOTTOM);
    area.fixed_pos(corner).interactable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.panel.gamma_multiply(0.94)).corner_radius(8);
        let frame = frame.stroke(Stroke::new(1.0, palette.edge));
        frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            reading(ui, shown, &pick, &palette, false);
        });
    });
}
