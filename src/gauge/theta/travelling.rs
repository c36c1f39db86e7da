//! A sine that travels.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource, product};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::{finite, length, vector};
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Travelling",
    summary: "A sine that travels over the field",
    equation: "Θ = amplitude sin(k·x - ω t + phase)",
    example: |lattice| {
        let mut momentum = vec![0.0; lattice.dim()];
        momentum[0] = 2.0 * TAU / length(lattice, 0);
        let frequency = momentum[0];
        ThetaSource::Travelling(Travelling { amplitude: 2.0, momentum, frequency, phase: 0.0 })
    },
};

/// # Equation
/// `Θ = amplitude sin(k·x - ω t + phase)`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Travelling {
    /// Largest angle, radians.
    pub amplitude: f64,
    /// k, a number for each axis.
    pub momentum: Vec<f64>,
    /// ω, radians per time.
    pub frequency: f64,
    /// Phase at the origin, radians.
    pub phase: f64,
}

impl Default for Travelling {
    fn default() -> Self {
        Self { amplitude: 1.0, momentum: Vec::new(), frequency: 0.0, phase: 0.0 }
    }
}

#[derive(Debug)]
struct Sine {
    amplitude: f64,
    k: [f64; 3],
    frequency: f64,
    phase: f64,
}

impl Family for Travelling {
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        Ok(Arc::new(Sine {
            amplitude: finite("amplitude", self.amplitude)?,
            k: vector("momentum", &self.momentum, setting.lattice.dim())?,
            frequency: finite("frequency", self.frequency)?,
            phase: finite("phase", self.phase)?,
        }))
    }
}

impl Pattern for Sine {
    fn add(&self, lattice: &Lattice, row: usize, at: &Instant, out: &mut [f64]) {
        let phase = self.phase - self.frequency * at.time;
        for (x, value) in out.iter_mut().enumerate() {
            *value += self.amplitude * (product(lattice, &self.k, row, x) + phase).sin();
        }
    }
}
