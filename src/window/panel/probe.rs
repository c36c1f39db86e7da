//! The values under the pointer, beside it.

use super::super::stage::Gesture;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown, Tool};
use super::PanelInfo;
use super::pins::reading;
use bevy_egui::egui::{Align2, Area, Frame, Id, Margin, Order, Rect, Stroke, Ui, Vec2, pos2, vec2};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "probe",
    // Who paints wants to see the field.
    open: |_, desk| {
        let reads = desk.tool == Tool::Look && desk.gesture == Gesture::None;
        reads && desk.hover.is_some() && !desk.hidden
    },
    show,
};

/// From the edge of the field to the card, in points.
const EDGE: f32 = 12.0;
/// How near the pointer may come to the card.
const NEAR: f32 = 24.0;
/// Size of a card that was not seen yet.
const USUAL: Vec2 = vec2(260.0, 240.0);

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let Some(pick) = desk.hover.filter(|pick| pick.on_surface) else { return };
    let palette = Palette::of(shown.picture.theme);
    let region = shown.rig.region;
    let id = Id::new("probe");
    let right = pos2(region.max.x - EDGE, region.max.y - EDGE);
    let size = ui.ctx().memory(|memory| memory.area_rect(id)).map_or(USUAL, |rect| rect.size());
    // The field stays under the hand: where the card would come near it, it lies at the other side.
    let near = Rect::from_min_max(right - size, right).expand(NEAR);
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let (corner, pivot) = match pointer.is_some_and(|at| near.contains(at)) {
        true => (pos2(region.min.x + EDGE, right.y), Align2::LEFT_BOTTOM),
        false => (right, Align2::RIGHT_BOTTOM),
    };
    let area = Area::new(id).order(Order::Tooltip).pivot(pivot);
    area.fixed_pos(corner).interactable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.panel.gamma_multiply(0.94)).corner_radius(8);
        let frame = frame.stroke(Stroke::new(1.0, palette.edge));
        frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            reading(ui, shown, &pick, &palette, false);
        });
    });
}
