//! Barriers and wells of the potential.

use super::{Background, BackgroundInfo, Source};
use crate::gauge::error::GaugeError;
use crate::gauge::numbers::{axis, displacement, finite, length, positive};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const BARRIER: BackgroundInfo = BackgroundInfo {
    name: "Barrier",
    summary: "A barrier of the potential",
    equation: "A₀ = height for |x - centre| ≤ width/2",
    example: |lattice| Some(Background::Barrier(example(lattice))),
};

pub(super) const WELL: BackgroundInfo = BackgroundInfo {
    name: "Well",
    summary: "A well of the potential",
    equation: "A₀ = -height for |x - centre| ≤ width/2",
    example: |lattice| Some(Background::Well(example(lattice))),
};

fn example(lattice: &Lattice) -> Well {
    Well { height: 0.3, width: length(lattice, 0) / 8.0, ..Well::default() }
}

/// # Equation
/// `A_0 = ± height` where `|x_axis - centre| <= width/2`, plus for a barrier, minus for a well
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Well {
    /// Its height or depth, radians per time.
    pub height: f64,
    /// The axis across it.
    pub axis: usize,
    /// Its middle.
    pub centre: f64,
    /// Its width.
    pub width: f64,
}

impl Default for Well {
    fn default() -> Self {
        Self { height: 0.0, axis: 0, centre: 0.0, width: 1.0 }
    }
}

impl Well {
    pub(super) fn raised(
        &self,
        sign: f64,
        setting: &Setting<'_>,
    ) -> Result<Arc<dyn Source>, GaugeError> {
        finite("height", self.height)?;
        finite("centre", self.centre)?;
        positive("width", self.width)?;
        axis("axis", setting.lattice, self.axis)?;
        Ok(Arc::new(Slab { height: sign * self.height, ..Slab::of(self) }))
    }
}

#[derive(Debug)]
struct Slab {
    height: f64,
    axis: usize,
    centre: f64,
    half: f64,
}

impl Slab {
    fn of(well: &Well) -> Self {
        let Well { height, axis, centre, width } = *well;
        Self { height, axis, centre, half: width / 2.0 }
    }
}

impl Source for Slab {
    fn has_potential(&self) -> bool {
        true
    }

    fn add_potential(&self, lattice: &Lattice, row: usize, _t: f64, out: &mut [f64]) {
        for (x, value) in out.iter_mut().enumerate() {
            let index = lattice.index(row, x, self.axis);
            if displacement(lattice, self.axis, index, self.centre).abs() <= self.half {
                *value += self.height;
            }
        }
    }
}
