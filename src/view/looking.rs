//! The run in a world, to be measured.

use crate::app::Halves;
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::simulation::{Clock, Dynamics, Parameters};
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::system::{Res, SystemParam};

/// The parts of a run that is measured.
#[derive(SystemParam)]
pub struct Looking<'w> {
    lattice: Res<'w, Lattice>,
    state: Res<'w, FieldState>,
    parameters: Res<'w, Parameters>,
    dynamics: Res<'w, Dynamics>,
    gauge: Res<'w, Gauge>,
    clock: Res<'w, Clock>,
    halves: Option<Res<'w, Halves>>,
}

impl Looking<'_> {
    /// All of it; between the stages of a tick, as it is there.
    pub fn look(&self) -> Look<'_> {
        let between = self.halves.as_ref().and_then(|halves| halves.between_in_gauge());
        let (state, gauge) = between.unwrap_or((&self.state, &self.gauge));
        Look {
            lattice: &self.lattice,
            state,
            parameters: &self.parameters,
            dynamics: &self.dynamics,
            gauge,
            clock: &self.clock,
        }
    }

    /// Whether the field, its gauge or its twin is another than when one last looked.
    pub fn is_changed(&self) -> bool {
        let stepped = self.halves.as_ref().is_some_and(|halves| halves.is_changed());
        self.state.is_changed() || self.gauge.is_changed() || stepped
    }
}
