//! Moving a simulation into and out of a world, and running it there without a clock on the wall.

use super::command::{CommandLog, FieldCommand, Logged};
use super::schedule::{Halt, LatticeTick, Pass};
use crate::lattice::{FieldState, Lattice};
use crate::scene::{BuildOptions, Scene};
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters, Simulation};
use bevy::ecs::message::Messages;
use bevy::ecs::prelude::*;

/// The scene that is shown, from which the field can start again.
#[derive(Resource, Clone, Debug)]
pub struct CurrentScene(pub Scene);

/// How the scene was built: what it takes besides the scene to start again.
#[derive(Resource, Clone, Debug, Default)]
pub struct SceneOptions(pub BuildOptions);

/// Makes a simulation the one this world runs: the only way a lattice gets there.
pub fn insert_simulation(world: &mut World, simulation: Simulation) {
    let Simulation { lattice, state, parameters, dynamics, clock, measurements } = simulation;
    world.insert_resource(lattice);
    world.insert_resource(state);
    world.insert_resource(parameters);
    world.insert_resource(dynamics);
    world.insert_resource(CommandLog::starting_at(&clock));
    world.insert_resource(clock);
    world.insert_resource(measurements);
    world.insert_resource(Halt::default());
}

/// Takes the simulation out of the world; `None` when there is none.
pub fn take_simulation(world: &mut World) -> Option<Simulation> {
    Some(Simulation {
        lattice: world.remove_resource::<Lattice>()?,
        state: world.remove_resource::<FieldState>()?,
        parameters: world.remove_resource::<Parameters>()?,
        dynamics: world.remove_resource::<Dynamics>()?,
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
        (0..n).try_for_each(|_| tick_once(world, schedule))
    })
}

/// Carries out the edits that wait, without a tick.
pub fn apply_commands(world: &mut World) {
    world.insert_resource(Pass::Standstill);
    world.run_schedule(LatticeTick);
    world.insert_resource(Pass::Tick);
}

/// Sends an edit, to be carried out before the next tick.
pub fn send(world: &mut World, command: FieldCommand) {
    world.resource_mut::<Messages<FieldCommand>>().write(command);
}

/// Does again what was done in a session that began with the same scene, then runs up to `steps`
/// ticks since its beginning.
///
/// # Errors
/// The alarm that stopped the field, as it did in the session.
pub fn replay(world: &mut World, log: &[Logged], steps: u64) -> Result<(), Alarm> {
    for entry in log {
        run_to(world, entry.step)?;
        send(world, entry.command.clone());
        apply_commands(world);
    }
    run_to(world, steps)
}

/// Runs until so many ticks have passed since the session began.
fn run_to(world: &mut World, step: u64) -> Result<(), Alarm> {
    let passed = world.resource::<CommandLog>().step(world.resource::<Clock>());
    run_ticks(world, step.saturating_sub(passed))
}

/// One tick, the schedule at hand.
pub(super) fn tick_once(world: &mut World, schedule: &mut Schedule) -> Result<(), Alarm> {
    schedule.run(world);
    world.resource::<Halt>().0.clone().map_or(Ok(()), Err)
}
