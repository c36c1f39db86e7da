//! A tick in two steps, to be looked at in between.
//!
//! The first step does the activation of the next tick on a copy of the field; the second is that
//! tick, which takes up the copy and goes on with its learning. The field itself is at a whole tick
//! all the while, for everyone who reads, keeps or exports it, and a session is the same whether or
//! not anybody has looked.

use super::command::FieldCommand;
use super::playback::Playback;
use super::schedule::{Halt, script};
use super::world::{apply_commands, run_ticks};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::simulation::{Clock, Dynamics, Movement, movements, stage};
use bevy::ecs::prelude::*;

/// One of the two stages of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfTick {
    /// The first.
    Activation,
    /// The second.
    Learning,
}

/// The field in the middle of a tick, and its gauge there.
#[derive(Clone, Debug)]
pub(super) struct Between {
    pub state: FieldState,
    pub gauge: Gauge,
}

/// Where stepping by half ticks stands.
#[derive(Resource, Clone, Debug, Default)]
pub struct Halves {
    /// The field after activation, as long as learning is still to come.
    between: Option<Between>,
    /// The latest half tick and what it moved, as long as nothing else happened.
    moved: Option<(HalfTick, Vec<Movement>)>,
    /// Whether the tick of this pass has already been completed for an edit.
    spent: bool,
}

impl Halves {
    /// The field between activation and learning, where the tick has begun.
    pub fn between(&self) -> Option<&FieldState> {
        self.between.as_ref().map(|between| &between.state)
    }

    /// The same with its gauge, for who measures it.
    pub fn between_in_gauge(&self) -> Option<(&FieldState, &Gauge)> {
        self.between.as_ref().map(|between| (&between.state, &between.gauge))
    }

    /// The latest half tick, and what it moved; `None` where something else happened since.
    pub fn moved(&self) -> Option<(HalfTick, &[Movement])> {
        self.moved.as_ref().map(|(half, moved)| (*half, moved.as_slice()))
    }

    /// The half tick that comes next.
    pub fn next(&self) -> HalfTick {
        match self.between {
            Some(_) => HalfTick::Learning,
            None => HalfTick::Activation,
        }
    }

    /// Whether this pass has had its tick.
    pub(super) fn spent(&self) -> bool {
        self.spent
    }

    /// Another pass begins.
    pub(super) fn begin_pass(&mut self) {
        self.spent = false;
    }

    /// The activation that was looked at, to go on from.
    pub(super) fn take(&mut self) -> Option<Between> {
        self.moved = None;
        self.between.take()
    }

    /// Whether an edit takes back the activation that was looked at, and nothing else.
    pub(super) fn takes_back(&mut self, command: &FieldCommand) -> bool {
        *command == FieldCommand::Undo && self.take().is_some()
    }

    /// The field between the stages, to complete the tick with before an edit: that is the tick of
    /// this pass.
    pub(super) fn take_for_edit(&mut self) -> Option<Between> {
        let between = self.take();
        self.spent |= between.is_some();
        between
    }
}

/// Stands still and does the next half tick: activation, or the learning that completes the tick.
/// Edits that wait are made first. Nothing happens to a field that has stopped or is held.
pub fn half_tick(world: &mut World) {
    if world.resource::<Playback>().held || world.resource::<Halt>().0.is_some() {
        return;
    }
    world.resource_mut::<Playback>().step(0);
    apply_commands(world);
    match world.resource::<Halves>().between().cloned() {
        None => {
            // The scene's own edits come before the tick.
            if world.run_system_cached(script).is_ok() {
                activate(world);
            }
        }
        Some(before) => {
            // An alarm stays in the world, where whoever shows the field finds it.
            let _ = run_ticks(world, 1);
            let (lattice, after) = (world.resource::<Lattice>(), world.resource::<FieldState>());
            let moved = movements(lattice, &before, after);
            world.resource_mut::<Halves>().moved = Some((HalfTick::Learning, moved));
        }
    }
}

/// Does the activation of the next tick on a copy.
fn activate(world: &mut World) {
    let (lattice, dynamics) = (world.resource::<Lattice>(), world.resource::<Dynamics>());
    let before = world.resource::<FieldState>();
    let (mut state, mut gauge) = (before.clone(), world.resource::<Gauge>().clone());
    stage::gauge(lattice, &mut gauge, &mut state, world.resource::<Clock>());
    stage::activation(lattice, dynamics, &mut gauge, &mut state);
    let moved = movements(lattice, before, &state);
    let mut halves = world.resource_mut::<Halves>();
    halves.moved = Some((HalfTick::Activation, moved));
    halves.between = Some(Between { state, gauge });
}
