//! Sessions: opened in place of another, and gone on with elsewhere.

use crate::ecs::app_with;
use crate::models;
use bevy::app::App;
use bevy::ecs::message::Messages;
use bevy::ecs::world::World;
use fieldloom::app::{
    Brush, CommandLog, CurrentScene, FieldCommand, Halt, History, LatticePlugin, OpenedScene,
    Playback, Refused, Session, apply_commands, open_scene, run_ticks, send, session_step,
};
use fieldloom::lattice::{FieldState, Lattice, Precision};
use fieldloom::scene::{self, BuildOptions, Scene};
use fieldloom::simulation::{Clock, Measurements};

const SCENE: &str = r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [9, 14], h: 0.8),
    schedule: (name: "staged", dt: 0.2),
    seed: 3,
    initial: [Noise(amplitude: 0.5)],
)"#;

fn scene(sets: &[&str]) -> Scene {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scene::parse("session.ron", SCENE, &sets).unwrap()
}

fn disturb(amount: f64) -> FieldCommand {
    let brush = Brush { centre: [1.0, -1.5, 0.0], radius: 1.3, amount, phase: 0.7, component: 2 };
    FieldCommand::Disturb(brush)
}

fn state(world: &World) -> (FieldState, Clock, String) {
    let series = format!("{:?}", world.resource::<Measurements>().series());
    (world.resource::<FieldState>().clone(), *world.resource::<Clock>(), series)
}

fn opened() -> App {
    let mut app = app_with(models::chaotic(Precision::F64));
    run_ticks(app.world_mut(), 4).unwrap();
    send(app.world_mut(), FieldCommand::SetDt(0.1));
    apply_commands(app.world_mut());
    app
}

#[test]
fn a_scene_opens_in_place_of_another_lattice() {
    let mut app = opened();
    let world = app.world_mut();
    world.resource_mut::<Playback>().step(5);
    send(world, FieldCommand::SetDt(0.11));
    open_scene(world, scene(&[]), BuildOptions::default()).unwrap();
    assert_eq!(world.resource::<Lattice>().shape(), [9, 14]);
    assert_eq!((session_step(world), world.resource::<History>().undo_depth()), (0, 0));
    assert!(world.resource::<Playback>().paused && world.resource::<Playback>().steps == 0);
    run_ticks(world, 6).unwrap();
    assert!(world.resource::<CommandLog>().entries().is_empty(), "the edit was of the old field");
    let mut alone = scene(&[]).build(&BuildOptions::default()).unwrap();
    alone.advance(6).unwrap();
    assert_eq!(*world.resource::<FieldState>(), alone.state);
    send(world, FieldCommand::Reset);
    apply_commands(world);
    assert_eq!(world.resource::<Clock>().tick, 0);
}

#[test]
fn a_scene_that_cannot_be_built_leaves_the_old_one_running() {
    let mut app = opened();
    open_scene(app.world_mut(), scene(&[]), BuildOptions::default()).unwrap();
    let world = app.world_mut();
    run_ticks(world, 3).unwrap();
    send(world, disturb(0.4));
    apply_commands(world);
    send(world, FieldCommand::SetDt(0.17));
    let before = state(world);
    let unstable = open_scene(world, scene(&["schedule.dt=5"]), BuildOptions::default());
    assert!(unstable.unwrap_err().to_string().contains("not stable"));
    let options = BuildOptions { memory_limit: Some(10), ..BuildOptions::default() };
    let large = open_scene(world, scene(&["lattice.shape=[40, 30]"]), options);
    assert!(large.unwrap_err().to_string().contains("memory"));
    assert_eq!(state(world), before);
    assert_eq!(world.resource::<History>().undo_depth(), 1);
    apply_commands(world);
    assert_eq!(world.resource::<CommandLog>().entries().len(), 2, "the edit that waited");
}

/// What both worlds do from here on is the same, undo of what was done before included.
#[test]
fn a_session_goes_on_alike_in_another_world() {
    let mut here = opened();
    assert!(Session::of(here.world()).is_none(), "without a scene it cannot be done again");
    open_scene(here.world_mut(), scene(&[]), BuildOptions::default()).unwrap();
    run_ticks(here.world_mut(), 5).unwrap();
    send(here.world_mut(), disturb(0.3));
    run_ticks(here.world_mut(), 5).unwrap();
    send(here.world_mut(), FieldCommand::Restart { sets: vec!["seed=8".into()] });
    run_ticks(here.world_mut(), 5).unwrap();

    let mut there = App::new();
    there.add_plugins(LatticePlugin);
    let session = Session::of(here.world()).unwrap();
    assert_eq!((session.step(), session.log().entries().len()), (15, 2));
    assert_eq!(session.opened().seed, 3);
    session.insert(there.world_mut());
    for world in [here.world_mut(), there.world_mut()] {
        send(world, disturb(-0.2));
        run_ticks(world, 4).unwrap();
        for command in [FieldCommand::Undo, FieldCommand::Undo, FieldCommand::Undo] {
            send(world, command);
        }
        run_ticks(world, 4).unwrap();
        send(world, FieldCommand::Redo);
        run_ticks(world, 3).unwrap();
        assert!(world.resource_mut::<Messages<Refused>>().drain().next().is_none());
    }
    assert_eq!(state(here.world()), state(there.world()));
    assert_eq!(here.world().resource::<CommandLog>(), there.world().resource::<CommandLog>());
    for world in [here.world(), there.world()] {
        assert_eq!(world.resource::<CurrentScene>().0.seed, 3);
        assert_eq!(world.resource::<OpenedScene>().0.seed, 3);
        assert!(world.resource::<Halt>().0.is_none());
    }
}
