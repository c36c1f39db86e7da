//! Neurons that do not know each other as a learning system, from its definition.

use super::{Formula, Loss, NetworkError, SparseMatrix, Tensors};
use crate::theory::{Couplings, Potential};

/// `n` neurons alone.
///
/// # Equation
/// `W = B = V = 1`, `A = -m²`; of a potential that is not quadratic `A = 0`, and its slope is taken
/// neuron by neuron.
///
/// # Errors
/// A potential with a corner.
///
/// # Reference
/// (2.7)-(2.9)
pub fn tensors(
    n: usize,
    potential: &Potential,
    couplings: &Couplings,
    free: Formula,
) -> Result<(Tensors, Loss), NetworkError> {
    let one = SparseMatrix::diagonal(n, 1.0);
    let formula = Formula::of(potential, couplings)?;
    let quadratic = matches!(potential, Potential::Mass);
    let a = one.scaled(if quadratic { -couplings.m.powi(2) } else { 0.0 });
    let tensors = Tensors {
        potential: (!quadratic).then(|| formula.clone()),
        ..Tensors::linear(one.clone(), one.clone(), a, one)
    };
    Ok((tensors, Loss::Neuron { potential: formula, free }))
}
