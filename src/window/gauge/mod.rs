//! The gauge in one's hands: its brush, patterns, a Wilson loop that is drawn, and the readout.

mod brush;
mod path;
mod residuals;
mod save;

pub use brush::GaugeBrush;
pub use path::Drawing;
pub use residuals::{COVARIANCE, Residuals};

#[cfg(test)]
pub(super) use save::scene_as_it_is;

pub(super) use save::save;

use super::{Requests, Shown};
use crate::app::FieldCommand;
use crate::gauge::{GaugeCommand, Noise, THETAS, ThetaSource, has_phase};
use crate::simulation::Parameters;
use bevy::prelude::{App, Plugin};

/// Sites of a field for which a twin is begun without being asked for: it takes as much memory and
/// time as the field.
const MOST_SITES: usize = 1 << 20;

/// What is chosen about the gauge.
#[derive(Clone, Debug, Default)]
pub struct GaugeDesk {
    /// The brush.
    pub brush: GaugeBrush,
    /// The pattern that is rotated or driven by next; `None`: the first there is.
    pub pattern: Option<ThetaSource>,
    /// Number of the next random gauge.
    pub seed: u64,
    /// The loop that is being drawn.
    pub drawing: Option<Drawing>,
    /// Whether the Wilson loop is drawn on the field.
    pub shows_loop: bool,
}

impl GaugeDesk {
    /// Suits another field, with a brush as wide as the other one.
    pub fn suit(&mut self, parameters: &Parameters, radius: f64) {
        let brush = GaugeBrush { radius, ..self.brush };
        let shows_loop = self.shows_loop && has_phase(parameters);
        *self = Self { brush, seed: self.seed, shows_loop, ..Self::default() };
    }

    /// The pattern that is rotated or driven by next.
    pub fn pattern(&self, shown: &Shown) -> ThetaSource {
        let first = || (THETAS[0].example)(shown.lattice);
        self.pattern.clone().unwrap_or_else(first)
    }

    /// Another random gauge.
    pub fn random(&mut self) -> GaugeCommand {
        self.seed += 1;
        GaugeCommand::Rotate(ThetaSource::Noise(Noise { seed: self.seed, ..Noise::default() }))
    }
}

/// An angle in a fixed width; what is next to nothing is 0 without a sign.
pub fn radians(angle: f64) -> String {
    let shown = if angle.abs() < 5e-5 { 0.0 } else { angle };
    format!("{shown:+.4}").replace('-', "\u{2212}").replace("+0.0000", "0.0000")
}

/// Begins a twin where there is none, so that there is something to compare with.
pub(super) fn with_twin(shown: &Shown, requests: &mut Requests) {
    if shown.gauge.twin().is_none() && shown.lattice.sites() <= MOST_SITES {
        requests.edit(FieldCommand::Gauge(GaugeCommand::Twin(true)));
    }
}

/// Reads the field for the readout.
pub(super) struct GaugePlugin;

impl Plugin for GaugePlugin {
    fn build(&self, app: &mut App) {
        residuals::add(app);
    }
}
