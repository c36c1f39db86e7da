//! Where the paper's text on the Dirac field does not hold: as printed and as it holds.

use super::context::{H, difference, dot, lattice};
use super::dirac::state;
use super::errata::size;
use super::ticks::mode;
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::{Loss, SparseMatrix, Tensors, dirac, klein_gordon};
use std::f64::consts::TAU;

pub(super) const CHECKS: &[Check] = &[
    check(
        "(4.17) as printed, unit step in 1D: growth of a mode per tick (stable would be 1)",
        "√(1+ω²)",
        1e-10,
        |context| spinor_growth(context, 1),
    ),
    check(
        "(4.26) as printed, unit step in 3D: growth of a mode per tick (stable would be 1)",
        "√(1+ω²)",
        1e-10,
        |context| spinor_growth(context, 3),
    ),
    check("(4.10) as printed, -(W-I)²: what is left of it, over φ", "2m²", 1e-10, |context| {
        second_order(context, -1.0)
    }),
    check("(4.10) as it holds, +(W-I)²: what is left of it, over φ", "0", 1e-10, |context| {
        second_order(context, 1.0)
    }),
    check(
        "(4.14) as printed, ½φ_aφ_a without a sum: the force it teaches, over Bᵀφ",
        "0: X_μ has no diagonal",
        1e-12,
        first_term,
    ),
    check(
        "(4.14) as printed, -mπ_aX₀π: what it teaches π, over (I-W)π",
        "-1: the opposite sign",
        1e-12,
        second_term,
    ),
    check(
        "(4.14) as it holds, ½Σφ_cφ_c + mπ_a(X₀π)_a: distance of what it teaches from (4.11)",
        "0",
        1e-12,
        corrected,
    ),
    check(
        "(4.39) as printed, +BBᵀφ: what is left of it, over BBᵀφ",
        "2: the opposite sign",
        1e-10,
        |context| bias_equation(context, 1.0, 2.0),
    ),
    check("(4.39) as it holds, -BBᵀφ: what is left of it, over BBᵀφ", "0", 1e-10, |context| {
        bias_equation(context, -1.0, 0.0)
    }),
    check(
        "(4.40) as printed, BBᵀ = -Lap: what is left of a wave in 2D, over Lap φ",
        "2|a×b|/|d|²",
        1e-11,
        |context| uncoupled(context, 9),
    ),
    check(
        "(4.40) as it holds on the lattice, with the cross terms, 2D and 3D",
        "BBᵀ = -Lap + Σ_{μ<ν} X_μX_ν(D⁺_μD⁻_ν - D⁺_νD⁻_μ)",
        1e-12,
        cross_terms,
    ),
    check("(4.40) as h → 0: order at which the cross terms vanish", "1", 0.02, vanishing),
];

const M: f64 = 0.37;

fn spinor_growth(context: &Context, dim: usize) -> Option<Measured> {
    let lattice = Lattice::new(super::context::shape(dim), 1.0, &[Boundary::Periodic]).ok()?;
    let (tensors, _) = dirac::tensors(&lattice, context.right(M), 0.0);
    let (mut phi, square) = mode(&lattice);
    let mut pi = vec![0.0; phi.len()];
    (0..30).for_each(|_| tensors.synchronous(&mut phi, &mut pi, 1.0));
    let growth = (dot(&phi, &phi) + dot(&pi, &pi)).powf(1.0 / 60.0);
    Measured::against(growth, (1.0 + square + M * M).sqrt())
}

/// What is left of (4.10) after two unit steps.
fn second_order(context: &Context, sign: f64) -> Option<Measured> {
    let (tensors, _) = dirac::tensors(&lattice(3, Boundary::Periodic)?, context.right(M), 0.0);
    let [start, pi] = state(&tensors);
    let (mut phi, mut pi) = (start.clone(), pi);
    tensors.synchronous(&mut phi, &mut pi, 1.0);
    let now = phi.clone();
    tensors.synchronous(&mut phi, &mut pi, 1.0);
    let (true_tensors, _) = dirac::tensors(&lattice(3, Boundary::Periodic)?, M, 0.0);
    let rate = true_tensors.rate();
    let gram = tensors.b.times(&tensors.b.transpose());
    let operator = rate.times(&rate).scaled(sign).minus(&gram);
    let expected = operator.apply(&start);
    let left: Vec<f64> =
        (0..phi.len()).map(|at| phi[at] - 2.0 * now[at] + start[at] - expected[at]).collect();
    Measured::against(size(&left) / size(&start), (1.0 - sign) * M * M)
}

fn printed(m: f64) -> Option<(Tensors, Loss)> {
    let (tensors, _) = dirac::tensors(&lattice(3, Boundary::Periodic)?, m, 0.0);
    let loss = Loss::TypesAsPrinted { rate: tensors.rate(), types: 4 };
    Some((tensors, loss))
}

/// A spoiled run lets the loss act through a bias with a diagonal.
fn first_term(context: &Context) -> Option<Measured> {
    let (tensors, loss) = printed(M)?;
    let [phi, pi] = state(&tensors);
    let still = vec![0.0; pi.len()];
    let extra = SparseMatrix::diagonal(tensors.size(), context.right(1.0) - 1.0);
    let taught = loss.learning(&tensors.b.plus(&extra), &phi, &still);
    Measured::residual(size(&taught) / size(&tensors.a.apply(&phi)))
}

fn second_term(context: &Context) -> Option<Measured> {
    let (tensors, loss) = printed(context.right(M))?;
    let [phi, pi] = state(&tensors);
    let still = vec![0.0; phi.len()];
    let taught = loss.learning(&tensors.b, &still, &pi);
    let expected = printed(M)?.0.learning(&still, &pi);
    Measured::against(dot(&taught, &expected) / dot(&expected, &expected), -1.0)
}

fn corrected(context: &Context) -> Option<Measured> {
    let (tensors, loss) = dirac::tensors(&lattice(3, Boundary::Periodic)?, M, 0.0);
    let [phi, pi] = state(&tensors);
    let taught = loss.learning(&tensors.b, &phi, &context.all_right(&pi));
    Measured::residual(difference(&taught, &tensors.learning(&phi, &pi)))
}

/// What is left of (4.39) when `BBᵀφ` has this sign.
fn bias_equation(context: &Context, sign: f64, expected: f64) -> Option<Measured> {
    let (tensors, _) = dirac::tensors(&lattice(3, Boundary::Fixed)?, M, 0.0);
    let [phi, pi] = state(&tensors);
    let (mut later_phi, mut later_pi) = (phi.clone(), pi.clone());
    tensors.synchronous(&mut later_phi, &mut later_pi, 1.0);
    let (before, after) = (tensors.b.apply(&pi), tensors.b.apply(&later_pi));
    let gram = tensors.b.apply(&tensors.b.transpose().apply(&phi));
    let turned = tensors.rate().apply(&before);
    let left = |at: usize| after[at] - before[at] - context.right(sign) * gram[at] + turned[at];
    let left: Vec<f64> = (0..gram.len()).map(left).collect();
    Measured::against(size(&left) / size(&gram), expected)
}

/// A wave on a square lattice, its Laplacian, and what `BBᵀ + Lap` makes of it.
fn wave(n: usize) -> Option<(f64, f64, [f64; 2])> {
    let h = 9.0 * H / n as f64;
    let lattice = Lattice::new(&[n, n], h, &[Boundary::Periodic]).ok()?;
    let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
    let k = [TAU / (9.0 * H), -TAU / (9.0 * H)];
    let phase = |at: usize| (k[0] * (at / n % n) as f64 + k[1] * (at % n) as f64) * h;
    let phi: Vec<f64> =
        (0..4 * n * n).map(|at| (phase(at) + (at / (n * n)) as f64).cos()).collect();
    let (lap, _) = klein_gordon::laplacian(&lattice, &[]);
    let one: Vec<Vec<f64>> = (0..4).map(|a| (0..4).map(|b| f64::from(a == b)).collect()).collect();
    let lap = dirac::outer(&one, &lap).apply(&phi);
    let gram = tensors.b.apply(&tensors.b.transpose().apply(&phi));
    let left: Vec<f64> = gram.iter().zip(&lap).map(|(gram, lap)| gram + lap).collect();
    Some((size(&left), size(&lap), super::spectrum::singular_squares(&k, h)))
}

fn uncoupled(context: &Context, n: usize) -> Option<Measured> {
    let (left, lap, [above, below]) = wave(n)?;
    Measured::against(context.right(left) / lap, (above - below) / (above + below))
}

fn vanishing(context: &Context) -> Option<Measured> {
    let ratio = |n: usize| wave(n).map(|(left, lap, _)| left / lap);
    Measured::against(context.right((ratio(36)? / ratio(72)?).log2()), 1.0)
}

fn cross_terms(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
        let x = dirac::factors(dim);
        let one = SparseMatrix::diagonal(lattice.sites(), 1.0);
        let ahead: Vec<SparseMatrix> =
            (0..dim).map(|mu| dirac::shift(&lattice, mu).minus(&one).scaled(1.0 / H)).collect();
        let behind: Vec<SparseMatrix> =
            ahead.iter().map(|ahead| ahead.transpose().scaled(-1.0)).collect();
        let identity: Vec<Vec<f64>> =
            (0..4).map(|a| (0..4).map(|b| f64::from(a == b)).collect()).collect();
        let (lap, _) = klein_gordon::laplacian(&lattice, &[]);
        let mut sum = dirac::outer(&identity, &lap.scaled(-1.0));
        for mu in 0..dim {
            for nu in mu + 1..dim {
                let (there, back) = (ahead[mu].times(&behind[nu]), ahead[nu].times(&behind[mu]));
                let factors = product(&x[mu + 1], &x[nu + 1]);
                let cross = dirac::outer(&factors, &there.minus(&back));
                sum = sum.plus(&cross.scaled(context.right(1.0)));
            }
        }
        Some(sum.minus(&tensors.b.times(&tensors.b.transpose())).largest())
    };
    Measured::residual(super::context::worst([2, 3].map(residual))?)
}

fn product(a: &dirac::Factor, b: &dirac::Factor) -> dirac::Factor {
    let entry = |row: usize, column: usize| (0..4).map(|k| a[row][k] * b[k][column]).sum();
    (0..4).map(|row| (0..4).map(|column| entry(row, column)).collect()).collect()
}
