//! Undo of everything: of the field, and of how it is looked at.

use crate::app::{FieldCommand, History};
use crate::gauge::Gauge;
use crate::lattice::FieldState;
use crate::scene::settings::Range;
use crate::simulation::{Clock, Parameters};
use crate::window::command::{CommandInfo, command, commands};
use crate::window::shown::CurrentView;
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Request, Requests, Rig, ViewSteps};
use bevy_egui::egui::{Key, Modifiers, PointerButton, vec2};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// All that undo brings back: the field to the last bit, and the look at it.
fn everything(bench: &Bench) -> (FieldState, String) {
    let rig = bench.get::<Rig>();
    let Desk { settings, hidden, presenter, analysis, .. } = bench.get::<Desk>();
    let rest = format!(
        "{:?} {:?} {:?} {:?} {:?} {} {settings:?} {hidden} {presenter} {:?}",
        bench.get::<Parameters>(),
        bench.get::<Gauge>(),
        bench.get::<Clock>(),
        bench.get::<CurrentView>(),
        // A view that follows the scene follows the size of what is drawn, too.
        (!rig.framed).then_some(rig.orbit),
        rig.framed,
        analysis.open
    );
    (bench.get::<FieldState>().clone(), rest)
}

fn depth(bench: &Bench) -> usize {
    bench.get::<History>().undo_depth() + bench.get::<ViewSteps>().depth()
}

fn undo(bench: &mut Bench) {
    bench.call(command("undo").expect("there"));
}

/// A field that has run for a while and has something to go back to.
fn bench(shape: &[usize]) -> Bench {
    let mut bench = Bench::new(scene("dirac", shape));
    bench.change::<Requests>(|requests| requests.push(Request::Step(40)));
    bench.frames(2);
    assert_eq!(bench.get::<Clock>().tick, 40);
    bench
}

#[test]
fn a_hundred_random_commands_are_undone_to_the_last_bit() {
    let all: Vec<&'static CommandInfo> = commands().filter(|row| row.undoable).collect();
    assert!(all.len() > 40);
    for (seed, shape) in [(1, &[26, 18][..]), (2, &[14, 10, 12]), (3, &[26, 18])] {
        let mut bench = bench(shape);
        let (before, begun) = (everything(&bench), depth(&bench));
        let mut random = Pcg64::seed_from_u64(seed);
        for _ in 0..100 {
            bench.call(all[random.random_range(0..all.len())]);
        }
        let done = depth(&bench) - begun;
        assert!(done > 30 && everything(&bench) != before, "{done}");
        while depth(&bench) > begun {
            let now = depth(&bench);
            undo(&mut bench);
            assert!(depth(&bench) < now, "undo takes something back");
        }
        let after = everything(&bench);
        assert!(after.0 == before.0, "seed {seed}");
        assert_eq!(after.1, before.1, "seed {seed}");
    }
}

#[test]
fn a_drag_of_the_camera_is_one_step_and_one_of_a_value_too() {
    let mut bench = bench(&[26, 18]);
    let before = everything(&bench);
    let from = bench.place([12.0, 9.0]);
    let way: Vec<_> = (0..6).map(|i| from + vec2(17.0, 6.0) * i as f32).collect();
    bench.drag(&way, PointerButton::Primary, Modifiers::NONE);
    let turned = everything(&bench);
    assert!(turned != before && depth(&bench) == 1);
    bench.key(Key::H);
    assert_eq!(depth(&bench), 2);
    undo(&mut bench);
    assert!(everything(&bench) == turned);
    undo(&mut bench);
    assert!(everything(&bench) == before && depth(&bench) == 0);
    bench.call(command("redo").expect("there"));
    assert!(everything(&bench) == turned);
}

#[test]
fn edits_and_looks_are_undone_in_the_order_they_were_made_in() {
    let mut bench = bench(&[26, 18]);
    let m = |bench: &Bench| bench.get::<Parameters>().couplings.m;
    let edit = |bench: &mut Bench, m: f64| {
        let name = "m".to_owned();
        bench.change::<Requests>(|requests| {
            requests.edit(FieldCommand::SetParameter { name, value: m });
        });
    };
    let view = |bench: &Bench| bench.get::<CurrentView>().0.axes;
    bench.key(Key::A);
    edit(&mut bench, 0.4375);
    bench.key(Key::A);
    assert_eq!((m(&bench), view(&bench)), (0.4375, true));
    let mut seen = Vec::new();
    for _ in 0..3 {
        undo(&mut bench);
        seen.push((m(&bench), view(&bench)));
    }
    assert_eq!(seen, [(0.4375, false), (0.3, false), (0.3, true)]);
    // One may look around in the past without losing the way forth.
    bench.key(Key::Num7);
    assert_eq!(bench.get::<History>().redo_depth(), 1);
    bench.call(command("redo").expect("there"));
    assert_eq!(m(&bench), 0.4375);
    undo(&mut bench);
    edit(&mut bench, 0.25);
    assert_eq!(
        (bench.get::<History>().redo_depth(), bench.get::<ViewSteps>().redo_depth()),
        (0, 0)
    );
}

#[test]
fn one_value_is_reset_and_all_of_them() {
    let mut bench = Bench::tall(scene("dirac", &[26, 18]));
    assert!(!bench.reads("Changed values"));
    bench.type_number("m", "0.4375");
    bench.type_number("Relief", "0.5");
    let mut view = bench.get::<CurrentView>().0.clone();
    view.range = Range::Fixed(2.5);
    bench.change::<Requests>(|requests| requests.push(Request::View(Box::new(view))));
    assert!(bench.reads("Changed values") && bench.reads("relief: 0.5"));
    bench.click("Reset relief");
    let now = |bench: &Bench| {
        let view = bench.get::<CurrentView>().0.clone();
        (bench.get::<Parameters>().couplings.m, view.relief, view.range)
    };
    assert_eq!(now(&bench), (0.4375, 0.2, Range::Fixed(2.5)));
    bench.key(Key::Num7);
    bench.click("Reset all");
    assert_eq!(now(&bench), (0.3, 0.2, Range::Grow));
    assert!(bench.get::<Rig>().framed && !bench.reads("Changed values"));
    let steps = depth(&bench);
    undo(&mut bench);
    assert_eq!(depth(&bench), steps - 1);
    undo(&mut bench);
    assert_eq!(now(&bench), (0.4375, 0.2, Range::Fixed(2.5)), "it is undone as well");
}
