//! The red dot over the field while a film is made.

use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Align2, Area, Frame, Id, Margin, Order, RichText, Sense, Ui, Vec2, pos2};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "film", open: |shown, _| shown.film.is_busy(), show };

fn show(ui: &mut Ui, shown: &Shown, _: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let region = shown.rig.region;
    let place = pos2(region.center().x, region.min.y + 12.0);
    let area = Area::new(Id::new("film")).order(Order::Foreground).pivot(Align2::CENTER_TOP);
    area.fixed_pos(place).interactable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.raised.gamma_multiply(0.92)).corner_radius(12);
        frame.inner_margin(Margin::symmetric(12, 5)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(11.0), Sense::hover());
                ui.painter().circle_filled(rect.center(), 5.0, palette.bad);
                ui.label(RichText::new(shown.film.sentence()).color(palette.text));
            });
        });
    });
}
