//! The charge.

use super::{Look, ObservableInfo, Promise, absorbs, is_complex_scalar, is_dirac};
use crate::tick::Keeps;

/// The charge of a field that has a phase, as the tick conserves it.
///
/// # Equation
/// Dirac, staged: `Q = h^D Σ |phi|² + |pi|² - (dt²/4) |Bᵀ phi|²`; the other schedules:
/// `h^D Σ |phi|² + |pi|²`. Complex Klein-Gordon: `h^D Σ phi·X_0 pi`.
///
/// # Conventions
/// A real Klein-Gordon field has none. Schedules of fourth order keep Dirac's to that order, forward
/// Euler does not; every schedule but forward Euler keeps that of a complex scalar, and absorbing
/// layers take some of it uncounted, for there they count energy.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "charge",
    summary: "Charge Q of a Dirac field or a complex scalar: conserved",
    units: "1",
    applies: |parameters, _| is_dirac(parameters) || is_complex_scalar(parameters),
    promise: |parameters, lattice| match parameters.schedule.invariant {
        Keeps::Nothing => Promise::None,
        _ if is_complex_scalar(parameters) && absorbs(lattice) => Promise::None,
        _ if is_complex_scalar(parameters) => Promise::Exact,
        kept => Promise::of(kept),
    },
    disturbed: |parameters| {
        let schedule = parameters.schedule;
        is_dirac(parameters) && (schedule.corrected || schedule.invariant != Keeps::Exactly)
    },
    counts_absorbed: is_dirac,
    needs_twin: false,
    measure: |look| look.dynamics.charge(look.lattice, look.state).unwrap_or(f64::NAN),
    scale: Some(magnitude),
};

/// What the charge would be if all of it had one sign: that of a complex scalar has either.
fn magnitude(look: &Look) -> f64 {
    match is_dirac(look.parameters) {
        true => look.dynamics.charge(look.lattice, look.state).unwrap_or(f64::NAN).abs(),
        false => look.dynamics.norm(look.lattice, look.state),
    }
}
