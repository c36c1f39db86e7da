//! The learning system behind a running field.

use super::{Loss, SparseMatrix, Tensors};

use crate::lattice::GaugeField;
/// Tensors and loss of a theory on a lattice, as its definition has them.
///
/// # Equation
/// `phi' = phi + s ((W - I) phi + B pi + c)`, `pi' = pi + s (A phi + (V - I) pi + d - f(phi))`: the
/// synchronous tick, s its step.
#[derive(Clone, Debug)]
pub struct LearningSystem {
    /// W, B, A, V and the sources.
    pub tensors: Tensors,
    /// What is learnt from.
    pub loss: Loss,
    /// s: dt, or 1 where dt is within the tensors.
    pub step: f64,
}

/// Where a field stands, as far as its tensors depend on it.
///
/// # Conventions
/// Flat, component first, then sites in C order.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    /// phi.
    pub phi: &'a [f64],
    /// phi at the edges when the run began, which ghosts beyond fixed edges hold.
    pub edge: &'a [f64],
    /// Links and `A_0`, where there are any.
    pub gauge: Option<&'a GaugeField<f64>>,
}

/// phi or pi.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Neuron states.
    Phi,
    /// Trainable variables.
    Pi,
}

impl Side {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phi => "phi",
            Self::Pi => "pi",
        }
    }
}

/// One term of an update.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The tensor it comes from: `W`, `B`, `A` or `V`.
    pub tensor: &'static str,
    /// Whether it takes a phi or a pi.
    pub of: Side,
    /// Which of them.
    pub at: usize,
    /// What it is multiplied by in one step.
    pub coefficient: f64,
    /// Its value now.
    pub value: f64,
}

impl Term {
    /// What it adds.
    pub fn product(&self) -> f64 {
        self.coefficient * self.value
    }
}

/// How one variable is updated, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateRow {
    /// The terms that are not 0.
    pub terms: Vec<Term>,
    /// What ghosts beyond fixed edges add.
    pub source: f64,
    /// What the slope of a potential that is not quadratic adds.
    pub slope: f64,
}

impl UpdateRow {
    /// The value after the update.
    pub fn sum(&self) -> f64 {
        self.terms.iter().map(Term::product).sum::<f64>() + self.source + self.slope
    }
}

impl LearningSystem {
    /// The update of one variable by the synchronous tick, from the phi and pi it reads.
    pub fn row(&self, side: Side, at: usize, [phi, pi]: [&[f64]; 2]) -> UpdateRow {
        let (tensors, step) = (&self.tensors, self.step);
        let from = |name, matrix: &SparseMatrix, of, own: bool| {
            let values = match of {
                Side::Phi => phi,
                Side::Pi => pi,
            };
            terms(name, of, values, matrix.row(at), (at, own, step))
        };
        match side {
            Side::Phi => UpdateRow {
                terms: [
                    from("W", &tensors.w, Side::Phi, true),
                    from("B", &tensors.b, Side::Pi, false),
                ]
                .concat(),
                source: step * tensors.activation_source[at],
                slope: 0.0,
            },
            Side::Pi => UpdateRow {
                terms: [
                    from("A", &tensors.a, Side::Phi, false),
                    from("V", &tensors.v, Side::Pi, true),
                ]
                .concat(),
                source: step * tensors.learning_source[at],
                slope: -step * tensors.slope(phi, at),
            },
        }
    }
}

/// The terms of a row; `own`: of W or V, whose row begins with the variable itself.
fn terms(
    tensor: &'static str,
    of: Side,
    values: &[f64],
    row: &[(usize, f64)],
    (at, own, step): (usize, bool, f64),
) -> Vec<Term> {
    let kept = if own { 1.0 - step } else { 0.0 };
    let known = row.iter().any(|(column, _)| *column == at);
    let diagonal = (!known && kept != 0.0).then_some((at, 0.0));
    let entries = row.iter().copied().chain(diagonal);
    let term = |(column, entry): (usize, f64)| Term {
        tensor,
        of,
        at: column,
        coefficient: step * entry + if column == at { kept } else { 0.0 },
        value: values[column],
    };
    entries.map(term).filter(|term| term.coefficient != 0.0).collect()
}
