//! Losses differentiated in two ways.

use super::*;
use crate::theory::Couplings;

#[test]
fn both_ways_to_differentiate_agree() {
    let couplings = Couplings { lam: 0.8, v: 0.9, ..Couplings::default() };
    let free = Formula::parse("sin(x) + x^3", "x", &couplings).unwrap();
    let potential = Formula::parse("lam/4*(phi^2-v^2)^2", "phi", &couplings).unwrap();
    let scattered = |a: f64| Dense::from_fn(3, |i, j| ((3 * i + j) as f64 * a).sin());
    let loss = Loss::Dual {
        rate: scattered(1.1),
        metric: scattered(0.7),
        bias: scattered(2.3),
        potential,
        free,
    };
    let (phi, pi) = ([0.3, -0.8, 1.1], [0.5, 0.2, -0.9]);
    let bias = SparseMatrix::new(3, 3, vec![(0, 1, 0.4), (1, 1, -1.0), (2, 0, 0.3)]);
    let exact = loss.learning(&bias, &phi, &pi);
    let numerical = loss.learning_numerically(&bias, &phi, &pi);
    assert!(exact.iter().zip(&numerical).all(|(a, b)| (a - b).abs() < 1e-9), "{exact:?}");
}
