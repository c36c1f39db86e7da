//! What lies over the field: gallery, overview of keys, messages; and hiding it all.

use crate::app::{CurrentScene, OpenedScene};
use crate::lattice::Lattice;
use crate::scene::{builtin, parse};
use crate::window::command::MENUS;
use crate::window::stage::GESTURES;
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Pins, Rig};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, vec2};
use std::time::{Duration, Instant};

fn bench() -> Bench {
    Bench::sized(scene("klein-gordon", &[26, 18]), vec2(1280.0, 900.0))
}

#[test]
fn the_gallery_tells_of_every_scene_and_opens_one() {
    let mut bench = bench();
    bench.key(Key::G);
    for (name, text) in builtin() {
        let scene = parse(name, text, &[]).expect("a scene");
        assert!(bench.has(Role::Button, &scene.title), "{name}");
        let story = scene.story();
        for part in [&story.about, &story.watch, &story.attempt] {
            assert!(bench.reads(part), "{name}: {part}");
        }
    }
    let title = parse("kink-antikink", text("kink-antikink"), &[]).expect("a scene").title;
    bench.click_on(Role::TextInput, "Search");
    bench.type_text("kink-anti");
    bench.frames(3);
    let others = builtin().iter().filter(|(name, _)| *name == "spinor-rose");
    for (name, text) in others {
        assert!(!bench.has(Role::Button, &parse(name, text, &[]).expect("a scene").title));
    }
    bench.click(&title);
    let begun = Instant::now();
    while bench.get::<OpenedScene>().0.title != title {
        assert!(begun.elapsed() < Duration::from_secs(60), "it is not opened");
        std::thread::sleep(Duration::from_millis(5));
        bench.frames(1);
    }
    bench.frames(3);
    assert!(!bench.get::<Desk>().gallery && bench.get::<Pins>().0.is_empty());
    assert_eq!(bench.get::<Lattice>(), &bench.get::<CurrentScene>().0.lattice);
    assert!(bench.reads(&title));
}

fn text(name: &str) -> &'static str {
    crate::scene::builtin_text(name).expect("built in")
}

#[test]
fn the_overview_lists_every_key_and_what_the_mouse_does() {
    let mut bench = Bench::sized(scene("klein-gordon", &[14, 10, 12]), vec2(1280.0, 900.0));
    bench.key(Key::Questionmark);
    let overview: Vec<_> = MENUS.iter().flat_map(|menu| menu.commands).collect();
    for command in overview.iter().filter(|command| !command.keys.is_empty()) {
        let label = bench.shown(|shown| (command.label)(command, shown));
        let keys: Vec<String> = command.keys.iter().map(ToString::to_string).collect();
        assert!(bench.reads(&label) && bench.reads(&keys.join("  ")), "{}", command.id);
    }
    assert!(GESTURES.iter().all(|(hand, what)| bench.reads(hand) && bench.reads(what)));
    bench.key(Key::Escape);
    assert!(!bench.reads(GESTURES[0].1));
}

#[test]
fn messages_appear_and_are_closed() {
    let mut bench = bench();
    bench.change::<Desk>(|desk| {
        desk.messages.refused("one", "The first cannot be done");
        desk.messages.done("two", "The second is done");
    });
    assert!(bench.reads("The first cannot be done") && bench.reads("The second is done"));
    bench.click("Close: The first cannot be done");
    assert!(!bench.reads("The first cannot be done") && bench.reads("The second is done"));
}

#[test]
fn everything_is_hidden_and_comes_back() {
    let mut bench = bench();
    let there = bench.nodes().len();
    let small = bench.get::<Rig>().region;
    bench.key(Key::H);
    assert!(!bench.reads("paused") && !bench.has(Role::Button, "Run"));
    let all = bench.get::<Rig>().region;
    assert_eq!((all.width(), all.height()), (1280.0, 900.0));
    bench.key(Key::H);
    assert_eq!((bench.get::<Rig>().region, bench.nodes().len()), (small, there));
    for (key, gone) in [(Key::C, "Parameters"), (Key::P, "relative, log")] {
        assert!(bench.reads(gone));
        bench.key(key);
        assert!(!bench.reads(gone));
    }
    bench.key(Key::H);
    bench.key(Key::Escape);
    assert!(!bench.get::<Desk>().hidden && bench.reads("paused"));
}
