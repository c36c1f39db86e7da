//! The staged schedule: activation first, learning then sees the new activation.

use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{Flow, LinkCoupling, MadeOf, Matrix, ModelError, Modes, Rates, Theory};

pub(super) const INFO: TickInfo = TickInfo {
    name: "staged",
    summary: "Activation, then learning that sees the new activation: time-symmetric leapfrog",
    equation: "R(dt/2) Kick(dt/2) Drift(dt) Kick(dt/2) R(dt/2)",
    order: Some(2),
    energy: Keeps::ToOrder(2),
    invariant: Keeps::Exactly,
    corrected: true,
    reversal: Reversal::Step,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(made: &Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError> {
    match made.theory.made_of() {
        MadeOf::Flows => Ok(Box::new(Staged)),
        MadeOf::Rotations => made.refuse(
            "a Wilson term (r other than 0) makes the weights reach the next sites, and then they \
             do not commute with B",
            "use unitary, yoshida4, suzuki4 or exact, or r: 0",
        ),
        MadeOf::TwoLevels => made.refuse(
            "its pi is the activation of one tick earlier",
            "use the schedule (3.14), or the theory klein-gordon",
        ),
    }
}

/// The time-symmetric tick of second order.
///
/// # Equation
/// `R(dt/2) · Kick(dt/2) · Drift(dt) · Kick(dt/2) · R(dt/2)`, from right to left: activation is
/// everything up to and with Drift, learning the rest.
///
/// # Reference
/// Leapfrog, in place of the forward Euler step of (3.4) and (4.26), which grows without bound.
#[derive(Debug)]
pub(super) struct Staged;

impl<R: Real> Tick<R> for Staged {
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

    fn advance(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) {
        theory.leapfrog(lattice, fields, dt, n);
    }

    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[LinkCoupling::Exact, LinkCoupling::Additive]
    }

    /// `dt σ < 2`
    fn limit(&self, rates: &Rates) -> f64 {
        2.0 / rates.fastest
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix {
        let [rotate, kick] = [Flow::Rotate(dt / 2.0), Flow::Kick(dt / 2.0)];
        let flows = [rotate, kick, Flow::Drift(dt), kick, rotate];
        let one = Matrix::one(modes.channels());
        flows.iter().fold(one, |done, flow| &modes.flow(*flow, k) * &done)
    }
}
