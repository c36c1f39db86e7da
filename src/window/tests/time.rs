//! The line of time.

use crate::app::{History, Playback, Timeline};
use crate::lattice::FieldState;
use crate::simulation::Clock;
use crate::window::command::Keys;
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Request, Requests, Travel, Travels};
use bevy_egui::egui::Key;
use bevy_egui::egui::accesskit::Role;
use egui_kittest::kittest::NodeT;

fn bench(theory: &str, ticks: u32) -> Bench {
    let mut bench = Bench::new(scene(theory, &[26, 18]));
    bench.change::<Requests>(|requests| requests.push(Request::Step(ticks)));
    bench.frames(2);
    bench
}

fn tick(bench: &Bench) -> u64 {
    bench.get::<Clock>().tick
}

fn synchronous() -> Bench {
    let mut scene = scene("dirac", &[26, 18]);
    scene = scene.with_sets(&["schedule.name=\"synchronous\"".to_owned()]).expect("a scene");
    let mut bench = Bench::new(scene);
    bench.change::<Requests>(|requests| requests.push(Request::Step(40)));
    bench.frames(2);
    bench
}

#[test]
fn a_tick_back_is_computed_and_its_error_told() {
    let mut bench = bench("klein-gordon", 45);
    assert!(bench.reads("ticks 0 to 45"));
    bench.click("One tick back");
    assert_eq!((tick(&bench), bench.get::<Playback>().paused), (44, true));
    bench.press(Keys::control(Key::ArrowLeft));
    assert_eq!(tick(&bench), 43);
    assert!(bench.reads("2 back, error"), "the error of the way is told");
    let error = bench.get::<Timeline>().reversed().expect("it ran back").error;
    assert!(error < 1e-5, "{error:e}");
    assert_eq!(bench.get::<History>().undo_depth(), 1, "one journey");
}

#[test]
fn what_does_not_run_backwards_is_brought_back() {
    let mut bench = synchronous();
    let there = bench.get::<FieldState>().clone();
    bench.click("One tick back");
    bench.frames(2);
    assert_eq!(tick(&bench), 39);
    assert!(bench.get::<Timeline>().reversed().is_none());
    bench.press(Keys::control(Key::ArrowRight));
    assert_eq!(tick(&bench), 40);
    assert!(bench.get::<FieldState>() == &there, "to the last bit");
}

#[test]
fn keys_go_from_moment_to_moment_and_to_both_ends() {
    let mut bench = bench("dirac", 70);
    let there = bench.get::<FieldState>().clone();
    for (keys, wanted) in [
        (Keys::shift(Key::ArrowLeft), 64),
        (Keys::shift(Key::ArrowLeft), 32),
        (Keys::shift(Key::ArrowRight), 64),
        (Keys::control(Key::Home), 0),
        (Keys::control(Key::End), 70),
    ] {
        bench.press(keys);
        bench.frames(2);
        assert_eq!(tick(&bench), wanted, "{keys}");
    }
    assert!(bench.get::<FieldState>() == &there);
}

#[test]
fn the_slider_takes_the_field_to_a_tick() {
    let mut bench = bench("dirac", 70);
    bench.change::<Requests>(|requests| requests.push(Request::Travel(Travel::To(37))));
    bench.frames(2);
    assert_eq!(tick(&bench), 37);
    let value = bench.widget(Role::Slider, "Tick").accesskit_node().numeric_value();
    assert_eq!(value, Some(37.0));
    bench.key(Key::F6);
    assert!(!bench.has(Role::Slider, "Tick") && !bench.get::<Desk>().settings.timeline);
}

#[test]
fn time_runs_backwards_until_its_beginning() {
    for mut bench in [bench("dirac", 40), synchronous()] {
        bench.press(Keys::shift(Key::Space));
        assert!(bench.get::<Travels>().backwards);
        bench.frames(8);
        let on_the_way = tick(&bench);
        assert!(on_the_way < 40, "{on_the_way}");
        bench.frames(120);
        assert_eq!((tick(&bench), bench.get::<Travels>().backwards), (0, false));
        bench.key(Key::Space);
        bench.frames(8);
        assert!(tick(&bench) > 0, "and forth again");
    }
}
