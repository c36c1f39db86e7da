//! Half ticks: what is looked at between activation and learning is not part of the session.

use crate::ecs::app_with;
use crate::models;
use bevy::ecs::world::World;
use fieldloom::app::{
    CommandLog, FieldCommand, HalfTick, Halves, History, Playback, Session, apply_commands,
    half_tick, insert_simulation, make_now, run_ticks, send, session_step,
};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::network::Side;
use fieldloom::simulation::{Clock, Measurements, Parameters, Simulation};
use fieldloom::tick::TICKS;

fn field(world: &World) -> FieldState {
    world.resource::<FieldState>().clone()
}

fn halves(world: &World) -> &Halves {
    world.resource::<Halves>()
}

fn undo() -> fieldloom::app::Edit {
    fieldloom::app::Edit { gesture: None, command: FieldCommand::Undo }
}

fn set_mass(value: f64) -> FieldCommand {
    FieldCommand::SetParameter { name: "m".to_owned(), value }
}

/// A Dirac field under a schedule.
fn under(schedule: &'static fieldloom::tick::TickInfo) -> Option<Simulation> {
    let Simulation { lattice, state, parameters, .. } = models::dirac(Precision::F32);
    let parameters = Parameters { schedule, dt: 0.2, ..parameters };
    Simulation::new(lattice, parameters, state, Default::default()).ok()
}

#[test]
fn two_half_ticks_are_a_whole_one_to_the_last_bit() {
    for schedule in TICKS {
        let Some(mut run) = under(schedule) else { continue };
        let mut app = app_with(under(schedule).unwrap());
        let world = app.world_mut();
        for tick in 1..=3 {
            let before = field(world);
            half_tick(world);
            assert!(field(world) == before, "the field is at a whole tick all the while");
            assert_eq!(world.resource::<Clock>().tick, tick - 1);
            assert_eq!(halves(world).next(), HalfTick::Learning);
            half_tick(world);
            run.step().unwrap();
            assert!(field(world) == run.state, "{}", schedule.name);
            assert_eq!(world.resource::<Clock>().tick, tick);
        }
        // A whole tick from in between.
        half_tick(world);
        run_ticks(world, 2).unwrap();
        run.advance(2).unwrap();
        assert!(field(world) == run.state, "{}", schedule.name);
        assert!(halves(world).between().is_none());
        let series = |measurements: &Measurements| measurements.series().clone();
        assert_eq!(series(world.resource::<Measurements>()), series(&run.measurements));
    }
}

#[test]
fn what_each_stage_moves_is_told() {
    // The paper's own step moves phi, then pi.
    let schedule = fieldloom::tick::tick("synchronous").unwrap();
    let mut app = app_with(under(schedule).unwrap());
    let world = app.world_mut();
    for (half, side) in [(HalfTick::Activation, Side::Phi), (HalfTick::Learning, Side::Pi)] {
        half_tick(world);
        let (told, moved) = halves(world).moved().unwrap();
        assert_eq!(told, half);
        for row in moved {
            assert_eq!(row.moved > 0, row.of == side, "{half:?} {row:?}");
            assert!((row.largest != 0.0) == (row.of == side));
        }
    }
    run_ticks(world, 1).unwrap();
    assert!(halves(world).moved().is_none(), "something else happened");
}

#[test]
fn an_edit_completes_the_tick_first() {
    for by_message in [true, false] {
        let mut app = app_with(models::dirac(Precision::F64));
        let world = app.world_mut();
        half_tick(world);
        send(world, set_mass(0.81));
        if by_message {
            apply_commands(world);
        } else {
            // The tick of this pass is the one that had begun.
            run_ticks(world, 1).unwrap();
        }
        assert_eq!(session_step(world), 1);
        let steps: Vec<u64> =
            world.resource::<CommandLog>().entries().iter().map(|entry| entry.step).collect();
        assert_eq!((steps, world.resource::<Parameters>().couplings.m), (vec![1], 0.81));
        let mut run = models::dirac(Precision::F64);
        run.step().unwrap();
        assert!(field(world) == run.state && halves(world).between().is_none());
        let mut twin = app_with(models::dirac(Precision::F64));
        let twin = twin.world_mut();
        let log = world.resource::<CommandLog>().entries().to_vec();
        fieldloom::app::replay(twin, &log, 9).unwrap();
        run_ticks(world, 8).unwrap();
        assert!(field(world) == field(twin), "a session done again is the same");
    }
}

#[test]
fn undo_takes_the_half_tick_back_and_nothing_else() {
    let mut app = app_with(models::dirac(Precision::F64));
    let world = app.world_mut();
    send(world, set_mass(0.81));
    apply_commands(world);
    let before = field(world);
    half_tick(world);
    make_now(world, undo()).unwrap();
    assert!(halves(world).between().is_none() && halves(world).moved().is_none());
    assert!(field(world) == before && session_step(world) == 0);
    assert_eq!(world.resource::<History>().undo_depth(), 1);
    assert_eq!(world.resource::<CommandLog>().entries().len(), 1);
    make_now(world, undo()).unwrap();
    assert_eq!(world.resource::<Parameters>().couplings.m, 0.37);
}

#[test]
fn another_field_knows_nothing_of_half_a_tick() {
    let mut app = app_with(models::dirac(Precision::F64));
    let world = app.world_mut();
    half_tick(world);
    insert_simulation(world, models::chaotic(Precision::F64));
    assert!(halves(world).between().is_none());
    half_tick(world);
    half_tick(world);
    let mut run = models::chaotic(Precision::F64);
    run.step().unwrap();
    assert!(field(world) == run.state);
}

#[test]
fn it_stands_still_and_waits_where_the_field_is_held() {
    let mut app = app_with(models::dirac(Precision::F64));
    let world = app.world_mut();
    world.resource_mut::<Playback>().held = true;
    half_tick(world);
    assert!(halves(world).between().is_none());
    world.resource_mut::<Playback>().held = false;
    half_tick(world);
    assert!(halves(world).between().is_some() && world.resource::<Playback>().paused);
}

#[test]
fn a_session_that_is_kept_in_between_goes_on_alike() {
    let scene = fieldloom::scene::parse(
        "test",
        r#"(theory: (name: "dirac"), lattice: (shape: [12, 9]),
            schedule: (name: "staged", dt: 0.1), initial: [Noise(amplitude: 1)])"#,
        &[],
    );
    let session = Session::begin(scene.unwrap(), Default::default()).unwrap();
    let mut app = app_with(models::dirac(Precision::F64));
    let world = app.world_mut();
    session.insert(world);
    half_tick(world);
    let kept = Session::of(world).unwrap();
    run_ticks(world, 3).unwrap();
    let after = field(world);
    kept.insert(world);
    run_ticks(world, 3).unwrap();
    assert!(field(world) == after);
}
