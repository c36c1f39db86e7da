//! Random networks, with or without the conditions of duality.

use super::Dense;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Which condition a random network is to break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Break {
    /// None: it is dual.
    #[default]
    Nothing,
    /// W is not symmetric.
    Symmetric,
    /// W and B do not commute.
    Commute,
    /// B has no inverse.
    Invertible,
    /// The loss depends on a path (unless the potential is quadratic).
    Path,
}

/// Every way to draw, by the name scenes use.
pub const BREAKS: &[(&str, Break)] = &[
    ("dual", Break::Nothing),
    ("symmetric", Break::Symmetric),
    ("commute", Break::Commute),
    ("invertible", Break::Invertible),
    ("path", Break::Path),
];

/// Largest eigenvalue of `W - I`, in magnitude.
const COUPLING: f64 = 0.3;

/// Size of B.
const BIAS: f64 = 0.8;

/// Random W and B of `n` neurons that meet every condition but the one to break.
///
/// # Equation
/// `W = 1 + Q diag(λ) Qᵀ`, `B = c Q diag(±1) Qᵀ` with a random orthogonal Q and |λ| < 0.3: B is a
/// multiple of a reflection, so `B Bᵀ = c²` and any potential will do.
pub fn draw(n: usize, seed: u64, broken: Break) -> [Dense; 2] {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let q = orthogonal(n, &mut random);
    let turned = |q: &Dense, values: &[f64]| q.transpose().times(&Dense::diagonal(values)).times(q);
    let rates: Vec<f64> = (0..n).map(|_| COUPLING * random.random_range(-1.0..1.0)).collect();
    let mut signs: Vec<f64> = (0..n).map(|i| if i % 3 == 1 { -BIAS } else { BIAS }).collect();
    let w = Dense::one(n).plus(1.0, &turned(&q, &rates));
    match broken {
        Break::Nothing => [w, turned(&q, &signs)],
        Break::Symmetric => {
            let size = COUPLING / (n as f64).sqrt();
            let noise = scattered(n, &mut random);
            [Dense::one(n).plus(size, &noise), Dense::diagonal(&vec![BIAS; n])]
        }
        Break::Commute => [w, turned(&orthogonal(n, &mut random), &signs)],
        Break::Invertible => {
            signs[n - 1] = 0.0;
            [w, turned(&q, &signs)]
        }
        Break::Path => {
            signs.iter_mut().for_each(|sign| *sign *= random.random_range(0.6..1.4));
            [w, turned(&q, &signs)]
        }
    }
}

fn scattered(n: usize, random: &mut Pcg64Mcg) -> Dense {
    let values: Vec<f64> = (0..n * n).map(|_| random.random_range(-1.0..1.0)).collect();
    Dense::from_fn(n, |row, column| values[row * n + column])
}

/// The eigenvectors of a random symmetric matrix.
fn orthogonal(n: usize, random: &mut Pcg64Mcg) -> Dense {
    let noise = scattered(n, random);
    noise.plus(1.0, &noise.transpose()).symmetric_eigen().1
}
