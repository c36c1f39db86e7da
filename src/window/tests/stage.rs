//! The field under the pointer.

use crate::app::{FieldCommand, History};
use crate::lattice::FieldState;
use crate::quantity::{QUANTITIES, QuantityInfo, Sight, at};
use crate::view::camera::Orbit;
use crate::view::{Pick, Picture};
use crate::window::testing::{Bench, SHAPES, THEORIES, scene};
use crate::window::{Desk, Pins, Request, Requests, Rig, Tool};
use bevy_egui::egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, vec2};

const PRIMARY: PointerButton = PointerButton::Primary;
const SECONDARY: PointerButton = PointerButton::Secondary;
const NONE: Modifiers = Modifiers::NONE;
/// Control, as the interface hears it.
const CONTROL: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };

fn bench() -> Bench {
    Bench::new(scene("klein-gordon", &[26, 18]))
}

fn orbit(bench: &Bench) -> Orbit {
    bench.get::<Rig>().orbit
}

/// A way from a place, to the right and down.
fn way(from: Pos2) -> Vec<Pos2> {
    (0..=5).map(|i| from + vec2(18.0, 9.0) * i as f32).collect()
}

fn tool(bench: &mut Bench, tool: Tool) {
    bench.change::<Desk>(|desk| desk.tool = tool);
}

#[test]
fn a_drag_turns_and_other_drags_move_the_view() {
    let mut bench = bench();
    let (from, before) = (bench.place([12.0, 9.0]), orbit(&bench));
    bench.drag(&way(from), PRIMARY, NONE);
    let turned = orbit(&bench);
    assert!(turned.yaw != before.yaw && turned.pitch > before.pitch);
    assert_eq!(turned.target, before.target);
    for (button, held) in [(SECONDARY, NONE), (PRIMARY, Modifiers::SHIFT)] {
        let before = orbit(&bench);
        bench.drag(&way(from), button, held);
        let moved = orbit(&bench);
        assert_eq!((moved.yaw, moved.pitch), (before.yaw, before.pitch));
        assert_ne!((moved.target, moved.shift), (before.target, before.shift));
    }
    assert_eq!(bench.get::<History>().undo_depth(), 0);
    assert!(bench.get::<Pins>().0.is_empty(), "a drag is no click");
}

#[test]
fn the_wheel_brings_nearer_what_is_under_the_pointer() {
    let mut bench = bench();
    let place = [6.0, 12.0];
    let (there, before) = (bench.place(place), orbit(&bench));
    bench.event(Event::PointerMoved(there));
    let (unit, phase, modifiers) = (MouseWheelUnit::Line, TouchPhase::Move, NONE);
    bench.event(Event::MouseWheel { unit, delta: vec2(0.0, 3.0), phase, modifiers });
    bench.frames(30);
    let after = orbit(&bench);
    assert!(after.distance < 0.95 * before.distance, "{} {}", after.distance, before.distance);
    let now = bench.place(place);
    // The plane through the target stays exactly; the sheet is a little before or behind it.
    assert!(now.distance(there) < 12.0, "{now} {there}");
}

#[test]
fn a_click_pins_and_a_second_one_looks_there() {
    let mut bench = Bench::tall(scene("klein-gordon", &[26, 18]));
    for (number, x) in [4.0, 8.0, 14.0].into_iter().enumerate() {
        let there = bench.place([x, 9.0]);
        bench.click_at(there, 1);
        assert_eq!(bench.get::<Pins>().0.len(), number + 1);
    }
    let pinned = bench.get::<Pins>().0[1].pick;
    assert!((pinned.place[0] - 8.0).abs() < 0.6 && (pinned.place[1] - 9.0).abs() < 0.6);
    let (there, before) = (bench.place([16.0, 5.0]), orbit(&bench));
    let pins = bench.get::<Pins>().clone();
    bench.click_at(there, 2);
    assert_eq!(bench.get::<Pins>().0, pins.0, "no pin is left and none is gone");
    assert!(orbit(&bench).target.distance(before.target) > 0.01);
    bench.click("Remove pin 2");
    assert_eq!(bench.get::<Pins>().0, [pins.0[0].clone(), pins.0[2].clone()]);
}

#[test]
fn a_double_click_leaves_a_full_set_of_pins_alone() {
    let mut bench = bench();
    for x in [3.0, 6.0, 9.0, 12.0, 15.0, 18.0] {
        let there = bench.place([x, 9.0]);
        bench.click_at(there, 1);
    }
    let pins = bench.get::<Pins>().0.clone();
    assert_eq!(pins.len(), 6);
    let there = bench.place([10.0, 4.0]);
    bench.click_at(there, 2);
    assert_eq!(bench.get::<Pins>().0, pins);
}

#[test]
fn a_stroke_is_one_step_and_the_right_button_takes_it_away() {
    for theory in THEORIES {
        let mut bench = Bench::new(scene(theory, &[26, 18]));
        tool(&mut bench, Tool::Paint);
        let from = bench.place([10.0, 9.0]);
        let begun = bench.get::<FieldState>().clone();
        let orbit = orbit(&bench);
        bench.drag(&way(from), PRIMARY, NONE);
        let painted = bench.get::<FieldState>().clone();
        assert!(painted != begun && bench.get::<History>().undo_depth() == 1);
        bench.drag(&way(from), SECONDARY, NONE);
        assert_eq!(bench.get::<History>().undo_depth(), 2);
        let signs: Vec<f64> = bench.asked().iter().filter_map(amount).map(f64::signum).collect();
        assert!(signs.is_sorted_by(|a, b| a >= b) && signs.len() > 4, "{signs:?}");
        assert_eq!((signs[0], signs[signs.len() - 1]), (1.0, -1.0));
        assert_eq!(self::orbit(&bench), orbit);
        bench.change::<Requests>(|requests| requests.edit(FieldCommand::Undo));
        assert!(bench.get::<FieldState>() == &painted);
        bench.change::<Requests>(|requests| requests.edit(FieldCommand::Undo));
        assert!(bench.get::<FieldState>() == &begun);
    }
}

fn amount(request: &Request) -> Option<f64> {
    match request {
        Request::Edit { command: FieldCommand::Disturb(brush), .. } => Some(brush.amount),
        _ => None,
    }
}

#[test]
fn control_lends_the_other_tool() {
    let mut bench = bench();
    let (from, before) = (bench.place([12.0, 9.0]), orbit(&bench));
    bench.drag(&way(from), PRIMARY, CONTROL);
    assert_eq!((bench.get::<History>().undo_depth(), orbit(&bench)), (1, before));
    tool(&mut bench, Tool::Paint);
    bench.drag(&way(from), PRIMARY, CONTROL);
    assert_eq!(bench.get::<History>().undo_depth(), 1);
    assert_ne!(orbit(&bench), before);
}

#[test]
fn a_bump_is_where_the_pointer_is() {
    let mut bench = bench();
    tool(&mut bench, Tool::Paint);
    let there = bench.place([15.0, 6.0]);
    bench.drag(&[there], PRIMARY, NONE);
    let asked = bench.asked();
    let brush = asked.iter().find_map(|request| match request {
        Request::Edit { command: FieldCommand::Disturb(brush), .. } => Some(*brush),
        _ => None,
    });
    let centre = brush.expect("a dab").centre;
    // Lines run along y; h is 0.5 and the middle is at half the sites.
    let expected = [(6.0 - 13.0) * 0.5, (15.0 - 9.0) * 0.5];
    assert!((0..2).all(|mu| (centre[mu] - expected[mu]).abs() < 0.3), "{centre:?} {expected:?}");
}

#[test]
fn readings_are_the_values_of_the_field() {
    for (theory, shape) in THEORIES.iter().flat_map(|t| SHAPES.map(|shape| (*t, shape))) {
        let mut bench = Bench::tall(scene(theory, shape));
        let there = bench.place([5.0, if shape.len() == 1 { 0.0 } else { 4.0 }]);
        bench.event(Event::PointerMoved(there));
        bench.frames(3);
        let pick = bench.get::<Desk>().hover.expect("the field is there");
        let drawn = bench.get::<Picture>().height;
        let values = values(&mut bench, theory, &pick);
        let height = values.iter().find(|(label, _)| *label == drawn.label_in(theory));
        assert!(bench.reads(&told(height.unwrap_or(&values[0]).1)), "{theory} {shape:?}");
        bench.click_at(there, 1);
        bench.event(Event::PointerGone);
        bench.frames(3);
        let pinned = bench.get::<Pins>().0[0].pick;
        assert_eq!((pinned.row, pinned.x), (pick.row, pick.x));
        for (label, value) in values {
            assert!(bench.reads(label) && bench.reads(&told(value)), "{theory} {shape:?} {label}");
        }
    }
}

/// Every value a site has.
fn values(bench: &mut Bench, theory: &str, pick: &Pick) -> Vec<(&'static str, [f64; 2])> {
    bench.shown(|shown| {
        let given = shown.given();
        let fits = |info: &&QuantityInfo| {
            (info.applies)(theory, shown.lattice.dim()) && given.has(info.needs)
        };
        let all = QUANTITIES.iter().filter(fits).filter(|info| info.is_local());
        let (state, parameters) = (shown.state, shown.parameters);
        let value =
            |info| at(info, &Sight::new(shown.lattice, state, parameters), pick.row, pick.x);
        all.map(|info| (info.label_in(theory), value(info))).collect()
    })
}

/// How a value is written, without its sign.
fn told([re, im]: [f64; 2]) -> String {
    match re.hypot(im) {
        size if size == 0.0 || (1e-3..1e5).contains(&size) => format!("{size:.4}"),
        size => format!("{size:.2e}").replace('-', "\u{2212}"),
    }
}
