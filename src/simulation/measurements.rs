//! What is measured along a run.

use super::{Alarm, Clock, Dynamics, Parameters};
use crate::lattice::{FieldState, Lattice};

/// How often a run is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cadence {
    /// Ticks between measurements.
    pub measure_every: u64,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { measure_every: 10 }
    }
}

/// Time series of the observables.
#[derive(Debug)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Measurements {
    cadence: Cadence,
}

impl Measurements {
    /// Begins with the state as it is.
    pub fn new(
        _lattice: &Lattice,
        _state: &FieldState,
        _parameters: &Parameters,
        _dynamics: &Dynamics,
        _clock: &Clock,
        cadence: Cadence,
    ) -> Self {
        Self { cadence }
    }

    /// Looks at the state at the end of a tick; `clock` shows the time then.
    ///
    /// # Errors
    /// When the state is unfit.
    pub fn measure(
        &mut self,
        _lattice: &Lattice,
        _state: &FieldState,
        _parameters: &Parameters,
        _dynamics: &Dynamics,
        clock: &Clock,
    ) -> Result<(), Alarm> {
        let _due = clock.tick.is_multiple_of(self.cadence.measure_every.max(1));
        Ok(())
    }
}
