//! How the two stages are scheduled within a tick. One file per schedule.
//!
//! To add one: a file with a type that implements [`Tick`], and a row in [`TICKS`].

mod staged;

use crate::lattice::{Fields, Lattice, Real};
use crate::theory::Theory;
use std::fmt::Debug;

/// A schedule: what the activation stage and the learning stage of one tick do.
///
/// # Conventions
/// Before activation and after learning, phi and pi are at the same instant, a whole tick.
pub trait Tick<R: Real>: Debug + Send + Sync {
    /// First stage: the neuron states phi take up their new values.
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    );

    /// Second stage: the trainable variables pi learn from the new states.
    fn learning(&self, theory: &dyn Theory<R>, lattice: &Lattice, fields: &mut Fields<R>, dt: f64);
}

/// A schedule that can be named in a scene.
#[derive(Clone, Copy, Debug)]
pub struct TickInfo {
    /// The name used in scenes and in `meta.json`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The tick as a product of flows, applied from right to left.
    pub equation: &'static str,
    /// Order of accuracy in dt.
    pub order: u32,
    /// Stable for `dt σ` strictly below this, σ the theory's fastest frequency.
    pub reach: f64,
    pub(crate) f32: &'static dyn Tick<f32>,
    pub(crate) f64: &'static dyn Tick<f64>,
}

/// Every schedule there is.
pub const TICKS: &[TickInfo] = &[staged::INFO];

/// The schedule of that name.
pub fn tick(name: &str) -> Option<&'static TickInfo> {
    TICKS.iter().find(|info| info.name == name)
}
