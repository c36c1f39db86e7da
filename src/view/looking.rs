//! The run in a world, to be measured.

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
}

impl Looking<'_> {
    /// All of it.
    pub fn look(&self) -> Look<'_> {
        Look {
            lattice: &self.lattice,
            state: &self.state,
            parameters: &self.parameters,
            dynamics: &self.dynamics,
            gauge: &self.gauge,
            clock: &self.clock,
        }
    }

    /// Whether the field, its gauge or its twin is another than when one last looked.
    pub fn is_changed(&self) -> bool {
        self.state.is_changed() || self.gauge.is_changed()
    }
}
