//! A moment of a session, put by.

use super::schedule::Halt;
use super::world::CurrentScene;
use crate::gauge::Gauge;
use crate::lattice::FieldState;
use crate::scene::Scene;
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;
use std::sync::Arc;

/// Everything an edit may change, as it was between two ticks.
///
/// The sentinel's copy of the last good state is left out where the state itself is good: it is
/// taken anew when the moment comes back.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub state: FieldState,
    pub parameters: Parameters,
    pub dynamics: Dynamics,
    pub gauge: Gauge,
    pub clock: Clock,
    pub measurements: Measurements,
    pub halt: Option<Alarm>,
    pub scene: Option<Arc<Scene>>,
}

impl Moment {
    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        bytes(&self.state, &self.gauge, self.measurements.bytes(), self.scene.as_deref())
    }
}

/// The session as it stands, to make a moment of.
#[derive(SystemParam)]
pub(super) struct Live<'w> {
    state: Res<'w, FieldState>,
    parameters: Res<'w, Parameters>,
    dynamics: Res<'w, Dynamics>,
    gauge: Res<'w, Gauge>,
    clock: Res<'w, Clock>,
    measurements: Res<'w, Measurements>,
    halt: Res<'w, Halt>,
    scene: Option<Res<'w, CurrentScene>>,
}

impl Live<'_> {
    /// The tick it is.
    pub fn tick(&self) -> u64 {
        self.clock.tick
    }

    /// Bytes of the moment it is.
    pub fn bytes(&self) -> usize {
        let scene = self.scene.as_ref().map(|scene| &*scene.0);
        let measured = kept_bytes(&self.measurements, self.halt.0.as_ref());
        bytes(&self.state, &self.gauge, measured, scene)
    }

    /// The moment it is.
    pub fn moment(&self) -> Moment {
        Moment {
            state: self.state.clone(),
            parameters: self.parameters.clone(),
            dynamics: self.dynamics.clone(),
            gauge: self.gauge.clone(),
            clock: *self.clock,
            measurements: kept(&self.measurements, self.halt.0.as_ref()),
            halt: self.halt.0.clone(),
            scene: self.scene.as_ref().map(|scene| scene.0.clone()),
        }
    }
}

/// Measurements as a moment keeps them.
pub(super) fn kept(measurements: &Measurements, halt: Option<&Alarm>) -> Measurements {
    if halt.is_some() { measurements.clone() } else { measurements.without_copy() }
}

/// Bytes of measurements as a moment keeps them.
pub(super) fn kept_bytes(measurements: &Measurements, halt: Option<&Alarm>) -> usize {
    if halt.is_some() { measurements.bytes() } else { measurements.series().bytes() }
}

/// Bytes of a moment of these parts. The scene is in there several times, as text and as values.
pub(super) fn bytes(
    state: &FieldState,
    gauge: &Gauge,
    measured: usize,
    scene: Option<&Scene>,
) -> usize {
    let text = scene.map_or(0, |scene| 4 * scene.source.len());
    size_of::<Moment>() + state.bytes() + gauge.bytes() + measured + text
}
