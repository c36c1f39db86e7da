//! The views that are kept by name.

use super::super::style::Palette;
use super::super::viewpoints::ViewpointWish;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{called, remark};
use bevy_egui::egui::{Button, TextEdit, Ui, vec2};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Kept views", unfolded: false, open: |_, _| true, show };

/// Width of a button beside a name.
const BUTTON: f32 = 26.0;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let wish = |requests: &mut Requests, wish| requests.push(Request::Viewpoint(wish));
    let kept = shown.viewpoints.kept();
    if kept.is_empty() {
        remark(ui, &palette, "No view is kept yet. Kept views are saved with the scene.");
    }
    for (number, viewpoint) in kept.iter().enumerate() {
        ui.horizontal(|ui| {
            let on = shown.viewpoints.latest() == Some(number);
            let name = &viewpoint.name;
            let size = vec2(BUTTON, ui.spacing().interact_size.y);
            let go = ui.add(Button::selectable(on, format!("{}", number + 1)).min_size(size));
            if called(go, &format!("Go to {name}")).on_hover_text(key_tip(number)).clicked() {
                wish(requests, ViewpointWish::Go(number));
            }
            let forget = ui.spacing().item_spacing.x + BUTTON;
            let width = (ui.available_width() - forget).max(60.0);
            if let Some(text) = name_field(ui, desk, (number, name), width) {
                wish(requests, ViewpointWish::Rename(number, text));
            }
            let button = ui.add(Button::new("\u{d7}").min_size(size));
            if called(button, &format!("Forget {name}")).on_hover_text("Forget it").clicked() {
                wish(requests, ViewpointWish::Forget(number));
            }
        });
    }
    if ui.button("Keep this view").on_hover_text("Keep it by a name (Shift+V)").clicked() {
        wish(requests, ViewpointWish::Keep);
    }
}

fn key_tip(number: usize) -> String {
    match super::super::command::command(&format!("viewpoint-{}", number + 1)) {
        Some(command) => command.tooltip(),
        None => "Go there".to_owned(),
    }
}

/// A name to be typed; `Some` once another one is whole.
fn name_field(
    ui: &mut Ui,
    desk: &mut Desk,
    (number, name): (usize, &str),
    width: f32,
) -> Option<String> {
    let draft = format!("viewpoint {number}");
    let mut text = desk.drafts.texts.remove(&draft).unwrap_or_else(|| name.to_owned());
    let edit = TextEdit::singleline(&mut text).desired_width(width).char_limit(60);
    let field = called(ui.add(edit), &format!("Name of view {}", number + 1));
    if field.has_focus() {
        desk.drafts.texts.insert(draft, text);
        return None;
    }
    (field.lost_focus() && text != name).then_some(text)
}
