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
        let [(asked, told), (by_hand, seen)] = [&mut found, &mut called].map(effect);
        assert_eq!((asked, settled(&told)), (by_hand, settled(&seen)), "{}", row.id);
        assert_eq!(found.get::<Desk>().finder.is_some(), !enabled, "{}", row.id);
    }
}

/// What is told of a desk, but for what is wished and seen of a chart: it follows as charts are made,
/// which takes its time.
fn settled(told: &str) -> String {
    let Some((before, part)) = told.split_once("zoom: ") else { return told.to_owned() };
    let after = part.split_once(" }").map_or("", |(_, after)| after);
    format!("{before}{after}")
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
