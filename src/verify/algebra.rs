//! The anti-symmetric factors and the gamma matrices (Sec. 4).

use super::{Check, Context, Measured};
use crate::network::Dense;
use crate::network::dirac::{Factor, factors};
use crate::theory::{E2, SignedPermutation, X4};
use rustfft::num_complex::Complex64;

const fn check(
    what: &'static str,
    equation: &'static str,
    measure: fn(&Context) -> Option<Measured>,
) -> Check {
    super::check(what, equation, 1e-12, measure)
}

pub(super) const CHECKS: &[Check] = &[
    check("The factors the kernels use are Pauli's products", "(4.16), (4.35)", tables),
    check("The factors square to -1, X_0 commutes, the others anti-commute", "(4.25)", relations),
    check("The factors act on complex pairs as -i and iσ_μ", "(4.34)", complex),
    check(
        "The gamma matrices of 3+1 dimensions anti-commute to the metric",
        "(4.33), (4.36)",
        gammas,
    ),
    check(
        "The gamma matrices of 1+1 dimensions anti-commute to the metric",
        "(4.21)-(4.23)",
        small_gammas,
    ),
    check(
        "Anti-symmetric matrices that commute with X_1, X_2, X_3: their number, an su(2)",
        "dim {Y = -Yᵀ : [Y, X_μ] = 0, μ = 1, 2, 3} = 3",
        |context| commutant(context, &[1, 2, 3], 3.0),
    ),
    check(
        "Of those, the mass leaves U(1)",
        "dim {Y = -Yᵀ : [Y, X_μ] = 0, μ = 0, 1, 2, 3} = 1",
        |context| commutant(context, &[0, 1, 2, 3], 1.0),
    ),
];

fn dense(factor: &Factor) -> Dense {
    Dense::from_fn(factor.len(), |row, column| factor[row][column])
}

fn all() -> Vec<Dense> {
    factors(3).iter().map(dense).collect()
}

fn tables(context: &Context) -> Option<Measured> {
    fn apart<const K: usize>(x: &SignedPermutation<K>, factor: &Factor, right: f64) -> f64 {
        let table = Dense::from_fn(K, |a, b| right * x.entry(a, b));
        table.plus(-1.0, &dense(factor)).norm()
    }
    let right = context.right(1.0);
    let four = X4.iter().zip(factors(3)).map(|(x, factor)| apart(x, &factor, right)).sum::<f64>();
    let two = factors(1).iter().map(|factor| apart(&E2, factor, right)).sum::<f64>();
    Measured::residual(four + two)
}

fn relations(context: &Context) -> Option<Measured> {
    let (x, one) = (all(), Dense::one(4));
    let mut residual = 0.0;
    for (mu, left) in x.iter().enumerate() {
        for (nu, other) in x.iter().enumerate() {
            let (product, swapped) = (left.times(other), other.times(left));
            let (sign, square) = match (mu, nu) {
                _ if mu == nu => (1.0, 2.0 * context.right(1.0)),
                (0, _) | (_, 0) => (-1.0, 0.0),
                _ => (1.0, 0.0),
            };
            residual += product.plus(sign, &swapped).plus(square, &one).norm();
        }
    }
    Measured::residual(residual)
}

type Matrix = Vec<Vec<Complex64>>;

/// `i σ_mu` (mu = 1, 2, 3); mu = 0: `-i`.
fn tilde(mu: usize) -> Matrix {
    let (one, i, zero) = (Complex64::ONE, Complex64::I, Complex64::ZERO);
    let sigma = match mu {
        0 => [[-one, zero], [zero, -one]],
        1 => [[zero, one], [one, zero]],
        2 => [[zero, -i], [i, zero]],
        _ => [[one, zero], [zero, -one]],
    };
    sigma.iter().map(|row| row.iter().map(|entry| i * entry).collect()).collect()
}

/// The real matrix that acts on `(Re z1, Im z1, Re z2, Im z2)` as a complex one acts on z.
fn realified(matrix: &Matrix) -> Dense {
    Dense::from_fn(4, |row, column| {
        let entry = matrix[row / 2][column / 2];
        match (row % 2, column % 2) {
            (0, 0) | (1, 1) => entry.re,
            (0, _) => -entry.im,
            _ => entry.im,
        }
    })
}

fn complex(context: &Context) -> Option<Measured> {
    let apart =
        |(mu, x): (usize, &Dense)| realified(&tilde(mu)).plus(-context.right(1.0), x).norm();
    Measured::residual(all().iter().enumerate().map(apart).sum())
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    let entry = |row: usize, column: usize| (0..b.len()).map(|k| a[row][k] * b[k][column]).sum();
    (0..a.len()).map(|row| (0..b.len()).map(|column| entry(row, column)).collect()).collect()
}

/// The residual of `{γ^mu, γ^nu} = 2 η^{mu nu}`.
fn clifford(gammas: &[Matrix], right: f64) -> f64 {
    let mut residual = 0.0;
    for (mu, left) in gammas.iter().enumerate() {
        for (nu, other) in gammas.iter().enumerate() {
            let metric = match (mu, nu) {
                (0, 0) => 2.0 * right,
                _ if mu == nu => -2.0 * right,
                _ => 0.0,
            };
            let (there, back) = (product(left, other), product(other, left));
            for (row, values) in there.iter().enumerate() {
                for (column, value) in values.iter().enumerate() {
                    let unit = if row == column { metric } else { 0.0 };
                    residual += (value + back[row][column] - unit).norm();
                }
            }
        }
    }
    residual
}

/// `[[0, x], [x, 0]]`, or `diag(1, -1)` for gamma 0.
fn gamma(mu: usize, x: &Matrix) -> Matrix {
    let size = x.len();
    let entry = |row: usize, column: usize| match (mu, row / size == column / size) {
        (0, true) if row == column => Complex64::from(if row < size { 1.0 } else { -1.0 }),
        (1.., false) => x[row % size][column % size],
        _ => Complex64::ZERO,
    };
    (0..2 * size).map(|row| (0..2 * size).map(|column| entry(row, column)).collect()).collect()
}

fn gammas(context: &Context) -> Option<Measured> {
    let gammas: Vec<Matrix> = (0..4).map(|mu| gamma(mu, &tilde(mu))).collect();
    Measured::residual(clifford(&gammas, context.right(1.0)))
}

fn small_gammas(context: &Context) -> Option<Measured> {
    let i = vec![vec![Complex64::I]];
    Measured::residual(clifford(&[gamma(0, &i), gamma(1, &i)], context.right(1.0)))
}

/// The number of independent anti-symmetric matrices that commute with some of the factors.
fn commutant(context: &Context, with: &[usize], expected: f64) -> Option<Measured> {
    const PAIRS: [(usize, usize); 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    let x = all();
    let basis = |pair: usize| {
        let (a, b) = PAIRS[pair];
        Dense::from_fn(4, |row, column| {
            if (row, column) == (a, b) {
                1.0
            } else if (row, column) == (b, a) {
                -context.right(1.0)
            } else {
                0.0
            }
        })
    };
    let commutators = |pair: usize| -> Vec<f64> {
        let y = basis(pair);
        let each = with
            .iter()
            .flat_map(|mu| y.times(&x[*mu]).plus(-1.0, &x[*mu].times(&y)).values().to_vec());
        each.collect()
    };
    let columns: Vec<Vec<f64>> = (0..6).map(commutators).collect();
    let gram = Dense::from_fn(6, |a, b| super::context::dot(&columns[a], &columns[b]));
    let (values, _) = gram.symmetric_eigen();
    let zeros = values.iter().filter(|value| value.abs() < 1e-9).count();
    Measured::against(zeros as f64, expected)
}
