//! The lattice in an ECS world: the parts of a [`Simulation`](crate::simulation::Simulation) as
//! resources, its stages as systems of a schedule of their own, edits as messages.
//!
//! | resource | written by |
//! |---|---|
//! | [`Lattice`](crate::lattice::Lattice) | [`insert_simulation`] |
//! | [`FieldState`](crate::lattice::FieldState) | [`Stage::Activation`], [`Stage::Learning`], edits |
//! | [`Parameters`](crate::simulation::Parameters), [`Dynamics`](crate::simulation::Dynamics) | edits |
//! | [`Measurements`](crate::simulation::Measurements), [`Halt`] | [`Stage::Measurement`], edits |
//! | [`Clock`](crate::simulation::Clock) | [`Stage::Advance`], edits |
//!
//! Edits are [`FieldCommand`]s, carried out in [`Stage::Command`] and nowhere else.

mod brush;
mod command;
mod edit;
mod playback;
mod schedule;
mod world;

pub use command::{Brush, CommandLog, FieldCommand, Logged, Refusal, Refused};
pub use playback::Playback;
pub use schedule::{Halt, LatticeTick, Pass, Stage};
pub use world::{
    CurrentScene, SceneOptions, apply_commands, insert_simulation, replay, run_ticks, send,
    take_simulation,
};

use bevy::app::{App, FixedUpdate, Plugin};
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;

/// The schedule [`LatticeTick`], the messages it reads, and its run from the fixed time step.
///
/// The simulation itself is put into the world by [`insert_simulation`].
pub struct LatticePlugin;

impl Plugin for LatticePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Playback>()
            .init_resource::<Halt>()
            .init_resource::<Pass>()
            .init_resource::<CommandLog>()
            .init_resource::<SceneOptions>()
            .add_message::<FieldCommand>()
            .add_message::<Refused>()
            .add_schedule(schedule::lattice_tick())
            .add_systems(
                FixedUpdate,
                playback::play.run_if(resource_exists::<crate::lattice::FieldState>),
            );
    }
}
