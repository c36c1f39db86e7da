//! A person who tries everything once.

use super::driver::{Driver, middle, number};
use serde_json::json;

#[test]
fn everything_can_be_done_by_hand() {
    let mut hand = Driver::open();
    time(&mut hand);
    camera(&mut hand);
    edits(&mut hand);
    panels(&mut hand);
    pictures(&mut hand);
    scenes(&mut hand);
    hand.control("q");
    let ended = hand.end();
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(!ended.err.contains("panic"), "{}", ended.err);
}

fn time(hand: &mut Driver) {
    let begun = hand.now["tick"].clone();
    hand.wait("ticks", |now| number(&now["tick"]) > number(&begun) && now["paused"] == false);
    hand.key("space");
    let stood = hand.wait("a field that stands still", |now| now["paused"] == true);
    hand.key("period");
    let stepped = hand.wait("a step", |now| now["tick"] != stood["tick"]);
    assert_eq!(number(&stepped["tick"]), number(&stood["tick"]) + 1.0);
    assert_eq!(stepped["paused"], true);
    assert!(number(&stepped["time"]) > number(&stood["time"]));
}

fn camera(hand: &mut Driver) {
    let before = hand.now["camera"].clone();
    hand.drag("1", [(0.45, 0.6), (0.65, 0.5)], "a turn", |now| {
        let camera = &now["camera"];
        camera["yaw"] != before["yaw"] && camera["pitch"] != before["pitch"]
    });
    let before = hand.now["camera"].clone();
    hand.drag("3", [(0.45, 0.6), (0.55, 0.55)], "a move", |now| {
        now["camera"]["target"] != before["target"]
    });
    let before = number(&hand.now["camera"]["distance"]);
    hand.hand(&["click", "4"]);
    hand.wait("a zoom", |now| number(&now["camera"]["distance"]) < before);
    // The wheel goes on for a moment.
    hand.settle();
    hand.key("7");
    hand.wait("a view from above", |now| {
        number(&now["camera"]["pitch"]) > 1.5 && now["camera"]["gliding"] == false
    });
    hand.key("5");
    hand.wait("a parallel view", |now| now["camera"]["orthographic"] == true);
    hand.key("r");
    hand.wait("the view of the scene", |now| {
        now["camera"]["orthographic"] == false && now["camera"]["gliding"] == false
    });
}

fn edits(hand: &mut Driver) {
    assert_eq!(hand.now["undo"]["depth"], 0);
    hand.key("b");
    hand.wait("the brush", |now| now["tool"] == "paint");
    let before = hand.now.clone();
    hand.drag("1", [(0.46, 0.52), (0.54, 0.52)], "a stroke", |now| now["undo"]["depth"] == 1);
    hand.key("space");
    let measured = hand
        .wait("a measurement", |now| number(&now["measured"]["tick"]) > number(&before["tick"]));
    hand.key("space");
    hand.wait("a field that stands still", |now| now["paused"] == true);
    let [was, is] = [&before, &measured].map(|now| number(&now["measured"]["energy"]));
    assert!((is - was).abs() > 1e-3 * was.abs(), "a stroke changes {was} to {is}");
    hand.type_into("m", "0.7");
    hand.wait("another mass", |now| now["parameters"]["m"] == json!(0.7));
    assert_eq!(hand.now["undo"]["depth"], 2);
    hand.type_into("dt", "9");
    let why = hand.message("dt = 9");
    assert!(why.contains("at most"), "{why}");
    assert_eq!(hand.now["parameters"]["dt"], json!(0.2));
    hand.control("z");
    hand.wait("the mass of before", |now| now["parameters"]["m"] == json!(0.3));
    hand.control("z");
    hand.wait("the field of before", |now| now["undo"]["depth"] == 0 && now["redo"]["depth"] == 2);
    hand.key("v");
    hand.wait("no brush", |now| now["tool"] == "look");
}

fn panels(hand: &mut Driver) {
    let before = hand.now.clone();
    assert!(before["panels"].as_array().unwrap().len() > 3);
    hand.key("h");
    let hidden = hand.wait("no panels", |now| now["panels"] == json!([]));
    let area = |now: &serde_json::Value| number(&now["field"][2]) * number(&now["field"][3]);
    hand.wait("room for the field", |now| area(now) > area(&before));
    assert_eq!(hidden["hidden"], true);
    hand.key("Escape");
    // What is pointed at next is where the field is beside the panels, not where it was without.
    hand.wait("the panels", |now| {
        now["panels"] == before["panels"] && now["field"] == before["field"]
    });
    hand.point(0.5, 0.52);
    hand.hand(&["click", "1"]);
    hand.wait("a pin", |now| now["pins"].as_array().is_some_and(|pins| pins.len() == 1));
    hand.key("x");
    hand.wait("no pin", |now| now["pins"] == json!([]));
}

fn pictures(hand: &mut Driver) {
    hand.key("F12");
    let said = hand.message("The picture is in");
    assert!(said.ends_with("scene.png"), "{said}");
    assert!(hand.bench.has("scene.png"));
    hand.key("space");
    hand.wait("a field that runs", |now| now["paused"] == false);
    hand.record(5);
    hand.key("F9");
    let said = hand.message("frames are in");
    assert!(said.contains("scene.mp4") && said.contains("scene.commands.ron"), "{said}");
    assert!(hand.bench.has("scene.mp4") && hand.bench.has("scene.commands.ron"));
}

fn scenes(hand: &mut Driver) {
    hand.key("space");
    hand.wait("a field that stands still", |now| now["paused"] == true);
    hand.key("g");
    hand.wait("the gallery", |now| now["panels"].as_array().unwrap().contains(&json!("gallery")));
    hand.settle();
    if hand.now["typing"] == false {
        let search = hand.now["widgets"].as_array().unwrap().iter();
        let search = search.filter(|widget| widget["role"] == "TextInput").map(middle).next();
        hand.click_at(search.unwrap());
        hand.wait("the search", |now| now["typing"] == true);
    }
    hand.hand(&["type", "on a pond"]);
    let cards = |now: &serde_json::Value| {
        let widgets = now["widgets"].as_array().unwrap().iter();
        let buttons = widgets.filter(|widget| widget["role"] == "Button");
        buttons.filter(|card| number(&card["at"][2]) > 400.0).cloned().collect::<Vec<_>>()
    };
    let found = hand.wait("one scene", |now| cards(now).len() == 1);
    let name = cards(&found)[0]["name"].as_str().unwrap().to_owned();
    hand.click("Button", &name);
    hand.wait("another scene", |now| now["scene"]["name"] == "ripples");
    assert_eq!(hand.now["scene"]["title"], name.as_str());
    hand.key("period");
    hand.wait("a step", |now| now["tick"] == 1);
}
