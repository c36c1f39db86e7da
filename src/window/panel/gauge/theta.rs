//! Patterns of the angle: one to turn or drive by next, and those that drive.

use super::super::super::style::Palette;
use super::super::super::{Desk, Request, Requests, Shown};
use super::super::widget::{choice, named, remark};
use super::list::{entry, text_button};
use super::values::Values;
use crate::app::FieldCommand;
use crate::gauge::{GaugeCommand, THETAS, ThetaInfo};
use bevy_egui::egui::Ui;

/// The family of the brush, which has a tool of its own.
const BRUSH: &str = "Stroke";

pub(super) fn show(
    ui: &mut Ui,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
    palette: &Palette,
) {
    pattern(ui, shown, desk, palette);
    ui.horizontal(|ui| {
        text_button(ui, "rotate-pattern", "Turn now", shown, desk, requests);
        text_button(ui, "drive-pattern", "Drive", shown, desk, requests);
        text_button(ui, "stop-drive", "Stop", shown, desk, requests);
    });
    let drive = shown.gauge.drive();
    if drive.is_empty() {
        return drop(remark(ui, palette, "Nothing drives the phase. What drives it adds up."));
    }
    for (at, source) in drive.iter().enumerate() {
        let (info, of) = (source.info(), format!("drive[{at}]"));
        let removed = entry(ui, palette, (info.name, info.equation), &of);
        let values = Values { of, palette, lattice: shown.lattice, whole: None };
        let changed = values.show(ui, &mut desk.drafts, source);
        let mut sources = drive.to_vec();
        let gesture = match changed {
            _ if removed => {
                sources.remove(at);
                None
            }
            Some((changed, gesture)) => {
                sources[at] = changed;
                Some(gesture)
            }
            None => continue,
        };
        let command = FieldCommand::Gauge(GaugeCommand::Drive(sources));
        requests.push(Request::Edit { gesture, command });
    }
}

/// The pattern to turn or drive by next.
fn pattern(ui: &mut Ui, shown: &Shown, desk: &mut Desk, palette: &Palette) {
    let pattern = desk.gauge.pattern(shown);
    let info = pattern.info();
    let families = || THETAS.iter().filter(|info| info.name != BRUSH);
    let row = |info: &'static ThetaInfo| (info.name, info.name.to_owned());
    let wish = named(ui, palette, "Pattern", info.summary, |ui| {
        choice(ui, "Pattern", info.name, families().map(row))
    });
    remark(ui, palette, info.equation);
    if let Some(chosen) = wish.and_then(|wish| families().find(|info| info.name == wish)) {
        desk.gauge.pattern = Some((chosen.example)(shown.lattice));
        return;
    }
    let of = "pattern".to_owned();
    let values = Values { of, palette, lattice: shown.lattice, whole: None };
    if let Some((changed, _)) = values.show(ui, &mut desk.drafts, &pattern) {
        desk.gauge.pattern = Some(changed);
    }
}
