//! What the window tells, in a corner of the field.

use super::super::icon::{self, Icon};
use super::super::message::Weight;
use super::super::style::{ICON, Palette};
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{
    Align2, Area, Color32, Frame, Id, Label, Margin, Order, Rect, RichText, ScrollArea, Stroke, Ui,
    pos2, vec2,
};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "messages",
    open: |shown, desk| {
        shown.waiting.is_some() || shown.halt.is_some() || !desk.messages.is_empty()
    },
    show,
};

/// Width of a message.
const WIDTH: f32 = 340.0;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    desk.messages.age();
    let palette = Palette::of(shown.picture.theme);
    let rect = shown.rig.region;
    let edge = pos2(rect.max.x - 14.0, rect.max.y - 14.0);
    let area = Area::new(Id::new("messages")).order(Order::Foreground);
    area.pivot(Align2::RIGHT_BOTTOM).fixed_pos(edge).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(rect.width() - 28.0));
        let most = (rect.height() - 28.0).max(60.0);
        ScrollArea::vertical().max_height(most).stick_to_bottom(true).show(ui, |ui| {
            cards(ui, shown, desk, &palette);
        });
    });
}

fn cards(ui: &mut Ui, shown: &Shown, desk: &mut Desk, palette: &Palette) {
    if let Some(name) = shown.waiting {
        card(ui, palette, palette.accent, &format!("Opening {name} \u{2026}"), false);
    }
    if let Some(alarm) = shown.halt {
        let text = format!("{alarm}\nCtrl+Z undoes the last edit, Backspace starts again.");
        card(ui, palette, palette.bad, &text, false);
    }
    let closed = desk.messages.iter().filter(|message| {
        let colour = match message.weight {
            Weight::Done => palette.good,
            Weight::Refused => palette.warning,
        };
        card(ui, palette, colour, &message.text, true)
    });
    let closed: Vec<String> = closed.map(|message| message.about.clone()).collect();
    closed.iter().for_each(|about| desk.messages.withdraw(about));
}

/// A message with a bar in its colour; whether it is closed, if it can be.
fn card(ui: &mut Ui, palette: &Palette, colour: Color32, text: &str, closable: bool) -> bool {
    let frame =
        Frame::new().fill(palette.raised).corner_radius(8).inner_margin(Margin::symmetric(14, 8));
    let shown = frame.stroke(Stroke::new(1.0, palette.edge)).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - ICON.x - ui.spacing().item_spacing.x;
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.set_width(room);
                ui.add_space(4.0);
                ui.add(Label::new(RichText::new(text).color(palette.text)).wrap());
            });
            closable && icon::button(ui, Icon::Close, &name(text), true, false).clicked()
        })
        .inner
    });
    let rect = shown.response.rect;
    let bar = Rect::from_min_size(rect.min + vec2(0.0, 8.0), vec2(3.0, rect.height() - 16.0));
    ui.painter().rect_filled(bar, 1.5, colour);
    ui.add_space(2.0);
    shown.inner
}

/// What the button is called that closes a message.
fn name(text: &str) -> String {
    format!("Close: {text}")
}
