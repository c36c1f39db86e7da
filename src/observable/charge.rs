//! The charge.

use super::{ObservableInfo, Promise, is_dirac, wanders};

/// The charge of a Dirac field, as the tick conserves it.
///
/// # Equation
/// Staged: `Q = h^D Σ |phi|² + |pi|² - (dt²/4) |Bᵀ phi|²`; the others: `h^D Σ |phi|² + |pi|²`.
///
/// # Conventions
/// A real Klein-Gordon field has none. Schedules of fourth order keep it to that order, forward
/// Euler does not.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "charge",
    summary: "Charge Q of a Dirac field: conserved",
    units: "1",
    applies: |parameters, _| is_dirac(parameters),
    promise: |parameters, _| Promise::of(parameters.schedule.invariant),
    in_gauge: |look, promise| match promise {
        Promise::Exact if look.parameters.schedule.corrected => wanders(look, promise),
        promise => promise,
    },
    counts_absorbed: |_| true,
    needs_twin: false,
    measure: |look| look.dynamics.charge(look.lattice, look.state).unwrap_or(f64::NAN),
    scale: None,
};
