//! Dispersion: the frequencies of waves as the lattice and the tick make them, as the continuum
//! would have them, and as a running field shows them.

mod dispersion;
mod doubler;
mod follow;
mod path;
mod prediction;
pub mod series;
mod shells;

pub use dispersion::Dispersion;
pub use doubler::Doubler;
pub use follow::{Follower, measure};
pub use path::{Corner, Path};
pub use shells::{Shell, shells};

use crate::lattice::Lattice;
use crate::simulation::{ModelError, Parameters};
use serde::Serialize;

/// Frequencies along a path of wave vectors: what a plot shows.
///
/// # Conventions
/// Angular frequencies w of waves `exp(i k x - i w t)`, between -π/dt and π/dt, in rising order; as
/// many at each point as a mode has amplitudes. Measured ones are those that were seen: equal ones
/// are seen once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spectrum {
    /// Wave vectors; components beyond D are 0.
    pub k: Vec<[f64; 3]>,
    /// Length along the path, for the axis of a plot.
    pub along: Vec<f64>,
    /// Whether each wave vector lies on the straight line, not only next to it.
    #[serde(skip)]
    pub straight: Vec<bool>,
    /// Curves along the straight lines.
    #[serde(skip)]
    pub curve: Curve,
    /// The places the path was led to.
    pub corners: Vec<Corner>,
    /// Frequencies of the tick, at each wave vector.
    pub lattice: Vec<Vec<f64>>,
    /// dw/dk of each of them.
    pub group_velocity: Vec<Vec<[f64; 3]>>,
    /// By how much the fastest growing wave grows in a tick, less 1.
    pub growth: Vec<f64>,
    /// Those of the continuum.
    pub continuum: Vec<Vec<f64>>,
    /// Those a running field showed; empty where it was not followed.
    pub measured: Vec<Vec<f64>>,
    /// Doublers in the whole Brillouin zone.
    pub doublers: Vec<Doubler>,
}

/// Frequencies along the straight lines of a path, whatever wave vectors the lattice has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Length along the path.
    pub along: Vec<f64>,
    /// Frequencies of the tick.
    pub lattice: Vec<Vec<f64>>,
    /// Those of the continuum.
    pub continuum: Vec<Vec<f64>>,
}

impl Curve {
    fn of(dispersion: &Dispersion, path: &Path) -> Self {
        let line = path.line();
        Self {
            along: line.iter().map(|(_, along)| *along).collect(),
            lattice: line.iter().map(|(k, _)| dispersion.frequencies(*k)).collect(),
            continuum: line.iter().map(|(k, _)| dispersion.continuum(*k)).collect(),
        }
    }
}

impl Spectrum {
    /// The spectrum of a theory and a schedule along a path, not yet measured.
    ///
    /// # Errors
    /// When the theory and the schedule do not go together.
    pub fn along(
        parameters: &Parameters,
        lattice: &Lattice,
        path: &Path,
    ) -> Result<Self, ModelError> {
        let dispersion = Dispersion::of(parameters, lattice)?;
        let doublers = doubler::all(&dispersion);
        Ok(Self::of(&dispersion, path, doublers))
    }

    /// The spectrum along the tour of a lattice, and on through the first doubler that is not on it.
    ///
    /// # Errors
    /// When the theory and the schedule do not go together.
    pub fn tour(parameters: &Parameters, lattice: &Lattice) -> Result<Self, ModelError> {
        let dispersion = Dispersion::of(parameters, lattice)?;
        let doublers = doubler::all(&dispersion);
        let path = match doublers.first() {
            Some(doubler) => Path::tour_and(lattice, doubler.k),
            None => Path::tour(lattice),
        };
        Ok(Self::of(&dispersion, &path, doublers))
    }

    fn of(dispersion: &Dispersion, path: &Path, doublers: Vec<Doubler>) -> Self {
        let k = path.points().to_vec();
        Self {
            along: path.lengths().to_vec(),
            straight: path.straight().to_vec(),
            curve: Curve::of(dispersion, path),
            corners: path.corners().to_vec(),
            lattice: k.iter().map(|k| dispersion.frequencies(*k)).collect(),
            group_velocity: k.iter().map(|k| dispersion.group_velocity(*k)).collect(),
            growth: k.iter().map(|k| dispersion.growth(*k) - 1.0).collect(),
            continuum: k.iter().map(|k| dispersion.continuum(*k)).collect(),
            measured: vec![Vec::new(); k.len()],
            doublers,
            k,
        }
    }

    /// Those of some frequencies at the wave vectors of the path that are not negative, each with the
    /// length along the path; of wave vectors beside the straight line none.
    pub fn seen(&self, frequencies: &[Vec<f64>]) -> Vec<[f64; 2]> {
        let places = self.along.iter().zip(&self.straight).zip(frequencies);
        let straight = places.filter(|((_, straight), _)| **straight);
        let up = |((along, _), all): ((&f64, &bool), &Vec<f64>)| {
            let along = *along;
            let all = all.iter().filter(|w| **w >= 0.0).map(|w| [along, *w]);
            all.collect::<Vec<_>>()
        };
        straight.flat_map(up).collect()
    }

    /// Follows a field of random waves on the wave vectors of the path for so many looks.
    ///
    /// # Errors
    /// When the theory and the schedule do not go together, on this lattice.
    pub fn measure(
        &mut self,
        parameters: &Parameters,
        lattice: &Lattice,
        looks: usize,
    ) -> Result<(), ModelError> {
        self.measured = measure(parameters, lattice, &self.k, looks)?;
        Ok(())
    }
}
