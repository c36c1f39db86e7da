//! How far the field and its twin are apart, for the readout.

use crate::gauge::Gauge;
use crate::gauge::readout::{self, Reading};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::simulation::{Clock, Dynamics, Level, Parameters};
use crate::window::trace::Trace;
use bevy::ecs::prelude::*;
use bevy::prelude::{App, Update};
use std::time::{Duration, Instant};

/// The part of the time that reading takes at most is one in so many.
const SHARE: u32 = 12;

/// What [`Residuals::of`] calls the distance of the field from its turned twin.
pub const COVARIANCE: &str = "covariance";

/// The readout as it is now, and over time.
#[derive(Resource, Default)]
pub struct Residuals {
    readings: Vec<Reading>,
    covariance: Option<(f64, Level)>,
    trace: Trace,
    rests_until: Option<Instant>,
    due: bool,
}

impl Residuals {
    /// Every quantity of the run; none where the field has no phase.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// How far the field is from its twin, turned into its gauge, and how that stands.
    pub fn covariance(&self) -> Option<(f64, Level)> {
        self.covariance
    }

    /// The worst level of all that claims to be the same in every gauge; `None` without a twin.
    pub fn level(&self) -> Option<Level> {
        self.readings.iter().filter_map(|reading| reading.level).max()
    }

    /// A change over time, as `[time, change]`.
    pub fn of(&self, name: &str) -> Option<impl Iterator<Item = [f64; 2]>> {
        self.trace.of(name)
    }

    /// Number of readings over time.
    pub fn len(&self) -> usize {
        self.trace.len()
    }

    /// Whether nothing was read over time.
    pub fn is_empty(&self) -> bool {
        self.trace.is_empty()
    }

    fn read(&mut self, look: &Look) {
        self.readings = readout::read(look);
        self.covariance =
            readout::covariance(look).map(|change| (change, readout::level(look, change)));
        let change = |reading: &Reading| Some((reading.info.name, reading.change?));
        let mut changes: Vec<_> = self.readings.iter().filter_map(change).collect();
        changes.extend(self.covariance.map(|(change, _)| (COVARIANCE, change)));
        self.trace.note(&changes, look.clock);
    }
}

pub(super) fn add(app: &mut App) {
    app.init_resource::<Residuals>().add_systems(Update, follow);
}

/// Reads the field as often as there is time for it: what has changed meanwhile is read when its
/// time has come, standing still or not.
fn follow(
    (lattice, state): (Res<Lattice>, Res<FieldState>),
    (parameters, dynamics): (Res<Parameters>, Res<Dynamics>),
    (gauge, clock): (Res<Gauge>, Res<Clock>),
    mut residuals: ResMut<Residuals>,
) {
    let residuals = residuals.bypass_change_detection();
    if lattice.is_changed() {
        *residuals = Residuals::default();
    }
    residuals.due |= state.is_changed() || gauge.is_changed() || parameters.is_changed();
    let now = Instant::now();
    if !residuals.due || residuals.rests_until.is_some_and(|until| now < until) {
        return;
    }
    residuals.due = false;
    residuals.read(&Look {
        lattice: &lattice,
        state: &state,
        parameters: &parameters,
        dynamics: &dynamics,
        gauge: &gauge,
        clock: &clock,
    });
    let cost: Duration = now.elapsed();
    residuals.rests_until = Some(now + SHARE * cost);
}
