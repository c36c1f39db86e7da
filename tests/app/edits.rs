//! Edits of a running field: at whole ticks, wholly or not at all, and again when replayed.

use crate::ecs::app_with;
use crate::models;
use bevy::app::App;
use bevy::ecs::message::Messages;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, CurrentScene, FieldCommand, Playback, Refused, apply_commands,
    insert_simulation, replay, run_ticks, send,
};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::{self, BuildOptions, Scene};
use fieldloom::simulation::{Clock, Measurements, Parameters};
use std::sync::Arc;

const BRUSH: Brush =
    Brush { centre: [3.0, -5.5, 0.0], radius: 2.1, amount: 0.4, phase: 0.7, component: 1 };

fn set_mass(value: f64) -> FieldCommand {
    FieldCommand::SetParameter { name: "m".to_owned(), value }
}

fn dirac_app() -> App {
    app_with(models::dirac(Precision::F64))
}

fn refused(world: &mut World) -> Vec<Refused> {
    world.resource_mut::<Messages<Refused>>().drain().collect()
}

/// Field, parameters, tick, time and log: all that an edit may change.
fn snapshot(world: &World) -> (FieldState, String, Clock, CommandLog) {
    (
        world.resource::<FieldState>().clone(),
        format!("{:?}", world.resource::<Parameters>()),
        *world.resource::<Clock>(),
        world.resource::<CommandLog>().clone(),
    )
}

#[test]
fn a_parameter_changes_between_two_whole_ticks() {
    let mut app = dirac_app();
    run_ticks(app.world_mut(), 7).unwrap();
    send(app.world_mut(), set_mass(0.81));
    run_ticks(app.world_mut(), 5).unwrap();

    let mut first = models::dirac(Precision::F64);
    first.advance(7).unwrap();
    let parameters = {
        let mut parameters = first.parameters.clone();
        parameters.couplings.m = 0.81;
        parameters
    };
    let cadence = Default::default();
    let clock = first.clock;
    let mut second = fieldloom::simulation::Simulation::resume(
        first.lattice,
        parameters,
        first.state,
        cadence,
        clock,
    )
    .unwrap();
    second.advance(5).unwrap();
    assert_eq!(*app.world().resource::<FieldState>(), second.state);
    let log = app.world().resource::<CommandLog>();
    assert_eq!(log.entries().iter().map(|entry| entry.step).collect::<Vec<_>>(), [7]);
}

#[test]
fn a_new_time_step_goes_on_from_the_time_there_is() {
    let mut app = dirac_app();
    run_ticks(app.world_mut(), 10).unwrap();
    let before = app.world().resource::<Clock>().time();
    send(app.world_mut(), FieldCommand::SetDt(0.11));
    run_ticks(app.world_mut(), 4).unwrap();
    let clock = app.world().resource::<Clock>();
    assert_eq!(clock.tick, 14);
    assert!((clock.time() - (before + 0.44)).abs() < 1e-14);
}

#[test]
fn a_paused_field_can_be_edited() {
    let mut app = dirac_app();
    app.world_mut().resource_mut::<Playback>().paused = true;
    let before = app.world().resource::<FieldState>().clone();
    send(app.world_mut(), FieldCommand::Disturb(BRUSH));
    app.update();
    assert_ne!(*app.world().resource::<FieldState>(), before);
    assert_eq!(app.world().resource::<Clock>().tick, 0);
    assert_eq!(app.world().resource::<CommandLog>().entries().len(), 1);
    // Once only, however often the world is updated.
    let once = app.world().resource::<FieldState>().clone();
    for _ in 0..4 {
        app.update();
    }
    assert_eq!(*app.world().resource::<FieldState>(), once);
}

/// The brush changes energy and charge a thousandfold; nobody broke a promise by that.
#[test]
fn an_edit_is_no_drift() {
    let mut app = dirac_app();
    run_ticks(app.world_mut(), 30).unwrap();
    send(app.world_mut(), FieldCommand::Disturb(Brush { amount: 300.0, ..BRUSH }));
    send(app.world_mut(), set_mass(1.4));
    run_ticks(app.world_mut(), 200).unwrap();
    let warnings: Vec<_> = app.world().resource::<Measurements>().warnings().collect();
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn what_is_refused_changes_nothing_and_says_why() {
    let cases = [
        (set_mass(f64::NAN), "must be a finite number"),
        (FieldCommand::SetParameter { name: "lam".to_owned(), value: 1.0 }, "it has m"),
        (FieldCommand::SetDt(0.9), "is not stable"),
        (FieldCommand::SetDt(0.0), "not a time step"),
        (FieldCommand::Disturb(Brush { radius: -1.0, ..BRUSH }), "positive"),
        (FieldCommand::Disturb(Brush { component: 5, ..BRUSH }), "no component 5"),
        (FieldCommand::Disturb(Brush { amount: f64::INFINITY, ..BRUSH }), "finite"),
        (FieldCommand::Reset, "did not come from a scene"),
    ];
    for (command, reason) in cases {
        let mut app = dirac_app();
        run_ticks(app.world_mut(), 3).unwrap();
        let before = snapshot(app.world());
        send(app.world_mut(), command.clone());
        apply_commands(app.world_mut());
        assert_eq!(snapshot(app.world()), before, "{command:?}");
        let said = refused(app.world_mut());
        assert_eq!(said.len(), 1, "{command:?}");
        let text = said[0].reason.to_string();
        assert!(text.contains(reason), "{command:?} was refused with: {text}");
    }
}

/// A bump that lifts the field to where the potential is too steep for dt is taken away again.
#[test]
fn a_bump_that_would_blow_up_is_refused() {
    let mut app = app_with(models::chaotic(Precision::F32));
    run_ticks(app.world_mut(), 3).unwrap();
    let before = snapshot(app.world());
    send(app.world_mut(), FieldCommand::Disturb(Brush { amount: 1e6, ..BRUSH }));
    apply_commands(app.world_mut());
    assert_eq!(snapshot(app.world()), before);
    assert_eq!(refused(app.world_mut()).len(), 1);
}

const SCENE: &str = r#"// A field to edit
(
    theory: (name: "klein-gordon", potential: "phi4", lam: 1.1, v: 0.8),
    lattice: (shape: [23, 34], h: 0.9),
    schedule: (name: "staged", dt: 0.2),
    precision: F64,
    seed: 5,
    initial: [Noise(amplitude: 0.3)],
)"#;

fn scene() -> Scene {
    scene::parse("edits.ron", SCENE, &[]).unwrap()
}

fn scene_app() -> App {
    let mut app = app_with(scene().build(&BuildOptions::default()).unwrap());
    app.world_mut().insert_resource(CurrentScene(Arc::new(scene())));
    app
}

#[test]
fn a_reset_starts_the_scene_again() {
    let mut app = scene_app();
    let (state, parameters, clock, _) = snapshot(app.world());
    run_ticks(app.world_mut(), 20).unwrap();
    send(app.world_mut(), FieldCommand::SetDt(0.1));
    send(app.world_mut(), FieldCommand::SetParameter { name: "v".to_owned(), value: 0.5 });
    run_ticks(app.world_mut(), 20).unwrap();
    send(app.world_mut(), FieldCommand::Reset);
    apply_commands(app.world_mut());
    let after = snapshot(app.world());
    assert_eq!((after.0, after.1, after.2), (state, parameters, clock));
    assert!(refused(app.world_mut()).is_empty());
}

#[test]
fn a_session_can_be_done_again_to_the_last_bit() {
    let mut app = scene_app();
    let edits = [
        (11, FieldCommand::SetParameter { name: "lam".to_owned(), value: 1.7 }),
        (0, FieldCommand::Disturb(BRUSH)),
        (23, FieldCommand::SetDt(0.13)),
        (5, FieldCommand::SetDt(900.0)),
        (8, FieldCommand::Reset),
        (16, FieldCommand::Disturb(Brush { centre: [-4.0, 2.0, 0.0], ..BRUSH })),
    ];
    for (ticks, command) in edits {
        run_ticks(app.world_mut(), ticks).unwrap();
        send(app.world_mut(), command);
    }
    run_ticks(app.world_mut(), 31).unwrap();
    let (state, parameters, clock, log) = snapshot(app.world());
    assert_eq!(log.entries().len(), 5, "the refused edit is not in the log");

    let mut again = scene_app();
    replay(again.world_mut(), log.entries(), log.step(&clock)).unwrap();
    assert_eq!(snapshot(again.world()), (state, parameters, clock, log));
}

#[test]
fn a_new_simulation_begins_a_new_session() {
    let mut app = scene_app();
    run_ticks(app.world_mut(), 4).unwrap();
    send(app.world_mut(), FieldCommand::SetDt(0.1));
    run_ticks(app.world_mut(), 4).unwrap();
    insert_simulation(app.world_mut(), models::dirac(Precision::F32));
    let log = app.world().resource::<CommandLog>();
    assert!(log.entries().is_empty());
    assert_eq!(log.step(app.world().resource::<Clock>()), 0);
}
