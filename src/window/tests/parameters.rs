//! Numbers of the running field.

use crate::app::History;
use crate::lattice::FieldState;
use crate::simulation::Parameters;
use crate::window::Desk;
use crate::window::testing::{Bench, scene};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Key, Modifiers, PointerButton, vec2};

fn mass(bench: &Bench) -> f64 {
    bench.get::<Parameters>().couplings.m
}

/// Drags a number to the right, in several frames.
fn drag(bench: &mut Bench, name: &str, by: f32) {
    let at = bench.widget(Role::SpinButton, name).rect().center();
    let way: Vec<_> = (0..=6).map(|i| at + vec2(by * i as f32 / 6.0, 0.0)).collect();
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
}

#[test]
fn a_typed_mass_is_one_step() {
    for theory in ["klein-gordon", "dirac"] {
        let mut bench = Bench::new(scene(theory, &[26, 18]));
        bench.type_number("m", "0.125");
        assert_eq!((mass(&bench), bench.get::<History>().undo_depth()), (0.125, 1));
        assert_eq!(bench.widget(Role::SpinButton, "m").value().as_deref(), Some("0.125"));
    }
}

#[test]
fn each_drag_of_the_mass_is_one_step() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    drag(&mut bench, "m", 60.0);
    let first = mass(&bench);
    assert!(first > 0.35, "{first}");
    assert_eq!(bench.get::<History>().undo_depth(), 1);
    drag(&mut bench, "m", 60.0);
    assert!(mass(&bench) > first);
    assert_eq!(bench.get::<History>().undo_depth(), 2);
    bench.click(&format!("Undo: m = {}", mass(&bench)));
    assert_eq!(mass(&bench), first);
}

#[test]
fn a_dt_beyond_the_limit_is_refused_with_the_reason() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    let (before, dt) = (bench.get::<FieldState>().clone(), bench.get::<Parameters>().dt);
    for wrong in ["5", "0", "-5"] {
        bench.type_number("dt", wrong);
        assert_eq!(bench.get::<Parameters>().dt, dt);
        assert!(bench.get::<FieldState>() == &before);
        let told = bench.get::<Desk>().messages.iter().next().expect("a message").text.clone();
        assert!(told.contains("dt") && bench.reads(&told), "{told}");
        // The number is again that of the field.
        let number = bench.widget(Role::SpinButton, "dt").value();
        assert_eq!(number.and_then(|text| text.parse().ok()), Some(dt));
    }
    assert_eq!(bench.get::<History>().undo_depth(), 0);
    bench.type_number("dt", "0.05");
    assert_eq!(bench.get::<Parameters>().dt, 0.05);
    assert!(bench.get::<Desk>().messages.is_empty(), "the refusal is out of date");
}

#[test]
fn what_is_no_number_changes_nothing() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    for text in ["heavy", "nan", "inf", "1e999"] {
        bench.type_number("m", text);
        assert_eq!(mass(&bench), 0.3, "{text}");
    }
    assert_eq!(bench.get::<History>().undo_depth(), 0);
}

#[test]
fn a_number_that_is_left_with_escape_is_not_taken() {
    let mut bench = Bench::new(scene("klein-gordon", &[26, 18]));
    bench.click_on(Role::SpinButton, "m");
    bench.type_text("0.9");
    bench.key(Key::Escape);
    assert_eq!((mass(&bench), bench.get::<History>().undo_depth()), (0.3, 0));
}
