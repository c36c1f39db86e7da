//! What the window tells, at the lower edge of the field.

use super::super::message::{Message, Weight};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Align2, Area, Frame, Id, Label, Margin, Order, RichText, Stroke, Ui, vec2};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "messages",
    open: |shown, desk| shown.halt.is_some() || !desk.messages.is_empty(),
    show,
};

/// Width of a message.
const WIDTH: f32 = 380.0;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    desk.messages.age();
    let palette = Palette::of(shown.picture.theme);
    let rect = shown.rig.region;
    let corner = bevy_egui::egui::pos2(rect.max.x - 14.0, rect.max.y - 14.0);
    let mut closed = None;
    Area::new(Id::new("messages"))
        .order(Order::Foreground)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(corner)
        .show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(rect.width() - 28.0));
            if let Some(alarm) = shown.halt {
                let text = format!("{alarm}\nCtrl+Z undoes the last edit, Backspace starts again.");
                card(ui, &palette, Weight::Refused, &text);
            }
            for message in desk.messages.iter() {
                if show_one(ui, &palette, message) {
                    closed = Some(message.about.clone());
                }
                ui.add_space(6.0);
            }
        });
    if let Some(about) = closed {
        desk.messages.withdraw(&about);
    }
}

/// Whether it was closed: a click on it does.
fn show_one(ui: &mut Ui, palette: &Palette, message: &Message) -> bool {
    card(ui, palette, message.weight, &message.text).on_hover_text("Click to close").clicked()
}

fn card(ui: &mut Ui, palette: &Palette, weight: Weight, text: &str) -> bevy_egui::egui::Response {
    let colour = match weight {
        Weight::Done => palette.good,
        Weight::Refused => palette.warning,
    };
    let frame =
        Frame::new().fill(palette.raised).corner_radius(8).inner_margin(Margin::symmetric(14, 10));
    let shown = frame.stroke(Stroke::new(1.0, palette.edge)).show(ui, |ui| {
        ui.add(Label::new(RichText::new(text).color(palette.text)).wrap());
    });
    let rect = shown.response.rect;
    let bar = bevy_egui::egui::Rect::from_min_size(
        rect.min + vec2(0.0, 8.0),
        vec2(3.0, rect.height() - 16.0),
    );
    ui.painter().rect_filled(bar, 1.5, colour);
    shown.response.interact(bevy_egui::egui::Sense::click())
}
