//! N neurons as a learning system and as a Hamiltonian system, and what must hold for them to be
//! the same.

use super::{Dense, Formula, Loss, NetworkError, Number, Sides, SparseMatrix, gradient};
use crate::theory::Couplings;

/// The most neurons whose matrices are kept whole.
pub const MOST_NEURONS: usize = 256;

/// A reciprocal condition number below this counts as 0.
const SINGULAR: f64 = 1e-7;

/// A condition counts as met when its residual is below this.
const MET: f64 = 1e-9;

/// Something that must hold for learning to be Hamiltonian, as it was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// A word for it.
    pub name: &'static str,
    /// What must hold.
    pub equation: &'static str,
    /// How far from it the network is, relative to the size of its matrices.
    pub residual: f64,
    /// Whether it is met, to rounding.
    pub holds: bool,
}

/// Names of the conditions, in the order they are reported.
pub fn condition_names() -> [&'static str; 4] {
    CONDITIONS.map(|(name, _)| name)
}

const CONDITIONS: [(&str, &str); 4] = [
    ("symmetric", "W = Wᵀ"),
    ("commute", "W B = B W"),
    ("invertible", "B B⁻¹ = 1"),
    ("path", "(B Bᵀ)⁻¹ Hess V symmetric"),
];

/// A network of N neurons with its loss, and the Hamiltonian it is dual to.
///
/// # Equation
/// Learning: `phi˙ = (W - I) phi + B pi`, `pi˙ = -∂H/∂pi - Bᵀ ∂H/∂phi`. Hamiltonian:
/// `Ham = ½ beta² + beta (W - I) phi + V(phi)` with `beta = B pi`, `V = Σ_i U(phi_i)`.
///
/// # Reference
/// (2.11)-(2.16); [`Duality::linear`]: (2.17)-(2.21)
#[derive(Clone, Debug)]
pub struct Duality {
    w: Dense,
    rate: Dense,
    b: Dense,
    bias: SparseMatrix,
    inverse: Dense,
    metric: Dense,
    potential: Formula,
    stiffness: Option<Dense>,
    loss: Loss,
}

impl Duality {
    /// A network with a potential U for each neuron and a function F.
    ///
    /// # Errors
    /// Matrices of another shape, not finite, too large, or a B without inverse.
    pub fn new(
        w: Dense,
        b: Dense,
        potential: Formula,
        free: Formula,
    ) -> Result<Self, NetworkError> {
        let rcond = check(&w, &b)?;
        if rcond < SINGULAR {
            return Err(NetworkError::Singular { rcond });
        }
        let inverse = b.inverse().ok_or(NetworkError::Singular { rcond })?;
        Ok(Self::assemble(w, b, inverse, potential, free))
    }

    /// The same for any B: where it has no inverse, with its pseudo-inverse.
    ///
    /// # Errors
    /// As [`Duality::new`], without the last.
    pub fn with_any_bias(
        w: Dense,
        b: Dense,
        potential: Formula,
        free: Formula,
    ) -> Result<Self, NetworkError> {
        let rcond = check(&w, &b)?;
        let inverse = b.inverse().filter(|_| rcond >= SINGULAR);
        let inverse = inverse.unwrap_or_else(|| b.pseudo_inverse(SINGULAR));
        Ok(Self::assemble(w, b, inverse, potential, free))
    }

    /// Neurons that do not know each other, W = B = 1: loss (2.9).
    ///
    /// # Errors
    /// Too many of them.
    pub fn alone(n: usize, potential: Formula, free: Formula) -> Result<Self, NetworkError> {
        if n > MOST_NEURONS {
            return Err(NetworkError::TooMany { neurons: n, most: MOST_NEURONS });
        }
        let one = Dense::one(n);
        let mut duality =
            Self::assemble(one.clone(), one.clone(), one, potential.clone(), free.clone());
        duality.loss = Loss::Neuron { potential, free };
        Ok(duality)
    }

    /// The general linear network.
    ///
    /// # Equation
    /// `V = 2 I - B^-1 W B`, `A = -Bᵀ`: loss (2.20), Hamiltonian (2.21)
    ///
    /// # Errors
    /// As [`Duality::new`].
    pub fn linear(w: Dense, b: Dense) -> Result<Self, NetworkError> {
        let nothing = Formula::parse("0", "phi", &Couplings::default())?;
        let mut duality = Self::new(w, b, nothing.clone(), nothing)?;
        let turned = duality.inverse.times(&duality.w).times(&duality.b);
        duality.loss = Loss::Linear { turned };
        duality.stiffness = Some(duality.b.times(&duality.b.transpose()));
        Ok(duality)
    }

    fn assemble(w: Dense, b: Dense, inverse: Dense, potential: Formula, free: Formula) -> Self {
        let n = w.size();
        let rate = w.plus(-1.0, &Dense::one(n));
        let metric = inverse.transpose().times(&inverse);
        let entries = (0..n).flat_map(|i| (0..n).map(move |j| (i, j)));
        let bias = SparseMatrix::new(n, n, entries.map(|(i, j)| (i, j, b.at(i, j))).collect());
        let loss = Loss::Dual {
            rate: rate.clone(),
            metric: metric.clone(),
            bias: b.clone(),
            potential: potential.clone(),
            free,
        };
        Self { w, rate, b, bias, inverse, metric, potential, stiffness: None, loss }
    }

    /// Number of neurons.
    pub fn size(&self) -> usize {
        self.w.size()
    }

    /// W.
    pub fn weights(&self) -> &Dense {
        &self.w
    }

    /// `W - I`.
    pub fn rate(&self) -> &Dense {
        &self.rate
    }

    /// B.
    pub fn bias(&self) -> &Dense {
        &self.b
    }

    /// `(B Bᵀ)^-1`.
    pub fn metric(&self) -> &Dense {
        &self.metric
    }

    /// U.
    pub fn potential(&self) -> &Formula {
        &self.potential
    }

    /// The loss the network learns from.
    pub fn loss(&self) -> &Loss {
        &self.loss
    }

    /// The value of the loss.
    pub fn loss_value(&self, phi: &[f64], pi: &[f64]) -> f64 {
        self.loss.value(0, phi, pi)
    }

    /// The Hamiltonian.
    ///
    /// # Reference
    /// (2.14), (2.21)
    pub fn hamiltonian<N: Number>(&self, phi: &[N], beta: &[N]) -> N {
        let add = |sum: N, (a, b): (&N, N)| sum + *a * b;
        let zero = N::constant(0.0);
        let kinetic = beta.iter().zip(beta.to_vec()).fold(zero, add) * 0.5;
        let turned = beta.iter().zip(self.rate.apply(phi)).fold(zero, add);
        let own = phi.iter().fold(zero, |sum, x| sum + self.potential.of_number(*x));
        let pulled = match &self.stiffness {
            Some(matrix) => phi.iter().zip(matrix.apply(phi)).fold(zero, add) * 0.5,
            None => zero,
        };
        kinetic + turned + own + pulled
    }

    /// Every condition, measured where the neurons are of the size of `phi`.
    pub fn conditions(&self, phi: &[f64]) -> Vec<Condition> {
        let path = match &self.loss {
            Loss::Linear { turned } => asymmetry(turned),
            _ => self.path_dependence(phi),
        };
        let (w, b) = (&self.w, &self.b);
        let commutator = w.times(b).plus(-1.0, &b.times(w)).norm() / (w.norm() * b.norm());
        let unit = b.times(&self.inverse).plus(-1.0, &Dense::one(self.size()));
        let residuals = [asymmetry(w), commutator, unit.norm(), path];
        let linear = matches!(self.loss, Loss::Linear { .. });
        let condition = |((name, equation), residual): ((&'static str, &'static str), f64)| {
            let equation = if linear && name == "path" { "B⁻¹ W B symmetric" } else { equation };
            Condition { name, equation, residual, holds: residual < MET }
        };
        let needed = CONDITIONS.into_iter().zip(residuals).map(condition);
        needed.filter(|condition| !(linear && condition.name == "commute")).collect()
    }

    /// How far `(B Bᵀ)^-1 Hess V` is from symmetric, with every neuron elsewhere within the reach
    /// of `phi`.
    fn path_dependence(&self, phi: &[f64]) -> f64 {
        let reach = phi.iter().fold(0.0f64, |most, x| most.max(x.abs()));
        let reach = if reach > 0.0 { reach } else { 1.0 };
        let curvature = |i: usize| self.potential.at(2, reach * (1.7 * i as f64 + 0.3).cos());
        let curvatures: Vec<f64> = (0..self.size()).map(curvature).collect();
        asymmetry(&self.metric.times(&Dense::diagonal(&curvatures)))
    }

    /// The rates of phi and pi of the learning system, its loss differentiated.
    pub fn learning_rates(&self, phi: &[f64], pi: &[f64]) -> [Vec<f64>; 2] {
        let (own, bias) = (self.rate.apply(phi), self.b.apply(pi));
        let activation = own.iter().zip(bias).map(|(own, bias)| own + bias).collect();
        [activation, self.loss.learning(&self.bias, phi, pi)]
    }

    /// The rates of phi and beta of the Hamiltonian system, its Hamiltonian differentiated.
    pub fn hamiltonian_rates(&self, phi: &[f64], beta: &[f64]) -> [Vec<f64>; 2] {
        let [mut by_phi, by_beta] = gradient(phi, beta, |phi, beta| self.hamiltonian(phi, beta));
        by_phi.iter_mut().for_each(|slope| *slope = -*slope);
        [by_beta, by_phi]
    }

    /// Both sides at the same instant.
    pub fn sides(&self, phi: &[f64], pi: &[f64]) -> Sides<'_> {
        let learning = [phi.to_vec(), pi.to_vec()];
        Sides::new(self, learning, [phi.to_vec(), self.b.apply(pi)])
    }

    /// How far the two sides part within so many ticks: the largest difference of any phi or beta.
    pub fn distance(&self, phi: &[f64], pi: &[f64], dt: f64, ticks: u64) -> f64 {
        let mut sides = self.sides(phi, pi);
        (0..ticks).fold(0.0, |most, _| {
            sides.step(dt);
            let now = sides.distance();
            if now.is_nan() || now > most { now } else { most }
        })
    }
}

/// Refuses matrices that make no network; the reciprocal condition number of B.
fn check(w: &Dense, b: &Dense) -> Result<f64, NetworkError> {
    let neurons = w.size();
    if neurons > MOST_NEURONS {
        return Err(NetworkError::TooMany { neurons, most: MOST_NEURONS });
    }
    if b.size() != neurons {
        let (rows, columns) = (b.size(), b.size());
        return Err(NetworkError::Shape { name: "B", rows, columns, neurons });
    }
    for (name, matrix) in [("W", w), ("B", b)] {
        if let Some(at) = matrix.values().iter().position(|value| !value.is_finite()) {
            let (row, column) = (at / neurons, at % neurons);
            let value = matrix.values()[at];
            return Err(NetworkError::Entry { name, row, column, value });
        }
    }
    Ok(b.reciprocal_condition())
}

fn asymmetry(matrix: &Dense) -> f64 {
    let size = matrix.norm();
    if size == 0.0 { 0.0 } else { matrix.plus(-1.0, &matrix.transpose()).norm() / size }
}
