//! Undo and redo: to the last bit, in bounded memory, and again when a session is done again.

use crate::ecs::app_with;
use bevy::app::App;
use bevy::ecs::message::Messages;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, CurrentScene, FieldCommand, Halt, History, Playback, Refusal, Refused,
    apply_commands, open_scene, replay, run_ticks, send, send_in, session_step,
};
use fieldloom::gauge::{
    Background, Fix, Gauge, GaugeCommand, GaugeMode, Noise, Stroke, ThetaSource, UniformE,
};
use fieldloom::lattice::FieldState;
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::{Clock, Dynamics, Measurements, Parameters};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// phi⁴ with ghosts at a fixed edge and absorbing layers; a Dirac field with absorbing layers.
const SCENES: [&str; 2] = [
    r#"(
    theory: (name: "klein-gordon", potential: "phi4", lam: 1.1, v: 0.8),
    lattice: (shape: [13, 22], h: 0.9, boundary: ["fixed", "absorbing"], layer: (width: 4, strength: 0.7)),
    schedule: (name: "staged", dt: 0.2),
    precision: F64, seed: 5, measure: (every: 3),
    initial: [Noise(amplitude: 0.3)],
)"#,
    r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [17, 12], h: 0.8, boundary: ["periodic", "absorbing"], layer: (width: 3, strength: 0.5)),
    schedule: (name: "staged", dt: 0.25),
    precision: F32, seed: 7, measure: (every: 2),
    initial: [Noise(amplitude: 0.4)],
)"#,
];

fn app(text: &str) -> App {
    let mut app = app_with(crate::models::dirac(fieldloom::lattice::Precision::F32));
    app.world_mut().resource_mut::<Playback>().paused = true;
    open(app.world_mut(), text);
    app
}

fn open(world: &mut World, text: &str) {
    let scene = scene::parse("history.ron", text, &[]).unwrap();
    open_scene(world, scene, BuildOptions::default()).unwrap();
}

/// All that undo brings back.
fn moment(world: &World) -> Moment {
    let measurements = world.resource::<Measurements>();
    let dynamics = world.resource::<Dynamics>();
    let rest = format!(
        "{:?} {:?} {:?} {} {} {:?} {:?} {:?} {:?} {:?}",
        world.resource::<Gauge>(),
        world.resource::<Parameters>(),
        world.resource::<Clock>(),
        dynamics.limit(),
        dynamics.stable(),
        measurements.baseline(),
        measurements.drifts().collect::<Vec<_>>(),
        measurements.series(),
        world.resource::<Halt>().0,
        world.resource::<CurrentScene>().0.source,
    );
    (world.resource::<FieldState>().clone(), rest)
}

fn refusals(world: &mut World) -> Vec<Refusal> {
    world.resource_mut::<Messages<Refused>>().drain().map(|refused| refused.reason).collect()
}

fn make(world: &mut World, command: FieldCommand) {
    send(world, command);
    apply_commands(world);
}

fn undo(world: &mut World) {
    make(world, FieldCommand::Undo);
}

fn redo(world: &mut World) {
    make(world, FieldCommand::Redo);
}

fn any_command(random: &mut Pcg64) -> FieldCommand {
    let brush = Brush {
        centre: [random.random_range(-6.0..6.0), random.random_range(-6.0..6.0), 0.0],
        radius: random.random_range(0.5..3.0),
        amount: random.random_range(-0.3..0.3),
        phase: random.random_range(0.0..6.0),
        component: 1,
    };
    match random.random_range(0..18) {
        0 | 1 => FieldCommand::SetDt(random.random_range(0.05..0.2)),
        2..=4 => FieldCommand::SetParameter {
            name: ["m", "lam"][random.random_range(0..2)].to_owned(),
            value: random.random_range(0.1..1.0),
        },
        5 => FieldCommand::Reset,
        6 => FieldCommand::Restart {
            sets: vec![format!("initial[0].amplitude=0.{}", random.random_range(1..5))],
        },
        7 => FieldCommand::Restart {
            sets: vec![format!("seed={}", random.random_range(1..50)), "measure.every=4".into()],
        },
        8..=12 => FieldCommand::Disturb(brush),
        _ => FieldCommand::Gauge(any_turn(random, brush)),
    }
}

fn any_turn(random: &mut Pcg64, Brush { centre, radius, .. }: Brush) -> GaugeCommand {
    let stroke = Stroke { centre: centre[..2].to_vec(), radius, ..Stroke::default() };
    let noise = || ThetaSource::Noise(Noise { amplitude: 1.3, seed: 4 });
    match random.random_range(0..12) {
        0 => GaugeCommand::Rotate(noise()),
        1 => GaugeCommand::Drive(vec![noise()]),
        2 => GaugeCommand::SetMode(GaugeMode::ALL[random.random_range(0..3)]),
        3 => GaugeCommand::UndoGauge,
        4 => GaugeCommand::Fix([Fix::Temporal, Fix::Landau][random.random_range(0..2)]),
        5 => GaugeCommand::Twin(random.random_range(0..3) > 0),
        6 => GaugeCommand::SetBackground(vec![Background::UniformE(UniformE::default())]),
        _ => GaugeCommand::Rotate(ThetaSource::Stroke(stroke)),
    }
}

/// Makes an edit and says whether it was carried out.
fn edit(world: &mut World, gesture: Option<u64>, command: FieldCommand) -> bool {
    let before = world.resource::<CommandLog>().entries().len();
    match gesture {
        Some(gesture) => send_in(world, gesture, command),
        None => send(world, command),
    }
    apply_commands(world);
    world.resource::<CommandLog>().entries().len() > before
}

type Moment = (FieldState, String);

/// Makes a step of several edits, ticks in between, and returns the moments before and after it.
fn step(world: &mut World, random: &mut Pcg64, gesture: Option<u64>) -> Option<(Moment, Moment)> {
    let (mut before, mut after) = (None, None);
    let edits = if gesture.is_some() { random.random_range(1..6) } else { 1 };
    for _ in 0..edits {
        let now = moment(world);
        if edit(world, gesture, any_command(random)) {
            before.get_or_insert(now);
            after = Some(moment(world));
        }
        run_ticks(world, random.random_range(0..3)).unwrap();
    }
    before.zip(after)
}

#[test]
fn a_hundred_steps_are_undone_and_redone_to_the_last_bit() {
    for (index, text) in SCENES.into_iter().enumerate() {
        let mut app = app(text);
        let world = app.world_mut();
        let mut random = Pcg64::seed_from_u64(11 + index as u64);
        let mut steps = Vec::new();
        for number in 0u64.. {
            let stroke = number.is_multiple_of(2).then_some(number);
            steps.extend(step(world, &mut random, stroke));
            if steps.len() == 100 {
                break;
            }
        }
        assert_eq!(world.resource::<History>().undo_depth(), 100);
        for (before, _) in steps.iter().rev() {
            undo(world);
            assert!(moment(world) == *before);
            run_ticks(world, random.random_range(0..2)).unwrap();
        }
        for (_, after) in &steps {
            redo(world);
            assert!(moment(world) == *after);
            run_ticks(world, random.random_range(0..2)).unwrap();
        }
        (0..7).for_each(|_| undo(world));
        step(world, &mut random, None);
        assert_eq!(world.resource::<History>().redo_depth(), 0, "a new edit clears redo");
        run_ticks(world, 9).unwrap();
        let (last, log) = (moment(world), world.resource::<CommandLog>().clone());
        let until = session_step(world);
        open(world, text);
        replay(world, log.entries(), until).unwrap();
        assert!(moment(world) == last, "the session done again");
        assert_eq!(*world.resource::<CommandLog>(), log);
    }
}

const BRUSH: Brush =
    Brush { centre: [2.0, -1.5, 0.0], radius: 1.1, amount: 0.2, phase: 0.7, component: 1 };

#[test]
fn what_follows_an_undo_is_as_if_the_step_had_not_been() {
    for text in SCENES {
        let mut with = app(text);
        run_ticks(with.world_mut(), 7).unwrap();
        make(with.world_mut(), FieldCommand::Disturb(BRUSH));
        run_ticks(with.world_mut(), 5).unwrap();
        undo(with.world_mut());
        run_ticks(with.world_mut(), 11).unwrap();
        let mut without = app(text);
        run_ticks(without.world_mut(), 18).unwrap();
        assert!(moment(with.world()) == moment(without.world()));
        assert_eq!(session_step(with.world()), 23, "the session never goes back");
    }
}

#[test]
fn a_gesture_is_one_step_and_another_one_is_another() {
    let mut app = app(SCENES[1]);
    let world = app.world_mut();
    for (gesture, value) in [(4, 0.31), (4, 0.32), (4, 0.33), (5, 0.34)] {
        send_in(world, gesture, FieldCommand::SetParameter { name: "m".into(), value });
    }
    apply_commands(world);
    let history = world.resource::<History>();
    assert_eq!((history.undo_depth(), history.next_undo()), (2, Some("m = 0.34")));
    undo(world);
    let history = world.resource::<History>();
    assert_eq!((history.next_undo(), history.next_redo()), (Some("m = 0.33"), Some("m = 0.34")));
    assert_eq!(world.resource::<Parameters>().couplings.m, 0.33);
    // The gesture was interrupted by the undo: what comes now is a step of its own.
    send_in(world, 4, FieldCommand::SetParameter { name: "m".into(), value: 0.35 });
    apply_commands(world);
    undo(world);
    assert_eq!(world.resource::<Parameters>().couplings.m, 0.33);
    undo(world);
    assert_eq!(world.resource::<Parameters>().couplings.m, 0.4);
    assert_eq!(world.resource::<CommandLog>().entries().len(), 8);
}

/// Longer than the edits that are repeated to redo it.
#[test]
fn a_long_stroke_on_a_field_at_rest_is_redone() {
    let mut app = app(SCENES[0]);
    let world = app.world_mut();
    for i in 0..200 {
        let centre = [-5.0 + 0.05 * f64::from(i), 0.02 * f64::from(i), 0.0];
        assert!(edit(
            world,
            Some(1),
            FieldCommand::Disturb(Brush { centre, amount: 0.01, ..BRUSH })
        ));
    }
    let after = moment(world);
    undo(world);
    run_ticks(world, 3).unwrap();
    redo(world);
    assert!(moment(world) == after);
    assert_eq!(world.resource::<History>().undo_depth(), 1);
}

#[test]
fn what_is_refused_leaves_no_trace() {
    let mut app = app(SCENES[1]);
    let world = app.world_mut();
    make(world, FieldCommand::Disturb(BRUSH));
    make(world, FieldCommand::SetDt(0.2));
    undo(world);
    let restart = |set: &str| FieldCommand::Restart { sets: vec![set.to_owned()] };
    let cases = [
        (FieldCommand::SetDt(9.0), "not stable"),
        (restart("lattice.shape=[12, 17]"), "lattice would be another"),
        (restart("precision=F64"), "precision would be another"),
        (
            restart("theory=(name: \"klein-gordon\", potential: \"mass\", m: 0.4)"),
            "theory would be another",
        ),
        (restart("initial[0].amplitude=\"much\""), "in --set"),
        (restart("nonsense"), "path=value"),
    ];
    for (command, reason) in cases {
        let (before, log) = (moment(world), world.resource::<CommandLog>().clone());
        send_in(world, 3, command.clone());
        apply_commands(world);
        let said = refusals(world);
        assert_eq!(said.len(), 1, "{command:?}");
        assert!(said[0].to_string().contains(reason), "{command:?}: {}", said[0]);
        assert!(moment(world) == before && *world.resource::<CommandLog>() == log);
        let history = world.resource::<History>();
        assert_eq!((history.undo_depth(), history.redo_depth()), (1, 1), "{command:?}");
    }
    redo(world);
    redo(world);
    assert_eq!(refusals(world), [Refusal::NothingToRedo]);
    (0..3).for_each(|_| undo(world));
    assert_eq!(refusals(world), [Refusal::NothingToUndo]);
}

#[test]
fn a_restart_changes_the_scene_that_a_reset_starts() {
    let mut app = app(SCENES[0]);
    let world = app.world_mut();
    let begin = moment(world);
    run_ticks(world, 4).unwrap();
    let sets = vec!["initial[0].amplitude=0.12".to_owned(), "seed=9".to_owned()];
    make(world, FieldCommand::Restart { sets });
    let fresh = moment(world);
    assert_ne!(fresh.0, begin.0);
    assert!(world.resource::<CurrentScene>().0.source.contains("seed: 9"));
    run_ticks(world, 6).unwrap();
    make(world, FieldCommand::Reset);
    assert!(moment(world) == fresh);
    undo(world);
    undo(world);
    assert_eq!(world.resource::<Clock>().tick, 4);
    make(world, FieldCommand::Reset);
    assert!(moment(world) == begin, "the undone restart is no longer in the scene");
}

#[test]
fn memory_is_bounded_and_the_oldest_steps_go_first() {
    let mut app = app(SCENES[1]);
    let one = {
        let world = app.world_mut();
        make(world, FieldCommand::SetDt(0.21));
        world.resource::<History>().bytes()
    };
    let budget = 7 * one;
    app.insert_resource(History::with_budget(budget));
    open(app.world_mut(), SCENES[1]);
    let world = app.world_mut();
    for i in 0..40 {
        run_ticks(world, 1).unwrap();
        // Some alone, some in strokes across ticks.
        edit(world, Some(i / 3), FieldCommand::SetDt(0.1 + 0.001 * i as f64));
        let history = world.resource::<History>();
        assert!(history.bytes() <= budget && history.undo_depth() > 0);
        assert_eq!(history.budget(), budget);
    }
    let depth = world.resource::<History>().undo_depth();
    assert!((2..8).contains(&depth), "{depth}");
    (0..=depth).for_each(|_| undo(world));
    let said = refusals(world);
    assert_eq!(said, [Refusal::Forgotten { budget }]);
    assert!(world.resource::<History>().bytes() <= budget);
}

#[test]
fn a_field_too_large_for_the_budget_is_edited_without_undo() {
    let mut app = app(SCENES[1]);
    app.insert_resource(History::with_budget(1000));
    open(app.world_mut(), SCENES[1]);
    let world = app.world_mut();
    for gesture in [Some(1), Some(1), None] {
        assert!(edit(world, gesture, FieldCommand::Disturb(BRUSH)));
    }
    assert!(edit(world, None, FieldCommand::Reset));
    undo(world);
    redo(world);
    let said = refusals(world);
    assert!(matches!(said[0], Refusal::TooLarge { budget: 1000, bytes: 6000.. }), "{said:?}");
    assert_eq!(said[1], Refusal::NothingToRedo);
    assert_eq!(world.resource::<CommandLog>().entries().len(), 4);
    assert_eq!(world.resource::<History>().bytes(), 0);
}

/// There is room for the moment before a stroke, but not for a second one beside it.
#[test]
fn a_stroke_that_fits_only_in_part_can_be_undone_but_not_redone() {
    let mut app = app(SCENES[1]);
    let one = {
        let world = app.world_mut();
        make(world, FieldCommand::SetDt(0.21));
        world.resource::<History>().bytes()
    };
    app.insert_resource(History::with_budget(one + one / 2));
    open(app.world_mut(), SCENES[1]);
    let world = app.world_mut();
    let before = moment(world);
    for _ in 0..3 {
        assert!(edit(world, Some(1), FieldCommand::Disturb(BRUSH)));
        run_ticks(world, 2).unwrap();
    }
    undo(world);
    assert!(moment(world) == before);
    redo(world);
    assert_eq!(refusals(world), [Refusal::NothingToRedo]);
}
