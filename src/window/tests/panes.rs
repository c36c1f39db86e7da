//! Two fields beside each other: the hand can be on either.

use crate::app::History;
use crate::gauge::GaugeCommand;
use crate::lattice::FieldState;
use crate::window::shown::CurrentView;
use crate::window::testing::{Bench, SHAPES, scene};
use crate::window::{Desk, Pins, Request, Requests, Rig, Tool};
use bevy_egui::egui::{Modifiers, PointerButton, pos2, vec2};

const PRIMARY: PointerButton = PointerButton::Primary;
const NONE: Modifiers = Modifiers::NONE;

/// A field beside its twin.
fn bench(shape: &[usize]) -> Bench {
    let mut bench = Bench::new(scene("dirac", shape));
    bench.change_gauge(&GaugeCommand::Twin(true));
    let mut view = bench.get::<CurrentView>().0.clone();
    view.compare = "beside".to_owned();
    bench.change::<Requests>(|requests| requests.push(Request::View(Box::new(view))));
    bench.frames(3);
    bench
}

#[test]
fn a_place_is_picked_in_both_panes() {
    for shape in SHAPES {
        let mut bench = bench(shape);
        for place in [[8.0, 3.0], [5.0, 6.0]] {
            let place = if shape.len() == 1 { [2.0 * place[0], 0.0] } else { place };
            let picked = [0, 1].map(|pane| {
                let there = bench.place_in(pane, place);
                bench.drag(&[there], PointerButton::Secondary, NONE);
                bench.get::<Desk>().hover.expect("on the field")
            });
            let [first, second] = picked.map(|pick| pick.place);
            for k in 0..2 {
                // A wave may hide the place, but then in both.
                assert!((first[k] - second[k]).abs() < 0.1, "{shape:?} {first:?} {second:?}");
                assert!(shape.len() == 3 || (first[k] - place[k]).abs() < 0.8, "{first:?}");
            }
            assert_eq!((picked[0].row, picked[0].x), (picked[1].row, picked[1].x));
        }
    }
}

#[test]
fn a_click_and_a_stroke_in_the_second_pane_are_for_the_field() {
    let mut bench = bench(&[26, 18]);
    let there = bench.place_in(1, [8.0, 9.0]);
    bench.click_at(there, 1);
    let pin = bench.get::<Pins>().0[0].pick;
    assert!((pin.place[0] - 8.0).abs() < 0.6 && (pin.place[1] - 9.0).abs() < 0.6);
    bench.change::<Desk>(|desk| desk.tool = Tool::Paint);
    let before = bench.get::<FieldState>().clone();
    bench.drag(&[there, there + vec2(12.0, 3.0)], PRIMARY, NONE);
    assert_eq!(bench.get::<History>().undo_depth(), 1);
    assert!(*bench.get::<FieldState>() != before);
}

#[test]
fn a_drag_over_the_border_goes_on_as_it_began() {
    let mut bench = bench(&[26, 18]);
    let (from, region) = (bench.place([20.0, 9.0]), bench.get::<Rig>().region);
    let length = region.max.x - 30.0 - from.x;
    let way: Vec<_> = (0..=8).map(|i| pos2(from.x + length * i as f32 / 8.0, from.y)).collect();
    bench.asked();
    bench.drag(&way, PRIMARY, NONE);
    let turned = bench.asked().into_iter().filter(|asked| matches!(asked, Request::Camera(_)));
    assert!(turned.count() > 6);
}
