//! The gauge of a running field: edits of it are undone, logged, done again; its twin follows what
//! is done to the field, and nothing else.

use bevy::app::App;
use bevy::ecs::message::Messages;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, FieldCommand, LatticePlugin, Refused, Session, apply_commands, open_scene,
    replay, run_ticks, send, send_in, session_step,
};
use fieldloom::gauge::readout;
use fieldloom::gauge::{
    Background, Fix, Gauge, GaugeCommand, GaugeMode, Instant, Noise, Stroke, ThetaSource,
    Travelling, UniformB,
};
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::observable::Look;
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::{Clock, Dynamics, Level, Parameters};

const SCENE: &str = r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [14, 11], h: 0.8),
    schedule: (name: "staged", dt: 0.2),
    precision: F64, seed: 3,
    initial: [Noise(amplitude: 0.5)],
    gauge: (background: [UniformB(quanta: 2)], twin: true),
)"#;

fn app(sets: &[&str]) -> App {
    let mut app = App::new();
    app.add_plugins(LatticePlugin);
    open(app.world_mut(), sets);
    app
}

fn open(world: &mut World, sets: &[&str]) {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let scene = scene::parse("gauge.ron", SCENE, &sets).unwrap();
    open_scene(world, scene, BuildOptions::default()).unwrap();
}

fn change(world: &mut World, command: GaugeCommand) {
    send(world, FieldCommand::Gauge(command));
    apply_commands(world);
}

fn stroke(x: f64) -> FieldCommand {
    let stroke = Stroke { centre: vec![x, -1.2], radius: 1.9, strength: 0.8, ..Stroke::default() };
    FieldCommand::Gauge(GaugeCommand::Rotate(ThetaSource::Stroke(stroke)))
}

fn dab(world: &mut World, gesture: u64, x: f64) {
    send_in(world, gesture, stroke(x));
    apply_commands(world);
}

fn noise(amplitude: f64) -> ThetaSource {
    ThetaSource::Noise(Noise { amplitude, seed: 9 })
}

/// Field, links, twin, angles.
fn moment(world: &World) -> (FieldState, String) {
    (world.resource::<FieldState>().clone(), format!("{:?}", world.resource::<Gauge>()))
}

fn look(world: &World) -> Look<'_> {
    Look {
        lattice: world.resource::<Lattice>(),
        state: world.resource::<FieldState>(),
        parameters: world.resource::<Parameters>(),
        dynamics: world.resource::<Dynamics>(),
        gauge: world.resource::<Gauge>(),
        clock: world.resource::<Clock>(),
    }
}

/// How far the field is from its twin, turned, in roundings.
fn apart(world: &World) -> f64 {
    readout::covariance(&look(world)).unwrap() / f64::EPSILON
}

fn worst(world: &World) -> Option<Level> {
    readout::read(&look(world)).iter().filter_map(|reading| reading.level).max()
}

fn turned(world: &World) -> f64 {
    let theta = world
        .resource::<Gauge>()
        .theta(world.resource::<Lattice>(), &Instant::of(world.resource::<Clock>()));
    theta.values().iter().fold(0.0, |most, theta| f64::max(most, theta.abs()))
}

#[test]
fn a_stroke_on_a_running_field_is_one_step_undone_and_redone_to_the_last_bit() {
    let mut app = app(&[]);
    let world = app.world_mut();
    run_ticks(world, 5).unwrap();
    let before = moment(world);
    for x in [-2.0, -1.0, 0.0, 1.0] {
        dab(world, 7, x);
        run_ticks(world, 1).unwrap();
    }
    dab(world, 7, 2.0);
    let after = moment(world);
    assert!(turned(world) > 0.7 && apart(world) < 500.0);
    for _ in 0..2 {
        send(world, FieldCommand::Undo);
        apply_commands(world);
        assert!(moment(world) == before);
        send(world, FieldCommand::Redo);
        apply_commands(world);
        assert!(moment(world) == after);
    }
}

#[test]
fn what_is_done_to_the_field_is_done_to_its_twin_in_its_own_gauge() {
    let mut app = app(&[]);
    let world = app.world_mut();
    dab(world, 1, 1.5);
    change(world, GaugeCommand::Rotate(noise(3.0)));
    run_ticks(world, 9).unwrap();
    let brush =
        Brush { centre: [1.0, -1.5, 0.0], radius: 1.3, amount: 0.7, phase: 0.4, component: 2 };
    let mass = FieldCommand::SetParameter { name: "m".to_owned(), value: 0.7 };
    let restart = FieldCommand::Restart { sets: vec!["seed=8".to_owned()] };
    for (edit, turns) in [
        (FieldCommand::Disturb(brush), true),
        (mass, true),
        (FieldCommand::SetDt(0.15), true),
        (FieldCommand::Reset, false),
        (restart, false),
    ] {
        send(world, edit.clone());
        run_ticks(world, 11).unwrap();
        assert_eq!(worst(world), Some(Level::Green), "{edit}");
        assert!(apart(world) < 500.0, "{edit}: {}", apart(world));
        assert_eq!(turned(world) > 1.0, turns, "{edit}");
    }
}

#[test]
fn a_twin_that_was_begun_by_hand_begins_again_with_the_scene() {
    let mut app = app(&["gauge.twin=false"]);
    let world = app.world_mut();
    assert!(world.resource::<Gauge>().twin().is_none());
    change(world, GaugeCommand::Twin(true));
    run_ticks(world, 4).unwrap();
    send(world, FieldCommand::Reset);
    apply_commands(world);
    assert_eq!(world.resource::<Gauge>().twin().map(|twin| twin.since()), Some(0));
    assert_eq!(apart(world), 0.0);
}

/// Strokes, modes, a drive, another background, a twin that goes and comes, undo and redo.
fn eventful(world: &mut World) {
    let travelling =
        ThetaSource::Travelling(Travelling { amplitude: 1.2, ..Travelling::default() });
    let field = UniformB { quanta: Some(-1.0), ..UniformB::default() };
    let commands = [
        GaugeCommand::Drive(vec![noise(2.0), travelling]),
        GaugeCommand::SetMode(GaugeMode::Bare),
        GaugeCommand::Rotate(noise(0.5)),
        GaugeCommand::SetMode(GaugeMode::Covariant),
        GaugeCommand::SetBackground(vec![Background::UniformB(field)]),
        GaugeCommand::Twin(false),
        GaugeCommand::Fix(Fix::Landau),
        GaugeCommand::Twin(true),
        GaugeCommand::SetLoop(vec![vec![0, 0], vec![1, 0], vec![1, 1], vec![0, 1]]),
        GaugeCommand::SetMode(GaugeMode::Paper),
    ];
    for (number, command) in commands.into_iter().enumerate() {
        run_ticks(world, number as u64 % 3).unwrap();
        change(world, command);
        dab(world, number as u64, number as f64 - 4.0);
        run_ticks(world, 1).unwrap();
        dab(world, number as u64, number as f64 - 3.5);
        if number % 4 == 2 {
            send(world, FieldCommand::Undo);
            send(world, FieldCommand::Undo);
            send(world, FieldCommand::Redo);
        }
    }
    send(world, FieldCommand::Gauge(GaugeCommand::UndoGauge));
    run_ticks(world, 3).unwrap();
}

#[test]
fn a_session_with_strokes_modes_and_drives_is_done_again_to_the_last_bit() {
    let mut first = app(&[]);
    eventful(first.world_mut());
    let log = first.world().resource::<CommandLog>().entries().to_vec();
    assert!(log.len() > 30);
    let mut second = app(&[]);
    replay(second.world_mut(), &log, session_step(first.world())).unwrap();
    assert!(moment(second.world()) == moment(first.world()));
    assert_eq!(second.world().resource::<CommandLog>().entries(), log);
}

#[test]
fn a_session_goes_on_alike_in_another_world() {
    let mut here = app(&[]);
    eventful(here.world_mut());
    let mut there = App::new();
    there.add_plugins(LatticePlugin);
    Session::of(here.world()).unwrap().insert(there.world_mut());
    for world in [here.world_mut(), there.world_mut()] {
        dab(world, 1, 0.4);
        run_ticks(world, 4).unwrap();
        send(world, FieldCommand::Undo);
        apply_commands(world);
    }
    assert!(moment(there.world()) == moment(here.world()));
}

#[test]
fn a_bare_stroke_is_seen_and_is_no_drift_that_is_forgotten() {
    let mut app = app(&[]);
    let world = app.world_mut();
    change(world, GaugeCommand::SetMode(GaugeMode::Bare));
    dab(world, 1, 1.0);
    run_ticks(world, 2).unwrap();
    assert_eq!(worst(world), Some(Level::Red));
    assert!(apart(world) > 1e10);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let half = UniformB { quanta: Some(1.4), ..UniformB::default() };
    let bare = &["gauge.mode=Bare"][..];
    let cases = [
        (&[][..], GaugeCommand::SetBackground(vec![Background::UniformB(half)]), "nearest is 1"),
        (bare, GaugeCommand::Fix(Fix::Landau), "choose the mode Covariant"),
        (&[], GaugeCommand::SetLoop(vec![vec![0, 0], vec![3, 0]]), "beside"),
        (&[], GaugeCommand::Rotate(noise(f64::NAN)), "finite"),
        (
            &[],
            GaugeCommand::Rotate(ThetaSource::Stroke(Stroke { radius: 0.0, ..Stroke::default() })),
            "positive",
        ),
    ];
    for (sets, command, reason) in cases {
        let mut app = app(sets);
        let world = app.world_mut();
        run_ticks(world, 3).unwrap();
        let before = moment(world);
        change(world, command.clone());
        let said: Vec<_> = world.resource_mut::<Messages<Refused>>().drain().collect();
        assert_eq!(said.len(), 1, "{command}");
        assert!(said[0].reason.to_string().contains(reason), "{}", said[0].reason);
        assert!(moment(world) == before, "{command}");
        assert!(world.resource::<CommandLog>().entries().is_empty());
    }
}
