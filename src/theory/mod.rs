//! Field theories as networks: what activation and learning do to the fields. One file per theory.
//!
//! To add one: a file with a type that implements [`Theory`], and a row in [`THEORIES`].

mod beside;
mod carry;
mod couplings;
mod dirac;
mod error;
mod factors;
mod klein_gordon;
mod klein_gordon_complex;
mod lanczos;
mod matrix;
mod modes;
mod network;
mod neuron;
mod potential;
mod scalar;
pub mod spinor;
mod turn;
mod wiring;

pub use couplings::{Couplings, LinkCoupling, ParameterInfo};
pub use error::ModelError;
pub use factors::SignedPermutation;
pub(crate) use factors::{E2, X4};
pub use matrix::Matrix;
pub use modes::{Bonds, Flow, MadeOf, Modes, Rates};
pub use potential::{ExprError, Potential, PotentialExpr};
pub use wiring::{MatrixText, Source, Wiring};

use crate::lattice::{Fields, GaugeField, Lattice, Layer, Real, SiteField, sum_sites};
use crate::network::{LearningSystem, NetworkError, Present};

/// A theory on a lattice of one size, in one precision: its kernels and its integrals of motion.
///
/// # Conventions
/// `t` and `dt` are times in units where c = 1. Sums over sites carry the cell volume `h^D`, so
/// that they keep their value when the lattice is refined. All sums are computed in `f64` and in a
/// fixed order.
pub trait Theory<R: Real>: Send + Sync {
    /// Number of components K of phi, and of pi.
    fn components(&self) -> usize;

    /// Whether fixed edges need ghosts that hold the initial edge values.
    fn has_ghosts(&self) -> bool;

    /// `R(t)`: the exact rotation of phi and pi by the weights.
    fn rotate(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64);

    /// `Kick(t)`: learning, changes pi at fixed phi.
    fn kick(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64);

    /// `Drift(t)`: activation, changes phi at fixed pi.
    fn drift(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64);

    /// `Drift(dt) · Kick(dt/2) · R(dt/2)`, the first half of a staged tick; a theory that can do
    /// it in fewer sweeps over memory says how.
    fn activate(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        self.rotate(lattice, fields, dt / 2.0);
        self.kick(lattice, fields, dt / 2.0);
        self.drift(lattice, fields, dt);
    }

    /// `R(dt/2) · Kick(dt/2)`, the second half of a staged tick; a theory that can do it in fewer
    /// sweeps over memory says how.
    fn learn(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        self.kick(lattice, fields, dt / 2.0);
        self.rotate(lattice, fields, dt / 2.0);
    }

    /// `n` staged ticks between which nobody looks; a theory that can do them in fewer trips through
    /// memory says how. Bit for bit what `n` times [`Theory::activate`] and [`Theory::learn`] give.
    fn leapfrog(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64, n: u64) {
        stage_by_stage(self, lattice, fields, (dt, n));
    }

    /// `n` staged ticks between which nobody looks, a trip through memory for each: kicks that meet
    /// are one, as in [`Theory::leapfrog`], but nothing stays in the caches from one tick to the next.
    /// For comparison; whether there is such a way. Equal to [`Theory::leapfrog`] bit for bit.
    fn leapfrog_by_trips(
        &self,
        _lattice: &Lattice,
        _fields: &mut Fields<R>,
        _dt: f64,
        _n: u64,
    ) -> bool {
        false
    }

    /// A staged tick in plain loops over sites, each neighbour looked up, for comparison; whether
    /// there is one. Equal to [`Theory::leapfrog`] to rounding.
    fn plain_tick(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _dt: f64) -> bool {
        false
    }

    /// The weights in the first order of t, as a step that reads the old state takes them:
    /// `out += t (A_0 + M) X_0 source` for activation, `out += t (A_0 - M) X_0 source` for
    /// learning, M the mass with its Wilson term. The two matrices differ in more than this sign
    /// only where a loss cannot teach all of it.
    fn weigh(&self, _stage: Stage, _change: Change<'_, R>, _t: f64) {}

    /// How the theory can feel links and `A_0`; empty where it cannot.
    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[]
    }

    /// Writes the charge that leaves each site of a row along its link in direction `mu`, per unit
    /// of time and per cell; of a theory whose charge lies on sites and moves along links.
    fn link_current(
        &self,
        _lattice: &Lattice,
        _fields: &Fields<R>,
        (_row, _mu): (usize, usize),
        out: &mut [f64],
    ) {
        out.fill(0.0);
    }

    /// Writes what each site of a row adds to the loss, per cell; of a theory with a loss for each
    /// type of neuron, to the sum of them.
    fn loss_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]);

    /// What the theory is made of.
    fn made_of(&self) -> MadeOf {
        MadeOf::Flows
    }

    /// Rotations in closed form, of a theory that is made of such.
    fn bonds(&self) -> Option<&dyn Bonds<R>> {
        None
    }

    /// One Fourier mode at a time: of a theory that is not linear, that of small waves about its
    /// vacuum.
    fn modes(&self) -> &dyn Modes;

    /// The largest angular frequency of the weights.
    fn turning(&self) -> f64 {
        0.0
    }

    /// Damps the field in the absorbing layers by `exp(-dt s(x))` and adds what that takes of
    /// [`Theory::invariant`] to `fields.absorbed`.
    fn absorb(&self, lattice: &Lattice, fields: &mut Fields<R>, layer: &Layer, dt: f64);

    /// The largest angular frequency σ that `Kick` and `Drift` can reach in a run that begins with
    /// this state: the staged tick is stable for `dt σ < 2`.
    ///
    /// # Errors
    /// When the potential is not finite where the field is.
    fn fastest(&self, lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError>;

    /// A frequency that they reach in any state: where dt is too long for this one, no state can
    /// mend it. A checkpoint is refused for this alone, never for where its field happens to stand.
    fn fastest_at_least(&self, lattice: &Lattice) -> f64;

    /// Writes the energy of each site of a row, per cell (not yet times `h^D`).
    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]);

    /// Writes the density of what the staged tick conserves exactly at this `dt` in a linear
    /// theory, per cell (not yet times `h^D`).
    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    );

    /// Whether the equations are linear, so that the staged tick conserves the invariant exactly.
    fn is_linear(&self) -> bool;

    /// The charge, of a theory that has one; as the staged tick conserves it at this `dt`.
    fn charge(&self, lattice: &Lattice, fields: &Fields<R>, dt: f64) -> Option<f64> {
        self.has_charge().then(|| self.invariant(lattice, fields, dt))
    }

    /// Whether the invariant is a charge (else it is the energy the staged tick sees).
    fn has_charge(&self) -> bool;

    /// The Hamiltonian, which the staged tick keeps to second order in dt, without drift.
    fn energy(&self, lattice: &Lattice, fields: &Fields<R>) -> f64 {
        lattice.cell()
            * sum_sites(lattice, |row, out| self.energy_density(lattice, fields, row, out))
    }

    /// The loss that the trainable variables learn from; gradient descent does not minimise it
    /// here, for what it depends on moves as well.
    fn loss(&self, lattice: &Lattice, fields: &Fields<R>) -> f64 {
        lattice.cell() * sum_sites(lattice, |row, out| self.loss_density(lattice, fields, row, out))
    }

    /// The sum of [`Theory::invariant_density`] over the lattice.
    fn invariant(&self, lattice: &Lattice, fields: &Fields<R>, dt: f64) -> f64 {
        let fill =
            |row: usize, out: &mut [f64]| self.invariant_density(lattice, fields, dt, row, out);
        lattice.cell() * sum_sites(lattice, fill)
    }
}

/// `n` staged ticks of dt, one stage after the other.
fn stage_by_stage<R: Real>(
    theory: &(impl Theory<R> + ?Sized),
    lattice: &Lattice,
    fields: &mut Fields<R>,
    (dt, n): (f64, u64),
) {
    for _ in 0..n {
        theory.activate(lattice, fields, dt);
        theory.learn(lattice, fields, dt);
    }
}

/// The two stages of a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// phi takes up new values.
    Activation,
    /// pi learns.
    Learning,
}

/// A field to change by another, in the gauge field of the state.
pub struct Change<'a, R> {
    /// Where.
    pub lattice: &'a Lattice,
    /// What is changed.
    pub out: &'a mut SiteField<R>,
    /// By what.
    pub source: &'a SiteField<R>,
    /// Links and `A_0`.
    pub gauge: Option<&'a GaugeField<R>>,
}

/// What a theory is built from.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The lattice it will run on.
    pub lattice: &'a Lattice,
    /// Its potential, where it takes one.
    pub potential: Option<&'a Potential>,
    /// Its numbers.
    pub couplings: Couplings,
    /// How it feels links.
    pub coupling: LinkCoupling,
    /// Time step, for a theory whose fields depend on it.
    pub dt: f64,
    /// Its matrices and functions, where it takes such.
    pub wiring: Option<&'a Wiring>,
}

pub(crate) type Build<R> = fn(&Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError>;

/// Writes a theory out as a learning system, where a field stands.
pub(crate) type Learns = fn(&Setup<'_>, &Present<'_>) -> Result<LearningSystem, NetworkError>;

/// Makes fields with `pi = ∂t phi` those of a theory.
pub(crate) type Adopt = fn(&Setup<'_>, &mut Fields<f64>) -> Result<(), ModelError>;

/// A theory that can be named in a scene.
#[derive(Clone, Copy, Debug)]
pub struct TheoryInfo {
    /// The name used in scenes and in `meta.json`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// The equation of motion.
    pub equation: &'static str,
    /// Number of components K in D dimensions.
    pub components: fn(dim: usize) -> usize,
    /// Names of the potentials it takes; empty when it takes none.
    pub potentials: &'static [&'static str],
    /// The couplings that matter with a potential.
    pub parameters: fn(Option<&Potential>) -> &'static [ParameterInfo],
    /// What a scene may give it besides: matrices and functions, see [`Wiring`].
    pub extras: &'static [&'static str],
    /// Its tensors and its loss, from their definitions.
    pub(crate) learns: Learns,
    /// Makes fields with `pi = ∂t phi` those of the theory, where they are others.
    pub(crate) adopt: Option<Adopt>,
    pub(crate) build_f32: Build<f32>,
    pub(crate) build_f64: Build<f64>,
}

impl TheoryInfo {
    /// Whether its field has a phase, so that links can turn it.
    pub fn has_phase(&self) -> bool {
        ["dirac", "klein-gordon-complex"].contains(&self.name)
    }
}

/// Every theory there is.
pub const THEORIES: &[TheoryInfo] = &[
    klein_gordon::INFO,
    klein_gordon::INFO_B,
    klein_gordon_complex::INFO,
    dirac::INFO,
    neuron::INFO,
    network::INFO,
];

/// The theory of that name.
pub fn theory(name: &str) -> Option<&'static TheoryInfo> {
    THEORIES.iter().find(|info| info.name == name)
}
