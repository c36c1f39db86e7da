//! Given electromagnetic fields. One file per kind.
//!
//! To add one: a file with a type that implements [`Kind`], a variant of [`Background`] and a row in
//! [`BACKGROUNDS`].

mod expression;
mod solenoid;
mod step;
mod uniform_b;
mod uniform_e;
mod wave;
mod well;

pub use expression::Formulas;
pub use solenoid::Solenoid;
pub use step::Step;
pub use uniform_b::UniformB;
pub use uniform_e::{Through, UniformE};
pub use wave::Wave;
pub use well::Well;

use super::error::GaugeError;
use super::theta::Setting;
use crate::lattice::{Boundary, Lattice};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::sync::Arc;

/// A given electromagnetic field; those of a scene add up.
///
/// # Equation
/// Links `U_{i,mu} = rot(a_{i,mu})` between i and i + e_mu, and a potential `A_0` at each site;
/// `E_{i,mu} = -(a˙_{i,mu} + A_{0,i+e_mu} - A_{0,i})/h`, and the flux of a plaquette is
/// `a_{i,mu} + a_{i+e_mu,nu} - a_{i+e_nu,mu} - a_{i,nu}`.
///
/// # Conventions
/// The charge of the field is 1, and in these. The paper's `A_mu` is `-a_mu/h`. Positions are
/// physical, the origin the site in the middle. A link that leads out of the lattice has no angle.
/// Whether dt is stable is asked of the links there are when a background is given; should links
/// that move come to need a smaller one, the sentinel stops the run.
///
/// # Units
/// Angles in radians, `A_0` in radians per time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Background {
    /// A uniform electric field.
    UniformE(UniformE),
    /// A uniform magnetic field.
    UniformB(UniformB),
    /// A step of the potential.
    Step(Step),
    /// A barrier of the potential.
    Barrier(Well),
    /// A well of the potential.
    Well(Well),
    /// A flux through one plaquette, or through the ring that one dimension closes to.
    Solenoid(Solenoid),
    /// An electromagnetic wave or pulse.
    Wave(Wave),
    /// Formulas in x, y, z and t.
    Expression(Formulas),
}

/// A kind of background: what is written, checked and made a source on a lattice.
pub(super) trait Kind {
    /// # Errors
    /// [`GaugeError`] names the number that is wrong.
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError>;
}

/// A background on a lattice.
pub(super) trait Source: Debug + Send + Sync {
    /// Whether it changes with time.
    fn moves(&self) -> bool {
        false
    }

    /// Whether it has a potential.
    fn has_potential(&self) -> bool {
        false
    }

    /// Adds the angles of the links along `mu` of a row, those that lead out of the lattice too.
    fn add_links(&self, _lattice: &Lattice, _row: usize, _mu: usize, _t: f64, _out: &mut [f64]) {}

    /// Adds the potential of a row.
    fn add_potential(&self, _lattice: &Lattice, _row: usize, _t: f64, _out: &mut [f64]) {}
}

/// A kind, for menus and help.
#[derive(Clone, Copy, Debug)]
pub struct BackgroundInfo {
    /// Its name, as in a scene.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Its equation.
    pub equation: &'static str,
    /// One to begin with on a lattice; `None` where the lattice cannot have it.
    pub example: fn(&Lattice) -> Option<Background>,
}

/// Every kind there is.
pub const BACKGROUNDS: &[BackgroundInfo] = &[
    uniform_e::INFO,
    uniform_b::INFO,
    step::INFO,
    well::BARRIER,
    well::WELL,
    solenoid::INFO,
    wave::INFO,
    expression::INFO,
];

impl Background {
    /// The kind it is of.
    pub fn info(&self) -> &'static BackgroundInfo {
        match self {
            Self::UniformE(_) => &uniform_e::INFO,
            Self::UniformB(_) => &uniform_b::INFO,
            Self::Step(_) => &step::INFO,
            Self::Barrier(_) => &well::BARRIER,
            Self::Well(_) => &well::WELL,
            Self::Solenoid(_) => &solenoid::INFO,
            Self::Wave(_) => &wave::INFO,
            Self::Expression(_) => &expression::INFO,
        }
    }

    pub(super) fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        match self {
            Self::UniformE(kind) => kind.source(setting),
            Self::UniformB(kind) => kind.source(setting),
            Self::Step(kind) => kind.source(setting),
            Self::Barrier(kind) => kind.raised(1.0, setting),
            Self::Well(kind) => kind.raised(-1.0, setting),
            Self::Solenoid(kind) => kind.source(setting),
            Self::Wave(kind) => kind.source(setting),
            Self::Expression(kind) => kind.source(setting),
        }
    }
}

/// Whether an axis is a circle.
fn closes(lattice: &Lattice, mu: usize) -> bool {
    lattice.boundary()[mu] == Boundary::Periodic
}
