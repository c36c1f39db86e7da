//! Parameters compiled for one lattice and one precision.

use super::program::{Limits, Program, norm};
use super::{ModelError, Parameters};
use crate::lattice::{FieldState, Fields, Lattice, Layer, Real};
use crate::theory::{Build, Setup};
use crate::tick::{self, Made};
use std::sync::Arc;

/// The theory's kernels, the schedule and the time step: everything a tick needs besides the state.
/// Copies share the kernels.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Dynamics {
    compiled: Arc<Compiled>,
    limits: Limits,
    stable: bool,
}

#[derive(Debug)]
enum Compiled {
    F32(Program<f32>),
    F64(Program<f64>),
}

/// Runs an expression with the program and the fields of one precision. The two are made for each
/// other; a caller that swaps in a state of another precision is wrong, and gets `otherwise`.
macro_rules! in_precision {
    ($dynamics:expr, $state:expr, |$program:ident, $fields:ident| $body:expr, $otherwise:expr) => {
        match (&*$dynamics.compiled, $state) {
            (Compiled::F32($program), FieldState::F32($fields)) => $body,
            (Compiled::F64($program), FieldState::F64($fields)) => $body,
            _ => {
                debug_assert!(false, "dynamics compiled for another precision");
                $otherwise
            }
        }
    };
}

impl Dynamics {
    /// Compiles parameters for a run that begins with `state`.
    ///
    /// # Errors
    /// See [`ModelError`]: an unstable dt is refused unless the parameters allow it, or the schedule
    /// has no stable one.
    pub fn new(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        Self::compile(parameters, lattice, state, false)
    }

    /// Compiles parameters for a run that was accepted before and goes on from `state`.
    ///
    /// # Errors
    /// As [`Dynamics::new`], except that a dt is refused only where no state could mend it.
    pub fn resume(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        Self::compile(parameters, lattice, state, true)
    }

    fn compile(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
        resumed: bool,
    ) -> Result<Self, ModelError> {
        let Parameters { theory, schedule, dt, .. } = *parameters;
        if !dt.is_finite() || dt == 0.0 {
            return Err(ModelError::Step { dt });
        }
        parameters.couplings.check(theory, parameters.potential.as_ref())?;
        let (compiled, limits) = match state {
            FieldState::F32(fields) => {
                let build = (theory.build_f32, schedule.build_f32);
                let (program, limits) = program(parameters, lattice, fields, build)?;
                (Compiled::F32(program), limits)
            }
            FieldState::F64(fields) => {
                let build = (theory.build_f64, schedule.build_f64);
                let (program, limits) = program(parameters, lattice, fields, build)?;
                (Compiled::F64(program), limits)
            }
        };
        let stable = dt.abs() < limits.limit;
        let dynamics = Self { compiled: Arc::new(compiled), limits, stable };
        let refused_from = if resumed { limits.any } else { limits.limit };
        // Whoever names a schedule that no dt makes stable has asked for it.
        let asked = parameters.allow_unstable || limits.any == 0.0;
        if dt.abs() >= refused_from && !asked {
            let (limit, largest_dt) = (dynamics.limit(), dynamics.largest_dt());
            let (theory, schedule) = (theory.name, schedule.name);
            return Err(ModelError::UnstableStep { dt, limit, largest_dt, theory, schedule });
        }
        Ok(dynamics)
    }

    /// First stage of a tick.
    pub fn activation(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.activation(lattice, fields), ());
    }

    /// Second stage of a tick; then the absorbing layers damp the field.
    pub fn learning(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.learning(lattice, fields), ());
    }

    /// `n` ticks between which nobody looks: bit for bit what `n` times both stages give.
    pub fn advance(&self, lattice: &Lattice, state: &mut FieldState, n: u64) {
        in_precision!(self, state, |program, fields| program.advance(lattice, fields, n), ());
    }

    /// Gives a state that begins a run the ghosts its fixed edges need; ghosts that a checkpoint
    /// brought stay.
    pub fn prepare(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.prepare(lattice, fields), ());
    }

    /// The largest dt (rounded down to six digits) that is stable; infinite when every dt is, 0
    /// when none is.
    pub fn largest_dt(&self) -> f64 {
        round_down(self.limit())
    }

    /// The limit |dt| must stay strictly below.
    pub fn limit(&self) -> f64 {
        self.limits.limit
    }

    /// |dt| over its limit, or where there is none over the largest that could follow the fastest
    /// wave: of what is kept to order n, this to the power n is the part that may be lost for a
    /// time.
    pub fn coarseness(&self) -> f64 {
        let dt = match &*self.compiled {
            Compiled::F32(program) => program.dt,
            Compiled::F64(program) => program.dt,
        };
        let Limits { limit, coarsest, .. } = self.limits;
        dt.abs() / if limit.is_finite() { limit } else { coarsest }
    }

    /// Whether dt is below the limit.
    pub fn stable(&self) -> bool {
        self.stable
    }

    /// The Hamiltonian: kept to second order in dt, without drift.
    pub fn energy(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |p, fields| p.theory.energy(lattice, fields), f64::NAN)
    }

    /// What the tick conserves in a linear theory: the charge Q (Dirac), or the energy as the tick
    /// sees it (Klein-Gordon); see [`TickInfo`](crate::tick::TickInfo) for how well.
    pub fn invariant(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(
            self,
            state,
            |p, fields| p.theory.invariant(lattice, fields, p.correction),
            f64::NAN
        )
    }

    /// The charge Q, of theories that have one.
    pub fn charge(&self, lattice: &Lattice, state: &FieldState) -> Option<f64> {
        in_precision!(self, state, |p, fields| p.theory.charge(lattice, fields, p.correction), None)
    }

    /// The loss that the trainable variables learn from.
    pub fn loss(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |p, fields| p.theory.loss(lattice, fields), f64::NAN)
    }

    /// The charge that leaves each site along its link in direction `mu`, per unit of time, of
    /// theories that have one: for the sites of a row, per cell (not times `h^D`).
    pub fn link_current(
        &self,
        lattice: &Lattice,
        state: &FieldState,
        link: (usize, usize),
        out: &mut [f64],
    ) {
        in_precision!(
            self,
            state,
            |p, fields| p.theory.link_current(lattice, fields, link, out),
            out.fill(f64::NAN)
        );
    }

    /// `h^D Σ |phi|² + |pi|²`.
    pub fn norm(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |_program, fields| norm(lattice, fields), f64::NAN)
    }

    /// Writes the energy of each site of a row, per cell (not times `h^D`).
    pub fn energy_density(
        &self,
        lattice: &Lattice,
        state: &FieldState,
        row: usize,
        out: &mut [f64],
    ) {
        in_precision!(
            self,
            state,
            |p, fields| p.theory.energy_density(lattice, fields, row, out),
            out.fill(f64::NAN)
        );
    }

    /// Whether [`Dynamics::invariant`] is a charge.
    pub fn has_charge(&self) -> bool {
        match &*self.compiled {
            Compiled::F32(program) => program.theory.has_charge(),
            Compiled::F64(program) => program.theory.has_charge(),
        }
    }

    /// Whether the equations are linear: then [`Dynamics::invariant`] is conserved.
    pub fn is_linear(&self) -> bool {
        match &*self.compiled {
            Compiled::F32(program) => program.theory.is_linear(),
            Compiled::F64(program) => program.theory.is_linear(),
        }
    }
}

/// Builds theory and schedule of one precision, and checks the fields.
fn program<R: Real>(
    parameters: &Parameters,
    lattice: &Lattice,
    fields: &Fields<R>,
    (build_theory, build_tick): (Build<R>, tick::Build<R>),
) -> Result<(Program<R>, Limits), ModelError> {
    let Parameters { theory, schedule, couplings, dt, .. } = *parameters;
    let potential = parameters.potential.as_ref();
    let built = build_theory(&Setup {
        lattice,
        potential,
        couplings,
        coupling: parameters.coupling,
        dt,
        wiring: parameters.wiring.as_deref(),
    })?;
    let made = Made { lattice, theory: &*built, theory_name: theory.name, schedule: schedule.name };
    let tick = build_tick(&made)?;
    let (layer, correction) = (Layer::of(lattice, dt), schedule.correction(dt));
    let program = Program { theory: built, tick, layer, dt, correction };
    program.check_gauge(lattice, parameters, fields.gauge.as_ref())?;
    let limits = program.check(parameters, lattice, fields)?;
    Ok((program, limits))
}

/// The largest number of six significant digits strictly below `limit`.
fn round_down(limit: f64) -> f64 {
    if !limit.is_finite() || limit == 0.0 {
        return limit;
    }
    let digit = 10f64.powi(5 - limit.log10().floor() as i32);
    let below = (limit * digit).floor() / digit;
    if below < limit { below } else { ((limit * digit).floor() - 1.0) / digit }
}
