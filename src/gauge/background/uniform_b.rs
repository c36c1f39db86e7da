//! A uniform magnetic field.

use super::{Background, BackgroundInfo, Kind, Source, closes};
use crate::gauge::error::{GaugeError, GaugeFault};
use crate::gauge::numbers::{finite, plane};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "UniformB",
    summary: "A uniform magnetic field: the same flux through every plaquette of a plane",
    equation: "flux of a plaquette = B h² = 2π quanta / (plaquettes)",
    example: |lattice| {
        let field = UniformB { quanta: Some(4.0), ..UniformB::default() };
        (lattice.dim() > 1).then_some(Background::UniformB(field))
    },
};

/// # Equation
/// `a_{i,n} = b (i_m - n_m/2)` and, where m closes to a circle, `a_{i,m} = -b n_m (i_n - n_n/2)` on
/// the links that close it; m and n the axes of the plane, `b = B h²`
///
/// # Conventions
/// Where both axes are circles the flux is a whole number of quanta of 2π, as Dirac's monopole
/// has. Given by its quanta or by its field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UniformB {
    /// Flux through the whole plane, in units of 2π.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quanta: Option<f64>,
    /// B, radians per area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<f64>,
    /// The axes of its plane; the other order turns it round.
    pub plane: Vec<usize>,
}

impl Default for UniformB {
    fn default() -> Self {
        Self { quanta: None, field: None, plane: vec![0, 1] }
    }
}

/// Quanta by which a field on a torus may miss a whole number: a field written with six digits
/// fits.
const FITS: f64 = 1e-4;

impl UniformB {
    /// The flux through the whole plane, in units of 2π: made whole where the plane is a torus.
    ///
    /// # Errors
    /// When it is given by neither or both, or is not near a whole number where it must be.
    pub fn flux(&self, lattice: &Lattice) -> Result<f64, GaugeError> {
        let [m, n] = plane("plane", lattice, &self.plane)?;
        let plaquettes = (lattice.shape()[m] * lattice.shape()[n]) as f64;
        let area = plaquettes * lattice.spacing().powi(2);
        let (path, quanta) = match (self.quanta, self.field) {
            (Some(quanta), None) => ("quanta", finite("quanta", quanta)?),
            (None, Some(field)) => ("field", finite("field", field)? * area / TAU),
            _ => {
                let needed = "give either its quanta or its field, such as quanta: 4";
                return Err(GaugeError::invalid("", "a uniform field of this", needed));
            }
        };
        let nearest = quanta.round();
        if !(closes(lattice, m) && closes(lattice, n)) {
            return Ok(quanta);
        }
        if (quanta - nearest).abs() <= FITS {
            return Ok(nearest);
        }
        let field = nearest * TAU / area;
        let fault = GaugeFault::Flux { axes: [m, n], quanta, nearest, field };
        Err(GaugeError::new(path, fault))
    }
}

#[derive(Debug)]
struct Twisted {
    plane: [usize; 2],
    /// Angle of a plaquette.
    flux: f64,
    closes: bool,
}

impl Kind for UniformB {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        let (lattice, quanta) = (setting.lattice, self.flux(setting.lattice)?);
        let [m, n] = plane("plane", lattice, &self.plane)?;
        let plaquettes = (lattice.shape()[m] * lattice.shape()[n]) as f64;
        let (flux, closes) = (TAU * quanta / plaquettes, closes(lattice, m));
        Ok(Arc::new(Twisted { plane: [m, n], flux, closes }))
    }
}

impl Source for Twisted {
    fn add_links(&self, lattice: &Lattice, row: usize, mu: usize, _t: f64, out: &mut [f64]) {
        let ([m, n], shape) = (self.plane, lattice.shape());
        let from_middle = |axis: usize, index: usize| index as f64 - (shape[axis] / 2) as f64;
        for (x, value) in out.iter_mut().enumerate() {
            let along = lattice.index(row, x, m);
            if mu == n {
                *value += self.flux * from_middle(m, along);
            } else if mu == m && self.closes && along + 1 == shape[m] {
                let twist = shape[m] as f64 * from_middle(n, lattice.index(row, x, n));
                *value -= self.flux * twist;
            }
        }
    }
}
