//! A thin flux: Aharonov and Bohm's.

use super::{Background, BackgroundInfo, Kind, Source, closes};
use crate::gauge::error::GaugeError;
use crate::gauge::numbers::{finite, plane, vector};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::{PI, TAU};
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "Solenoid",
    summary: "A flux that the field goes round and never meets: Aharonov and Bohm's",
    equation: "∮ a = flux once around it, and no flux anywhere else",
    example: |lattice| {
        let open = !lattice.boundary().iter().any(|edge| edge.is_periodic());
        let ring = lattice.dim() == 1 && !open;
        let half = lattice.spacing() / 2.0;
        let centre = if ring { Vec::new() } else { vec![half; lattice.dim()] };
        let solenoid = Solenoid { flux: PI, centre, ..Solenoid::default() };
        (ring || (open && lattice.dim() > 1)).then_some(Background::Solenoid(solenoid))
    },
};

/// # Equation
/// In a plane `a = flux/2π` times the angle that the link subtends at the centre; on a ring of n
/// sites `a = flux/n`.
///
/// # Conventions
/// In the plane all flux is in the plaquette that holds the centre, and both axes need edges that
/// are not periodic: on a torus what goes in must come out. In one dimension the axis must be a
/// circle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Solenoid {
    /// Flux, radians.
    pub flux: f64,
    /// Where it is, a number for each axis; not at a site.
    pub centre: Vec<f64>,
    /// The axes of the plane across it.
    pub plane: Vec<usize>,
}

impl Default for Solenoid {
    fn default() -> Self {
        Self { flux: 0.0, centre: Vec::new(), plane: vec![0, 1] }
    }
}

impl Kind for Solenoid {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        let (lattice, flux) = (setting.lattice, finite("flux", self.flux)?);
        let centre = vector("centre", &self.centre, lattice.dim())?;
        if lattice.dim() == 1 {
            return match closes(lattice, 0) {
                true => Ok(Arc::new(Ring { angle: flux / lattice.sites() as f64 })),
                false => Err(GaugeError::invalid(
                    "",
                    "a flux through a line",
                    "in one dimension the axis must be periodic, a ring",
                )),
            };
        }
        let plane = plane("plane", lattice, &self.plane)?;
        if let Some(axis) = plane.into_iter().find(|axis| closes(lattice, *axis)) {
            let needed = format!(
                "on a torus what goes in must come out: axis {axis} must be fixed or absorbing"
            );
            return Err(GaugeError::invalid("", "one solenoid alone", needed));
        }
        let tube = Tube { turns: flux / TAU, centre, plane };
        match plane.iter().any(|&mu| tube.on_line(lattice, mu)) {
            true => Err(GaugeError::invalid(
                "centre",
                format!("{:?}", self.centre),
                "it must lie between sites, such as half a spacing from one along both axes",
            )),
            false => Ok(Arc::new(tube)),
        }
    }
}

#[derive(Debug)]
struct Ring {
    angle: f64,
}

impl Source for Ring {
    fn add_links(&self, _lattice: &Lattice, _row: usize, _mu: usize, _t: f64, out: &mut [f64]) {
        out.iter_mut().for_each(|value| *value += self.angle);
    }
}

#[derive(Debug)]
struct Tube {
    turns: f64,
    centre: [f64; 3],
    plane: [usize; 2],
}

impl Tube {
    /// Whether a line of sites across an axis goes through the centre.
    fn on_line(&self, lattice: &Lattice, mu: usize) -> bool {
        let steps = self.centre[mu] / lattice.spacing();
        steps == steps.round()
    }
}

impl Source for Tube {
    fn add_links(&self, lattice: &Lattice, row: usize, mu: usize, _t: f64, out: &mut [f64]) {
        let [m, n] = self.plane;
        if mu != m && mu != n {
            return;
        }
        for (x, value) in out.iter_mut().enumerate() {
            let here = lattice.site_position(row, x);
            let mut next = here;
            next[mu] += lattice.spacing();
            let angle = |at: [f64; 3]| (at[n] - self.centre[n]).atan2(at[m] - self.centre[m]);
            let swept = angle(next) - angle(here);
            *value += self.turns * (swept - TAU * (swept / TAU).round());
        }
    }
}
