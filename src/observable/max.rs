//! The largest component.

use super::{ObservableInfo, always, never, nothing};
use crate::lattice::{FieldState, Fields, Real};
use rayon::prelude::*;

/// The largest magnitude of any component of phi or pi; infinite where a value is no number.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "max",
    summary: "Largest magnitude of any component of phi or pi",
    units: "that of phi",
    applies: always,
    promise: nothing,
    disturbed: never,
    counts_absorbed: never,
    needs_twin: false,
    measure: |look| largest(look.state),
    scale: None,
};

/// The largest magnitude of any component; infinite where a value is no number.
pub(crate) fn largest(state: &FieldState) -> f64 {
    match state {
        FieldState::F32(fields) => largest_in(fields),
        FieldState::F64(fields) => largest_in(fields),
    }
}

fn largest_in<R: Real>(fields: &Fields<R>) -> f64 {
    largest_of(fields.phi.values()).max(largest_of(fields.pi.values())).wide()
}

/// The largest does not depend on the order it is looked for in.
fn largest_of<R: Real>(values: &[R]) -> R {
    const PIECE: usize = 1 << 14;
    let piece = |values: &[R]| values.iter().fold(R::zero(), larger);
    values.par_chunks(PIECE).map(piece).reduce(R::zero, R::max)
}

fn larger<R: Real>(largest: R, value: &R) -> R {
    let magnitude = value.abs();
    if magnitude <= largest {
        largest
    } else if magnitude.is_nan() {
        R::infinity()
    } else {
        magnitude
    }
}
