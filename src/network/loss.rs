//! The losses of the paper, as functions of phi and pi, and the learning that follows from them.

use super::{Dense, Formula, Number, SparseMatrix, gradient, mean_slope_at};

/// A loss `H(phi, pi)`.
///
/// # Conventions
/// phi and pi are flat, component first, then sites in C order. Only the value is written down
/// here; every gradient is taken by differentiating it.
#[derive(Clone, Debug)]
pub enum Loss {
    /// One neuron, or several that do not know each other.
    ///
    /// # Equation
    /// `Σ V(phi) + F(phi - beta)`, `beta = pi`
    ///
    /// # Reference
    /// (2.9)
    Neuron {
        /// V.
        potential: Formula,
        /// F.
        free: Formula,
    },
    /// N neurons.
    ///
    /// # Equation
    /// `½ pi (W - I) pi + Σ_ij ∫ dphi_i (B^-T B^-1)_ij ∂V/∂phi_j + Σ F(phi - B pi)`
    ///
    /// # Conventions
    /// `V = Σ_i U(phi_i)`. The integral is taken along the straight line from 0; it depends on
    /// that line unless `(B Bᵀ)^-1 Hess V` is symmetric.
    ///
    /// # Reference
    /// (2.16)
    Dual {
        /// `W - I`.
        rate: Dense,
        /// `(B Bᵀ)^-1`.
        metric: Dense,
        /// B.
        bias: Dense,
        /// U.
        potential: Formula,
        /// F.
        free: Formula,
    },
    /// A linear network with a symmetric W.
    ///
    /// # Equation
    /// `½ phi·phi - ½ pi·pi + ½ pi (B^-1 W B) pi`
    ///
    /// # Reference
    /// (2.20)
    Linear {
        /// `B^-1 W B`.
        turned: Dense,
    },
    /// A real field, representation A.
    ///
    /// # Equation
    /// `-½ phi·Lap phi + Σ V(phi)`
    ///
    /// # Conventions
    /// What ghosts beyond fixed edges pull at a site is `ghosts`.
    ///
    /// # Reference
    /// (3.11)
    Field {
        /// Lap.
        laplacian: SparseMatrix,
        /// The constant part of Lap phi.
        ghosts: Vec<f64>,
        /// V.
        potential: Formula,
    },
    /// A complex field, a loss for each component of pi.
    ///
    /// # Equation
    /// `H_a = -½ phi·Lap phi + Σ V(|phi|) - pi_a·((W - I) pi)_a`
    ///
    /// # Conventions
    /// `W - I = A_0 X_0` takes each component to the other. What ghosts beyond fixed edges pull at a
    /// site is `ghosts`.
    Modulus {
        /// Lap, along links.
        laplacian: SparseMatrix,
        /// The constant part of Lap phi.
        ghosts: Vec<f64>,
        /// V.
        potential: Formula,
        /// `W - I`.
        rate: SparseMatrix,
    },
    /// A real field, representation B.
    ///
    /// # Equation
    /// `½ phi·phi + ½ pi·pi`
    ///
    /// # Reference
    /// (3.18)
    TwoLevel,
    /// Any V.
    ///
    /// # Equation
    /// `½ phi·phi + ½ pi·pi - ½ pi V pi`
    ///
    /// # Reference
    /// (4.3)
    General {
        /// V.
        v: SparseMatrix,
    },
    /// A symmetric W.
    ///
    /// # Equation
    /// `½ phi·phi - ½ pi·pi + ½ pi W pi`
    ///
    /// # Reference
    /// (4.12)
    Symmetric {
        /// W.
        w: SparseMatrix,
    },
    /// A loss for each type of neuron, which only its own trainable variables learn from.
    ///
    /// # Equation
    /// `H_a = ½ Σ_c phi_c·phi_c + pi_a·((I - V) pi)_a`
    ///
    /// # Conventions
    /// `I - V = W - I` where there is no `A_0`.
    ///
    /// # Reference
    /// (4.14), (5.9), with the signs of the second term and the sum in the first corrected.
    Types {
        /// `I - V`.
        rate: SparseMatrix,
        /// Number of types K; where each neuron has a loss of its own, their number.
        types: usize,
    },
    /// (4.14) as it is printed: `H_a = ½ phi_a·phi_a - pi_a·((W - I) pi)_a`.
    TypesAsPrinted {
        /// `W - I`.
        rate: SparseMatrix,
        /// Number of types K.
        types: usize,
    },
}

impl Loss {
    /// Number of losses: one for each type of neuron, else one.
    pub fn count(&self) -> usize {
        match self {
            Self::Types { types, .. } | Self::TypesAsPrinted { types, .. } => *types,
            Self::Modulus { .. } => 2,
            _ => 1,
        }
    }

    /// The loss of a type (0 where there is one for all).
    pub fn value<N: Number>(&self, of: usize, phi: &[N], pi: &[N]) -> N {
        match self {
            Self::Neuron { potential, free } => {
                let arguments = phi.iter().zip(pi).map(|(phi, beta)| *phi - *beta);
                sum(phi.iter().map(|phi| potential.of_number(*phi)))
                    + sum(arguments.map(|x| free.of_number(x)))
            }
            Self::Dual { rate, metric, bias, potential, free } => {
                let slopes: Vec<N> = phi.iter().map(|x| mean_slope(potential, *x)).collect();
                let arguments = phi.iter().zip(bias.apply(pi)).map(|(phi, beta)| *phi - beta);
                half(dot(pi, &rate.apply(pi)))
                    + dot(phi, &metric.apply(&slopes))
                    + sum(arguments.map(|x| free.of_number(x)))
            }
            Self::Linear { turned } => {
                half(dot(phi, phi)) - half(dot(pi, pi)) + half(dot(pi, &turned.apply(pi)))
            }
            Self::Field { laplacian, ghosts, potential } => {
                let pull = phi.iter().zip(ghosts).map(|(phi, ghost)| *phi * *ghost);
                sum(phi.iter().map(|phi| potential.of_number(*phi)))
                    - half(dot(phi, &laplacian.apply(phi)))
                    - sum(pull)
            }
            Self::Modulus { laplacian, ghosts, potential, rate } => {
                let pull = phi.iter().zip(ghosts).map(|(phi, ghost)| *phi * *ghost);
                let (first, second) = phi.split_at(phi.len() / 2);
                let moduli = first.iter().zip(second).map(|(u, w)| root(*u * *u + *w * *w));
                let own = part(of, 2, pi.len());
                sum(moduli.map(|modulus| potential.of_number(modulus)))
                    - half(dot(phi, &laplacian.apply(phi)))
                    - sum(pull)
                    - dot(&pi[own.clone()], &rate.apply(pi)[own])
            }
            Self::TwoLevel => half(dot(phi, phi)) + half(dot(pi, pi)),
            Self::General { v } => {
                half(dot(phi, phi)) + half(dot(pi, pi)) - half(dot(pi, &v.apply(pi)))
            }
            Self::Symmetric { w } => {
                half(dot(phi, phi)) - half(dot(pi, pi)) + half(dot(pi, &w.apply(pi)))
            }
            Self::Types { rate, types } => {
                let own = part(of, *types, pi.len());
                half(dot(phi, phi)) + dot(&pi[own.clone()], &rate.apply(pi)[own])
            }
            Self::TypesAsPrinted { rate, types } => {
                let own = part(of, *types, pi.len());
                half(dot(&phi[own.clone()], &phi[own.clone()]))
                    - dot(&pi[own.clone()], &rate.apply(pi)[own])
            }
        }
    }

    /// The change of every pi per unit of time that gradient descent with one step of
    /// back-propagation makes.
    ///
    /// # Equation
    /// `-dH/dpi = -∂H/∂pi - Bᵀ ∂H/∂phi`, each type by its own H.
    ///
    /// # Reference
    /// (2.4), (2.11)
    pub fn learning(&self, bias: &SparseMatrix, phi: &[f64], pi: &[f64]) -> Vec<f64> {
        self.descend(bias, pi.len(), |of| gradient(phi, pi, |phi, pi| self.value(of, phi, pi)))
    }

    /// The same, differentiated by finite differences of the loss (Richardson's, sixth order).
    pub fn learning_numerically(&self, bias: &SparseMatrix, phi: &[f64], pi: &[f64]) -> Vec<f64> {
        self.descend(bias, pi.len(), |of| {
            let by_phi = |at: usize| slope(phi[at], |x| self.value(of, &with(phi, at, x), pi));
            let by_pi = |at: usize| slope(pi[at], |x| self.value(of, phi, &with(pi, at, x)));
            [(0..phi.len()).map(by_phi).collect(), (0..pi.len()).map(by_pi).collect()]
        })
    }

    fn descend(
        &self,
        bias: &SparseMatrix,
        length: usize,
        gradient: impl Fn(usize) -> [Vec<f64>; 2],
    ) -> Vec<f64> {
        let transposed = bias.transpose();
        let mut change = vec![0.0; length];
        for of in 0..self.count() {
            let [by_phi, by_pi] = gradient(of);
            let carried = transposed.apply(&by_phi);
            for at in part(of, self.count(), length) {
                change[at] = -by_pi[at] - carried[at];
            }
        }
        change
    }
}

/// Where the variables of a type lie.
fn part(of: usize, types: usize, length: usize) -> std::ops::Range<usize> {
    let each = length / types;
    of * each..(of + 1) * each
}

fn sum<N: Number>(terms: impl Iterator<Item = N>) -> N {
    terms.fold(N::constant(0.0), |sum, term| sum + term)
}

fn dot<N: Number>(a: &[N], b: &[N]) -> N {
    sum(a.iter().zip(b).map(|(a, b)| *a * *b))
}

fn half<N: Number>(x: N) -> N {
    x * 0.5
}

fn root<N: Number>(x: N) -> N {
    let root = x.value().sqrt();
    x.lift(root, 0.5 / root)
}

fn mean_slope<N: Number>(potential: &Formula, x: N) -> N {
    let (value, slope) = mean_slope_at(potential, x.value());
    x.lift(value, slope)
}

fn with(values: &[f64], at: usize, x: f64) -> Vec<f64> {
    let mut changed = values.to_vec();
    changed[at] = x;
    changed
}

/// The derivative by central differences at three step lengths, extrapolated.
fn slope(at: f64, f: impl Fn(f64) -> f64) -> f64 {
    let step = 0.02 * at.abs().max(1.0);
    let central = |step: f64| (f(at + step) - f(at - step)) / (2.0 * step);
    let [a, b, c] = [step, step / 2.0, step / 4.0].map(central);
    let (ab, bc) = ((4.0 * b - a) / 3.0, (4.0 * c - b) / 3.0);
    (16.0 * bc - ab) / 15.0
}

#[cfg(test)]
mod tests;
