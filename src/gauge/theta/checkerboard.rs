//! Plus and minus, alternating.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::finite;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Checkerboard",
    summary: "Plus and minus, alternating from site to site: as rough as an angle can be",
    equation: "Θ = ± theta",
    example: |_| ThetaSource::Checkerboard(Checkerboard { theta: 1.0 }),
};

/// # Equation
/// `Θ = theta (-1)^(i_1 + … + i_D)`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checkerboard {
    /// Angle, radians.
    pub theta: f64,
}

impl Family for Checkerboard {
    fn pattern(&self, _setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        finite("theta", self.theta)?;
        Ok(Arc::new(self.clone()))
    }
}

impl Pattern for Checkerboard {
    fn add(&self, lattice: &Lattice, row: usize, _at: &Instant, out: &mut [f64]) {
        let leading: usize = (0..lattice.dim() - 1).map(|mu| lattice.row_index(row, mu)).sum();
        for (x, value) in out.iter_mut().enumerate() {
            *value += if (leading + x).is_multiple_of(2) { self.theta } else { -self.theta };
        }
    }
}
