//! The ECS route: the same numbers as without Bevy, whatever runs it.

use crate::models;
use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::ScheduleBuildError;
use bevy::time::{TimePlugin, TimeUpdateStrategy};
use fieldloom::app::{
    Halt, LatticePlugin, LatticeTick, Pace, Playback, Stage, add_onlooker, insert_simulation,
    run_ticks, take_simulation,
};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::{Clock, Measurements, Simulation};

/// An app that holds a simulation and advances by one fixed step at each update.
pub fn app_with(simulation: Simulation) -> App {
    let mut app = App::new();
    app.add_plugins((TimePlugin, LatticePlugin))
        .insert_resource(TimeUpdateStrategy::FixedTimesteps(1));
    insert_simulation(app.world_mut(), simulation);
    // The first update measures no time.
    app.world_mut().resource_mut::<Playback>().paused = true;
    app.update();
    app.world_mut().insert_resource(Playback { budget: None, ..Playback::default() });
    app
}

fn state_of(world: &World) -> FieldState {
    world.resource::<FieldState>().clone()
}

fn in_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn the_world_and_the_simulation_agree_to_the_last_bit() {
    for simulation in [models::chaotic, models::dirac] {
        for precision in [Precision::F32, Precision::F64] {
            let mut alone = simulation(precision);
            alone.advance(500).unwrap();
            let mut app = app_with(simulation(precision));
            run_ticks(app.world_mut(), 500).unwrap();
            let inside = take_simulation(app.world_mut()).unwrap();
            assert_eq!(inside.state, alone.state);
            assert_eq!(inside.clock, alone.clock);
            assert_eq!(inside.measurements.series(), alone.measurements.series());
        }
    }
}

#[test]
fn a_scene_edits_its_gauge_in_the_world_too() {
    let text = "(theory: (name: \"dirac\", m: 0.3), lattice: (shape: [9, 7]), \
                schedule: (name: \"staged\", dt: 0.2), seed: 3, precision: F64, \
                initial: [Noise(amplitude: 0.6)], gauge: (twin: true, edits: [\
                    (tick: 5, command: Rotate(Noise(amplitude: 2))), \
                    (tick: 8, command: SetMode(Bare)), \
                    (tick: 8, command: Rotate(Noise(amplitude: 1, seed: 2))), \
                    (tick: 12, command: SetBackground([Step(height: 0.4)]))]))";
    let build = || parse("scene.ron", text, &[]).unwrap().build(&BuildOptions::default()).unwrap();
    let (mut alone, mut app) = (build(), app_with(build()));
    alone.advance(20).unwrap();
    run_ticks(app.world_mut(), 20).unwrap();
    let inside = take_simulation(app.world_mut()).unwrap();
    assert_eq!(inside.state, alone.state);
    assert_eq!(inside.gauge.mode(), alone.gauge.mode());
    assert_eq!(inside.measurements.series(), alone.measurements.series());
    assert_eq!(alone.gauge.background().len(), 1);
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let run = |threads| {
        in_threads(threads, || {
            let mut app = app_with(models::chaotic(Precision::F32));
            run_ticks(app.world_mut(), 500).unwrap();
            state_of(app.world())
        })
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(8));
}

/// Without this the two tests above would prove little.
#[test]
fn the_chaotic_field_is_chaotic() {
    let mut plain = models::chaotic(Precision::F64);
    let mut nudged = models::chaotic(Precision::F64);
    if let FieldState::F64(fields) = &mut nudged.state {
        fields.phi.values_mut()[0] += 1e-9;
    }
    plain.advance(500).unwrap();
    nudged.advance(500).unwrap();
    let sites = models::lattice().rows();
    let apart = (0..sites)
        .map(|row| (plain.state.at(row, 5, 0).0 - nudged.state.at(row, 5, 0).0).abs())
        .fold(0.0, f64::max);
    assert!(apart > 1e-6, "a nudge of 1e-9 grew to {apart} only");
}

#[test]
fn fixed_steps_run_the_ticks_they_are_told() {
    let mut app = app_with(models::dirac(Precision::F64));
    app.world_mut().resource_mut::<Playback>().pace = Pace::PerSecond(3.0 * 64.0);
    for _ in 0..4 {
        app.update();
    }
    assert_eq!(app.world().resource::<Clock>().tick, 12);
    let mut alone = models::dirac(Precision::F64);
    alone.advance(12).unwrap();
    assert_eq!(state_of(app.world()), alone.state);
}

#[test]
fn several_fixed_steps_in_one_update_are_all_run() {
    let mut app = app_with(models::dirac(Precision::F32));
    app.insert_resource(TimeUpdateStrategy::FixedTimesteps(5));
    app.update();
    assert_eq!(app.world().resource::<Clock>().tick, 5);
}

#[test]
fn a_pause_is_no_ticks() {
    let mut app = app_with(models::dirac(Precision::F32));
    app.world_mut().resource_mut::<Playback>().paused = true;
    let before = state_of(app.world());
    app.update();
    app.update();
    assert_eq!(app.world().resource::<Clock>().tick, 0);
    assert_eq!(state_of(app.world()), before);
    app.world_mut().resource_mut::<Playback>().paused = false;
    app.update();
    assert_eq!(app.world().resource::<Clock>().tick, 1);
}

#[test]
fn a_budget_ends_the_step_and_never_a_tick() {
    let mut app = app_with(models::dirac(Precision::F64));
    app.insert_resource(Playback {
        pace: Pace::PerSecond(64_000.0),
        budget: Some(std::time::Duration::ZERO),
        ..Playback::default()
    });
    app.update();
    assert_eq!(app.world().resource::<Clock>().tick, 1);
    let mut alone = models::dirac(Precision::F64);
    alone.step().unwrap();
    assert_eq!(state_of(app.world()), alone.state);
}

#[test]
fn an_app_without_a_simulation_does_nothing() {
    let mut app = App::new();
    app.add_plugins((TimePlugin, LatticePlugin))
        .insert_resource(TimeUpdateStrategy::FixedTimesteps(1));
    app.update();
    app.update();
    assert!(take_simulation(app.world_mut()).is_none());
}

/// The stages in the order in which their systems ran.
#[derive(Resource, Default)]
struct Trace(Vec<Stage>);

fn trace(stage: Stage) -> impl Fn(ResMut<Trace>) {
    move |mut trace| trace.0.push(stage)
}

#[test]
fn the_stages_follow_one_another() {
    use Stage::{Activation, Advance, Command, Gauge, Learning, Measurement};
    let order = [Command, Gauge, Activation, Learning, Measurement, Advance];
    let mut app = app_with(models::dirac(Precision::F32));
    app.init_resource::<Trace>();
    // Added in another order than they run in.
    for stage in [Learning, Command, Advance, Activation, Measurement, Gauge] {
        app.add_systems(LatticeTick, trace(stage).in_set(stage));
    }
    run_ticks(app.world_mut(), 2).unwrap();
    assert_eq!(app.world().resource::<Trace>().0, [order, order].concat());
}

fn write_state(mut state: ResMut<FieldState>) {
    state.set_changed();
}

fn write_state_too(mut state: ResMut<FieldState>) {
    state.set_changed();
}

/// Builds the schedule anew, without running it.
fn rebuild(app: &mut App) -> Result<(), ScheduleBuildError> {
    app.world_mut()
        .schedule_scope(LatticeTick, |world, schedule| schedule.initialize(world).map(drop))
}

#[test]
fn two_systems_that_could_run_in_either_order_are_an_error() {
    let mut app = app_with(models::dirac(Precision::F32));
    app.add_systems(LatticeTick, write_state.in_set(Stage::Advance));
    rebuild(&mut app).unwrap();
    app.add_systems(LatticeTick, write_state_too.in_set(Stage::Advance));
    let error = rebuild(&mut app).unwrap_err();
    assert!(matches!(error, ScheduleBuildError::Elevated(_)), "{error:?}");
}

#[test]
fn a_system_outside_the_stages_is_an_error() {
    let mut app = app_with(models::dirac(Precision::F32));
    app.add_systems(LatticeTick, write_state);
    assert!(rebuild(&mut app).is_err());
}

#[test]
fn a_field_that_blows_up_stops_and_stays_stopped() {
    let unstable = || {
        let mut simulation = models::dirac(Precision::F32);
        simulation.parameters.allow_unstable = true;
        simulation.parameters.dt = 0.9;
        let Simulation { lattice, state, parameters, .. } = simulation;
        Simulation::new(lattice, parameters, state, Default::default()).unwrap()
    };
    let mut alone = unstable();
    let expected = alone.advance(100_000).unwrap_err();
    let mut app = app_with(unstable());
    let alarm = run_ticks(app.world_mut(), 100_000).unwrap_err();
    assert_eq!(alarm, expected);
    let stopped_at = app.world().resource::<Clock>().tick;
    assert!(run_ticks(app.world_mut(), 5).is_err());
    app.update();
    assert_eq!(app.world().resource::<Clock>().tick, stopped_at);
    assert!(app.world().resource::<Halt>().0.is_some());
}

/// Ticks at whose end somebody looked.
#[derive(Resource, Default)]
struct Seen(Vec<u64>);

fn note(clock: Res<Clock>, mut seen: ResMut<Seen>) {
    seen.0.push(clock.tick);
}

fn see_every_tick(app: &mut App) {
    app.add_systems(LatticeTick, note.after(Stage::Advance));
}

/// Adds somebody who looks.
type Watch = fn(&mut App);

#[test]
fn ticks_are_taken_at_once_up_to_where_somebody_looks() {
    let mut alone = models::dirac(Precision::F64);
    alone.advance(30).unwrap();
    let every_tick: Vec<u64> = (1..=30).collect();
    let cases: [(Watch, Vec<u64>); 4] = [
        // The run itself looks where it measures.
        (|app| add_onlooker(app, note, |_| u64::MAX), vec![10, 20, 30]),
        (|app| add_onlooker(app, note, |_| 4), vec![4, 8, 10, 14, 18, 20, 24, 28, 30]),
        (|app| add_onlooker(app, note, |_| 1), every_tick.clone()),
        (see_every_tick, every_tick),
    ];
    for (look, expected) in cases {
        let mut app = app_with(models::dirac(Precision::F64));
        app.init_resource::<Seen>();
        look(&mut app);
        run_ticks(app.world_mut(), 30).unwrap();
        assert_eq!(app.world().resource::<Seen>().0, expected);
        assert_eq!(state_of(app.world()), alone.state);
        let measured = app.world().resource::<Measurements>().series();
        assert_eq!(measured, alone.measurements.series());
    }
}
