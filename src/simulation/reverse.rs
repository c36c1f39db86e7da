//! A tick backwards.
//!
//! A time-symmetric tick of -dt is the inverse of one of dt: what was is computed from what is. On
//! numbers of finite precision it is so to rounding, and how far from it is measured.

use super::{Clock, Dynamics, Parameters, stage};
use crate::gauge::{Gauge, Span};
use crate::lattice::{Boundary, FieldState, Fields, Lattice, Real};
use crate::theory::ModelError;
use crate::tick::Reversal;
use thiserror::Error;

/// Why a run does not go backwards.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Irreversible {
    /// A schedule whose tick of -dt is no inverse.
    #[error("the schedule {schedule} does not run backwards: its tick of -dt undoes none of dt")]
    Schedule {
        /// Its name.
        schedule: &'static str,
    },
    /// What the layers have taken is not known any more.
    #[error("absorbing layers do not run backwards: what they have taken is gone")]
    Absorbing,
    /// There is no tick before.
    #[error("this is the first tick")]
    Beginning,
}

/// Whether a run goes backwards by a tick.
///
/// # Errors
/// Why it does not.
pub fn reversible(
    parameters: &Parameters,
    lattice: &Lattice,
    clock: &Clock,
) -> Result<(), Irreversible> {
    let schedule = parameters.schedule;
    if schedule.reversal == Reversal::None {
        return Err(Irreversible::Schedule { schedule: schedule.name });
    }
    let absorbs = |edge: &Boundary| matches!(edge, Boundary::Absorbing { .. });
    if lattice.boundary().iter().any(absorbs) {
        return Err(Irreversible::Absorbing);
    }
    clock.before().map(drop).ok_or(Irreversible::Beginning)
}

/// What runs a field backwards.
#[derive(Clone, Debug)]
pub struct Backwards {
    dynamics: Dynamics,
    reversal: Reversal,
}

impl Backwards {
    /// Compiles parameters for ticks from a state backwards.
    ///
    /// # Errors
    /// As [`Dynamics::resume`].
    pub fn new(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        let reversal = parameters.schedule.reversal;
        let dt = if reversal == Reversal::Step { -parameters.dt } else { parameters.dt };
        let dynamics = Dynamics::resume(&Parameters { dt, ..parameters.clone() }, lattice, state)?;
        Ok(Self { dynamics, reversal })
    }

    /// One tick backwards, with gauge and twin; `false` at the first tick, where nothing happens.
    pub fn tick(
        &self,
        lattice: &Lattice,
        gauge: &mut Gauge,
        state: &mut FieldState,
        clock: &mut Clock,
    ) -> bool {
        let (Some(span), Some(before)) = (Span::back(clock), clock.before()) else { return false };
        self.exchange(state, gauge);
        gauge.enter(lattice, state, &span);
        stage::activation(lattice, &self.dynamics, gauge, state);
        self.dynamics.learning(lattice, state);
        gauge.teach_twin(lattice, &self.dynamics);
        gauge.leave(lattice, state, &span);
        self.exchange(state, gauge);
        *clock = before;
        true
    }

    /// phi for -pi and pi for -phi, where that is how time is turned round.
    fn exchange(&self, state: &mut FieldState, gauge: &mut Gauge) {
        if self.reversal == Reversal::Swap {
            exchange(state);
            gauge.change_twin(exchange);
        }
    }
}

fn exchange(state: &mut FieldState) {
    fn fields<R: Real>(Fields { phi, pi, .. }: &mut Fields<R>) {
        for (phi, pi) in phi.values_mut().iter_mut().zip(pi.values_mut()) {
            (*phi, *pi) = (-*pi, -*phi);
        }
    }
    match state {
        FieldState::F32(all) => fields(all),
        FieldState::F64(all) => fields(all),
    }
}

/// How far two states are apart: the largest difference of a value over the largest value, 0 where
/// both are zero; `None` of states of different precision.
pub fn distance(a: &FieldState, b: &FieldState) -> Option<f64> {
    fn apart<R: Real>(a: &Fields<R>, b: &Fields<R>) -> f64 {
        let pairs = [(&a.phi, &b.phi), (&a.pi, &b.pi)];
        let values = pairs.iter().flat_map(|(a, b)| a.values().iter().zip(b.values()));
        let (mut most, mut size) = (0.0, 0.0);
        for (a, b) in values {
            let (a, b) = (a.wide(), b.wide());
            most = larger(most, (a - b).abs());
            size = larger(size, a.abs().max(b.abs()));
        }
        if size == 0.0 { 0.0 } else { most / size }
    }
    match (a, b) {
        (FieldState::F32(a), FieldState::F32(b)) => Some(apart(a, b)),
        (FieldState::F64(a), FieldState::F64(b)) => Some(apart(a, b)),
        _ => None,
    }
}

/// The larger of two, or NaN where one is.
fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b <= a { a } else { b }
}
