//! The real scalar field as a learning system, both representations, from their definitions.

use super::dirac::outer;
use super::links::{self, carried};
use super::site::beside;
use super::{Formula, Loss, NetworkError, SparseMatrix, Tensors};
use crate::lattice::{Boundary, Direction, GaugeField, Lattice};
use crate::theory::{Couplings, Potential};

/// Lap, and what ghosts that hold the values of `edge` add to it.
///
/// # Equation
/// `Lap phi_i = Σ_mu (phi_{i+e_mu} - 2 phi_i + phi_{i-e_mu}) / h²`
///
/// # Conventions
/// Beyond a free edge lies what lies at it; beyond a fixed or absorbing one the ghost holds
/// `edge_i`, the field at the edge when the run began.
pub fn laplacian(lattice: &Lattice, edge: &[f64]) -> (SparseMatrix, Vec<f64>) {
    let (sites, h2) = (lattice.sites(), lattice.spacing().powi(2));
    let (mut entries, mut ghosts) = (Vec::new(), vec![0.0; sites]);
    for (site, ghost) in ghosts.iter_mut().enumerate() {
        for mu in 0..lattice.dim() {
            for direction in [Direction::Forward, Direction::Backward] {
                entries.push((site, site, -1.0 / h2));
                match (beside(lattice, site, mu, direction), lattice.boundary()[mu]) {
                    (Some(other), _) => entries.push((site, other, 1.0 / h2)),
                    (None, Boundary::Free) => entries.push((site, site, 1.0 / h2)),
                    (None, _) => *ghost += edge.get(site).copied().unwrap_or(0.0) / h2,
                }
            }
        }
    }
    (SparseMatrix::new(sites, sites, entries), ghosts)
}

/// Representation A.
///
/// # Equation
/// `W = V = B = 1`, `A = Lap - m²`; of another potential `A = Lap`, and its slope is taken neuron
/// by neuron.
///
/// # Errors
/// A potential with a corner.
///
/// # Reference
/// (3.8), with the sign of A corrected; loss (3.11)
pub fn tensors(
    lattice: &Lattice,
    potential: &Potential,
    couplings: &Couplings,
    edge: &[f64],
) -> Result<(Tensors, Loss), NetworkError> {
    let one = SparseMatrix::diagonal(lattice.sites(), 1.0);
    let (laplacian, ghosts) = laplacian(lattice, edge);
    let formula = Formula::of(potential, couplings)?;
    let quadratic = matches!(potential, Potential::Mass);
    let mass = if quadratic { couplings.m.powi(2) } else { 0.0 };
    let a = laplacian.minus(&one.scaled(mass));
    let tensors = Tensors {
        learning_source: ghosts.clone(),
        potential: (!quadratic).then(|| formula.clone()),
        ..Tensors::linear(one.clone(), one.clone(), a, one)
    };
    Ok((tensors, Loss::Field { laplacian, ghosts, potential: formula }))
}

/// The complex field, representation A, in a gauge field where there is one.
///
/// # Equation
/// `B = 1`, `A = Lap - m²` with `(Lap phi)_i = Σ_mu (U_{i,mu} phi_{i+e_mu} - 2 phi_i +
/// Uᵀ_{i-e_mu,mu} phi_{i-e_mu})/h²`, `W = V = 1 + A_0 X_0`; of phi⁴ `A = Lap`, and the slope of
/// `V(|phi|)` is taken site by site.
///
/// # Conventions
/// Two components, those of `edge` too; no link leads to a ghost.
///
/// # Errors
/// A potential with a corner.
///
/// # Reference
/// (3.8) with the sign of A corrected, for two types of neurons
pub fn complex_tensors(
    lattice: &Lattice,
    potential: &Potential,
    couplings: &Couplings,
    edge: &[f64],
    gauge: Option<&GaugeField<f64>>,
) -> Result<(Tensors, Loss), NetworkError> {
    let [same, turn] = [[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [-1.0, 0.0]]]
        .map(|factor| factor.map(|row| row.to_vec()).to_vec());
    let (mut laplacian, h2) =
        (outer(&same, &self::laplacian(lattice, &[]).0), lattice.spacing().powi(2));
    for mu in 0..lattice.dim() {
        let [cos, sin] = carried(lattice, gauge, mu);
        let changed = cos.minus(&carried(lattice, None, mu)[0]);
        laplacian = laplacian
            .plus(&outer(&same, &changed.plus(&changed.transpose()).scaled(1.0 / h2)))
            .plus(&outer(&turn, &sin.minus(&sin.transpose()).scaled(1.0 / h2)));
    }
    let each = edge.chunks(lattice.sites());
    let ghosts: Vec<f64> = each.flat_map(|edge| self::laplacian(lattice, edge).1).collect();
    let formula = Formula::of(potential, couplings)?;
    let quadratic = matches!(potential, Potential::Mass);
    let one = SparseMatrix::diagonal(ghosts.len(), 1.0);
    let mass = if quadratic { couplings.m.powi(2) } else { 0.0 };
    let rate = outer(&turn, &links::potential(lattice, gauge));
    let (w, a) = (one.plus(&rate), laplacian.minus(&one.scaled(mass)));
    let tensors = Tensors {
        learning_source: ghosts.clone(),
        potential: (!quadratic).then(|| formula.clone()),
        of_modulus: !quadratic,
        ..Tensors::linear(w.clone(), one, a, w)
    };
    Ok((tensors, Loss::Modulus { laplacian, ghosts, potential: formula, rate }))
}

/// Representation B, one whole tick of length `dt`.
///
/// # Equation
/// `W = 2 - dt² (2D/h² + m²) + dt²/h² Σ shifts`, `B = 1`, `A = -1`, `V = 0`
///
/// # Conventions
/// The step is that of `Tensors::synchronous` with dt = 1: dt is within W. Beyond an edge that is
/// not periodic the field is what [`laplacian`] has there.
///
/// # Reference
/// (3.14), with 2D - 2 in place of 4; loss (3.18)
pub fn two_level(lattice: &Lattice, m: f64, dt: f64, edge: &[f64]) -> (Tensors, Loss) {
    let (laplacian, ghosts) = laplacian(lattice, edge);
    let one = SparseMatrix::diagonal(lattice.sites(), 1.0);
    let w = one.scaled(2.0 - dt * dt * m * m).plus(&laplacian.scaled(dt * dt));
    let tensors = Tensors {
        activation_source: ghosts.iter().map(|ghost| dt * dt * ghost).collect(),
        ..Tensors::linear(w, one.clone(), one.scaled(-1.0), one.scaled(0.0))
    };
    (tensors, Loss::TwoLevel)
}
