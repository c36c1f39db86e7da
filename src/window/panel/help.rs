//! The overview of keys and of what the mouse does.

use super::super::command::{MENUS, Menu};
use super::super::stage::GESTURES;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Frame, Grid, Id, Margin, Modal, RichText, ScrollArea, Stroke, Ui};

pub(super) const PANEL: PanelInfo = PanelInfo { name: "help", open: |_, desk| desk.help, show };

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let room = ui.ctx().viewport_rect().size();
    let frame = Frame::new().fill(palette.panel).corner_radius(12).inner_margin(Margin::same(18));
    let frame = frame.stroke(Stroke::new(1.0, palette.edge));
    let modal = Modal::new(Id::new("help")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((room.x - 100.0).min(WIDTH));
        ui.set_height((room.y - 110.0).min(HEIGHT));
        ui.heading("Keys and mouse");
        ui.add_space(8.0);
        ScrollArea::both().auto_shrink(false).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 34.0;
                for (at, titles) in COLUMNS.iter().enumerate() {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.x = 8.0;
                        if at == 0 {
                            group(ui, &palette, "Mouse", mouse());
                        }
                        for menu in MENUS.iter().filter(|menu| titles.contains(&menu.title)) {
                            group(ui, &palette, menu.title, keys(menu, shown));
                        }
                    });
                }
            });
        });
    });
    if modal.should_close() {
        desk.help = false;
    }
}

/// Room that everything has without scrolling.
const WIDTH: f32 = 1140.0;
const HEIGHT: f32 = 560.0;
/// From line to line.
const LINE: f32 = 19.0;

/// The menus of each column.
const COLUMNS: [&[&str]; 4] = [
    &["Scene", "Film", "Help"],
    &["Time", "Edit", "View"],
    &["Camera", "Measure"],
    &["Gauge", "Viewpoints", "Analysis"],
];

fn keys(menu: &Menu, shown: &Shown) -> Vec<(String, String)> {
    let rows = menu.commands.iter().filter(|row| !row.keys.is_empty());
    rows.map(|row| {
        let keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
        (keys.join("  "), (row.label)(row, shown))
    })
    .collect()
}

fn mouse() -> Vec<(String, String)> {
    GESTURES.iter().map(|(hand, what)| ((*hand).to_owned(), (*what).to_owned())).collect()
}

fn group(ui: &mut Ui, palette: &Palette, title: &str, rows: Vec<(String, String)>) {
    ui.label(RichText::new(title).strong().color(palette.accent));
    let grid = Grid::new(title).num_columns(2).spacing([14.0, 1.0]);
    grid.min_row_height(LINE).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(RichText::new(keys).monospace().size(11.5));
            ui.label(RichText::new(what).size(12.5).color(palette.muted));
            ui.end_row();
        }
    });
    ui.add_space(7.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_menu_has_its_column() {
        for menu in MENUS {
            let columns = COLUMNS.iter().filter(|titles| titles.contains(&menu.title));
            assert_eq!(columns.count(), 1, "{}", menu.title);
        }
    }
}
