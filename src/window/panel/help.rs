//! The overview of keys and of what the mouse does.

use super::super::command::MENUS;
use super::super::stage::GESTURES;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Frame, Grid, Id, Margin, Modal, RichText, ScrollArea, Stroke, Ui, vec2};

pub(super) const PANEL: PanelInfo = PanelInfo { name: "help", open: |_, desk| desk.help, show };

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let room = ui.ctx().viewport_rect().size();
    let size = vec2((room.x - 80.0).min(900.0), (room.y - 90.0).min(620.0));
    let frame = Frame::new()
        .fill(palette.panel)
        .corner_radius(12)
        .inner_margin(Margin::same(18))
        .stroke(Stroke::new(1.0, palette.edge));
    let modal = Modal::new(Id::new("help")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        ui.heading("Keys and mouse");
        ui.add_space(6.0);
        ScrollArea::vertical().max_height(size.y).show(ui, |ui| {
            ui.columns(3, |columns| {
                mouse(&mut columns[0], &palette);
                for (at, menu) in MENUS.iter().enumerate() {
                    let ui = &mut columns[[0, 0, 1, 2, 1, 0, 1][at % 7]];
                    group(
                        ui,
                        &palette,
                        menu.title,
                        menu.commands.iter().filter(|row| !row.keys.is_empty()).map(|row| {
                            let keys: Vec<String> =
                                row.keys.iter().map(ToString::to_string).collect();
                            (keys.join("  "), (row.label)(row, shown))
                        }),
                    );
                }
            });
        });
    });
    if modal.should_close() {
        desk.help = false;
    }
}

fn mouse(ui: &mut Ui, palette: &Palette) {
    group(
        ui,
        palette,
        "Mouse",
        GESTURES.iter().map(|(hand, what)| ((*hand).to_owned(), (*what).to_owned())),
    );
}

fn group(
    ui: &mut Ui,
    palette: &Palette,
    title: &str,
    rows: impl Iterator<Item = (String, String)>,
) {
    ui.label(RichText::new(title).strong().color(palette.accent));
    Grid::new(title).num_columns(2).spacing([12.0, 3.0]).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(RichText::new(keys).monospace().size(11.5));
            ui.label(RichText::new(what).color(palette.muted));
            ui.end_row();
        }
    });
    ui.add_space(10.0);
}
