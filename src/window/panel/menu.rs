//! The bar on top: menus and the name of the scene.

use super::super::command::{CommandInfo, MENUS};
use super::super::style::{PAD, Palette};
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::badge::badge;
use super::widget::pane;
use bevy_egui::egui::{Align, Button, Frame, Layout, Margin, MenuBar, Panel, RichText, Ui};

pub(super) const PANEL: PanelInfo = PanelInfo { name: "menu", open: |_, desk| !desk.hidden, show };

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 4));
    let around = Panel::top("menu").frame(frame).show_inside(ui, |ui| {
        MenuBar::new().ui(ui, |ui| {
            ui.label(RichText::new("Fieldloom").strong().color(palette.accent));
            ui.add_space(6.0);
            for menu in MENUS {
                ui.menu_button(menu.title, |ui| {
                    ui.set_min_width(230.0);
                    for command in menu.commands {
                        row(ui, command, shown, desk, requests);
                    }
                });
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                badge(ui, shown, desk, requests);
                title(ui, shown, desk);
            });
        });
    });
    pane(&around.response, "Menus");
}

/// A command in a menu, with its key at the right.
fn row(
    ui: &mut Ui,
    command: &'static CommandInfo,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
) {
    let enabled = (command.enabled)(shown, desk);
    let on = (command.on)(shown, desk).unwrap_or(false);
    let keys = command.keys.first().map(ToString::to_string).unwrap_or_default();
    let button = Button::selectable(on, (command.label)(command, shown)).shortcut_text(keys);
    if ui.add_enabled(enabled, button).on_hover_text(command.tip).clicked() {
        command.call(shown, desk, requests);
        ui.close();
    }
}

/// The scene that is shown; a click opens the gallery.
fn title(ui: &mut Ui, shown: &Shown, desk: &mut Desk) {
    let title = RichText::new(&shown.scene.title);
    let button = Button::new(title).frame(false).truncate();
    if ui.add(button).on_hover_text("Choose a scene (G)").clicked() {
        desk.gallery = true;
    }
}
