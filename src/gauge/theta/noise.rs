//! A random angle at each site.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::finite;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Noise",
    summary: "A random angle at each site; as a drive a new one at every half tick",
    equation: "Θ = amplitude u, u uniform in [-1, 1)",
    example: |_| ThetaSource::Noise(Noise::default()),
};

/// # Equation
/// `Θ = amplitude u`, u uniform in [-1, 1), independent for each site and each half tick
///
/// # Conventions
/// A function of seed, half tick and site alone: the same whatever the number of threads, whoever
/// looks, and in a run that goes on from an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Noise {
    /// Largest angle, radians.
    pub amplitude: f64,
    /// Seed.
    pub seed: u64,
}

impl Default for Noise {
    fn default() -> Self {
        Self { amplitude: std::f64::consts::PI, seed: 0 }
    }
}

impl Family for Noise {
    fn pattern(&self, _setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        finite("amplitude", self.amplitude)?;
        Ok(Arc::new(self.clone()))
    }
}

impl Pattern for Noise {
    fn add(&self, lattice: &Lattice, row: usize, at: &Instant, out: &mut [f64]) {
        let stream = mixed(mixed(self.seed) ^ at.half_ticks);
        let first = (row * lattice.row_len()) as u64;
        for (value, site) in out.iter_mut().zip(first..) {
            let number = (mixed(stream.wrapping_add(site)) >> 11) as f64 / (1u64 << 52) as f64;
            *value += self.amplitude * (number - 1.0);
        }
    }
}

/// A number that looks random, one for each number.
///
/// # Reference
/// SplitMix64: G. Steele, D. Lea, C. Flood (2014)
fn mixed(number: u64) -> u64 {
    let z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
