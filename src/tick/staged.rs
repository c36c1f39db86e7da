//! The staged schedule: activation first, learning then sees the new activation.

use super::{Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::Theory;

pub(super) const INFO: TickInfo = TickInfo {
    name: "staged",
    summary: "Activation, then learning that sees the new activation: time-symmetric leapfrog",
    equation: "R(dt/2) Kick(dt/2) Drift(dt) Kick(dt/2) R(dt/2)",
    order: 2,
    reach: 2.0,
    f32: &Staged,
    f64: &Staged,
};

/// The time-symmetric tick of second order.
///
/// # Equation
/// `R(dt/2) · Kick(dt/2) · Drift(dt) · Kick(dt/2) · R(dt/2)`, from right to left: activation is
/// everything up to and with Drift, learning the rest.
///
/// # Reference
/// Leapfrog, in place of the forward Euler step of (3.4) and (4.26), which grows without bound.
#[derive(Debug)]
struct Staged;

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
}
