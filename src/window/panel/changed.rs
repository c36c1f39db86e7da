//! What is not as the scene has it, and how it comes back.

use super::super::command::command;
use super::super::reset::{changed, reset};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::SectionInfo;
use super::widget::called;
use bevy_egui::egui::{Align, Button, Label, Layout, RichText, Ui};

/// The last of the sections: when it comes and goes, none of the others is moved under the hand.
pub(super) const SECTION: SectionInfo = SectionInfo {
    title: "Changed values",
    unfolded: true,
    open: |shown, desk| !changed(shown, desk).is_empty(),
    show,
};

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    for value in changed(shown, desk) {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let button = called(ui.small_button("Reset"), &format!("Reset {}", value.name));
                let tip = format!("Back to {}, as the scene has it", value.before);
                if button.on_hover_text(tip).clicked() {
                    reset(&value, shown, desk, requests);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (name, now) = (value.name.replace('_', " "), &value.now);
                    let text = RichText::new(format!("{name}: {now}")).color(palette.muted);
                    ui.add(Label::new(text).truncate());
                });
            });
        });
    }
    let Some(command) = command("reset-all") else { return };
    if ui.add(Button::new("Reset all")).on_hover_text(command.tooltip()).clicked() {
        command.call(shown, desk, requests);
    }
}
