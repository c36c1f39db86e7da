//! The menu of edits.

use super::{CommandInfo, Keys, Menu};
use crate::app::FieldCommand;
use crate::window::{Request, Tool};
use bevy_egui::egui::Key;

pub(super) const MENU: Menu = Menu {
    title: "Edit",
    commands: &[
        CommandInfo {
            id: "undo",
            title: "Undo",
            tip: "Bring back the field of before the last edit",
            keys: &[Keys::control(Key::Z)],
            enabled: |shown, _| shown.history.undo_depth() > 0 || shown.halves.between().is_some(),
            repeats: true,
            label: |command, shown| match shown.halves.between() {
                Some(_) => with(command, Some("half a tick")),
                None => with(command, shown.history.next_undo()),
            },
            run: |_, _, requests| requests.edit(FieldCommand::Undo),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "redo",
            title: "Redo",
            tip: "Bring back the edit that was undone",
            keys: &[Keys::control_shift(Key::Z), Keys::control(Key::Y)],
            enabled: |shown, _| shown.history.redo_depth() > 0,
            repeats: true,
            label: |command, shown| with(command, shown.history.next_redo()),
            run: |_, _, requests| requests.edit(FieldCommand::Redo),
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
