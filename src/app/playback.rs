//! How fast the field runs while somebody watches.

use super::schedule::{LatticeTick, Pass};
use super::world::{apply_commands, tick_once};
use bevy::ecs::prelude::*;
use std::time::{Duration, Instant};

/// The pace of a running field.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playback {
    /// No ticks; edits still take effect. The clocks of the world run on.
    pub paused: bool,
    /// Ticks in a fixed time step.
    pub ticks_per_step: u32,
    /// Wall time after which no further tick of a fixed step begins. A tick is never cut short:
    /// a slow machine shows fewer ticks a second, and every one of them the same.
    pub budget: Option<Duration>,
}

impl Default for Playback {
    /// One tick in a fixed step, of which three quarters (at 64 steps a second) may be spent, so
    /// that a lattice too large for the machine does not hold up the picture.
    fn default() -> Self {
        Self { paused: false, ticks_per_step: 1, budget: Some(Duration::from_millis(12)) }
    }
}

impl Playback {
    /// Ticks due in a fixed step.
    pub fn ticks_due(&self) -> u32 {
        if self.paused { 0 } else { self.ticks_per_step }
    }
}

/// Runs the ticks of a fixed step.
pub(super) fn play(world: &mut World) {
    let playback = *world.resource::<Playback>();
    if playback.ticks_due() == 0 {
        apply_commands(world);
        return;
    }
    let begun = Instant::now();
    let in_time = || playback.budget.is_none_or(|budget| begun.elapsed() < budget);
    world.insert_resource(Pass::Tick);
    world.schedule_scope(LatticeTick, |world, schedule| {
        for _ in 0..playback.ticks_due() {
            // An alarm stays in the world as `Halt`, where whoever shows the field finds it.
            if tick_once(world, schedule).is_err() || !in_time() {
                break;
            }
        }
    });
}
