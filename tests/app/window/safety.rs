//! Whatever ends the window: films and settings are safe.

use super::driver::Driver;
use super::screen::Screen;
use crate::program::{Bench, signal, wait_until};
use crate::record_files::boxes;
use fieldloom::record::read_provenance;
use fieldloom::window::{Settings, SettingsFile};

/// A window that records, its settings changed and written.
fn recording() -> Driver {
    let mut hand = Driver::open();
    hand.key("p");
    let file = hand.path("config/fieldloom/settings.ron");
    wait_until("writing the settings", || file.exists());
    hand.record(6);
    hand
}

/// The film is an ordinary one; its number of pictures.
fn finished(hand: &Driver) -> usize {
    read_provenance(&hand.path("scene.mp4")).unwrap();
    boxes::finished(&hand.bench.read("scene.mp4")).decode().len()
}

fn settings_are_safe(hand: &Driver) {
    let file = hand.path("config/fieldloom/settings.ron");
    let read = SettingsFile::at(Some(file)).read();
    assert_eq!(read, Ok(Settings { plots: false, ..Settings::default() }));
}

#[test]
fn a_window_that_is_killed_leaves_a_film_that_plays() {
    let mut hand = recording();
    let film = hand.path("scene.mp4");
    let pictures = |file: &[u8]| boxes::kinds(whole(file)).iter().filter(|k| *k == "moof").count();
    wait_until("drawing", || std::fs::read(&film).is_ok_and(|file| pictures(&file) >= 3));
    hand.child.kill().unwrap();
    let ended = hand.end();
    assert_eq!(ended.code, None);
    settings_are_safe(&hand);
    read_provenance(&hand.path("scene.mp4")).unwrap();
    let file = hand.bench.read("scene.mp4");
    let decoded = boxes::fragmented(whole(&file)).decode().len();
    assert!(decoded >= 3 && decoded == pictures(&file), "{decoded} pictures");
}

/// The part of the file up to where the last picture was being written.
fn whole(file: &[u8]) -> &[u8] {
    let mut starts = Vec::new();
    let mut at = 0;
    while file.len() - at >= 8 {
        let size = boxes::u32_at(file, at) as usize;
        if size < 8 || at + size > file.len() {
            break;
        }
        starts.push(at);
        at += size;
    }
    // A picture is two boxes, after the first three.
    match starts.len() {
        count if count > 3 && count % 2 == 0 => &file[..starts[count - 1]],
        _ => &file[..at],
    }
}

#[test]
fn a_display_that_goes_away_does_not_take_the_film_with_it() {
    let mut hand = recording();
    hand.screen.kill();
    let ended = hand.end();
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    let pictures = finished(&hand);
    let told = format!("fieldloom: the display is gone; {pictures} frames are in ");
    assert!(ended.err.contains(&told), "{}", ended.err);
    assert!(!ended.err.contains("panic"), "{}", ended.err);
    assert!(pictures >= 6 && hand.bench.has("scene.commands.ron"));
    settings_are_safe(&hand);
}

#[test]
fn a_signal_closes_the_window_and_finishes_the_film() {
    let mut hand = recording();
    signal(&hand.child, "TERM");
    let ended = hand.end();
    assert_eq!(ended.code, Some(130), "{}", ended.err);
    let pictures = finished(&hand);
    let told = format!("fieldloom: interrupted; {pictures} frames are in ");
    assert!(pictures >= 6 && ended.err.contains(&told), "{}", ended.err);
    settings_are_safe(&hand);
}

#[test]
fn a_reader_that_leaves_is_no_reason_to_close() {
    let screen = Screen::new(1280, 720);
    let bench = Bench::new();
    let mut command = std::process::Command::new(crate::program::program());
    command.args(["view", "scene.ron", "--json"]).current_dir(bench.path(""));
    command.env("XDG_CONFIG_HOME", bench.path("config")).env_remove("WAYLAND_DISPLAY");
    command.env("DISPLAY", screen.name()).stderr(std::process::Stdio::piped());
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let found = || screen.hand(&["search", "--sync", "--name", "Fieldloom"]);
    let window = found().lines().last().unwrap().to_owned();
    screen.hand(&["windowfocus", "--sync", &window]);
    screen.hand(&["mousemove", "640", "400"]);
    // Each of them is news, and there is nobody to tell.
    screen.hand(&["key", "space"]);
    screen.hand(&["key", "h"]);
    screen.close(window.parse().unwrap());
    let said = crate::program::Said::from(child.wait_with_output().unwrap());
    said.expect(0, &[]);
    assert!(!said.err.contains("panic"), "{}", said.err);
}

#[test]
fn a_display_that_nobody_listens_on_is_a_sentence() {
    let name = {
        // Its number is free again.
        let screen = Screen::new(64, 64);
        screen.name().to_owned()
    };
    let bench = Bench::new();
    let mut command = bench.command(&["view", "scene.ron", "--set", "theory.m=0.5"]);
    command.env("DISPLAY", &name).env_remove("WAYLAND_DISPLAY");
    let said = crate::program::Said::from(command.output().unwrap());
    let record = "fieldloom record scene.ron --set theory.m=0.5 -o scene.mp4";
    said.expect(4, &[&format!("nothing answers at DISPLAY={name}"), record]);
    assert!(!said.err.contains("panic") && !said.err.contains(".rs"), "{}", said.err);
}
