//! The phase of a running field, turned by hand.

use super::driver::{Driver, number};
use super::screen::Screen;
use crate::program::Bench;
use serde_json::{Value, json};

const SCENE: &str = r#"// A spinor to turn
// Its phase is everybody's own business.
(
    theory: (name: "dirac", m: 0.3),
    lattice: (shape: [40, 32], h: 0.8),
    schedule: (name: "staged", dt: 0.2),
    seed: 3,
    initial: [Packet(centre: [2.0, -1.0], width: [5, 4], momentum: [0.4, 0.1], amplitude: 1.0)],
)
"#;

fn level(now: &Value) -> &str {
    now["gauge"]["level"].as_str().unwrap_or("none")
}

/// Drags over the middle of the field until the stroke is there.
fn stroke(hand: &mut Driver) {
    let depth = number(&hand.now["undo"]["depth"]);
    hand.drag("1", [(0.42, 0.55), (0.58, 0.6)], "a stroke", |now| {
        number(&now["undo"]["depth"]) > depth
    });
    assert_eq!(hand.now["undo"]["next"], "gauge stroke");
}

/// Waits until the readout has seen some ticks more.
fn ticks(hand: &mut Driver, count: f64) {
    let begun = number(&hand.now["tick"]);
    hand.wait("ticks", |now| number(&now["tick"]) > begun + count);
}

#[test]
fn a_covariant_stroke_moves_nothing_a_bare_one_does_and_undo_gauge_ends_it() {
    let mut hand = Driver::on(Screen::new(1280, 720), Bench::with(SCENE), &[]);
    assert_eq!(hand.now["gauge"]["mode"], "Covariant");
    hand.key("t");
    hand.wait("the gauge brush", |now| now["tool"] == "gauge" && now["gauge"]["twin"].is_number());
    // The readout is green before it is shown, and the field is narrower after: a stroke that is
    // aimed too early takes hold of the edge of the panel.
    let wide = hand.now["field"].clone();
    hand.key("m");
    hand.wait("the readout", |now| {
        level(now) == "green" && now["analysis"] == "gauge" && now["field"] != wide
    });
    stroke(&mut hand);
    ticks(&mut hand, 40.0);
    assert_eq!(level(&hand.now), "green");
    let phase = |now: &Value| number(&now["readout"]["changes"]["phase"]);
    assert!(phase(&hand.now) > 0.1, "the phase is another: {}", hand.now["readout"]);
    hand.key("F3");
    hand.wait("the bare mode", |now| now["gauge"]["mode"] == "Bare");
    assert_eq!(level(&hand.now), "green", "a mode alone moves nothing");
    stroke(&mut hand);
    hand.wait("a red readout", |now| level(now) == "red");
    hand.key("z");
    hand.wait("the gauge undone", |now| now["undo"]["next"] == "undo gauge");
    // What a bare stroke has done to the field in the meantime stays done.
    ticks(&mut hand, 4.0);
    hand.key("h");
    hand.wait("the badge alone", |now| now["panels"] == json!(["badge"]));
    hand.key("Escape");
    hand.control("s");
    let said = hand.message("The scene is in");
    assert!(said.ends_with("scene-2.ron") && hand.bench.has("scene-2.ron"), "{said}");
    hand.bench.run(&["check", "scene-2.ron"]);
    let text = String::from_utf8(hand.bench.read("scene-2.ron")).unwrap();
    assert!(text.contains("mode: Bare") && text.contains("twin: true"), "{text}");
}
