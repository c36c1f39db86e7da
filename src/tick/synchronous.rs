//! The paper's schedule: both stages read the old state.

use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{
    Change, LinkCoupling, MadeOf, Matrix, ModelError, Modes, Rates, Stage, Theory,
};
use rustfft::num_complex::Complex64;

pub(super) const INFO: TickInfo = TickInfo {
    name: "synchronous",
    summary: "Forward Euler, as printed: both stages read the old state, and every wave grows",
    equation: "1 + dt G",
    order: Some(1),
    energy: Keeps::Nothing,
    invariant: Keeps::Nothing,
    corrected: false,
    reversal: Reversal::None,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(made: &Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError> {
    match made.theory.made_of() {
        MadeOf::TwoLevels => {
            made.refuse("both its stages read the old state already", "use the schedule (3.14)")
        }
        _ => Ok(Box::new(Synchronous)),
    }
}

/// Forward Euler.
///
/// # Equation
/// `phi' = W phi + B pi` (activation), `pi' = A phi + V pi` (learning), both from the old phi and
/// pi. Every wave grows by `sqrt(1 + w² dt²)` a tick. Activation holds the old phi for learning.
///
/// # Reference
/// (3.4), (4.17), (4.26)
#[derive(Debug)]
struct Synchronous;

impl<R: Real> Tick<R> for Synchronous {
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    ) {
        let old = fields.phi.clone();
        let (out, gauge) = (&mut fields.phi, fields.gauge.as_ref());
        theory.weigh(Stage::Activation, Change { lattice, out, source: &old, gauge }, dt);
        theory.drift(lattice, fields, dt);
        fields.held = Some(old);
    }

    fn learning(&self, theory: &dyn Theory<R>, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        let Some(old) = fields.held.take() else { return };
        let new = std::mem::replace(&mut fields.phi, old);
        let old_pi = fields.pi.clone();
        let (out, gauge) = (&mut fields.pi, fields.gauge.as_ref());
        theory.weigh(Stage::Learning, Change { lattice, out, source: &old_pi, gauge }, dt);
        theory.kick(lattice, fields, dt);
        fields.phi = new;
    }

    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[LinkCoupling::Exact, LinkCoupling::Additive]
    }

    /// No dt is stable.
    fn limit(&self, _rates: &Rates) -> f64 {
        0.0
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix {
        Matrix::one(modes.channels()).plus(Complex64::from(dt), &modes.generator(k))
    }
}
