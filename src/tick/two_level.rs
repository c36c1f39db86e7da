//! The schedule of representation B: both stages in one step of the two-level leapfrog.

use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{Flow, MadeOf, Matrix, ModelError, Modes, Rates, Theory};

pub(super) const INFO: TickInfo = TickInfo {
    name: "(3.14)",
    summary: "Representation B: pi learns to be minus the old activation; two-level leapfrog",
    equation: "φ' = W φ + π, π' = -φ",
    order: Some(2),
    energy: Keeps::ToOrder(2),
    invariant: Keeps::Exactly,
    corrected: true,
    reversal: Reversal::Swap,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(made: &Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError> {
    match made.theory.made_of() {
        MadeOf::TwoLevels => Ok(Box::new(TwoLevels)),
        _ => made.refuse(
            "it is the step of representation B, whose pi is the activation of one tick earlier",
            "use staged, or the theory klein-gordon-b",
        ),
    }
}

/// Both stages read the old state: activation holds the old phi for learning.
///
/// # Conventions
/// It steps forward whatever the sign of dt, of which it takes the square: to run backwards, swap
/// phi and -pi.
///
/// # Reference
/// (3.14), (3.19)
#[derive(Debug)]
struct TwoLevels;

impl<R: Real> Tick<R> for TwoLevels {
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    ) {
        theory.activate(lattice, fields, dt);
    }

    fn learning(&self, theory: &dyn Theory<R>, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        theory.learn(lattice, fields, dt);
    }

    /// `dt² (m² + 4D/h²) < 4`
    fn limit(&self, rates: &Rates) -> f64 {
        2.0 / rates.fastest
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], _dt: f64) -> Matrix {
        modes.flow(Flow::TwoLevels, k)
    }
}
