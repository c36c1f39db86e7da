//! How the two stages are scheduled within a tick. One file per schedule.
//!
//! To add one: a file with a type that implements [`Tick`], and a row in [`TICKS`].

mod composition;
mod exact;
mod staged;
mod synchronous;
mod two_level;
mod unitary;

use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{LinkCoupling, Matrix, ModelError, Modes, Rates, Theory};
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

    /// `n` ticks between which nobody looks: bit for bit what `n` times both stages give.
    fn advance(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) {
        for _ in 0..n {
            self.activation(theory, lattice, fields, dt);
            self.learning(theory, lattice, fields, dt);
        }
    }

    /// How a theory may feel links with this schedule; empty where it runs in none.
    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[LinkCoupling::Exact]
    }

    /// The magnitude of dt from which on a wave grows: every dt strictly below is stable. Infinite
    /// where all are, 0 where none is.
    fn limit(&self, rates: &Rates) -> f64;

    /// What a whole tick does to one Fourier mode, on a lattice without edges.
    ///
    /// # Conventions
    /// As many rows as the mode has channels; or, where the tick treats even and odd sites
    /// differently, 2^D times as many: block n holds the mode at `k + π/h (bits of n)`.
    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix;
}

/// How well a schedule keeps what a linear theory conserves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// To rounding.
    Exactly,
    /// Within bounds of this order in dt, without drift.
    ToOrder(u32),
    /// Not at all.
    Nothing,
}

/// How a schedule runs backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversal {
    /// By a tick of -dt: it is time-symmetric.
    Step,
    /// By a tick between two exchanges, phi for -pi and pi for -phi.
    Swap,
    /// Not at all: a tick of -dt is not the inverse of one of dt.
    None,
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
    /// Order of accuracy in dt; `None`: exact.
    pub order: Option<u32>,
    /// How well it keeps the Hamiltonian.
    pub energy: Keeps,
    /// How well it keeps the invariant: the charge (Dirac) or the energy (Klein-Gordon), corrected
    /// at order dt² where `corrected` says so.
    pub invariant: Keeps,
    /// Whether its invariant has a correction of order dt².
    pub corrected: bool,
    /// How it runs backwards.
    pub reversal: Reversal,
    pub(crate) build_f32: Build<f32>,
    pub(crate) build_f64: Build<f64>,
}

/// What a schedule is built for.
#[derive(Clone, Copy)]
pub(crate) struct Made<'a, R> {
    pub lattice: &'a Lattice,
    pub theory: &'a dyn Theory<R>,
    pub theory_name: &'static str,
    pub schedule: &'static str,
}

pub(crate) type Build<R> = fn(&Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError>;

impl<R> Made<'_, R> {
    fn refuse<T>(&self, why: impl Into<String>, instead: &'static str) -> Result<T, ModelError> {
        let (theory, schedule) = (self.theory_name, self.schedule);
        Err(ModelError::Schedule { theory, schedule, why: why.into(), instead })
    }
}

impl TickInfo {
    /// The dt of the invariant: that of the tick where it has a correction, else 0.
    pub fn correction(&self, dt: f64) -> f64 {
        if self.corrected { dt } else { 0.0 }
    }
}

/// Every schedule there is.
pub const TICKS: &[TickInfo] = &[
    staged::INFO,
    unitary::INFO,
    composition::YOSHIDA,
    composition::SUZUKI,
    exact::INFO,
    synchronous::INFO,
    two_level::INFO,
];

/// The schedule of that name.
pub fn tick(name: &str) -> Option<&'static TickInfo> {
    TICKS.iter().find(|info| info.name == name)
}
