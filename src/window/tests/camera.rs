//! The camera by keys: flights, the turntable, views that are kept.

use crate::view::camera::Orbit;
use crate::window::command::Keys;
use crate::window::gauge::scene_as_it_is;
use crate::window::testing::{Bench, scene};
use crate::window::{Rig, Viewpoints};
use bevy::math::Vec3;
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, TouchPhase, vec2};

fn bench() -> Bench {
    Bench::new(scene("klein-gordon", &[26, 18]))
}

fn orbit(bench: &Bench) -> Orbit {
    bench.get::<Rig>().orbit
}

/// Presses a key, or lets it go.
fn hold(bench: &mut Bench, key: Key, pressed: bool) {
    let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
    bench.event(Event::Key { key, physical_key, pressed, repeat, modifiers });
}

#[test]
fn one_flies_where_one_looks_by_keys_that_do_nothing_else() {
    let mut bench = bench();
    bench.press(Keys::shift(Key::F));
    assert!(bench.reads("Flying"));
    let (begun, axes) = (orbit(&bench), bench.get::<crate::view::Picture>().axes);
    hold(&mut bench, Key::W, true);
    bench.frames(12);
    hold(&mut bench, Key::W, false);
    bench.frames(2);
    let way = orbit(&bench).eye() - begun.eye();
    let ahead = begun.rotation() * Vec3::NEG_Z;
    assert!(way.length() > 0.05 && way.normalize().dot(ahead) > 0.999, "{way}");
    hold(&mut bench, Key::A, true);
    bench.frames(6);
    hold(&mut bench, Key::A, false);
    bench.frames(2);
    let aside = orbit(&bench).eye() - begun.eye() - way;
    assert!(aside.normalize().dot(begun.rotation() * Vec3::NEG_X) > 0.99, "{aside}");
    assert_eq!(bench.get::<crate::view::Picture>().axes, axes);
    bench.key(Key::Escape);
    assert_eq!(bench.get::<Rig>().flight, None);
    bench.key(Key::A);
    assert_ne!(bench.get::<crate::view::Picture>().axes, axes);
}

#[test]
fn who_flies_looks_about_by_dragging_and_sets_the_speed_by_the_wheel() {
    let mut bench = bench();
    let there = bench.place([12.0, 9.0]);
    bench.press(Keys::shift(Key::F));
    let (begun, speed) = (orbit(&bench), bench.get::<Rig>().flight.expect("flies").speed);
    bench.drag(&[there, there + vec2(40.0, 10.0)], PointerButton::Primary, Modifiers::NONE);
    let looked = orbit(&bench);
    assert!(looked.eye().distance(begun.eye()) < 1e-5);
    assert_ne!((looked.yaw, looked.pitch), (begun.yaw, begun.pitch));
    bench.event(Event::PointerMoved(there));
    let (unit, phase, modifiers) = (MouseWheelUnit::Line, TouchPhase::Move, Modifiers::NONE);
    bench.event(Event::MouseWheel { unit, delta: vec2(0.0, 3.0), phase, modifiers });
    bench.frames(30);
    assert_eq!(orbit(&bench), looked, "the wheel does not zoom");
    assert!(bench.get::<Rig>().flight.expect("flies").speed > 1.1 * speed);
}

#[test]
fn the_turntable_turns_until_it_is_stopped() {
    let mut bench = bench();
    let begun = orbit(&bench);
    bench.press(Keys::shift(Key::T));
    std::thread::sleep(std::time::Duration::from_millis(30));
    bench.frames(2);
    let turned = orbit(&bench);
    assert!(turned.yaw != begun.yaw && turned.pitch == begun.pitch);
    bench.press(Keys::shift(Key::T));
    let stopped = orbit(&bench);
    std::thread::sleep(std::time::Duration::from_millis(30));
    bench.frames(2);
    assert_eq!(orbit(&bench), stopped);
}

#[test]
fn views_are_kept_named_gone_to_and_saved_with_the_scene() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    bench.key(Key::Num7);
    bench.press(Keys::shift(Key::V));
    let above = orbit(&bench);
    bench.key(Key::Num3);
    bench.press(Keys::shift(Key::V));
    let right = orbit(&bench);
    let near = |bench: &Bench, wanted: Orbit| {
        let corner = Vec3::new(0.4, 0.1, -0.3);
        let apart = orbit(bench).project(corner, 1.5).distance(wanted.project(corner, 1.5));
        assert!(apart < 1e-3, "{apart}");
    };
    bench.press(Keys::alt(Key::Num1));
    near(&bench, above);
    bench.press(Keys::shift(Key::N));
    near(&bench, right);
    bench.click("Kept views");
    bench.click_on(Role::TextInput, "Name of view 2");
    bench.press(Keys::control(Key::A));
    bench.type_text("From the right");
    bench.key(Key::Enter);
    bench.click("Go to View 1");
    near(&bench, above);
    let saved = scene_as_it_is(bench.world()).expect("a scene");
    let names: Vec<&str> = saved.viewpoints.iter().map(|kept| kept.name.as_str()).collect();
    assert_eq!(names, ["View 1", "From the right"]);
    assert_eq!(saved.viewpoints, bench.get::<Viewpoints>().kept());
    bench.click("Forget View 1");
    assert_eq!(bench.get::<Viewpoints>().kept().len(), 1);
}

#[test]
fn a_scene_brings_its_viewpoints() {
    let sets = [r#"viewpoints=[(name: "Below", pitch: -70), (name: "Near", distance: 0.8)]"#];
    let scene = scene("dirac", &[26, 18]).with_sets(&sets.map(str::to_owned)).expect("a scene");
    let mut bench = Bench::new(scene);
    bench.press(Keys::alt(Key::Num1));
    let below = orbit(&bench);
    assert!((below.pitch.to_degrees() + 70.0).abs() < 1e-3);
    // Where the distance is left open, all of the box is in the picture.
    assert!(below.project(Vec3::new(0.45, 0.0, 0.3), 1.5).abs().max_element() < 1.0);
    bench.press(Keys::alt(Key::Num2));
    assert_eq!(orbit(&bench).distance, 0.8);
}
