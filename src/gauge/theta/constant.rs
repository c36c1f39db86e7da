//! The same angle everywhere.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::finite;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_PI_2;
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Constant",
    summary: "The same angle everywhere: global U(1), which turns every colour alike",
    equation: "Θ = theta + rate t",
    example: |_| ThetaSource::Constant(Constant { theta: FRAC_PI_2, rate: 0.0 }),
};

/// # Equation
/// `Θ = theta + rate t`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Constant {
    /// Angle, radians.
    pub theta: f64,
    /// Radians per time.
    pub rate: f64,
}

impl Family for Constant {
    fn pattern(&self, _setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        finite("theta", self.theta)?;
        finite("rate", self.rate)?;
        Ok(Arc::new(self.clone()))
    }
}

impl Pattern for Constant {
    fn add(&self, _lattice: &Lattice, _row: usize, at: &Instant, out: &mut [f64]) {
        let theta = self.theta + self.rate * at.time;
        out.iter_mut().for_each(|value| *value += theta);
    }
}
