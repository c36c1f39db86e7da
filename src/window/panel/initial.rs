//! What the field begins with: the scene's initial conditions, as numbers and as text.

use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{named, remark};
use crate::app::FieldCommand;
use crate::scene::{Entry, Written};
use bevy_egui::egui::{Button, DragValue, RichText, TextEdit, TextStyle, Ui};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Initial condition", unfolded: false, open: |_, _| true, show };

/// Where the text is kept while it is edited.
const DRAFT: &str = "initial";

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    remark(ui, &palette, "A change starts the field again. All conditions add up.");
    for (at, entry) in shown.scene.entries_of("initial").iter().enumerate() {
        ui.push_id(at, |ui| numbers(ui, desk, requests, entry, &palette));
    }
    ui.add_space(4.0);
    as_text(ui, shown, desk, requests, &palette);
}

/// The numbers of one condition.
fn numbers(
    ui: &mut Ui,
    desk: &mut Desk,
    requests: &mut Requests,
    entry: &Entry,
    palette: &Palette,
) {
    ui.label(RichText::new(&entry.kind).color(palette.accent));
    for Written { path, text } in &entry.values {
        let Ok(value) = text.parse::<f64>() else { continue };
        let whole = !text.contains(['.', 'e', 'E']);
        // The part of the path that tells the values of one condition apart.
        let name = path.split_once("].").map_or(path.as_str(), |(_, name)| name);
        let changed = named(ui, palette, name, path, |ui| {
            desk.drafts.number(ui, path, value, |ui, draft| {
                let widget = DragValue::new(draft).speed(speed(value, whole)).max_decimals(6);
                ui.add_sized([ui.available_width(), 22.0], widget)
            })
        });
        if let Some((value, gesture)) = changed {
            let sets = vec![format!("{path}={}", written(value, whole))];
            let command = FieldCommand::Restart { sets };
            requests.push(Request::Edit { gesture: Some(gesture), command });
        }
    }
}

fn speed(value: f64, whole: bool) -> f64 {
    if whole { 0.1 } else { 0.01 * value.abs().max(0.1) }
}

/// A number as a scene has it: one that was whole may have to stay so, an index for one.
fn written(value: f64, whole: bool) -> String {
    if whole && value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") }
}

/// The text of all conditions, to change what is no number.
fn as_text(
    ui: &mut Ui,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
    palette: &Palette,
) {
    let there = shown.scene.text_of("initial").unwrap_or("[]");
    let mut text = desk.drafts.texts.get(DRAFT).cloned().unwrap_or_else(|| there.to_owned());
    ui.label(RichText::new("As text").color(palette.accent));
    let editor = TextEdit::multiline(&mut text).font(TextStyle::Monospace).desired_rows(4);
    if ui.add(editor.desired_width(f32::INFINITY)).changed() {
        desk.drafts.texts.insert(DRAFT.to_owned(), text.clone());
    }
    let changed = text.trim() != there.trim();
    ui.horizontal(|ui| {
        if ui.add_enabled(changed, Button::new("Start from this")).clicked() {
            let sets = vec![format!("initial={}", text.trim())];
            requests.edit(FieldCommand::Restart { sets });
        }
        if ui.add_enabled(changed, Button::new("Revert")).clicked() {
            desk.drafts.texts.remove(DRAFT);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_whole_number_stays_whole() {
        assert_eq!(written(12.0, true), "12");
        assert_eq!(written(12.5, true), "12.5");
        assert_eq!(written(12.0, false), "12");
        assert_eq!(written(-0.75, false), "-0.75");
    }
}
