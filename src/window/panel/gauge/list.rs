//! Widgets of the lists of sources and backgrounds.

use super::super::super::command::command;
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::widget::called;
use bevy_egui::egui::{Align, Button, Layout, RichText, Ui};

/// The heading of an entry; whether it is to be removed.
pub(super) fn entry(
    ui: &mut Ui,
    palette: &Palette,
    (name, equation): (&str, &str),
    of: &str,
) -> bool {
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).color(palette.accent)).on_hover_text(equation);
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            let button = called(ui.small_button("\u{d7}"), &format!("Remove {of}"));
            button.on_hover_text(format!("Remove {name}")).clicked()
        })
        .inner
    })
    .inner
}

/// A button with a word that calls a command.
pub(super) fn text_button(
    ui: &mut Ui,
    id: &'static str,
    word: &str,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
) {
    let Some(command) = command(id) else { return };
    let enabled = (command.enabled)(shown, desk);
    let on = (command.on)(shown, desk).unwrap_or(false);
    let response = called(ui.add_enabled(enabled, Button::new(word).selected(on)), word);
    if response.on_hover_text(command.tooltip()).clicked() {
        command.call(shown, desk, requests);
    }
}
