//! The sentinel: looks at every value at a cadence, and keeps the last good state.
//!
//! # Conventions
//! It looks at the states that are measured and at those it keeps, and between two measurements
//! every [`LOOK_EVERY`] ticks: at ticks that are a matter of the run alone, whoever watches it. So
//! no row of a series and no kept state is unfit, and an alarm comes at most [`LOOK_EVERY`] ticks
//! late. Whoever takes a state away from a run in between asks [`Sentinel::judge`] first.

mod alarm;
mod keep;
mod sweep;

pub use alarm::{Alarm, AlarmKind};
pub use keep::{KEEP_BYTES, KEEP_EVERY, LOOK_EVERY};
pub use sweep::BLOW_UP;

use super::{Clock, Dynamics};
use crate::lattice::{FieldState, Fields, Lattice, Precision, Real};
use crate::observable::largest;
use keep::Kept;

/// Watches a run.
#[derive(Clone, Debug)]
pub struct Sentinel {
    limit: f64,
    kept: Kept,
}

impl Sentinel {
    /// Begins to watch a run whose state is good now.
    pub fn new(state: &FieldState, dynamics: &Dynamics, clock: &Clock) -> Self {
        let limit = limit(largest(state), state.precision(), dynamics.stable());
        Self { limit, kept: Kept::new(state, clock, KEEP_BYTES) }
    }

    /// The magnitude no value may exceed.
    ///
    /// # Equation
    /// [`BLOW_UP`] times the largest magnitude at the beginning (or times 1, for a field that
    /// begins smaller), in a run that should be stable; never above the square root of the largest
    /// number the precision holds, beyond which squares overflow.
    pub fn limit(&self) -> f64 {
        self.limit
    }

    /// Takes over the limit of the run this one continues.
    pub fn set_limit(&mut self, limit: f64) {
        self.limit = limit;
    }

    /// The last state that was found good and kept: at most [`KEEP_EVERY`] ticks old; `None` when
    /// a copy would take more than [`KEEP_BYTES`].
    pub fn last_good(&self) -> Option<(&FieldState, &Clock)> {
        self.kept.last()
    }

    /// The same watch without its copy of a state, to be put by.
    pub fn without_copy(&self) -> Self {
        Self { limit: self.limit, kept: Kept::nothing() }
    }

    /// Takes a state known to be good as the last good one.
    pub fn renew_copy(&mut self, state: &FieldState, clock: &Clock) {
        self.kept = Kept::new(state, clock, KEEP_BYTES);
    }

    /// Bytes of memory that the copy takes.
    pub fn bytes(&self) -> usize {
        self.kept.bytes()
    }

    /// Whether it looks at the state a tick ends with.
    pub(super) fn looks(&self, tick: u64, measure_every: u64) -> bool {
        keep::looks(tick, measure_every)
    }

    /// Looks at the state a tick ended with, and keeps it where it is time to; the clock shows its
    /// time.
    ///
    /// # Errors
    /// See [`Sentinel::judge`].
    pub fn watch(
        &mut self,
        lattice: &Lattice,
        state: &FieldState,
        dynamics: &Dynamics,
        clock: &Clock,
    ) -> Result<(), Alarm> {
        self.judge(lattice, state, dynamics, clock)?;
        self.kept.keep(state, clock);
        Ok(())
    }

    /// Looks at a state, and changes nothing.
    ///
    /// # Errors
    /// At the first site, in lattice order, where a value is not finite or above the limit.
    pub fn judge(
        &self,
        lattice: &Lattice,
        state: &FieldState,
        dynamics: &Dynamics,
        clock: &Clock,
    ) -> Result<(), Alarm> {
        let found = match state {
            FieldState::F32(fields) => self.find(lattice, fields),
            FieldState::F64(fields) => self.find(lattice, fields),
        };
        match found {
            Some(found) => Err(Alarm::new(found, self.limit, lattice, dynamics, clock)),
            None => Ok(()),
        }
    }

    fn find<R: Real>(&self, lattice: &Lattice, fields: &Fields<R>) -> Option<sweep::Found> {
        sweep::find(lattice, fields, R::of(self.limit))
    }
}

fn limit(start: f64, precision: Precision, stable: bool) -> f64 {
    let overflow = match precision {
        Precision::F32 => f64::from(f32::MAX),
        Precision::F64 => f64::MAX,
    };
    let most = overflow.sqrt();
    if stable { (BLOW_UP * start.max(1.0)).min(most) } else { most }
}
