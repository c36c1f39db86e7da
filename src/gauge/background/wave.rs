//! Electromagnetic waves.

use super::{Background, BackgroundInfo, Kind, Source, closes};
use crate::gauge::error::GaugeError;
use crate::gauge::numbers::{finite, fits, length, positive, vector};
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "Wave",
    summary: "A plane electromagnetic wave, or a pulse of a laser",
    equation: "a = -h ε·A, A = (E/ω) cos(k·x - ω t + phase) envelope",
    example: |lattice| {
        let mut k = vec![0.0; lattice.dim()];
        let mut polarisation = k.clone();
        k[0] = 4.0 * TAU / length(lattice, 0);
        let frequency = k[0];
        polarisation[lattice.dim() - 1] = 1.0;
        if lattice.dim() == 1 {
            k[0] = 0.0;
        }
        Some(Background::Wave(Wave {
            field: 0.1,
            momentum: k,
            frequency: Some(frequency),
            polarisation,
            ..Wave::default()
        }))
    },
};

/// # Equation
/// `a_{i,mu} = h ε_mu (E/ω) sin(ω t - k·x + phase) s(t - n·x)`, at the middle of the link, so that
/// the field is `-E ε cos(ω t - k·x + phase)` where the envelope s is 1; n the direction of k.
///
/// # Conventions
/// c = 1, so ω = |k| unless it is given. Light is transverse: ε is across k; a field that is the
/// same everywhere, k = 0, has any direction. The envelope is
/// `exp(-((t - n·x - arrival)/duration)²)`, 1 without a duration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wave {
    /// E, the largest field, radians per time and length.
    pub field: f64,
    /// k, a number for each axis.
    pub momentum: Vec<f64>,
    /// ω, radians per time; |k| when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<f64>,
    /// ε, a number for each axis; made one long.
    pub polarisation: Vec<f64>,
    /// Phase at the origin at time 0, radians.
    pub phase: f64,
    /// Length of the pulse in time; endless when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// When its middle passes the origin.
    pub arrival: f64,
}

impl Default for Wave {
    fn default() -> Self {
        Self {
            field: 0.0,
            momentum: Vec::new(),
            frequency: None,
            polarisation: Vec::new(),
            phase: 0.0,
            duration: None,
            arrival: 0.0,
        }
    }
}

/// How far from a right angle light may be polarised.
const TRANSVERSE: f64 = 1e-6;

impl Kind for Wave {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        let lattice = setting.lattice;
        let k = vector("momentum", &self.momentum, lattice.dim())?;
        let size = norm(&k);
        if self.duration.is_none() {
            fits("momentum", lattice, &k)?;
        }
        let frequency = positive("frequency", self.frequency.unwrap_or(size))?;
        let polarisation = self.polarisation(lattice.dim(), &k)?;
        let duration = self.duration.map(|duration| positive("duration", duration)).transpose()?;
        let direction = if size > 0.0 { k.map(|k| k / size) } else { [0.0; 3] };
        if duration.is_some() && (0..lattice.dim()).any(|mu| k[mu] != 0.0 && closes(lattice, mu)) {
            let needed = "a pulse does not close on itself: the axes it runs along must be fixed \
                          or absorbing";
            return Err(GaugeError::invalid("duration", self.duration.unwrap_or(0.0), needed));
        }
        Ok(Arc::new(Light {
            amplitude: finite("field", self.field)? / frequency,
            k,
            frequency,
            polarisation,
            phase: finite("phase", self.phase)?,
            pulse: duration.zip(Some(finite("arrival", self.arrival)?)),
            direction,
        }))
    }
}

impl Wave {
    /// ε, one long and across k.
    fn polarisation(&self, dim: usize, k: &[f64; 3]) -> Result<[f64; 3], GaugeError> {
        let given = vector("polarisation", &self.polarisation, dim)?;
        let size = norm(&given);
        let refuse = |needed: &str| {
            let shown = format!("{:?}", self.polarisation);
            Err(GaugeError::invalid("polarisation", shown, needed))
        };
        if size == 0.0 {
            return refuse("it must have a direction, such as [0, 1]");
        }
        let unit = given.map(|part| part / size);
        let along: f64 = unit.iter().zip(k).map(|(e, k)| e * k).sum();
        match along.abs() > TRANSVERSE * norm(k) {
            true => refuse("light is polarised across its direction of travel, the momentum"),
            false => Ok(unit),
        }
    }
}

fn norm(v: &[f64; 3]) -> f64 {
    v.iter().map(|part| part * part).sum::<f64>().sqrt()
}

#[derive(Debug)]
struct Light {
    amplitude: f64,
    k: [f64; 3],
    frequency: f64,
    polarisation: [f64; 3],
    phase: f64,
    /// Duration and arrival.
    pulse: Option<(f64, f64)>,
    direction: [f64; 3],
}

impl Light {
    /// `(E/ω) sin(ω t - k·x + phase) s(t - n·x)`
    fn at(&self, position: [f64; 3], t: f64) -> f64 {
        let dot = |v: &[f64; 3]| v.iter().zip(position).map(|(v, x)| v * x).sum::<f64>();
        let wave = (self.frequency * t - dot(&self.k) + self.phase).sin();
        let envelope = self.pulse.map_or(1.0, |(duration, arrival)| {
            (-((t - dot(&self.direction) - arrival) / duration).powi(2)).exp()
        });
        self.amplitude * wave * envelope
    }
}

impl Source for Light {
    fn moves(&self) -> bool {
        true
    }

    fn add_links(&self, lattice: &Lattice, row: usize, mu: usize, t: f64, out: &mut [f64]) {
        let (h, part) = (lattice.spacing(), self.polarisation[mu]);
        if part == 0.0 {
            return;
        }
        for (x, value) in out.iter_mut().enumerate() {
            let mut middle = lattice.site_position(row, x);
            middle[mu] += h / 2.0;
            *value += h * part * self.at(middle, t);
        }
    }
}
