//! Schedules of fourth order: a symmetric tick, repeated with weights.

use super::staged::Staged;
use super::unitary::Unitary;
use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{MadeOf, Matrix, ModelError, Modes, Rates, Theory};
use rustfft::num_complex::Complex64;

pub(super) const YOSHIDA: TickInfo = TickInfo {
    name: "yoshida4",
    summary: "Three symmetric ticks, the middle one backwards: fourth order",
    equation: "T(w₁ dt) T(w₀ dt) T(w₁ dt), w₁ = 1/(2 - 2^(1/3)), w₀ = 1 - 2 w₁",
    order: Some(4),
    energy: Keeps::ToOrder(4),
    invariant: Keeps::ToOrder(4),
    corrected: false,
    reversal: Reversal::Step,
    build_f32: |made| build(made, &yoshida()),
    build_f64: |made| build(made, &yoshida()),
};

pub(super) const SUZUKI: TickInfo = TickInfo {
    name: "suzuki4",
    summary: "Five symmetric ticks, the middle one backwards: fourth order, some thirty times closer",
    equation: "T(p dt)² T((1 - 4p) dt) T(p dt)², p = 1/(4 - 4^(1/3))",
    order: Some(4),
    energy: Keeps::ToOrder(4),
    invariant: Keeps::ToOrder(4),
    corrected: false,
    reversal: Reversal::Step,
    build_f32: |made| build(made, &suzuki()),
    build_f64: |made| build(made, &suzuki()),
};

fn yoshida() -> [f64; 3] {
    let w = 1.0 / (2.0 - 2f64.cbrt());
    [w, 1.0 - 2.0 * w, w]
}

fn suzuki() -> [f64; 5] {
    let p = 1.0 / (4.0 - 4f64.cbrt());
    [p, p, 1.0 - 4.0 * p, p, p]
}

fn build<R: Real>(made: &Made<'_, R>, weights: &[f64]) -> Result<Box<dyn Tick<R>>, ModelError> {
    let weights = weights.to_vec();
    match made.theory.made_of() {
        MadeOf::Flows => Ok(Box::new(Composition { base: Staged, weights })),
        MadeOf::Rotations => Ok(Box::new(Composition { base: Unitary, weights })),
        MadeOf::TwoLevels => made.refuse(
            "its pi is the activation of one tick earlier, which fixes the step",
            "use the schedule (3.14), or the theory klein-gordon",
        ),
    }
}

/// Ticks T of a symmetric schedule, one for each weight: the staged one, or the unitary one for a
/// theory whose weights rotate bond by bond.
///
/// # Conventions
/// The activation stage is everything up to and with the activation of the last T, so that it ends
/// as that of T does; the learning stage is the learning of the last T.
///
/// # Reference
/// H. Yoshida (1990), M. Suzuki (1990)
#[derive(Debug)]
struct Composition<T> {
    base: T,
    weights: Vec<f64>,
}

impl<R: Real, T: Tick<R> + Base> Tick<R> for Composition<T> {
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    ) {
        for (at, weight) in self.weights.iter().enumerate() {
            self.base.activation(theory, lattice, fields, weight * dt);
            if at + 1 < self.weights.len() {
                self.base.learning(theory, lattice, fields, weight * dt);
            }
        }
    }

    fn learning(&self, theory: &dyn Theory<R>, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        if let Some(weight) = self.weights.last() {
            self.base.learning(theory, lattice, fields, weight * dt);
        }
    }

    fn advance(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) {
        for weight in (0..n).flat_map(|_| &self.weights) {
            self.base.advance(theory, lattice, fields, weight * dt, 1);
        }
    }

    fn limit(&self, rates: &Rates) -> f64 {
        if T::ALWAYS_STABLE { f64::INFINITY } else { limit(&self.weights, rates) }
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix {
        let parts = self.weights.iter().map(|weight| self.base.mode(modes, k, weight * dt));
        parts.reduce(|done, part| &part * &done).unwrap_or_else(|| Matrix::one(modes.channels()))
    }
}

/// A tick to compose.
trait Base {
    /// Whether it is orthogonal at every step.
    const ALWAYS_STABLE: bool;
}

impl Base for Staged {
    const ALWAYS_STABLE: bool = false;
}

impl Base for Unitary {
    const ALWAYS_STABLE: bool = true;
}

/// Where the search ends: far beyond where any composition is stable.
const MOST_STEPS: u32 = 1000;

/// Steps of dt, and of the rate of a mode, at which stability is looked at first.
const STEPS: [f64; 2] = [0.01, 1.0 / 48.0];

/// The first dt at which some mode of the composed staged tick grows: looked for in steps, then
/// closed in on.
///
/// # Equation
/// A mode whose activation and learning have the rate s, and whose weights turn at the rate m,
/// has the tick `R Kick Drift Kick R` with `Kick = [[1, 0], [-t s/2, 1]]`, `Drift = [[1, t s],
/// [0, 1]]`, `R = diag(exp(∓i m t/2))`; a product of those with determinant 1 is stable while its
/// trace is real and within ±2. Without m the modes slower than the fastest come to each point
/// later, so it alone counts.
fn limit(weights: &[f64], rates: &Rates) -> f64 {
    let Rates { fastest, turning } = *rates;
    let least = if turning == 0.0 { 1.0 } else { STEPS[1] };
    let count = ((1.0 - least) / STEPS[1]).round() as usize;
    let grows = |dt: f64| {
        (0..=count).any(|n| grows_at(weights, dt, fastest * (1.0 - n as f64 * STEPS[1]), turning))
    };
    let step = STEPS[0] / fastest;
    let first = (1..MOST_STEPS).find(|n| grows(f64::from(*n) * step)).unwrap_or(MOST_STEPS);
    let [mut stable, mut unstable] = [first - 1, first].map(|n| f64::from(n) * step);
    while unstable - stable > 1e-12 * unstable {
        let middle = (stable + unstable) / 2.0;
        if middle <= stable || middle >= unstable {
            break;
        }
        if grows(middle) { unstable = middle } else { stable = middle }
    }
    stable
}

/// How far a trace may be from real and from ±2 by rounding.
const ROUNDING: f64 = 1e-12;

fn grows_at(weights: &[f64], dt: f64, s: f64, m: f64) -> bool {
    let one = [[Complex64::ONE, Complex64::ZERO], [Complex64::ZERO, Complex64::ONE]];
    let whole = weights.iter().fold(one, |done, weight| product(&single(weight * dt, s, m), &done));
    let trace = whole[0][0] + whole[1][1];
    trace.re.abs() > 2.0 + ROUNDING || trace.im.abs() > ROUNDING.sqrt()
}

/// One staged tick of a single mode.
fn single(t: f64, s: f64, m: f64) -> [[Complex64; 2]; 2] {
    let x = t * s;
    let (turn, even) = (Complex64::cis(-m * t), 1.0 - x * x / 2.0);
    [
        [turn * even, Complex64::from(x)],
        [Complex64::from(-x * (1.0 - x * x / 4.0)), turn.conj() * even],
    ]
}

fn product(a: &[[Complex64; 2]; 2], b: &[[Complex64; 2]; 2]) -> [[Complex64; 2]; 2] {
    [0, 1].map(|i| [0, 1].map(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j]))
}
