//! Going back in time: kept moments, ticks backwards, and both done again by a log.

use crate::ecs::app_with;
use crate::models;
use bevy::app::App;
use bevy::ecs::message::Messages;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, EVERY, FieldCommand, History, Refusal, Refused, Session, Timeline,
    apply_commands, open_scene, replay, run_ticks, send, session_step,
};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::{Clock, Measurements};

const SCENE: &str = r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [9, 14], h: 0.8),
    schedule: (name: "staged", dt: 0.2),
    precision: F64, seed: 3, measure: (every: 3),
    initial: [Noise(amplitude: 0.5)],
)"#;

fn opened(text: &str) -> App {
    let mut app = app_with(models::dirac(Precision::F64));
    let scene = scene::parse("travel.ron", text, &[]).unwrap();
    open_scene(app.world_mut(), scene, BuildOptions::default()).unwrap();
    app
}

fn make(world: &mut World, command: FieldCommand) {
    send(world, command);
    apply_commands(world);
}

fn refusals(world: &mut World) -> Vec<Refusal> {
    world.resource_mut::<Messages<Refused>>().drain().map(|refused| refused.reason).collect()
}

fn state(world: &World) -> (FieldState, Clock, String) {
    let measured = world.resource::<Measurements>();
    let rest = format!("{:?} {:?}", measured.series(), measured.baseline());
    (world.resource::<FieldState>().clone(), *world.resource::<Clock>(), rest)
}

fn kept(world: &World) -> Vec<u64> {
    world.resource::<Timeline>().ticks().collect()
}

fn disturb() -> FieldCommand {
    let (centre, radius) = ([1.0, -1.5, 0.0], 1.3);
    FieldCommand::Disturb(Brush { centre, radius, amount: 0.4, phase: 0.7, component: 2 })
}

/// Takes the session to a tick as the window does.
fn go_to(world: &mut World, tick: u64) {
    let (kept, more) = world.resource::<Timeline>().way_to(tick).expect("something is kept");
    make(world, FieldCommand::Recall { tick: kept });
    run_ticks(world, more).unwrap();
}

#[test]
fn every_tick_of_the_past_comes_back_to_the_last_bit() {
    let mut app = opened(SCENE);
    let world = app.world_mut();
    let mut past = vec![state(world)];
    for tick in 1..=90 {
        run_ticks(world, 1).unwrap();
        if tick == 41 {
            make(world, disturb());
        }
        past.push(state(world));
    }
    assert_eq!(kept(world), [0, EVERY, 41, 41 + EVERY]);
    for tick in [90, 3, 41, 40, 73, 64, 0, 90] {
        go_to(world, tick);
        let (field, clock, measured) = state(world);
        // At the tick of an edit there are two moments: that after it comes back.
        let wanted = &past[tick as usize];
        assert_eq!(clock, wanted.1, "{tick}");
        assert!(field == wanted.0 && measured == wanted.2, "{tick}");
    }
    assert_eq!(world.resource::<Timeline>().span(), Some((0, 90)));
}

#[test]
fn another_way_on_forgets_the_future_and_undo_brings_back_where_one_was() {
    let mut app = opened(SCENE);
    let world = app.world_mut();
    run_ticks(world, 80).unwrap();
    let late = state(world);
    go_to(world, 50);
    make(world, disturb());
    run_ticks(world, 5).unwrap();
    assert_eq!(
        (kept(world), world.resource::<Timeline>().span()),
        (vec![0, 32, 50], Some((0, 55)))
    );
    make(world, FieldCommand::Undo);
    make(world, FieldCommand::Undo);
    assert!(state(world) == late, "where the journey began");
    // The way from 50 to 80 is not known any more, and nothing is made up in its place.
    assert_eq!(world.resource::<Timeline>().way_to(70), Some((32, 18)));
    make(world, FieldCommand::Redo);
    assert_eq!(world.resource::<Clock>().tick, 32, "the moment that was brought back");
}

#[test]
fn ticks_are_run_backwards_and_their_error_is_told() {
    let mut app = opened(SCENE);
    let world = app.world_mut();
    run_ticks(world, 64).unwrap();
    let at_64 = state(world);
    run_ticks(world, 11).unwrap();
    let at_75 = state(world);
    (0..3).for_each(|_| make(world, FieldCommand::Back(3)));
    let ran = world.resource::<Timeline>().reversed().unwrap();
    assert_eq!((ran.from, ran.to), (75, 66));
    assert!(ran.error > 0.0 && ran.error < 1e-13, "{:e}", ran.error);
    make(world, FieldCommand::Back(2));
    let ran = world.resource::<Timeline>().reversed().unwrap();
    let apart = fieldloom::simulation::distance(&state(world).0, &at_64.0).unwrap();
    assert_eq!((ran.to, ran.error), (64, apart), "measured against what was kept");
    assert!(apart > 0.0 && apart < 1e-13 && world.resource::<Clock>().time() == at_64.1.time());
    let rows = world.resource::<Measurements>().series().rows();
    assert!(rows.map(|row| row.tick).eq(at_64_rows()), "what was to come is forgotten");
    for _ in 0..4 {
        make(world, FieldCommand::Undo);
    }
    assert!(state(world) == at_75);
}

/// The ticks at which is measured up to tick 64.
fn at_64_rows() -> impl Iterator<Item = u64> {
    (0..=64).filter(|tick| tick % 3 == 0)
}

#[test]
fn what_does_not_run_backwards_is_refused_and_changes_nothing() {
    let synchronous = SCENE.replace("staged", "synchronous");
    let scripted = SCENE.replace(
        "initial:",
        "gauge: (edits: [(tick: 5, command: Rotate(Constant(theta: 0.4)))]), initial:",
    );
    for (text, ticks, back, word) in [
        (synchronous.as_str(), 9, 1, "synchronous"),
        (SCENE, 3, 4, "first tick"),
        (scripted.as_str(), 9, 5, "tick 5"),
    ] {
        let mut app = opened(text);
        let world = app.world_mut();
        run_ticks(world, ticks).unwrap();
        let before = state(world);
        make(world, FieldCommand::Back(back));
        let why = refusals(world);
        assert!(why.len() == 1 && why[0].to_string().contains(word), "{why:?}");
        assert!(state(world) == before);
    }
    let mut app = opened(SCENE);
    make(app.world_mut(), FieldCommand::Recall { tick: 7 });
    assert_eq!(refusals(app.world_mut()), [Refusal::NotKept { tick: 7 }]);
}

#[test]
fn a_session_with_journeys_is_done_again_by_its_log() {
    let mut app = opened(SCENE);
    let world = app.world_mut();
    run_ticks(world, 70).unwrap();
    make(world, FieldCommand::Back(4));
    run_ticks(world, 2).unwrap();
    go_to(world, 40);
    make(world, disturb());
    run_ticks(world, 40).unwrap();
    go_to(world, 20);
    make(world, FieldCommand::Undo);
    run_ticks(world, 3).unwrap();
    let (log, steps) = (world.resource::<CommandLog>().entries().to_vec(), session_step(world));
    let mut again = opened(SCENE);
    replay(again.world_mut(), &log, steps).unwrap();
    assert!(state(again.world()) == state(world));
    assert_eq!(kept(again.world()), kept(world));
    // A session that is gone on with elsewhere has the same past.
    let mut other = app_with(models::dirac(Precision::F64));
    Session::of(world).unwrap().insert(other.world_mut());
    go_to(other.world_mut(), 20);
    go_to(world, 20);
    assert!(state(other.world()) == state(world));
}

#[test]
fn the_past_takes_bounded_memory_and_its_middle_is_thinned() {
    let mut app = opened(SCENE);
    let world = app.world_mut();
    run_ticks(world, 1).unwrap();
    let one = world.resource::<Timeline>().bytes();
    let budget = 12 * one;
    world.insert_resource(Timeline::with_budget(budget));
    run_ticks(world, 1200).unwrap();
    let timeline = world.resource::<Timeline>();
    assert!(timeline.bytes() <= budget);
    let ticks: Vec<u64> = timeline.ticks().collect();
    assert!(ticks.len() > 4 && ticks[0] == 1, "{ticks:?}");
    assert_eq!(timeline.span(), Some((1, 1201)));
    let gaps: Vec<u64> = ticks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| gap % EVERY == 0 && *gap <= 1200 / 3), "{gaps:?}");
    let before = state(world);
    go_to(world, 500);
    run_ticks(world, 701).unwrap();
    assert!(state(world).0 == before.0, "between two that are left");
    world.insert_resource(Timeline::with_budget(one));
    run_ticks(world, 100).unwrap();
    assert_eq!(world.resource::<Timeline>().span(), None, "too large to keep");
    assert!(world.resource::<History>().undo_depth() > 0);
}
