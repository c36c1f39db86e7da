//! A line laid over a field, and its chart in files.

use super::driver::{Driver, number};
use serde_json::{Value, json};

/// Waits for the message about another chart.
fn written(hand: &mut Driver, name: &str) {
    let said = hand.message(name);
    assert!(said.starts_with("The chart is in") && said.ends_with(name), "{said}");
    assert!(hand.bench.has(name));
}

/// The numbers of a table, row by row.
fn table(hand: &Driver, name: &str) -> (String, Vec<Vec<f64>>) {
    let text = String::from_utf8(hand.bench.read(name)).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    let heading = lines.next().unwrap();
    (
        heading,
        lines.map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect()).collect(),
    )
}

#[test]
fn a_line_is_laid_by_hand_and_its_chart_is_written() {
    let mut hand = Driver::open();
    hand.key("space");
    hand.wait("a field that stands still", |now| now["paused"] == true);
    hand.held(&["shift"], "l");
    hand.wait("the line", |now| now["tool"] == "line");
    hand.point(0.47, 0.42);
    hand.hand(&["click", "1"]);
    hand.wait("one end", |now| now["laying"] == true);
    hand.point(0.56, 0.38);
    hand.hand(&["click", "1"]);
    hand.wait("a line", |now| now["instruments"]["line"].is_array() && now["chart"] == "line");
    hand.settle();
    hand.held(&["ctrl"], "e");
    written(&mut hand, "scene-line.csv");
    let (heading, rows) = table(&hand, "scene-line.csv");
    assert!(heading.starts_with("distance,"), "{heading}");
    let ends = &hand.now["instruments"]["line"];
    let place = |end: usize, axis: usize| number(&ends[end][axis]);
    let length = f64::hypot(place(1, 0) - place(0, 0), place(1, 1) - place(0, 1));
    assert!(rows.len() > 8 && rows[0][0] == 0.0);
    assert!((rows[rows.len() - 1][0] - length).abs() < 1e-6 * length, "{length}");
    // A second one is another file.
    hand.held(&["ctrl"], "e");
    written(&mut hand, "scene-line-2.csv");
    assert_eq!(hand.bench.read("scene-line.csv"), hand.bench.read("scene-line-2.csv"));
    hand.held(&["ctrl", "shift"], "e");
    written(&mut hand, "scene-line.png");
    assert!(hand.bench.read("scene-line.png").starts_with(b"\x89PNG"));
    hand.held(&["shift"], "x");
    hand.wait("no line", |now| now["instruments"]["line"] == Value::Null);
    hand.held(&["shift"], "f");
    hand.wait("a flight", |now| now["camera"]["flying"].is_number());
    let before = hand.now["camera"]["target"].clone();
    hand.hand(&["keydown", "w"]);
    hand.wait("a way ahead", |now| now["camera"]["target"] != before);
    hand.hand(&["keyup", "w"]);
    hand.key("Escape");
    hand.wait("no flight", |now| now["camera"]["flying"] == json!(null));
    assert_eq!(hand.now["hidden"], false);
}
