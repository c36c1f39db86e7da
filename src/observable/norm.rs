//! The norm.

use super::{ObservableInfo, always, never, nothing};

/// The size of the whole state.
///
/// # Equation
/// `h^D Σ |phi|² + |pi|²`
///
/// # Conventions
/// For a Dirac field it differs from the charge at order dt², and swings by as much.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "norm",
    summary: "Sum of all components squared",
    units: "1",
    applies: always,
    promise: nothing,
    disturbed: never,
    counts_absorbed: never,
    needs_twin: false,
    measure: |look| look.dynamics.norm(look.lattice, look.state),
    scale: None,
};
