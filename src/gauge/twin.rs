//! The same run in the gauge it was written in.

use super::rotate::rotate;
use super::theta::Theta;
use crate::lattice::{FieldState, Fields, Lattice, Real};
use std::sync::Arc;

/// The run beside the run: the same initial state, the same edits, but no gauge command reaches it.
/// Copies share its state until one of them is changed.
#[derive(Clone, Debug)]
pub struct Twin {
    state: Arc<FieldState>,
    since: u64,
}

impl Twin {
    /// A twin that begins with this state at a tick.
    pub(super) fn new(state: FieldState, since: u64) -> Self {
        Self { state: Arc::new(state), since }
    }

    /// Its fields.
    pub fn state(&self) -> &FieldState {
        &self.state
    }

    /// The tick at which it parted.
    pub fn since(&self) -> u64 {
        self.since
    }

    pub(super) fn state_mut(&mut self) -> &mut FieldState {
        Arc::make_mut(&mut self.state)
    }

    /// Adds to its fields what an edit added to the other's, turned back.
    pub(super) fn add_change(
        &mut self,
        lattice: &Lattice,
        before: &FieldState,
        after: &FieldState,
        theta: &Theta,
    ) {
        let mut change = after.clone();
        subtract(&mut change, before);
        rotate(lattice, &mut change, theta, true);
        match (self.state_mut(), &change) {
            (FieldState::F32(fields), FieldState::F32(change)) => combine(fields, change, 1.0),
            (FieldState::F64(fields), FieldState::F64(change)) => combine(fields, change, 1.0),
            _ => debug_assert!(false, "a twin in another precision"),
        }
    }
}

fn subtract(state: &mut FieldState, other: &FieldState) {
    match (state, other) {
        (FieldState::F32(fields), FieldState::F32(other)) => combine(fields, other, -1.0),
        (FieldState::F64(fields), FieldState::F64(other)) => combine(fields, other, -1.0),
        _ => debug_assert!(false, "an edit that changed the precision"),
    }
}

/// `fields += factor other`
fn combine<R: Real>(fields: &mut Fields<R>, other: &Fields<R>, factor: f64) {
    for (to, from) in [(&mut fields.phi, &other.phi), (&mut fields.pi, &other.pi)] {
        for (to, from) in to.values_mut().iter_mut().zip(from.values()) {
            *to += R::of(factor) * *from;
        }
    }
}
