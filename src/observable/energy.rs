//! The energy.

use super::{Look, ObservableInfo, Promise, absorbs, always, is_dirac};
use crate::lattice::sum_sites;

/// The Hamiltonian of the field.
///
/// # Equation
/// Klein-Gordon: `h^D Σ pi²/2 + (D+ phi)²/2 + V(phi)`, of a complex field `- A_0 phi·X_0 pi`
/// besides. Dirac: `h^D Σ phi·M phi - pi·M pi - 2 phi·X_0 B pi + A_0 (|phi|² + |pi|²)`, M the mass
/// with its Wilson term.
///
/// # Conventions
/// Ticks keep it within bounds of their order in dt; exact keeps it to rounding, forward Euler
/// not at all. What an absorbing layer takes is
/// counted in energy for Klein-Gordon; for Dirac it is charge, and nothing is promised of the
/// energy there.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "energy",
    summary: "Energy (the Hamiltonian): no drift, bounded error of the order of the tick",
    units: "1/time",
    applies: always,
    promise: |parameters, lattice| match (is_dirac(parameters) && absorbs(lattice))
        // Whether a network keeps its Hamiltonian depends on its matrices.
        || parameters.theory.extras.contains(&"w")
    {
        true => Promise::None,
        false => Promise::of(parameters.schedule.energy),
    },
    disturbed: |_| true,
    counts_absorbed: |parameters| !is_dirac(parameters),
    needs_twin: false,
    measure: |look| look.dynamics.energy(look.lattice, look.state),
    scale: Some(magnitude),
};

/// Energy without regard to sign: the positive and the negative parts of a Dirac field may cancel.
fn magnitude(look: &Look) -> f64 {
    let sum = sum_sites(look.lattice, |row, out| {
        look.dynamics.energy_density(look.lattice, look.state, row, out);
        out.iter_mut().for_each(|energy| *energy = energy.abs());
    });
    look.lattice.cell() * sum
}
