//! The panel at the left: everything that can be set, in sections.

use super::super::style::{PAD, Palette};
use super::super::{Desk, Requests, Shown};
use super::widget::pane;
use super::{PanelInfo, SECTIONS};
use bevy_egui::egui::{CollapsingHeader, Frame, Margin, Panel, RichText, ScrollArea, Ui};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "controls", open: |_, desk| !desk.hidden && desk.settings.controls, show };

/// Width of the panel.
const WIDTH: f32 = 274.0;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 8));
    let panel = Panel::left("controls").frame(frame).default_size(WIDTH).size_range(230.0..=420.0);
    let around = panel.show_inside(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for section in SECTIONS {
                if !(section.open)(shown, desk) {
                    continue;
                }
                let title = RichText::new(section.title).strong().size(13.5);
                CollapsingHeader::new(title)
                    .id_salt(section.title)
                    .default_open(section.unfolded)
                    .show_unindented(ui, |ui| {
                        ui.add_space(2.0);
                        (section.show)(ui, shown, desk, requests);
                        ui.add_space(8.0);
                    });
            }
        });
    });
    pane(&around.response, "Controls");
}
