//! The bar of time.

use crate::app::{History, Pace, Playback};
use crate::lattice::FieldState;
use crate::simulation::{Clock, Parameters};
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Request, StillKind, Tool};
use bevy_egui::egui::accesskit::Role;

fn bench() -> Bench {
    Bench::new(scene("klein-gordon", &[26, 18]))
}

#[test]
fn the_field_runs_stands_still_and_steps() {
    let mut bench = bench();
    let begun = bench.get::<FieldState>().clone();
    bench.click("Run");
    let ran = bench.get::<Clock>().tick;
    assert!(ran > 5 && !bench.get::<Playback>().paused, "{ran}");
    bench.click("Stand still");
    let stood = bench.get::<Clock>().tick;
    bench.frames(5);
    assert_eq!(bench.get::<Clock>().tick, stood);
    bench.click("One tick");
    assert_eq!(bench.get::<Clock>().tick, stood + 1);
    assert!(bench.reads(&format!("tick {}", stood + 1)) && bench.reads("paused"));
    bench.click("Start again");
    assert_eq!((bench.get::<Clock>().tick, bench.get::<FieldState>() == &begun), (0, true));
    assert_eq!(bench.get::<History>().undo_depth(), 1);
}

#[test]
fn the_pace_is_typed_and_has_two_units() {
    let mut bench = bench();
    bench.type_number("Pace", "125");
    assert_eq!(bench.get::<Playback>().pace, Pace::PerSecond(125.0));
    bench.choose("Unit of the pace", "ticks/frame");
    assert_eq!(bench.get::<Playback>().pace, Pace::PerFrame(1));
    bench.type_number("Pace", "7");
    assert_eq!(bench.get::<Playback>().pace, Pace::PerFrame(7));
    bench.click("Run");
    bench.click("Stand still");
    assert_eq!(bench.get::<Clock>().tick % 7, 0);
    bench.type_number("Pace", "99999999");
    assert_eq!(bench.get::<Playback>().pace, Pace::PerFrame(1000));
}

#[test]
fn edits_are_undone_and_redone() {
    let mut bench = bench();
    bench.type_number("m", "0.4375");
    let mass = |bench: &Bench| bench.get::<Parameters>().couplings.m;
    assert_eq!(mass(&bench), 0.4375);
    bench.click("Undo: m = 0.4375");
    assert_eq!(mass(&bench), 0.3);
    bench.click("Redo: m = 0.4375");
    assert_eq!((mass(&bench), bench.get::<History>().undo_depth()), (0.4375, 1));
}

#[test]
fn tools_are_chosen_and_films_asked_for() {
    let mut bench = bench();
    bench.click("Paint");
    assert_eq!(bench.get::<Desk>().tool, Tool::Paint);
    bench.click("Look");
    assert_eq!(bench.get::<Desk>().tool, Tool::Look);
    bench.asked();
    bench.widget(Role::Button, "Still picture");
    for (name, wish) in
        [("Record", Request::Record), ("Still picture", Request::Still(StillKind::Field))]
    {
        // The menu has the first name as well.
        let bar = bench.nodes().into_iter().rfind(|node| name_of(node) == name).expect("there");
        bar.click();
        bench.frames(4);
        assert!(bench.asked().contains(&wish), "{name}");
    }
}

fn name_of(node: &egui_kittest::Node) -> String {
    use egui_kittest::kittest::NodeT;
    node.accesskit_node().label().unwrap_or_default()
}
