//! A run: state, dynamics, clock and measurements, advanced tick by tick.

mod clock;
mod dynamics;
mod measurements;
mod moved;
mod parameters;
mod patch;
mod program;
mod sentinel;
pub mod stage;

pub use crate::theory::ModelError;
pub use clock::Clock;
pub use dynamics::Dynamics;
pub use measurements::{
    Baseline, Cadence, Drift, Level, MOST_ROWS, Measurements, Reference, Row, Series,
};
pub use moved::{Movement, movements};
pub use parameters::Parameters;
pub use patch::{Part, Patch};
pub use sentinel::{Alarm, AlarmKind, BLOW_UP, KEEP_BYTES, KEEP_EVERY, Sentinel};

use crate::lattice::{FieldState, Lattice};

/// Everything a run needs, without Bevy. The ECS world holds the same parts as resources.
#[derive(Debug)]
pub struct Simulation {
    /// Geometry.
    pub lattice: Lattice,
    /// phi and pi at a whole tick.
    pub state: FieldState,
    /// What the run is made of.
    pub parameters: Parameters,
    /// The parameters, compiled for this lattice and precision.
    pub dynamics: Dynamics,
    /// Tick and time.
    pub clock: Clock,
    /// Time series and alarms.
    pub measurements: Measurements,
}

impl Simulation {
    /// Begins a run at tick 0.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn new(
        lattice: Lattice,
        parameters: Parameters,
        state: FieldState,
        cadence: Cadence,
    ) -> Result<Self, ModelError> {
        let dynamics = Dynamics::new(&parameters, &lattice, &state)?;
        let clock = Clock::new(parameters.dt);
        Ok(Self::assemble(lattice, parameters, state, dynamics, clock, cadence))
    }

    /// Continues a run from a checkpoint: fields, ghosts, absorbed amount and clock as they were.
    /// When the parameters have another dt than the clock, the clock takes it from now on.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn resume(
        lattice: Lattice,
        parameters: Parameters,
        state: FieldState,
        cadence: Cadence,
        mut clock: Clock,
    ) -> Result<Self, ModelError> {
        let dynamics = Dynamics::resume(&parameters, &lattice, &state)?;
        clock.set_dt(parameters.dt);
        Ok(Self::assemble(lattice, parameters, state, dynamics, clock, cadence))
    }

    fn assemble(
        lattice: Lattice,
        parameters: Parameters,
        mut state: FieldState,
        dynamics: Dynamics,
        clock: Clock,
        cadence: Cadence,
    ) -> Self {
        dynamics.prepare(&lattice, &mut state);
        let measurements =
            Measurements::new(&lattice, &state, &parameters, &dynamics, &clock, cadence);
        Self { lattice, state, parameters, dynamics, clock, measurements }
    }

    /// One tick.
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn step(&mut self) -> Result<(), Alarm> {
        let Self { lattice, state, parameters, dynamics, clock, measurements } = self;
        stage::activation(lattice, dynamics, state);
        stage::learning(lattice, dynamics, state);
        let verdict = stage::measurement(lattice, state, parameters, dynamics, clock, measurements);
        stage::advance(clock);
        verdict
    }

    /// `n` ticks, or fewer when an alarm stops them.
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn advance(&mut self, n: u64) -> Result<(), Alarm> {
        (0..n).try_for_each(|_| self.step())
    }
}
