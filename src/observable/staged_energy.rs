//! The energy that the staged tick itself conserves.

use super::{ObservableInfo, Promise, is_dirac};
use crate::theory::Potential;

/// The energy of a linear Klein-Gordon field as leapfrog, the staged tick, sees it.
///
/// # Equation
/// `h^D Σ pi²/2 + phi·K phi/2 - (dt²/8) |K phi|²`, `K = m² - Lap`.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "staged-energy",
    summary: "Energy with the tick's own correction of order dt²: conserved to rounding",
    units: "1/time",
    applies: |parameters, _| {
        let linear = matches!(parameters.potential, None | Some(Potential::Mass));
        linear
            && !is_dirac(parameters)
            && parameters.theory.extras.is_empty()
            && parameters.schedule.corrected
    },
    promise: |_, _| Promise::Exact,
    disturbed: |_| true,
    counts_absorbed: |_| true,
    needs_twin: false,
    measure: |look| look.dynamics.invariant(look.lattice, look.state),
    scale: None,
};
