//! A step of the potential.

use super::{Background, BackgroundInfo, Kind, Source};
use crate::gauge::error::GaugeError;
use crate::gauge::numbers::{axis, finite, length};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "Step",
    summary: "A step of the potential, as in Klein's paradox",
    equation: "A₀ = height for x ≥ at",
    example: |_| Some(Background::Step(Step { height: 1.0, ..Step::default() })),
};

/// # Equation
/// `A_0 = height` where `x_axis >= at`, else 0; with a width `height (1 + tanh(2(x - at)/width))/2`
///
/// # Conventions
/// Along a periodic axis it falls back where the lattice ends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Step {
    /// Its height, radians per time.
    pub height: f64,
    /// The axis along which it rises.
    pub axis: usize,
    /// Where it rises.
    pub at: f64,
    /// Over what length; 0: from one site to the next.
    pub width: f64,
}

impl Kind for Step {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        finite("height", self.height)?;
        finite("at", self.at)?;
        let mu = axis("axis", setting.lattice, self.axis)?;
        let longest = length(setting.lattice, mu);
        if !(0.0..=longest).contains(&self.width) {
            let needed = format!("it must be from 0 to the length of the axis, {longest}");
            return Err(GaugeError::invalid("width", self.width, needed));
        }
        Ok(Arc::new(self.clone()))
    }
}

impl Source for Step {
    fn has_potential(&self) -> bool {
        true
    }

    fn add_potential(&self, lattice: &Lattice, row: usize, _t: f64, out: &mut [f64]) {
        for (x, value) in out.iter_mut().enumerate() {
            let beyond = lattice.site_position(row, x)[self.axis] - self.at;
            *value += self.height
                * match self.width {
                    0.0 => f64::from(beyond >= 0.0),
                    width => (1.0 + (2.0 * beyond / width).tanh()) / 2.0,
                };
        }
    }
}
