//! The gauge: its mode, the brush, what drives the phase, the background. One file for each part.

mod background;
mod brush;
mod list;
mod theta;
mod values;

use super::super::style::Palette;
use super::super::{Desk, Requests, Shown, Tool};
use super::SectionInfo;
use super::widget::{called, named};
use crate::app::FieldCommand;
use crate::gauge::{GaugeCommand, GaugeMode, has_phase};
use crate::window::gauge::radians;
use bevy_egui::egui::{Checkbox, CollapsingHeader, RichText, Ui, Widget};
use list::text_button;

/// Where it stands while it is in use.
pub(super) const IN_USE: SectionInfo = SectionInfo {
    open: |shown, desk| has_phase(shown.parameters) && in_use(shown, desk),
    ..SECTION
};

/// Where it stands else.
pub(super) const AT_REST: SectionInfo = SectionInfo {
    open: |shown, desk| has_phase(shown.parameters) && !in_use(shown, desk),
    ..SECTION
};

const SECTION: SectionInfo =
    SectionInfo { title: "Gauge", unfolded: true, open: |_, _| true, show };

/// Whether it is what somebody works with.
fn in_use(shown: &Shown, desk: &Desk) -> bool {
    shown.gauge.twin().is_some() || matches!(desk.tool, Tool::Gauge | Tool::Loop)
}

/// A part of the section.
struct Part {
    title: &'static str,
    /// Whether it is unfolded at first.
    unfolded: fn(&Shown) -> bool,
    show: fn(&mut Ui, &Shown, &mut Desk, &mut Requests, &Palette),
}

const PARTS: &[Part] = &[
    Part {
        title: "Gauge brush",
        unfolded: |_| true,
        show: |ui, shown, desk, _, palette| brush::show(ui, shown, desk, palette),
    },
    Part {
        title: "Pattern and drive",
        unfolded: |shown| !shown.gauge.drive().is_empty(),
        show: theta::show,
    },
    Part {
        title: "Background",
        unfolded: |shown| !shown.gauge.background().is_empty(),
        show: background::show,
    },
];

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    modes(ui, shown, desk, requests, &palette);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 5.0;
        for (id, word) in [
            ("random-gauge", "Random"),
            ("undo-gauge", "Undo gauge"),
            ("landau-gauge", "Landau"),
            ("temporal-gauge", "Temporal"),
        ] {
            text_button(ui, id, word, shown, desk, requests);
        }
    });
    comparison(ui, shown, desk, requests, &palette);
    for part in PARTS {
        CollapsingHeader::new(RichText::new(part.title).color(palette.text))
            .id_salt((part.title, shown.scene.name()))
            .default_open((part.unfolded)(shown))
            .show_unindented(ui, |ui| (part.show)(ui, shown, desk, requests, &palette));
    }
}

fn modes(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests, palette: &Palette) {
    named(ui, palette, "Mode", "What a turn of the phase turns (F2, F3, F4)", |ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for (mode, id) in GaugeMode::ALL.iter().zip(["covariant", "bare", "paper"]) {
            text_button(ui, id, mode.name(), shown, desk, requests);
        }
    });
}

/// The twin and the Wilson loop.
fn comparison(
    ui: &mut Ui,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
    palette: &Palette,
) {
    let gauge = shown.gauge;
    named(ui, palette, "Twin", "The same run in its first gauge, to compare with (K)", |ui| {
        let mut runs = gauge.twin().is_some();
        let since =
            gauge.twin().map_or("none".to_owned(), |twin| format!("since tick {}", twin.since()));
        if called(Checkbox::new(&mut runs, since).ui(ui), "Twin runs").changed() {
            requests.edit(FieldCommand::Gauge(GaugeCommand::Twin(runs)));
        }
    });
    named(ui, palette, "Wilson loop", "The angle once round a closed loop (W draws one)", |ui| {
        let words = radians(gauge.wilson_loop().angle(shown.state));
        let shows = Checkbox::new(&mut desk.gauge.shows_loop, words);
        called(shows.ui(ui), "Wilson loop on the field");
        let reset = called(ui.small_button("reset"), "The first Wilson loop");
        if reset.on_hover_text("Back to the loop of the beginning").clicked() {
            requests.edit(FieldCommand::Gauge(GaugeCommand::SetLoop(Vec::new())));
        }
    });
}
