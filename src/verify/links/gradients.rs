//! The losses teach the tensors, in a gauge field too (Sec. 5).

use super::{in_wild, without_loss};
use crate::lattice::{Boundary, FieldState};
use crate::network::{Loss, SparseMatrix, Tensors, dirac};
use crate::theory::LinkCoupling;
use crate::verify::context::{Run, difference, fields_in, lattice, parameters, wild, worst};
use crate::verify::dirac::{BOUNDARIES, M, state};
use crate::verify::{Check, Context, Measured, check};

const GRADIENT: &str = "-Bᵀφ + X₀(A₀-m)π = -dH_a/dπ_a of (5.9), m - A₀";
const SYNCHRONOUS: &str = "(4.2) with (5.6)-(5.8)";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Links and A₀, 1D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<1>,
    ),
    check(
        "Links and A₀, 2D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<2>,
    ),
    check(
        "Links and A₀, 3D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<3>,
    ),
    check(
        "Additive coupling: learning is minus the gradient of the losses, 1 to 3D",
        "(5.8), (5.9)",
        1e-12,
        additive_gradient,
    ),
    check(
        "Wilson term with links: learning is minus the gradient of a loss for each neuron, 1 and 2D",
        "H_i = ½φ·φ + π_i((I-V)π)_i",
        1e-12,
        wilson_gradient,
    ),
    check(
        "Wilson term with links: what a loss for each type cannot teach, over the part within a type",
        "π_a·Sπ_a = 0 for S = -Sᵀ",
        1e-12,
        within_types,
    ),
    check("Links and A₀: the same gradient taken by differences", GRADIENT, 1e-7, numerical),
    check(
        "The synchronous tick is the tensors with links and A₀, 1 to 3D, every boundary",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, 0.0, LinkCoupling::Exact),
    ),
    check(
        "The synchronous tick is the tensors with links, A₀ and a Wilson term",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, 0.7, LinkCoupling::Exact),
    ),
    check(
        "The synchronous tick is the tensors of the additive coupling, 1 to 3D",
        "(4.2) with (5.5)",
        1e-12,
        |context| synchronous(context, 0.0, LinkCoupling::Additive),
    ),
];

fn taught(context: &Context, tensors: &Tensors, loss: &Loss) -> f64 {
    let [phi, pi] = state(tensors);
    let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
    difference(&tensors.learning(&phi, &pi), &learned)
}

fn gradient<const D: usize>(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (_, tensors, loss) = in_wild(&lattice(D, boundary)?, 0.0)?;
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn additive_gradient(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let (tensors, loss) = dirac::additive_tensors(&lattice, M, &wild(&lattice)?);
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn wilson_gradient(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let (_, tensors, loss) = in_wild(&lattice(dim, Boundary::Periodic)?, 0.8)?;
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst((1..=2).map(residual))?)
}

/// The entries of a matrix that stay within a type.
fn inside(matrix: &SparseMatrix, sites: usize) -> SparseMatrix {
    let within = matrix.entries().filter(|(row, column, _)| row / sites == column / sites);
    SparseMatrix::new(matrix.rows(), matrix.columns(), within.collect())
}

fn within_types(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let (_, tensors, _) = in_wild(&lattice, 0.8)?;
    let back = tensors.v.minus(&SparseMatrix::diagonal(tensors.size(), 1.0));
    let loss = Loss::Types { rate: back.scaled(-1.0), types: 4 };
    let [phi, pi] = state(&tensors);
    let (wanted, taught) = (tensors.learning(&phi, &pi), loss.learning(&tensors.b, &phi, &pi));
    let missed: Vec<f64> = wanted.iter().zip(&taught).map(|(a, b)| a - b).collect();
    let within = inside(&back, lattice.sites()).apply(&context.all_right(&pi));
    Measured::residual(difference(&missed, &within))
}

fn numerical(context: &Context) -> Option<Measured> {
    let (_, tensors, loss) = in_wild(&lattice(2, Boundary::Periodic)?, 0.0)?;
    let [phi, pi] = state(&tensors);
    let learned = loss.learning_numerically(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}

fn synchronous(context: &Context, wilson: f64, coupling: LinkCoupling) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, dt) = (lattice(dim, boundary)?, 0.4);
        let gauge = wild(&lattice)?;
        let (tensors, _) = match coupling {
            LinkCoupling::Exact => dirac::tensors_within(&lattice, M, wilson, Some(&gauge)),
            LinkCoupling::Additive => dirac::additive_tensors(&lattice, M, &gauge),
        };
        let [mut phi, mut pi] = state(&tensors);
        let mut parameters = parameters("dirac", "synchronous", context.right(dt))?;
        (parameters.couplings.r, parameters.coupling) = (wilson, coupling);
        let state = FieldState::F64(fields_in(&lattice, &gauge, &phi, &pi)?);
        let mut run = Run::of(&lattice, &parameters, state)?;
        (0..3).for_each(|_| tensors.synchronous(&mut phi, &mut pi, dt));
        Some(difference(&run.ticks(3).values()?, &[phi, pi].concat()))
    };
    Measured::residual(worst(without_loss().map(residual))?)
}
