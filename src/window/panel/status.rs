//! The line at the bottom: how fast, on what, and whether the laws hold.

use super::super::style::{PAD, Palette};
use super::super::{Desk, Requests, Shown};
use super::widget::pane;
use super::{PanelInfo, drift};
use crate::lattice::Precision;
use crate::view::surface::Fineness;
use bevy_egui::egui::{Align, Frame, Layout, Margin, Panel, RichText, Ui};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "status", open: |_, desk| !desk.hidden, show };

fn show(ui: &mut Ui, shown: &Shown, _: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 3));
    let around = Panel::bottom("status").frame(frame).show_inside(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            for text in [field(shown), ticks(shown), frames(shown)] {
                ui.label(RichText::new(text).small().color(palette.muted));
            }
            drift::pills(ui, shown, &palette);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let adapter = RichText::new(&shown.machine.adapter).small().color(palette.muted);
                ui.add(bevy_egui::egui::Label::new(adapter).truncate())
                    .on_hover_text("The adapter that draws");
            });
        });
    });
    pane(&around.response, "Status");
}

/// What runs: `dirac 128 x 128, f32`.
fn field(shown: &Shown) -> String {
    let shape: Vec<String> = shown.lattice.shape().iter().map(ToString::to_string).collect();
    let precision = match shown.state.precision() {
        Precision::F32 => "f32",
        Precision::F64 => "f64",
    };
    format!("{} {}, {precision}", shown.parameters.theory.name, shape.join("\u{d7}"))
}

fn ticks(shown: &Shown) -> String {
    if shown.halt.is_some() {
        "stopped".to_owned()
    } else if shown.halves.between().is_some() {
        "between activation and learning".to_owned()
    } else if shown.playback.paused {
        "paused".to_owned()
    } else {
        format!("{:.0} ticks/s", shown.rates.ticks_per_second())
    }
}

/// How fast it is drawn, and at what cost.
fn frames(shown: &Shown) -> String {
    let rate = shown.rates.frames_per_second();
    let coarse = Fineness::of(shown.machine.slow).thins(shown.picture, shown.lattice);
    let lowered = match (shown.hasty, coarse) {
        (true, _) => ", half resolution",
        (_, true) => ", coarse sheet",
        _ => "",
    };
    // A slow picture does not stand still: 0 would say so.
    let digits = usize::from(rate > 0.0 && rate < 9.5);
    format!("{rate:.digits$} frames/s{lowered}")
}
