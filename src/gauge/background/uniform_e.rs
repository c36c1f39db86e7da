//! A uniform electric field.

use super::{Background, BackgroundInfo, Kind, Source, closes};
use crate::gauge::error::GaugeError;
use crate::gauge::numbers::{axis, finite};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "UniformE",
    summary: "A uniform electric field, by links that turn or by a potential that falls",
    equation: "a = -F h t, or A₀ = -F x",
    example: |_| Some(Background::UniformE(UniformE { field: 0.02, ..UniformE::default() })),
};

/// What carries an electric field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Through {
    /// Links that turn with time; they close on a circle too.
    #[default]
    Links,
    /// The potential, which must not come back to where it began.
    Potential,
}

/// # Equation
/// `a_{i,axis} = -F h t`, or `A_0 = -F x_axis`
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UniformE {
    /// F, radians per time and length.
    pub field: f64,
    /// Its direction.
    pub axis: usize,
    /// What carries it.
    pub through: Through,
}

impl Kind for UniformE {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        finite("field", self.field)?;
        axis("axis", setting.lattice, self.axis)?;
        if self.through == Through::Potential && closes(setting.lattice, self.axis) {
            let needed = "a potential that falls all along a periodic axis has no place to rise \
                          again; use through: Links, or another boundary";
            return Err(GaugeError::invalid("through", "Potential", needed));
        }
        Ok(Arc::new(self.clone()))
    }
}

impl Source for UniformE {
    fn moves(&self) -> bool {
        self.through == Through::Links && self.field != 0.0
    }

    fn has_potential(&self) -> bool {
        self.through == Through::Potential
    }

    fn add_links(&self, lattice: &Lattice, _row: usize, mu: usize, t: f64, out: &mut [f64]) {
        if self.through == Through::Links && mu == self.axis {
            let angle = -self.field * lattice.spacing() * t;
            out.iter_mut().for_each(|value| *value += angle);
        }
    }

    fn add_potential(&self, lattice: &Lattice, row: usize, _t: f64, out: &mut [f64]) {
        if self.through == Through::Potential {
            for (x, value) in out.iter_mut().enumerate() {
                *value -= self.field * lattice.site_position(row, x)[self.axis];
            }
        }
    }
}
