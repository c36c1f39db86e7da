//! The charge.

use super::{ObservableInfo, Promise, is_dirac};

/// The charge of a Dirac field, as the staged tick conserves it.
///
/// # Equation
/// `Q = h^D Σ |phi|² + |pi|² - (dt²/4) |Bᵀ phi|²`
///
/// # Conventions
/// A real Klein-Gordon field has none.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "charge",
    summary: "Charge Q of a Dirac field: conserved to rounding",
    units: "1",
    applies: |parameters, _| is_dirac(parameters),
    promise: |_, _| Promise::Exact,
    counts_absorbed: |_| true,
    measure: |look| look.dynamics.charge(look.lattice, look.state).unwrap_or(f64::NAN),
    scale: None,
};
