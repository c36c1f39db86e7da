//! Whether what should be conserved is.

use super::super::Shown;
use super::super::style::Palette;
use crate::simulation::{Drift, Level};
use bevy_egui::egui::{Color32, RichText, Sense, Ui, Vec2};

/// The colour of a promise.
pub(super) fn colour(palette: &Palette, level: Option<Level>) -> Color32 {
    match level {
        Some(Level::Green) => palette.good,
        Some(Level::Amber) => palette.warning,
        Some(Level::Red) => palette.bad,
        None => palette.muted,
    }
}

/// A dot and a number for every observable that something is promised of.
pub(super) fn pills(ui: &mut Ui, shown: &Shown, palette: &Palette) {
    for drift in shown.measurements.drifts().filter(|drift| drift.bound.is_some()) {
        pill(ui, &drift, palette);
    }
}

fn pill(ui: &mut Ui, drift: &Drift, palette: &Palette) {
    let colour = colour(palette, drift.level);
    let response = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(8.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 3.6, colour);
            let text = format!("{} {}", drift.observable.name, signed(drift.relative));
            ui.label(RichText::new(text).small().color(palette.muted));
        })
        .response;
    response.on_hover_text(sentence(drift));
}

/// A small number with its sign, no wider than it must be.
pub(super) fn signed(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value:+.0e}").replace('-', "\u{2212}") }
}

fn sentence(drift: &Drift) -> String {
    let name = drift.observable.name;
    let bound = drift.bound.unwrap_or(f64::INFINITY);
    format!(
        "{}\n{name} has changed by {:.1e} of its size, at worst by {:.1e}; this run promises to \
         keep it within {bound:.1e}",
        drift.observable.summary, drift.relative, drift.worst
    )
}
