//! An angle that grows along a direction.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource, product};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::{finite, length, vector};
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "PlaneWave",
    summary: "An angle that grows along a direction: stripes of colour, as of a plane wave",
    equation: "Θ = k·x - ω t + phase",
    example: |lattice| {
        let mut momentum = vec![0.0; lattice.dim()];
        momentum[0] = 3.0 * TAU / length(lattice, 0);
        ThetaSource::PlaneWave(PlaneWave { momentum, frequency: 0.0, phase: 0.0 })
    },
};

/// # Equation
/// `Θ = k·x - ω t + phase`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlaneWave {
    /// k, a number for each axis.
    pub momentum: Vec<f64>,
    /// ω, radians per time.
    pub frequency: f64,
    /// Phase at the origin, radians.
    pub phase: f64,
}

#[derive(Debug)]
struct Wave {
    k: [f64; 3],
    frequency: f64,
    phase: f64,
}

impl Family for PlaneWave {
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        let k = vector("momentum", &self.momentum, setting.lattice.dim())?;
        let frequency = finite("frequency", self.frequency)?;
        Ok(Arc::new(Wave { k, frequency, phase: finite("phase", self.phase)? }))
    }
}

impl Pattern for Wave {
    fn add(&self, lattice: &Lattice, row: usize, at: &Instant, out: &mut [f64]) {
        let phase = self.phase - self.frequency * at.time;
        for (x, value) in out.iter_mut().enumerate() {
            *value += product(lattice, &self.k, row, x) + phase;
        }
    }
}
