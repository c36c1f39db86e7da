//! The menu of edits.

use super::{CommandInfo, Keys, Menu};
use crate::window::reset::{reset_all, reset_view};
use crate::window::steps::{next_redo, next_undo};
use crate::window::{Request, Tool};
use bevy_egui::egui::Key;

pub(super) const MENU: Menu = Menu {
    title: "Edit",
    commands: &[
        CommandInfo {
            id: "undo",
            title: "Undo",
            tip: "Bring back the field of before the last edit, or the view of before its last change",
            keys: &[Keys::control(Key::Z)],
            enabled: |shown, _| next_undo(shown).is_some(),
            repeats: true,
            label: |command, shown| with(command, next_undo(shown)),
            run: |_, _, requests| requests.push(Request::Undo),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "redo",
            title: "Redo",
            tip: "Bring back what was undone last",
            keys: &[Keys::control_shift(Key::Z), Keys::control(Key::Y)],
            enabled: |shown, _| next_redo(shown).is_some(),
            repeats: true,
            label: |command, shown| with(command, next_redo(shown)),
            run: |_, _, requests| requests.push(Request::Redo),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "look",
            title: "Look",
            tip: "Drag to turn the view, point to read values, click to pin a site",
            keys: &[Keys::of(Key::V)],
            on: |_, desk| Some(desk.tool == Tool::Look),
            run: |_, desk, _| desk.tool = Tool::Look,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "paint",
            title: "Paint",
            tip: "Drag over the field to disturb it; the right button takes away",
            keys: &[Keys::of(Key::B)],
            on: |_, desk| Some(desk.tool == Tool::Paint),
            run: |_, desk, _| desk.tool = Tool::Paint,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "reset-view",
            title: "Reset the view",
            tip: "Show the field as the scene does, from where the scene does",
            keys: &[Keys::shift(Key::R)],
            undoable: true,
            run: |shown, desk, requests| reset_view(shown, desk, requests),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "reset-all",
            title: "Reset all values",
            tip: "Bring back every parameter and the view of the scene; the field goes on",
            keys: &[Keys::control(Key::R)],
            undoable: true,
            run: reset_all,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "unpin",
            title: "Remove all pins",
            tip: "Remove the pins from the field",
            keys: &[Keys::of(Key::X)],
            enabled: |shown, _| !shown.pins.0.is_empty(),
            run: |_, _, requests| requests.push(Request::UnpinAll),
            ..CommandInfo::PLAIN
        },
    ],
};

/// Letters of what an edit is called that a menu has room for.
const LETTERS: usize = 36;

/// The title, with what it is about.
fn with(command: &CommandInfo, what: Option<&str>) -> String {
    what.map_or(command.title.to_owned(), |what| format!("{}: {}", command.title, short(what)))
}

/// In one line, and no longer than there is room for.
fn short(what: &str) -> String {
    let line = what.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}\u{2026}", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_edit_is_told_in_short() {
        assert_eq!(short("m = 0.5"), "m = 0.5");
        let long =
            short("initial=[\n    Packet(centre: [\u{3c0}, 2], width: 3),\n    Noise(seed: 2)]");
        assert!(long.starts_with("initial=[ Packet(") && long.ends_with('\u{2026}'), "{long}");
        assert_eq!(long.chars().count(), LETTERS + 1);
    }
}
