//! What the field begins with: the scene's initial conditions, as numbers and as text.

use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{called, named, remark};
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
        ui.push_id(at, |ui| numbers(ui, (shown, desk), requests, entry, &palette));
    }
    ui.add_space(4.0);
    as_text(ui, shown, desk, requests, &palette);
}

/// The numbers of one condition.
fn numbers(
    ui: &mut Ui,
    (shown, desk): (&Shown, &mut Desk),
    requests: &mut Requests,
    entry: &Entry,
    palette: &Palette,
) {
    ui.label(RichText::new(&entry.kind).color(palette.accent));
    for Written { path, text } in &entry.values {
        let Ok(value) = text.parse::<f64>() else { continue };
        // The part of the path that tells the values of one condition apart.
        let name = path.split_once("].").map_or(path.as_str(), |(_, name)| name);
        let of = format!("{}.{name}", entry.kind);
        let whole = *desk.drafts.whole.entry(of).or_insert_with(|| is_whole(shown, path, value));
        let changed = named(ui, palette, name, path, |ui| {
            desk.drafts.number(ui, path, value, |ui, draft| {
                let widget = DragValue::new(draft).speed(speed(value, whole));
                let widget = widget.max_decimals(if whole { 0 } else { 6 });
                let widget = widget.update_while_editing(false);
                called(ui.add_sized([ui.available_width(), 22.0], widget), path)
            })
        });
        if let Some((changed, gesture)) = changed {
            // A whole number is dragged in parts of it.
            let text = if whole { format!("{changed:.0}") } else { format!("{changed}") };
            let command = FieldCommand::Restart { sets: vec![format!("{path}={text}")] };
            if text.parse() != Ok(value) {
                requests.push(Request::Edit { gesture: Some(gesture), command });
            }
        }
    }
}

/// Whether a value of a scene must be a whole number, as that of an axis must.
fn is_whole(shown: &Shown, path: &str, value: f64) -> bool {
    let takes = |value: f64| shown.scene.with_sets(&[format!("{path}={value}")]).is_ok();
    value.fract() == 0.0 && takes(value) && !takes(value + 0.5) && !takes(value - 0.5)
}

fn speed(value: f64, whole: bool) -> f64 {
    if whole { 0.1 } else { 0.01 * value.abs().max(0.1) }
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
    let editor = called(ui.add(editor.desired_width(f32::INFINITY)), "As text");
    if text == there {
        // From here on it follows the scene.
        desk.drafts.texts.remove(DRAFT);
    } else if editor.changed() {
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
