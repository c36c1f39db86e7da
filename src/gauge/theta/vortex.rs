//! An angle that winds about a point.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::{finite, plane, vector};
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Vortex",
    summary: "An angle that winds about a point: a wheel of colours",
    equation: "Θ = winding arg((x - x₀) + i (y - y₀)) + phase",
    example: |lattice| {
        let half = lattice.spacing() / 2.0;
        let centre = vec![half; lattice.dim()];
        ThetaSource::Vortex(Vortex { centre, ..Vortex::default() })
    },
};

/// # Equation
/// `Θ = winding arg((x_m - c_m) + i (x_n - c_n)) + phase`, m and n the axes of the plane
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vortex {
    /// Where it winds about, a number for each axis.
    pub centre: Vec<f64>,
    /// How often; negative: clockwise.
    pub winding: i64,
    /// The two axes of its plane.
    pub plane: Vec<usize>,
    /// Angle along the first axis, radians.
    pub phase: f64,
}

impl Default for Vortex {
    fn default() -> Self {
        Self { centre: Vec::new(), winding: 1, plane: vec![0, 1], phase: 0.0 }
    }
}

#[derive(Debug)]
struct Winding {
    centre: [f64; 3],
    winding: f64,
    plane: [usize; 2],
    phase: f64,
}

impl Family for Vortex {
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        Ok(Arc::new(Winding {
            centre: vector("centre", &self.centre, setting.lattice.dim())?,
            winding: self.winding as f64,
            plane: plane("plane", setting.lattice, &self.plane)?,
            phase: finite("phase", self.phase)?,
        }))
    }
}

impl Pattern for Winding {
    fn add(&self, lattice: &Lattice, row: usize, _at: &Instant, out: &mut [f64]) {
        let [m, n] = self.plane;
        for (x, value) in out.iter_mut().enumerate() {
            let position = lattice.site_position(row, x);
            let along = |mu: usize| position[mu] - self.centre[mu];
            *value += self.winding * along(n).atan2(along(m)) + self.phase;
        }
    }
}
