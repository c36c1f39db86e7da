//! Moving a simulation into and out of a world, and running it there without a clock on the wall.

use super::command::{Edit, FieldCommand};
use super::half::Halves;
use super::history::History;
use super::log::{CommandLog, Logged};
use super::playback::{Pacing, Playback};
use super::refusal::{Refusal, Refused};
use super::schedule::{Halt, LatticeTick, Pass, Stride, run_stride};
use super::session::Session;
use super::timeline::Timeline;
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::scene::{BuildOptions, Scene, SceneError};
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters, Simulation};
use bevy::ecs::message::Messages;
use bevy::ecs::prelude::*;
use std::sync::Arc;

/// The scene that runs, with the changes of every restart: from it the field can start again.
#[derive(Resource, Clone, Debug)]
pub struct CurrentScene(pub Arc<Scene>);

/// The scene as the session began with it.
#[derive(Resource, Clone, Debug)]
pub struct OpenedScene(pub Arc<Scene>);

/// How the scene was built: what it takes besides the scene to start again.
#[derive(Resource, Clone, Debug, Default)]
pub struct SceneOptions(pub BuildOptions);

/// Begins a session with a scene, in place of whatever the world holds: another lattice, an empty
/// log, nothing to undo, no edit that waits. Whether it is paused, and the pace, stay.
///
/// # Errors
/// When the scene cannot be built; then the world is as it was.
pub fn open_scene(
    world: &mut World,
    scene: Scene,
    options: BuildOptions,
) -> Result<(), SceneError> {
    let budget = world.get_resource::<History>().map(History::emptied);
    Session::begin(scene, options)?.with_history(budget.unwrap_or_default()).insert(world);
    Ok(())
}

/// Makes a simulation the one this world runs, in a session of its own; it has no scene to start
/// again from, unless one is put into the world afterwards.
pub fn insert_simulation(world: &mut World, simulation: Simulation) {
    let Simulation { lattice, state, parameters, dynamics, gauge, clock, measurements } =
        simulation;
    world.remove_resource::<CurrentScene>();
    world.remove_resource::<OpenedScene>();
    world.insert_resource(lattice);
    world.insert_resource(state);
    world.insert_resource(parameters);
    world.insert_resource(dynamics);
    world.insert_resource(gauge);
    world.insert_resource(CommandLog::starting_at(&clock));
    world.insert_resource(clock);
    world.insert_resource(measurements);
    world.insert_resource(Halt::default());
    world.insert_resource(Halves::default());
    world.insert_resource(Stride::default());
    let history = world.get_resource::<History>().map(History::emptied);
    world.insert_resource(history.unwrap_or_default());
    let timeline = world.get_resource::<Timeline>().map(Timeline::emptied);
    world.insert_resource(timeline.unwrap_or_default());
    forget_what_waits(world);
}

/// Edits and ticks that were asked for, but of another field.
fn forget_what_waits(world: &mut World) {
    if let Some(mut edits) = world.get_resource_mut::<Messages<Edit>>() {
        edits.clear();
    }
    if let Some(mut pacing) = world.get_resource_mut::<Pacing>() {
        *pacing = Pacing::default();
    }
    if let Some(mut playback) = world.get_resource_mut::<Playback>() {
        playback.steps = 0;
    }
}

/// Takes the simulation out of the world; `None` when there is none.
pub fn take_simulation(world: &mut World) -> Option<Simulation> {
    Some(Simulation {
        lattice: world.remove_resource::<Lattice>()?,
        state: world.remove_resource::<FieldState>()?,
        parameters: world.remove_resource::<Parameters>()?,
        dynamics: world.remove_resource::<Dynamics>()?,
        gauge: world.remove_resource::<Gauge>()?,
        clock: world.remove_resource::<Clock>()?,
        measurements: world.remove_resource::<Measurements>()?,
    })
}

/// Runs `n` ticks, or fewer when an alarm stops them. Time on the wall does not matter here.
///
/// # Errors
/// The alarm, which [`Halt`] holds as well.
pub fn run_ticks(world: &mut World, n: u64) -> Result<(), Alarm> {
    world.insert_resource(Pass::Tick);
    world.schedule_scope(LatticeTick, |world, schedule| {
        let mut left = n;
        while left > 0 {
            left -= some_ticks(world, schedule, left)?.min(left);
        }
        Ok(())
    })
}

/// Whether the field is fit to be shown or taken away: the sentinel, which does not look at every
/// tick, may not have seen this one.
///
/// # Errors
/// When it is not.
pub fn verdict(world: &World) -> Result<(), Alarm> {
    let (lattice, state) = (world.resource::<Lattice>(), world.resource::<FieldState>());
    let (dynamics, clock) = (world.resource::<Dynamics>(), world.resource::<Clock>());
    world.resource::<Measurements>().sentinel().judge(lattice, state, dynamics, clock)
}

/// Carries out the edits that wait, without a tick.
pub fn apply_commands(world: &mut World) {
    world.insert_resource(Pass::Standstill);
    world.run_schedule(LatticeTick);
    world.insert_resource(Pass::Tick);
}

/// Sends an edit, to be carried out before the next tick: a step of undo by itself.
pub fn send(world: &mut World, command: FieldCommand) {
    world.resource_mut::<Messages<Edit>>().write(Edit { gesture: None, command });
}

/// Sends an edit that is part of a gesture, all of which is one step of undo.
pub fn send_in(world: &mut World, gesture: u64, command: FieldCommand) {
    world.resource_mut::<Messages<Edit>>().write(Edit { gesture: Some(gesture), command });
}

/// Makes an edit at once, and says why if it is refused. What else waits is carried out before it;
/// refusals nobody has read yet are gone.
///
/// # Errors
/// The refusal.
pub fn make_now(world: &mut World, edit: Edit) -> Result<(), Refusal> {
    let mut edits = world.resource_mut::<Messages<Edit>>();
    edits.update();
    edits.write(edit);
    world.resource_mut::<Messages<Refused>>().clear();
    apply_commands(world);
    let refused = world.resource_mut::<Messages<Refused>>().drain().last();
    refused.map_or(Ok(()), |refused| Err(refused.reason))
}

/// Ticks since the session in this world began; 0 where there is none.
pub fn session_step(world: &World) -> u64 {
    match (world.get_resource::<CommandLog>(), world.get_resource::<Clock>()) {
        (Some(log), Some(clock)) => log.step(clock),
        _ => 0,
    }
}

/// Does again what was done in a session that began with the same scene, then runs up to `steps`
/// ticks since its beginning.
///
/// # Errors
/// The alarm that holds the field at the end, as it did in the session; an alarm from which an
/// edit brought the field back does so again.
pub fn replay(world: &mut World, log: &[Logged], steps: u64) -> Result<(), Alarm> {
    for entry in log {
        run_to(world, entry.step)?;
        // What was carried out then is carried out now.
        let _ = make_now(world, entry.edit());
    }
    run_to(world, steps)?;
    world.resource::<Halt>().0.clone().map_or(Ok(()), Err)
}

/// Runs until so many ticks have passed since the session began. An alarm in the last of them is
/// none yet: the next edit may bring the field back.
///
/// # Errors
/// An alarm before that.
pub fn run_to(world: &mut World, step: u64) -> Result<(), Alarm> {
    let stopped = run_ticks(world, step.saturating_sub(session_step(world)));
    if session_step(world) >= step { Ok(()) } else { stopped }
}

/// As many ticks as may be taken at once, `most` at most, and how many they were; the schedule at
/// hand.
pub(super) fn some_ticks(
    world: &mut World,
    schedule: &mut Schedule,
    most: u64,
) -> Result<u64, Alarm> {
    let taken = run_stride(world, schedule, most);
    world.resource::<Halt>().0.clone().map_or(Ok(taken), Err)
}
