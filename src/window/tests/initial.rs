//! What the field begins with.

use crate::app::{CurrentScene, History};
use crate::lattice::FieldState;
use crate::scene::{Scene, parse};
use crate::window::Desk;
use crate::window::testing::{Bench, scene};
use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Modifiers, PointerButton, vec2};

fn bench(scene: Scene) -> Bench {
    let mut bench = Bench::tall(scene);
    bench.click("Initial condition");
    bench
}

fn text(bench: &Bench) -> String {
    bench.get::<CurrentScene>().0.text_of("initial").expect("it has one").to_owned()
}

/// Types another text in place of the one there is.
fn write(bench: &mut Bench, text: &str) {
    bench.click_on(Role::MultilineTextInput, "As text");
    let all = crate::window::command::Keys::control(bevy_egui::egui::Key::A);
    bench.press(all);
    bench.type_text(text);
}

#[test]
fn a_number_starts_the_field_again_in_one_step() {
    let mut bench = bench(scene("klein-gordon", &[26, 18]));
    let begun = bench.get::<FieldState>().clone();
    bench.type_number("initial[0].amplitude", "0.5");
    assert!(bench.get::<FieldState>() != &begun && text(&bench).contains("amplitude: 0.5"));
    assert_eq!(bench.get::<History>().undo_depth(), 1);
    let at = bench.widget(Role::SpinButton, "initial[0].centre[1]").rect().center();
    let way: Vec<_> = (0..=5).map(|i| at + vec2(8.0 * i as f32, 0.0)).collect();
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
    assert_eq!(bench.get::<History>().undo_depth(), 2);
    assert!(!text(&bench).contains("-1.0"), "{}", text(&bench));
    for _ in 0..2 {
        bench.press(crate::window::command::Keys::control(bevy_egui::egui::Key::Z));
    }
    assert!(bench.get::<FieldState>() == &begun && text(&bench).contains("amplitude: 0.75"));
}

#[test]
fn a_number_that_makes_no_sense_is_refused_with_its_place() {
    let mut bench = bench(scene("dirac", &[26, 18]));
    let begun = bench.get::<FieldState>().clone();
    bench.type_number("initial[0].width", "-2");
    assert!(bench.get::<FieldState>() == &begun && bench.get::<History>().undo_depth() == 0);
    let told = bench.get::<Desk>().messages.iter().next().expect("a message").text.clone();
    assert!(told.contains("width") && bench.reads(&told), "{told}");
}

#[test]
fn whole_numbers_stay_whole_and_others_need_not() {
    let source = scene("klein-gordon", &[40]).source;
    let from = source.find("initial").expect("there");
    let to = source.find("view").expect("there");
    let wave = "initial: [PlaneWave(modes: [3], amplitude: 1)],\n    ";
    let text_of = format!("{}{wave}{}", &source[..from], &source[to..]);
    let mut bench = bench(parse("wave.ron", &text_of, &[]).expect("a scene"));
    for (name, typed, kept) in [
        ("initial[0].modes[0]", "5", "modes: [5]"),
        ("initial[0].modes[0]", "6.6", "modes: [7]"),
        ("initial[0].amplitude", "0.5", "amplitude: 0.5"),
    ] {
        bench.type_number(name, typed);
        assert!(text(&bench).contains(kept), "{}", text(&bench));
    }
    let at = bench.widget(Role::SpinButton, "initial[0].modes[0]").rect().center();
    let way: Vec<_> = (0..=9).map(|i| at - vec2(3.0 * i as f32, 0.0)).collect();
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
    let modes = bench.get::<CurrentScene>().0.text_of("initial[0].modes[0]").map(str::parse::<i64>);
    assert!(matches!(modes, Some(Ok(..=6))), "{modes:?}");
    assert!(bench.get::<Desk>().messages.is_empty());
}

#[test]
fn a_text_starts_the_field_again_and_a_wrong_one_says_where() {
    let mut bench = bench(scene("klein-gordon", &[26, 18]));
    let begun = bench.get::<FieldState>().clone();
    write(&mut bench, "[Point(position: [1, 2], phi: [0.5, )]");
    bench.click("Start from this");
    assert!(bench.get::<FieldState>() == &begun);
    let told = bench.get::<Desk>().messages.iter().next().expect("a message").text.clone();
    assert!(told.contains("a value is expected here, not `)`"), "{told}");
    assert!(told.contains("line 1, column 37"), "{told}");
    write(&mut bench, "[Point(position: [1, 2], phi: [0.5])]");
    bench.click("Start from this");
    assert!(bench.get::<FieldState>() != &begun && bench.get::<Desk>().messages.is_empty());
    assert!(bench.has(Role::SpinButton, "initial[0].phi[0]"));
    assert_eq!(bench.get::<History>().undo_depth(), 1);
    // The text follows the scene again.
    bench.type_number("initial[0].phi[0]", "0.25");
    let shown = bench.widget(Role::MultilineTextInput, "As text").value().unwrap_or_default();
    assert_eq!(shown, text(&bench));
}

#[test]
fn a_text_that_is_not_wanted_is_reverted() {
    let mut bench = bench(scene("klein-gordon", &[26, 18]));
    let there = text(&bench);
    write(&mut bench, "[]");
    bench.click("Revert");
    let shown = bench.widget(Role::MultilineTextInput, "As text").value();
    assert_eq!((shown.as_deref(), text(&bench) == there), (Some(there.as_str()), true));
}
