//! The brush.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::instant::Instant;
use crate::gauge::numbers::{displacement, finite, positive, vector};
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Stroke",
    summary: "One dab of the brush",
    equation: "Θ = ± strength f(|x - centre| / radius)",
    example: |lattice| {
        let radius = 4.0 * lattice.spacing();
        ThetaSource::Stroke(Stroke {
            centre: vec![0.0; lattice.dim()],
            radius,
            ..Stroke::default()
        })
    },
};

/// How a stroke falls off with the distance from its middle, in radii.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Profile {
    /// `exp(-r²/2)`, cut off at six radii.
    #[default]
    Gaussian,
    /// `(1 + cos π r)/2` inside, 0 outside.
    Cosine,
    /// 1 inside, 0 outside.
    Flat,
}

impl Profile {
    /// Every profile there is.
    pub const ALL: [Self; 3] = [Self::Gaussian, Self::Cosine, Self::Flat];

    /// Radii beyond which a stroke is 0.
    pub fn reach(self) -> f64 {
        if self == Self::Gaussian { 6.0 } else { 1.0 }
    }

    /// The value at a distance, in radii.
    pub fn at(self, r: f64) -> f64 {
        match self {
            _ if r > self.reach() => 0.0,
            Self::Gaussian => (-r * r / 2.0).exp(),
            Self::Cosine => (1.0 + (PI * r).cos()) / 2.0,
            Self::Flat => 1.0,
        }
    }
}

/// # Equation
/// `Θ = ± strength f(|x - centre| / radius)`
///
/// # Conventions
/// Distances are taken the short way round where an axis is a circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Stroke {
    /// Where its middle is, a number for each axis.
    pub centre: Vec<f64>,
    /// Its radius, a length.
    pub radius: f64,
    /// Angle in the middle, radians.
    pub strength: f64,
    /// How it falls off.
    pub profile: Profile,
    /// Whether it turns the other way.
    pub negated: bool,
}

impl Default for Stroke {
    fn default() -> Self {
        let (strength, profile) = (0.5, Profile::default());
        Self { centre: Vec::new(), radius: 4.0, strength, profile, negated: false }
    }
}

#[derive(Debug)]
struct Dab {
    centre: [f64; 3],
    radius: f64,
    strength: f64,
    profile: Profile,
}

impl Family for Stroke {
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        let strength = finite("strength", self.strength)?;
        Ok(Arc::new(Dab {
            centre: vector("centre", &self.centre, setting.lattice.dim())?,
            radius: positive("radius", self.radius)?,
            strength: if self.negated { -strength } else { strength },
            profile: self.profile,
        }))
    }
}

impl Pattern for Dab {
    fn add(&self, lattice: &Lattice, row: usize, _at: &Instant, out: &mut [f64]) {
        let (last, reach) = (lattice.dim() - 1, self.profile.reach() * self.radius);
        let square = |mu, index| displacement(lattice, mu, index, self.centre[mu]).powi(2);
        let across: f64 = (0..last).map(|mu| square(mu, lattice.row_index(row, mu))).sum();
        if across > reach * reach {
            return;
        }
        for (x, value) in out.iter_mut().enumerate() {
            let distance = (across + square(last, x)).sqrt();
            *value += self.strength * self.profile.at(distance / self.radius);
        }
    }
}
