//! Finding commands by their letters.

use super::commands::{effect, prepared};
use crate::window::Desk;
use crate::window::command::{Keys, command, commands};
use crate::window::testing::{Bench, scene};
use bevy_egui::egui::Key;
use bevy_egui::egui::accesskit::Role;

#[test]
fn every_command_is_found_and_called_without_a_mouse() {
    let find = Keys::control(Key::P);
    for row in commands().filter(|row| row.id != "find") {
        let mut called = prepared(row);
        let enabled = called.shown_at(|shown, desk| (row.enabled)(shown, desk));
        called.call(row);
        let mut found = prepared(row);
        found.press(find);
        assert!(found.get::<Desk>().finder.is_some());
        found.type_text(row.title);
        found.frames(1);
        found.key(Key::Enter);
        // What is drawn anew shows its extent a frame later.
        [&mut called, &mut found].into_iter().for_each(|bench| bench.frames(3));
        assert_eq!(effect(&mut found), effect(&mut called), "{}", row.id);
        assert_eq!(found.get::<Desk>().finder.is_some(), !enabled, "{}", row.id);
    }
}

#[test]
fn rows_are_chosen_by_arrows_and_left_with_escape() {
    let mut bench = Bench::new(scene("dirac", &[26, 18]));
    bench.press(Keys::control(Key::P));
    bench.type_text("undo");
    bench.frames(2);
    assert!(bench.reads("Edit: Undo") && bench.reads("Gauge: Undo gauge"));
    bench.key(Key::ArrowDown);
    let chosen = bench.get::<Desk>().finder.clone().expect("open");
    assert_eq!((chosen.text.as_str(), chosen.chosen), ("undo", 1));
    bench.key(Key::Escape);
    assert!(bench.get::<Desk>().finder.is_none());
    bench.press(Keys::control(Key::P));
    bench.type_text("wilson");
    bench.frames(2);
    let title = command("wilson-loop").expect("there").title;
    assert!(bench.has(Role::TextInput, "Find a command") && bench.reads(title));
    bench.key(Key::Enter);
    assert_eq!(bench.get::<Desk>().tool, crate::window::Tool::Loop);
}
