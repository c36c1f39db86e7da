//! The spectrum of the Dirac lattice: singular values of B, doublers, Wilson's term (Sec. 4).

use super::context::{H, couplings, lattice, worst};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::{Dense, SparseMatrix, Tensors, dirac};
use crate::simulation::Dynamics;
use std::f64::consts::TAU;

const SPECTRUM: &str = "ω² = m² + |d|² ± 2|a×b|, d_μ = (e^{ik_μh}-1)/h = a_μ + i b_μ";

pub(super) const CHECKS: &[Check] = &[
    check("Spectrum of the Dirac network in 1D, every wave vector", SPECTRUM, 1e-11, whole::<1>),
    check("Spectrum of the Dirac network in 2D, every wave vector", SPECTRUM, 1e-11, whole::<2>),
    check("Spectrum of the Dirac network in 3D, every wave vector", SPECTRUM, 1e-11, whole::<3>),
    check(
        "Largest singular value of B in 1D, squared, in 1/h²",
        "σ_max² h² = 4",
        1e-8,
        |context| largest(context, 1, 4.0),
    ),
    check(
        "Largest singular value of B in 2D, squared, in 1/h²",
        "σ_max² h² = 6 + 4√2",
        1e-8,
        |context| largest(context, 2, 6.0 + 32f64.sqrt()),
    ),
    check(
        "Largest singular value of B in 3D, squared, in 1/h²",
        "σ_max² h² = 17.2333318788",
        1e-8,
        |context| largest(context, 3, 17.233_331_878_8),
    ),
    check(
        "Largest stable dt/h of the staged tick in 1D, as the program tells it",
        "2/(σ_max h) = 1",
        1e-9,
        |context| limit(context, 1, 1.0),
    ),
    check(
        "Largest stable dt/h of the staged tick in 2D, as the program tells it",
        "2/(σ_max h) = 2-√2",
        1e-9,
        |context| limit(context, 2, 2.0 - 2f64.sqrt()),
    ),
    check(
        "Largest stable dt/h of the staged tick in 3D, as the program tells it",
        "2/(σ_max h) = 0.4817762310",
        1e-9,
        |context| limit(context, 3, 0.481_776_231_0),
    ),
    check(
        "Power iteration on the tensors finds that largest singular value (2D, relative)",
        "σ_max of BBᵀ",
        1e-4,
        power,
    ),
    check(
        "Doublers in 2D: number of zero modes of B, at k = 0, (π/2,-π/2) and (-π/2,π/2) of 4x4 sites",
        "Σ_μ d_μ² = 0",
        1e-9,
        doublers,
    ),
    check(
        "Wilson's term lifts the doublers, every wave vector in 1 to 3D",
        "ω² = |d|² ± 2|a×b| + (m + (r/2h) Σ 4 sin²(k_μh/2))²",
        1e-10,
        wilson,
    ),
];

/// Real and imaginary parts of d.
fn difference_symbol(k: &[f64], h: f64) -> ([f64; 3], [f64; 3]) {
    let (mut a, mut b) = ([0.0; 3], [0.0; 3]);
    for (mu, k) in k.iter().enumerate() {
        (a[mu], b[mu]) = (((k * h).cos() - 1.0) / h, (k * h).sin() / h);
    }
    (a, b)
}

/// Both squared singular values of B at a wave vector.
pub(super) fn singular_squares(k: &[f64], h: f64) -> [f64; 2] {
    let (a, b) = difference_symbol(k, h);
    let square: f64 = a.iter().chain(&b).map(|value| value * value).sum();
    let cross = |i: usize, j: usize| (a[i] * b[j] - a[j] * b[i]).powi(2);
    let cross = (cross(0, 1) + cross(1, 2) + cross(2, 0)).sqrt();
    [square + 2.0 * cross, square - 2.0 * cross]
}

/// Every wave vector of a periodic lattice.
pub(super) fn wave_vectors(lattice: &Lattice) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new()];
    for extent in lattice.shape() {
        let longer = |k: &Vec<f64>| {
            let k = k.clone();
            (0..*extent).map(move |j| {
                let mut k = k.clone();
                k.push(TAU * j as f64 / (*extent as f64 * lattice.spacing()));
                k
            })
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

pub(super) fn dense(matrix: &SparseMatrix) -> Dense {
    let mut rows = vec![vec![0.0; matrix.columns()]; matrix.rows()];
    matrix.entries().for_each(|(row, column, value)| rows[row][column] = value);
    Dense::from_fn(matrix.rows(), |row, column| rows[row][column])
}

/// `-G²` on phi: the squares of all frequencies, each mode twice or more.
fn squares(tensors: &Tensors) -> Vec<f64> {
    let rate = tensors.rate();
    let square = tensors.b.times(&tensors.b.transpose()).minus(&rate.times(&rate));
    dense(&square).symmetric_eigen().0
}

/// A small lattice, so that all its modes can be found.
fn small(dim: usize) -> Option<Lattice> {
    let shape = [&[9][..], &[5, 4], &[3, 4, 3]][dim - 1];
    Lattice::new(shape, H, &[Boundary::Periodic]).ok()
}

fn apart(mut found: Vec<f64>, mut expected: Vec<f64>) -> f64 {
    found.sort_by(f64::total_cmp);
    expected.sort_by(f64::total_cmp);
    super::context::difference(&found, &expected)
}

fn whole<const D: usize>(context: &Context) -> Option<Measured> {
    modes(context, D, 0.0)
}

fn wilson(context: &Context) -> Option<Measured> {
    let residuals = (1..=3).map(|dim| Some(modes(context, dim, 0.9)?.value));
    Measured::residual(worst(residuals)?)
}

fn modes(context: &Context, dim: usize, r: f64) -> Option<Measured> {
    let (lattice, m) = (small(dim)?, 0.37);
    let (tensors, _) = dirac::tensors(&lattice, context.right(m), r);
    let copies = if dim == 1 { 1 } else { 2 };
    let expected = wave_vectors(&lattice).into_iter().flat_map(|k| {
        let lifted: f64 = k.iter().map(|k| 4.0 * (k * H / 2.0).sin().powi(2)).sum();
        let mass = m + r / (2.0 * H) * lifted;
        let both = singular_squares(&k, H).map(|square| square + mass * mass);
        both.into_iter().flat_map(move |square| std::iter::repeat_n(square, copies))
    });
    Measured::residual(apart(squares(&tensors), expected.collect()))
}

/// The largest singular value squared, by a search that closes in on the best wave vector.
fn largest(context: &Context, dim: usize, expected: f64) -> Option<Measured> {
    const POINTS: usize = 17;
    let (mut best, mut centre, mut width) = (0.0, vec![0.0; dim], TAU);
    for _ in 0..45 {
        let from = centre.clone();
        for point in 0..POINTS.pow(dim as u32) {
            let offset = |mu: usize| {
                (point / POINTS.pow(mu as u32) % POINTS) as f64 / (POINTS - 1) as f64 - 0.5
            };
            let k: Vec<f64> = (0..dim).map(|mu| from[mu] + width * offset(mu)).collect();
            let value = context.right(singular_squares(&k, 1.0)[0]);
            if value > best {
                (best, centre) = (value, k);
            }
        }
        width *= 0.6;
    }
    Measured::against(best, expected)
}

fn limit(context: &Context, dim: usize, expected: f64) -> Option<Measured> {
    let lattice = lattice(dim, Boundary::Periodic)?;
    let parameters = super::context::parameters("dirac", "staged", 0.1)?;
    let components = (parameters.theory.components)(dim);
    let precision = crate::lattice::Precision::F64;
    let state = crate::lattice::FieldState::zeros(&lattice, components, precision);
    let dynamics = Dynamics::new(&parameters, &lattice, &state).ok()?;
    Measured::against(context.right(dynamics.limit()) / H, expected)
}

/// On a lattice of 16 by 16 the best wave vector, 3π/4 along the diagonal, is there.
fn power(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[16, 16], H, &[Boundary::Periodic]).ok()?;
    let (tensors, _) = dirac::tensors(&lattice, couplings().m, 0.0);
    let square = largest_square(&tensors.b, 400);
    Measured::against(context.right(square * H * H) / (6.0 + 32f64.sqrt()), 1.0)
}

/// The square of the largest singular value, by power iteration.
pub(super) fn largest_square(b: &SparseMatrix, times: usize) -> f64 {
    let transposed = b.transpose();
    let mut x = super::context::noise(31, b.rows());
    let mut square = 0.0;
    for _ in 0..times {
        let next = b.apply(&transposed.apply(&x));
        square = super::context::dot(&next, &next).sqrt();
        x = next.iter().map(|value| value / square).collect();
    }
    square
}

/// The number of zero modes of B on 4 by 4 sites: all four types at k = 0, two at each of the two
/// other wave vectors.
fn doublers(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[4, 4], H, &[Boundary::Periodic]).ok()?;
    let (tensors, _) = dirac::tensors(&lattice, 0.0, 0.0);
    let gram = tensors.b.times(&tensors.b.transpose());
    let shifted = gram.plus(&SparseMatrix::diagonal(tensors.size(), context.right(1.0) - 1.0));
    let (values, _) = dense(&shifted).symmetric_eigen();
    let zeros = values.iter().filter(|value| value.abs() < 1e-9).count();
    Measured::against(zeros as f64, 8.0)
}
