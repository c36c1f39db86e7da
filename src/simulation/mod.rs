//! A run: state, dynamics, clock and measurements, advanced tick by tick.

mod clock;
mod dynamics;
mod measurements;
mod moved;
mod parameters;
mod patch;
mod program;
mod reverse;
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
pub use reverse::{Backwards, Irreversible, distance, reversible};
pub use sentinel::{Alarm, AlarmKind, BLOW_UP, KEEP_BYTES, KEEP_EVERY, LOOK_EVERY, Sentinel};

use crate::gauge::{Gauge, GaugeCommand, GaugeError, Instant, Scope, ScriptScope, carry_out};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;

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
    /// The gauge it is in.
    pub gauge: Gauge,
    /// Tick and time.
    pub clock: Clock,
    /// Time series and alarms.
    pub measurements: Measurements,
}

impl Simulation {
    /// Begins a run at tick 0, its background the links and the potential that the state has.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn new(
        lattice: Lattice,
        parameters: Parameters,
        state: FieldState,
        cadence: Cadence,
    ) -> Result<Self, ModelError> {
        let gauge = Gauge::of(&lattice, &parameters, &state);
        Self::in_gauge(lattice, parameters, state, gauge, cadence)
    }

    /// Begins a run at tick 0 in a given gauge, which the links of the state become those of.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn in_gauge(
        lattice: Lattice,
        parameters: Parameters,
        mut state: FieldState,
        gauge: Gauge,
        cadence: Cadence,
    ) -> Result<Self, ModelError> {
        let clock = Clock::new(parameters.dt);
        gauge.lay(&lattice, &mut state, &Instant::of(&clock));
        let dynamics = Dynamics::new(&parameters, &lattice, &state)?;
        Ok(Self::assemble(Parts { lattice, parameters, state, dynamics, gauge, clock }, cadence))
    }

    /// Continues a run from a checkpoint: fields, ghosts, absorbed amount and clock as they were,
    /// the background that which the state has. When the parameters have another dt than the clock,
    /// the clock takes it from now on.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn resume(
        lattice: Lattice,
        parameters: Parameters,
        state: FieldState,
        cadence: Cadence,
        clock: Clock,
    ) -> Result<Self, ModelError> {
        let gauge = Gauge::of(&lattice, &parameters, &state);
        Self::resume_in_gauge(lattice, parameters, state, gauge, cadence, clock)
    }

    /// Continues a run from a checkpoint in the gauge it was in.
    ///
    /// # Errors
    /// See [`ModelError`].
    pub fn resume_in_gauge(
        lattice: Lattice,
        parameters: Parameters,
        mut state: FieldState,
        gauge: Gauge,
        cadence: Cadence,
        mut clock: Clock,
    ) -> Result<Self, ModelError> {
        gauge.lay(&lattice, &mut state, &Instant::of(&clock));
        let dynamics = Dynamics::resume(&parameters, &lattice, &state)?;
        clock.set_dt(parameters.dt);
        Ok(Self::assemble(Parts { lattice, parameters, state, dynamics, gauge, clock }, cadence))
    }

    fn assemble(parts: Parts, cadence: Cadence) -> Self {
        let Parts { lattice, parameters, mut state, dynamics, gauge, clock } = parts;
        dynamics.prepare(&lattice, &mut state);
        let look = Look {
            lattice: &lattice,
            state: &state,
            parameters: &parameters,
            dynamics: &dynamics,
            gauge: &gauge,
            clock: &clock,
        };
        let measurements = Measurements::new(&look, cadence);
        Self { lattice, state, parameters, dynamics, gauge, clock, measurements }
    }

    /// Begins measurements anew, the series too: what was measured so far belongs to the making of
    /// the run.
    pub(crate) fn begin_measurements(&mut self) {
        self.measurements = Measurements::new(&self.look(), self.measurements.cadence());
    }

    /// All that is needed to measure it.
    pub fn look(&self) -> Look<'_> {
        let Self { lattice, state, parameters, dynamics, gauge, clock, .. } = self;
        Look { lattice, state, parameters, dynamics, gauge, clock }
    }

    /// Changes its gauge.
    ///
    /// # Errors
    /// See [`GaugeError`]; nothing is changed then.
    pub fn change_gauge(&mut self, command: &GaugeCommand) -> Result<(), GaugeError> {
        let Self { lattice, state, parameters, dynamics, gauge, clock, .. } = self;
        carry_out(command, Scope { lattice, parameters, dynamics, state, gauge, clock })?;
        if command.begins_anew() {
            let Self { lattice, state, parameters, dynamics, gauge, clock, measurements } = self;
            measurements.rebase(&Look { lattice, state, parameters, dynamics, gauge, clock });
        }
        Ok(())
    }

    /// One tick.
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn step(&mut self) -> Result<(), Alarm> {
        self.stretch(1).map(drop)
    }

    /// As many ticks at once as nobody of the run itself looks at, `most` at most, and how many they
    /// were; see [`stage::reach`].
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn stretch(&mut self, most: u64) -> Result<u64, Alarm> {
        let Self { lattice, state, parameters, dynamics, gauge, clock, measurements } = self;
        stage::script(ScriptScope {
            lattice,
            parameters,
            dynamics,
            state,
            gauge,
            clock,
            measurements,
        });
        stage::gauge(lattice, gauge, state, clock);
        let n = stage::reach(gauge, measurements, clock, most);
        stage::network(lattice, dynamics, gauge, state, clock, n);
        let (end, look) = (&clock.after(n), measurements);
        let verdict = stage::measurement(lattice, state, parameters, dynamics, gauge, end, look);
        stage::advance(clock, n);
        verdict.map(|()| n)
    }

    /// `n` ticks, or fewer when an alarm stops them: the same bits as one by one.
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn advance(&mut self, n: u64) -> Result<(), Alarm> {
        let mut left = n;
        while left > 0 {
            left -= self.stretch(left)?;
        }
        Ok(())
    }

    /// Whether the state is fit to be taken away: the sentinel may not have looked at this one.
    ///
    /// # Errors
    /// When it is not.
    pub fn verdict(&self) -> Result<(), Alarm> {
        let Self { lattice, state, dynamics, clock, .. } = self;
        self.measurements.sentinel().judge(lattice, state, dynamics, clock)
    }
}

/// A simulation that has not been measured yet.
struct Parts {
    lattice: Lattice,
    parameters: Parameters,
    state: FieldState,
    dynamics: Dynamics,
    gauge: Gauge,
    clock: Clock,
}
