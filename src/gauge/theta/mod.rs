//! Angles Θ by which fields are rotated. One file per family.
//!
//! To add one: a file with a type that implements [`Family`], a variant of [`ThetaSource`] and a row
//! in [`THETAS`].

mod checkerboard;
mod constant;
mod expression;
mod noise;
mod plane_wave;
mod stroke;
mod travelling;
mod vortex;

pub use checkerboard::Checkerboard;
pub use constant::Constant;
pub use expression::Expression;
pub use noise::Noise;
pub use plane_wave::PlaneWave;
pub use stroke::{Profile, Stroke};
pub use travelling::Travelling;
pub use vortex::Vortex;

use super::error::{GaugeError, GaugeFault};
use super::instant::Instant;
use crate::lattice::{Lattice, SiteField};
use crate::simulation::Parameters;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::sync::Arc;

/// Θ at every site, one component, always in double precision.
pub type Theta = SiteField<f64>;

/// Where an angle Θ_i(t) comes from; several add up.
///
/// # Equation
/// `phi_i -> rot(Θ_i) phi_i`, the same for pi; `rot(Θ) = cos Θ + sin Θ X_0` acts as `exp(-iΘ)` on
/// `phi1 + i phi2`.
///
/// # Units
/// Radians. The paper's θ counts quarter turns: `Θ = θ π/2`.
///
/// # Reference
/// (5.1), (5.2)
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ThetaSource {
    /// The same angle everywhere: global U(1).
    Constant(Constant),
    /// An angle that grows along a direction, so that the phase winds like that of a plane wave.
    PlaneWave(PlaneWave),
    /// An angle that winds about a point.
    Vortex(Vortex),
    /// Plus and minus, alternating from site to site.
    Checkerboard(Checkerboard),
    /// A random angle at each site; when it drives, a new one at every half tick.
    Noise(Noise),
    /// A sine that travels.
    Travelling(Travelling),
    /// A formula in x, y, z and t.
    Expression(Expression),
    /// One dab of the brush.
    Stroke(Stroke),
}

/// What a source may depend on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub lattice: &'a Lattice,
    pub parameters: &'a Parameters,
}

/// A family of sources: what is written, checked and made a pattern on a lattice.
pub(super) trait Family {
    /// # Errors
    /// [`GaugeError`] names the number that is wrong.
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError>;
}

/// Θ of a source on a lattice.
pub(super) trait Pattern: Debug + Send + Sync {
    /// Adds Θ of the sites of a row.
    fn add(&self, lattice: &Lattice, row: usize, at: &Instant, out: &mut [f64]);
}

/// A family, for menus and help.
#[derive(Clone, Copy, Debug)]
pub struct ThetaInfo {
    /// Its name, as in a scene.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// The equation of Θ.
    pub equation: &'static str,
    /// A source to begin with on a lattice.
    pub example: fn(&Lattice) -> ThetaSource,
}

/// Every family there is.
pub const THETAS: &[ThetaInfo] = &[
    constant::INFO,
    plane_wave::INFO,
    vortex::INFO,
    checkerboard::INFO,
    noise::INFO,
    travelling::INFO,
    expression::INFO,
    stroke::INFO,
];

impl ThetaSource {
    /// The family it belongs to.
    pub fn info(&self) -> &'static ThetaInfo {
        match self {
            Self::Constant(_) => &constant::INFO,
            Self::PlaneWave(_) => &plane_wave::INFO,
            Self::Vortex(_) => &vortex::INFO,
            Self::Checkerboard(_) => &checkerboard::INFO,
            Self::Noise(_) => &noise::INFO,
            Self::Travelling(_) => &travelling::INFO,
            Self::Expression(_) => &expression::INFO,
            Self::Stroke(_) => &stroke::INFO,
        }
    }

    fn family(&self) -> &dyn Family {
        match self {
            Self::Constant(source) => source,
            Self::PlaneWave(source) => source,
            Self::Vortex(source) => source,
            Self::Checkerboard(source) => source,
            Self::Noise(source) => source,
            Self::Travelling(source) => source,
            Self::Expression(source) => source,
            Self::Stroke(source) => source,
        }
    }
}

/// Sources, checked for a lattice. Copies share the patterns.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    written: Arc<Vec<ThetaSource>>,
    patterns: Arc<Vec<Arc<dyn Pattern>>>,
}

impl Sources {
    /// # Errors
    /// At `[n].field`, n counted from 0.
    pub fn new(written: Vec<ThetaSource>, setting: &Setting<'_>) -> Result<Self, GaugeError> {
        let pattern = |(at, source): (usize, &ThetaSource)| {
            source.family().pattern(setting).map_err(|error| error.within(&format!("[{at}]")))
        };
        let patterns = written.iter().enumerate().map(pattern).collect::<Result<_, _>>()?;
        Ok(Self { patterns: Arc::new(patterns), written: Arc::new(written) })
    }

    pub fn written(&self) -> &[ThetaSource] {
        &self.written
    }

    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Adds their Θ at an instant.
    pub fn add(&self, lattice: &Lattice, at: &Instant, theta: &mut Theta) {
        if self.is_empty() {
            return;
        }
        theta.for_each_row(lattice, |row, out| {
            self.patterns.iter().for_each(|pattern| pattern.add(lattice, row, at, out));
        });
    }

    /// Their Θ at an instant.
    pub fn theta(&self, lattice: &Lattice, at: &Instant) -> Theta {
        let mut theta = Theta::zeros(lattice, 1);
        self.add(lattice, at, &mut theta);
        theta
    }

    /// Their Θ at an instant.
    ///
    /// # Errors
    /// Where it is not finite.
    pub fn finite_theta(&self, lattice: &Lattice, at: &Instant) -> Result<Theta, GaugeError> {
        let theta = self.theta(lattice, at);
        let Some(flat) = theta.values().iter().position(|value| !value.is_finite()) else {
            return Ok(theta);
        };
        let (row, x) = (flat / lattice.row_len(), flat % lattice.row_len());
        let fault =
            GaugeFault::NotFinite { site: lattice.site(row, x), value: theta.at(row, x, 0) };
        Err(GaugeError::new("", fault))
    }
}

/// Sum over the axes of `k · x` at a site.
pub(super) fn product(lattice: &Lattice, k: &[f64; 3], row: usize, x: usize) -> f64 {
    let position = lattice.site_position(row, x);
    (0..3).map(|mu| k[mu] * position[mu]).sum()
}
