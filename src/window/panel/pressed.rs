//! The keys that were pressed last, for those who watch somebody present.

use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use bevy_egui::egui::{Align2, Area, Frame, Id, Margin, Order, RichText, Ui, vec2};
use std::time::{Duration, Instant};

pub(super) const PANEL: PanelInfo = PanelInfo {
    name: "pressed",
    open: |_, desk| desk.presenter && desk.pressed.latest().is_some(),
    show,
};

/// How long a key is shown.
const SHOWN: Duration = Duration::from_millis(2500);

/// The command that was called by keys last, and when.
#[derive(Clone, Debug, Default)]
pub struct Pressed(Option<(String, String, Instant)>);

impl Pressed {
    /// Keys were pressed that call a command.
    pub fn note(&mut self, keys: String, title: String) {
        self.0 = Some((keys, title, Instant::now()));
    }

    /// Keys and command, as long as they are shown.
    pub fn latest(&self) -> Option<(&str, &str)> {
        let (keys, title, since) = self.0.as_ref()?;
        (since.elapsed() < SHOWN).then_some((keys, title))
    }
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let Some((keys, title)) = desk.pressed.latest() else { return };
    let palette = Palette::of(shown.picture.theme);
    let place = super::super::rig::boxed(shown.rig.region).center_bottom() - vec2(0.0, 16.0);
    let area = Area::new(Id::new("pressed")).order(Order::Foreground).pivot(Align2::CENTER_BOTTOM);
    area.fixed_pos(place).interactable(false).show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.raised).corner_radius(8);
        frame.inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(keys).monospace().size(20.0).color(palette.accent));
                ui.label(RichText::new(title).size(17.0).color(palette.text));
            });
        });
    });
}
