//! The lattice in an ECS world: the parts of a [`Simulation`](crate::simulation::Simulation) as
//! resources, its stages as systems of a schedule of their own, edits as messages.
//!
//! | resource | written by |
//! |---|---|
//! | [`Lattice`](crate::lattice::Lattice) | [`open_scene`], [`insert_simulation`] |
//! | [`FieldState`](crate::lattice::FieldState), [`Gauge`](crate::gauge::Gauge) | [`Stage::Gauge`], [`Stage::Activation`], [`Stage::Learning`], edits |
//! | [`Parameters`](crate::simulation::Parameters), [`Dynamics`](crate::simulation::Dynamics) | edits |
//! | [`Measurements`](crate::simulation::Measurements), [`Halt`] | [`Stage::Measurement`], edits |
//! | [`Clock`](crate::simulation::Clock) | [`Stage::Advance`], edits |
//! | [`CurrentScene`], [`CommandLog`], [`History`] | edits |
//! | [`Timeline`] | [`Stage::Gauge`], [`Stage::Advance`], edits |
//! | [`Halves`] | [`half_tick`], [`Stage::Activation`], edits |
//!
//! Edits are [`FieldCommand`]s, carried out in [`Stage::Command`] and nowhere else.
//!
//! # Session
//! What happens from [`open_scene`] to the next is a session. Its steps are its ticks, counted
//! without ever going back, whatever a reset or an undo does to the [`Clock`](crate::simulation::Clock).
//! The [`CommandLog`] says at which step which edit was made, undo and redo among them, so the
//! scene and the log are the session: [`replay`] does it again to the last bit.
//!
//! Undo brings back everything an edit may change as it was the moment before the step; what
//! happened since is gone. Redo brings back the moment right after the last edit of the step. A
//! new edit forgets what could be redone.

mod brush;
mod command;
mod edit;
mod half;
mod history;
mod log;
mod moment;
mod playback;
mod rates;
mod refusal;
mod schedule;
mod session;
mod timeline;
mod turns;
mod world;

pub use command::{Brush, Edit, FieldCommand};
pub use edit::runs_back;
pub use half::{HalfTick, Halves, half_tick};
pub use history::{HISTORY_BYTES, History};
pub use log::{CommandLog, Logged, MOST_LOG_BYTES};
pub use playback::{Pace, Playback};
pub use rates::Rates;
pub use refusal::{Refusal, Refused};
pub use schedule::{Halt, LatticeTick, Pass, Stage, add_onlooker};
pub use session::Session;
pub use timeline::{EVERY, Reversed, TIMELINE_BYTES, Timeline};
pub use turns::{Unwritten, gauge_of_session};
pub use world::{
    CurrentScene, OpenedScene, SceneOptions, apply_commands, insert_simulation, make_now,
    open_scene, replay, run_ticks, run_to, send, send_in, session_step, take_simulation, verdict,
};

use bevy::app::{App, FixedUpdate, Plugin, RunFixedMainLoop, RunFixedMainLoopSystems};
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::schedule::common_conditions::resource_exists;
use bevy::time::{Real, Time};

/// The schedule [`LatticeTick`], the messages it reads, and its run from the fixed time step.
///
/// The simulation itself is put into the world by [`open_scene`] or [`insert_simulation`].
pub struct LatticePlugin;

impl Plugin for LatticePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Playback>()
            .init_resource::<playback::Pacing>()
            .init_resource::<Rates>()
            .init_resource::<Halt>()
            .init_resource::<Halves>()
            .init_resource::<Pass>()
            .init_resource::<schedule::Stride>()
            .init_resource::<schedule::Onlookers>()
            .init_resource::<CommandLog>()
            .init_resource::<History>()
            .init_resource::<Timeline>()
            .init_resource::<SceneOptions>()
            .add_message::<Edit>()
            .add_message::<Refused>()
            .add_schedule(schedule::lattice_tick());
        let running = resource_exists::<crate::lattice::FieldState>;
        app.add_systems(FixedUpdate, playback::fixed_step.run_if(running)).add_systems(
            RunFixedMainLoop,
            (
                playback::begin_frame.in_set(RunFixedMainLoopSystems::BeforeFixedMainLoop),
                (
                    playback::frame_step.run_if(running),
                    rates::count.run_if(resource_exists::<Time<Real>>),
                )
                    .chain()
                    .in_set(RunFixedMainLoopSystems::AfterFixedMainLoop),
            ),
        );
    }
}
