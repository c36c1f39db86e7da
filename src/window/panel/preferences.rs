//! What is kept between runs, to be set.

use super::super::style::Palette;
use super::super::{Desk, Requests, Settings, Shown};
use super::PanelInfo;
use super::widget::{Bar, called, choice, named, remark};
use crate::view::theme::THEMES;
use bevy_egui::egui::{Align2, Checkbox, Frame, Margin, Stroke, Ui, Window};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "settings", open: |_, desk| desk.preferences, show };

/// What is said of the theme where the scene has the say.
const OF_SCENE: &str = "scene";

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let room = super::super::rig::boxed(shown.rig.region);
    let frame = Frame::new().fill(palette.panel).corner_radius(10).inner_margin(Margin::same(14));
    let mut open = true;
    let window = Window::new("Settings").frame(frame.stroke(Stroke::new(1.0, palette.edge)));
    let window = window.open(&mut open).collapsible(false).resizable(false);
    let window = window.pivot(Align2::CENTER_CENTER).default_pos(room.center());
    window.show(ui.ctx(), |ui| {
        ui.set_width(300.0);
        theme(ui, shown, desk, &palette, requests);
        scale(ui, desk, &palette);
        let Settings { reduced_motion, keeps_session, .. } = &mut desk.settings;
        for (name, tip, value) in [
            ("Reduced motion", "Views change at once instead of gliding", reduced_motion),
            ("Keep the session", "Begin with scene, view and panels as you left", keeps_session),
        ] {
            called(ui.add(Checkbox::new(value, name)), name).on_hover_text(tip);
        }
        if shown.machine.slow {
            let told = "No graphics card draws here, so the picture is coarser while it moves.";
            remark(ui, &palette, told);
        }
    });
    desk.preferences &= open;
}

/// Dark, light, or as the scene has it.
fn theme(ui: &mut Ui, shown: &Shown, desk: &mut Desk, palette: &Palette, requests: &mut Requests) {
    let all = || {
        let names = THEMES.iter().map(|theme| (theme.name, theme.name.to_owned()));
        std::iter::once((OF_SCENE, "as the scene has it".to_owned())).chain(names)
    };
    let now = desk.settings.theme.clone().unwrap_or_else(|| OF_SCENE.to_owned());
    let tip = "Colours of the surroundings";
    let chosen =
        named(ui, palette, "Surroundings", tip, |ui| choice(ui, "Surroundings", &now, all()));
    if let Some(name) = chosen {
        desk.settings.theme = (name != OF_SCENE).then(|| name.to_owned());
        let theme = if name == OF_SCENE { &shown.scene.view.theme } else { name };
        let theme = theme.to_owned();
        let view = crate::scene::settings::ViewSettings { theme, ..shown.view.clone() };
        requests.push(super::super::Request::View(Box::new(view)));
    }
}

fn scale(ui: &mut Ui, desk: &mut Desk, palette: &Palette) {
    named(ui, palette, "Size", "Of everything that is written (Ctrl++, Ctrl+-)", |ui| {
        let mut scale = f64::from(desk.settings.scale());
        let range = f64::from(Settings::SCALES[0])..=f64::from(Settings::SCALES[1]);
        // The size would change under the pointer that changes it: it does when it is let go.
        let bar = Bar { name: "Size", range, decimals: 2, logarithmic: false };
        let draft = desk.drafts.scale.get_or_insert(scale);
        scale = *draft;
        let response = bar.show(ui, &mut scale);
        *draft = scale;
        if !(response.dragged() || response.has_focus()) {
            desk.settings.scale = scale as f32;
            desk.drafts.scale = None;
        }
    });
}
