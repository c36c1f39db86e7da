//! A film made in the window is the film that `record` makes of what was done in it.

use super::driver::{Driver, number};
use crate::record_files::boxes;
use serde_json::json;

/// Makes the film again without a window; whether it is the same to the last byte.
fn made_again(hand: &Driver, name: &str) {
    let script = format!("{name}.commands.ron");
    let again = format!("{name}-again.mp4");
    let said = hand.bench.run(&["record", "scene.ron", "--commands", &script, "-o", &again]);
    said.expect(0, &[]);
    let [film, other] = [format!("{name}.mp4"), again].map(|file| hand.bench.read(&file));
    assert_eq!(film.len(), other.len());
    assert!(film == other, "{name} differs");
}

#[test]
fn a_film_is_made_again_from_what_was_done() {
    let mut hand = Driver::open();
    hand.key("b");
    hand.wait("the brush", |now| now["tool"] == "paint");
    hand.drag("1", [(0.46, 0.52), (0.54, 0.52)], "a stroke", |now| now["undo"]["depth"] == 1);
    hand.record(3);
    hand.drag("1", [(0.53, 0.5), (0.49, 0.54)], "a stroke", |now| now["undo"]["depth"] == 2);
    hand.type_into("m", "0.8");
    hand.wait("another mass", |now| now["parameters"]["m"] == json!(0.8));
    hand.control("z");
    hand.wait("an undo", |now| now["parameters"]["m"] == json!(0.3));
    let before = hand.now["camera"].clone();
    hand.drag("2", [(0.4, 0.6), (0.6, 0.5)], "a turn", |now| now["camera"]["yaw"] != before["yaw"]);
    let before = number(&hand.now["camera"]["distance"]);
    hand.hand(&["click", "5"]);
    hand.wait("a zoom", |now| number(&now["camera"]["distance"]) > before);
    hand.key("l");
    hand.wait("light surroundings", |now| now["view"]["theme"] == "light");
    let frames = hand.now["film_frames"].as_u64().unwrap();
    hand.frames(frames + 4);
    hand.key("F9");
    hand.message("frames are in");
    made_again(&hand, "scene");
    // The second one is under way as the window is closed by its button.
    hand.record(3);
    hand.screen.close(hand.window().parse().unwrap());
    let ended = hand.end();
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(ended.films.len(), 1);
    assert_eq!(ended.films[0]["path"], "scene-2.mp4");
    let pictures = boxes::finished(&hand.bench.read("scene-2.mp4")).decode().len();
    assert_eq!(ended.films[0]["frames"], pictures);
    made_again(&hand, "scene-2");
}
