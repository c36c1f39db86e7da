//! The analysis panel: what it tells of the field is what the field does.

use crate::app::{Halves, History};
use crate::lattice::FieldState;
use crate::network::Side;
use crate::scene::{Scene, parse};
use crate::simulation::{Clock, Parameters};
use crate::window::analysis::{Insight, Tab};
use crate::window::testing::{Bench, SHAPES, scene};
use crate::window::{Desk, Request};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, vec2};
use std::time::{Duration, Instant};

/// Waits for what is computed beside the frames.
pub(super) fn wait(bench: &mut Bench, what: &str, done: impl Fn(&Bench) -> bool) {
    let begun = Instant::now();
    while !done(bench) {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(3));
        bench.frames(1);
    }
    bench.frames(2);
}

/// A field with the analysis open at a part.
pub(super) fn open(scene: Scene, key: Key) -> Bench {
    let mut bench = Bench::sized(scene, vec2(1280.0, 1900.0));
    bench.key(key);
    bench
}

fn network_of(scene: Scene) -> Bench {
    let mut bench = open(scene, Key::N);
    let ready = |bench: &Bench| matches!(bench.get::<Insight>().latest(), Some(Ok(_)));
    wait(&mut bench, "the neuron is not written out", ready);
    bench
}

/// The neuron as it is written out now.
fn look_again(bench: &mut Bench) {
    let tick = bench.get::<Clock>().tick;
    let there = move |bench: &Bench| {
        let site = bench.get::<Desk>().analysis.site_on(bench.get());
        let latest = bench.get::<Insight>().latest();
        latest.is_some_and(|sight| sight.is_ok_and(|s| s.tick == tick && s.site == site))
    };
    wait(bench, "it does not follow", there);
}

pub(super) fn small_network(draw: &str) -> Scene {
    let text = format!(
        r#"// A network
        (
            theory: (
                name: "network", potential: "expr", expr: "phi^2/2 + phi^4/4", f: "sin(x)",
                draw: "{draw}", seed: 5,
            ),
            lattice: (shape: [8]),
            schedule: (name: "staged", dt: 0.05),
            precision: F64,
            initial: [Noise(amplitude: 0.5)],
        )"#
    );
    parse("network", &text, &[]).expect("a scene")
}

#[test]
fn an_update_in_numbers_is_the_one_that_is_shown_and_agrees_with_the_kernels() {
    for (theory, shape) in [("klein-gordon", SHAPES[0]), ("dirac", SHAPES[1]), ("dirac", SHAPES[2])]
    {
        let mut bench = network_of(scene(theory, shape));
        for learning in [false, true] {
            bench.click(if learning { "Learning" } else { "Activation" });
            assert!(bench.reads("the same, to rounding"), "{theory} {shape:?} {learning}");
            assert!(!bench.reads(" apart"), "{theory} {shape:?} {learning}");
        }
        let sum = {
            let Some(Ok(sight)) = bench.get::<Insight>().latest() else { panic!() };
            sight.row(Side::Pi, 0).1.sum()
        };
        assert!(bench.reads(&format!("\u{2190} {sum:.12}").replace('-', "\u{2212}")), "{sum}");
    }
}

#[test]
fn every_tensor_is_shown_as_numbers_and_as_a_picture() {
    let mut bench = network_of(scene("dirac", &[26, 18]));
    for (name, place) in
        [("W", "W on site"), ("B", "B from (+1, 0)"), ("A", "A from (\u{2212}1, 0)")]
    {
        bench.click(&format!("Tensor {name}"));
        assert!(bench.reads(place), "{name}");
    }
    // The mass is in W, with both signs.
    bench.click("Tensor W");
    assert!(bench.reads("0.3") && bench.reads("\u{2212}0.3"));
    bench.click("Picture");
    for name in ["W", "B", "A", "V"] {
        bench.click(&format!("Tensor {name}"));
        let picture = format!("Picture of {name}");
        assert!(bench.nodes().iter().any(|node| node_is(node, &picture)), "{name}");
    }
    assert!(bench.reads("of 1872 rows and columns"));
    for button in ["Neighbourhood", "Nearer", "Farther", "Whole"] {
        bench.click(&format!("Picture: {button}"));
    }
}

pub(super) fn node_is(node: &egui_kittest::Node, name: &str) -> bool {
    use egui_kittest::kittest::NodeT;
    node.accesskit_node().label().is_some_and(|label| label == name)
}

#[test]
fn the_neuron_is_the_one_that_was_clicked_or_typed() {
    let mut bench = network_of(scene("klein-gordon", &[26, 18]));
    let there = bench.place([12.0, 6.0]);
    bench.click_at(there, 1);
    let pin = bench.get::<crate::window::Pins>().0[0].pick;
    assert_eq!(bench.get::<Desk>().analysis.site, Some((pin.row, pin.x)));
    bench.type_number("Neuron, axis 0", "3");
    bench.type_number("Neuron, axis 1", "17");
    assert_eq!(bench.get::<Desk>().analysis.site, Some((3, 17)));
    look_again(&mut bench);
    let Some(Ok(sight)) = bench.get::<Insight>().latest() else { panic!() };
    assert_eq!(sight.site, (3, 17));
}

#[test]
fn half_ticks_show_what_moves_and_make_a_whole_one() {
    for theory in ["klein-gordon", "dirac"] {
        let mut bench = network_of(scene(theory, &[26, 18]));
        let before = bench.get::<FieldState>().clone();
        bench.click("Half a tick: activation");
        assert!(bench.get::<FieldState>() == &before && bench.get::<Clock>().tick == 0);
        assert!(bench.reads("between activation and learning"));
        assert!(bench.reads("468 of 468"));
        // What is drawn is the field in between.
        let drawn = bench.shown(|shown| shown.state.clone());
        assert!(drawn != before && Some(&drawn) == bench.get::<Halves>().between());
        bench.click("Half a tick: learning");
        assert!(bench.reads("the tick is complete") && bench.get::<Clock>().tick == 1);
        let mut twin = Bench::new(scene(theory, &[26, 18]));
        twin.key(Key::Period);
        assert!(bench.get::<FieldState>() == twin.get::<FieldState>());
        look_again(&mut bench);
    }
}

#[test]
fn variables_that_do_not_move_are_marked() {
    let mut still = scene("klein-gordon", &[26, 18]);
    still = parse("still", &still.source.replace("\"staged\"", "\"synchronous\""), &[])
        .expect("a scene");
    let mut bench = network_of(still);
    bench.key(Key::Comma);
    assert!(bench.reads("none of them") && bench.reads("Activation is done"));
}

#[test]
fn an_edit_completes_the_tick_and_undo_takes_the_half_back() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    bench.key(Key::Comma);
    assert!(bench.has(Role::Button, "Undo: half a tick"));
    bench.click("Undo: half a tick");
    assert!(bench.get::<Halves>().between().is_none() && bench.get::<Clock>().tick == 0);
    assert_eq!(bench.get::<History>().undo_depth(), 0);
    bench.key(Key::Comma);
    bench.type_number("m", "0.125");
    assert_eq!((bench.get::<Clock>().tick, bench.get::<Parameters>().couplings.m), (1, 0.125));
    assert!(bench.get::<Halves>().between().is_none());
}

#[test]
fn loss_and_hamiltonian_are_beside_each_other() {
    let bench = network_of(scene("dirac", &[26, 18]));
    for name in ["loss H over time", "Hamiltonian over time"] {
        assert!(bench.nodes().iter().any(|node| node_is(node, name)), "{name}");
    }
    assert!(bench.reads("Each of the 4 types of neuron"));
}

#[test]
fn the_network_of_a_network_is_all_of_it() {
    let mut bench = network_of(small_network("path"));
    assert!(bench.reads("A is that of the phi there is now") && bench.reads("neuron 0"));
    bench.click("Learning");
    assert!(bench.reads("the same, to rounding"));
    bench.click("Picture");
    assert!(bench.reads("8 \u{d7} 8"));
}

#[test]
fn what_a_theory_does_not_have_is_said() {
    let mut bench = Bench::new(scene("dirac", &[26, 18]));
    for (key, words) in [(Key::O, "of the theory dirac"), (Key::U, "fieldloom verify")] {
        bench.key(key);
        assert!(bench.reads(words));
    }
    let mut bench = open(small_network("dual"), Key::D);
    bench.frames(2);
    assert!(bench.reads("has no waves"));
}

#[test]
fn the_panel_opens_and_closes_by_key_tab_and_button() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    let part = |bench: &Bench| bench.get::<Desk>().analysis.open;
    bench.key(Key::N);
    assert_eq!(part(&bench), Some(Tab::Network));
    bench.click("Analysis: Dispersion");
    assert_eq!(part(&bench), Some(Tab::Waves));
    bench.click("Close the analysis");
    assert_eq!(part(&bench), None);
    bench.key(Key::U);
    bench.key(Key::U);
    assert_eq!(part(&bench), None);
    bench.asked();
    bench.key(Key::Comma);
    assert!(bench.asked().contains(&Request::HalfTick));
}
