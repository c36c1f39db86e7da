//! What the Dirac network keeps, from its tensors alone (Sec. 4).

use super::context::{couplings, difference, fields, kernels, lattice, worst};
use super::dirac::{BOUNDARIES, M, state};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::{SparseMatrix, Tensors, dirac};

pub(super) const CHECKS: &[Check] = &[
    check(
        "The generator of the Dirac network is anti-symmetric, every boundary",
        "G = -Gᵀ",
        1e-12,
        antisymmetric,
    ),
    check("W and B commute, and (W-I)² = -m²", "(4.24)", 1e-12, commute),
    check(
        "The norm Σ|φ|² + |π|² is constant under the exact flow",
        "d/dt Σ|φ|²+|π|² = 0",
        1e-12,
        norm,
    ),
    check(
        "The energy is constant under the exact flow, 1 to 3D",
        "Ham = Σ m(|φ|²-|π|²) - 2φ·X₀Bπ",
        1e-12,
        energy,
    ),
    check("The 1+1 dimensional network, term by term", "(4.17)", 1e-12, by_terms),
];

fn antisymmetric(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (mut tensors, _) = dirac::tensors(&lattice(3, boundary)?, M, 0.4);
        tensors.b = tensors.b.scaled(context.right(1.0));
        let generator = tensors.generator();
        Some(generator.plus(&generator.transpose()).largest())
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn commute(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let (tensors, _) = dirac::tensors(&lattice(dim, Boundary::Fixed)?, M, 0.0);
        let (rate, b) = (tensors.rate(), &tensors.b);
        let square = SparseMatrix::diagonal(tensors.size(), context.right(M).powi(2));
        let commutator = rate.times(b).minus(&b.times(&rate)).largest();
        Some(commutator + rate.times(&rate).plus(&square).largest())
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

/// phi and pi after the exact flow.
fn moved(tensors: &Tensors, t: f64) -> [Vec<f64>; 2] {
    let [phi, pi] = state(tensors);
    let n = phi.len();
    let after = tensors.generator().flow(t, &[phi, pi, vec![0.0]].concat());
    [after[..n].to_vec(), after[n..2 * n].to_vec()]
}

fn norm(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (tensors, _) = dirac::tensors(&lattice(3, boundary)?, M, 0.0);
        let square =
            |[phi, pi]: &[Vec<f64>; 2]| super::context::dot(phi, phi) + super::context::dot(pi, pi);
        let after = square(&moved(&tensors, 2.3));
        Some((context.right(after) / square(&state(&tensors)) - 1.0).abs())
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn energy(context: &Context) -> Option<Measured> {
    let cases = (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)));
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let (tensors, _) = dirac::tensors(&lattice, context.right(M), 0.0);
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let energy =
            |[phi, pi]: [Vec<f64>; 2]| Some(theory.energy(&lattice, &fields(&lattice, &phi, &pi)?));
        Some((energy(moved(&tensors, 2.3))? / energy(state(&tensors))? - 1.0).abs())
    };
    Measured::residual(worst(cases.map(residual))?)
}

/// (4.17) is written out for h = 1, component by component.
fn by_terms(context: &Context) -> Option<Measured> {
    let n = 9;
    let lattice = Lattice::new(&[n], 1.0, &[Boundary::Periodic]).ok()?;
    let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
    let [phi, pi] = state(&tensors);
    let m = context.right(M);
    let (mut d_phi, mut d_pi) = (vec![0.0; 2 * n], vec![0.0; 2 * n]);
    for i in 0..n {
        let (ahead, behind) = ((i + 1) % n, (i + n - 1) % n);
        d_phi[i] = (pi[n + ahead] - pi[n + i]) + m * phi[n + i];
        d_pi[i] = -(phi[n + i] - phi[n + behind]) - m * pi[n + i];
        d_phi[n + i] = -(pi[ahead] - pi[i]) - m * phi[i];
        d_pi[n + i] = (phi[i] - phi[behind]) + m * pi[i];
    }
    let activated = difference(&tensors.activation(&phi, &pi), &d_phi);
    Measured::residual(activated + difference(&tensors.learning(&phi, &pi), &d_pi))
}
