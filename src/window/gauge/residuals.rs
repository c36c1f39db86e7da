//! How far the field and its twin are apart, for the readout.

use crate::gauge::Gauge;
use crate::gauge::readout::{self, Reading};
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::simulation::{Clock, Dynamics, Level, Parameters};
use crate::window::Desk;
use crate::window::analysis::Tab;
use crate::window::trace::Trace;
use bevy::ecs::prelude::*;
use bevy::prelude::{App, Real, Time, Update};
use std::time::{Duration, Instant};

/// The part of a frame that reading takes at most is one in so many, where more than one quantity
/// fits into it.
const SHARE: u32 = 10;
/// The least that it takes in a frame.
const LEAST: Duration = Duration::from_millis(2);
/// How long it rests at most where one quantity takes much longer, beside three times what it took.
const REST: Duration = Duration::from_millis(250);

/// What [`Residuals::of`] calls the distance of the field from its turned twin.
pub const COVARIANCE: &str = "covariance";

/// The readout as it is now, and over time.
///
/// # Conventions
/// Read one quantity after the other, a few in a frame, each at one whole tick of field and twin.
#[derive(Resource, Default)]
pub struct Residuals {
    readings: Vec<Reading>,
    covariance: Option<(f64, Level)>,
    trace: Trace,
    /// The quantity that is read next.
    next: usize,
    /// Whether anybody sees them: their tab, or whoever compares the field with its twin.
    wanted: bool,
    /// Whether anything has changed since the first of them was read.
    due: bool,
    rests_until: Option<Instant>,
}

impl Residuals {
    /// Every quantity of the run; none where the field has no phase, or nobody sees them.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// How far the field is from its twin, turned into its gauge, and how that stands.
    pub fn covariance(&self) -> Option<(f64, Level)> {
        self.covariance
    }

    /// The worst level of all that should be the same in every gauge; `None` without a twin.
    pub fn level(&self) -> Option<Level> {
        let levels = self.readings.iter().map(|reading| reading.level);
        levels.chain([self.covariance.map(|(_, level)| level)]).flatten().max()
    }

    /// Whether everything that is seen was read since anything changed.
    pub fn is_current(&self) -> bool {
        !self.due && self.next == 0
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

    /// Reads the next quantity; after the last, how far all is from the twin.
    fn read_next(&mut self, look: &Look) {
        if self.next == 0 {
            self.due = false;
        }
        let Some(info) = readout::readouts(look).nth(self.next) else {
            return self.conclude(look);
        };
        if let Some(reading) = readout::read_one(look, info.name) {
            match self.readings.get_mut(self.next) {
                Some(before) if before.info.name == info.name => *before = reading,
                _ => {
                    self.readings.truncate(self.next);
                    self.readings.push(reading);
                }
            }
        }
        self.next += 1;
    }

    fn conclude(&mut self, look: &Look) {
        self.readings.truncate(self.next);
        self.next = 0;
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

/// Reads the field bit by bit, as often as there is time for it, standing still or not.
fn follow(
    (lattice, state): (Res<Lattice>, Res<FieldState>),
    (parameters, dynamics): (Res<Parameters>, Res<Dynamics>),
    (gauge, clock): (Res<Gauge>, Res<Clock>),
    (time, desk): (Res<Time<Real>>, Res<Desk>),
    mut residuals: ResMut<Residuals>,
) {
    let residuals = residuals.bypass_change_detection();
    let wanted = gauge.twin().is_some() || desk.analysis.open == Some(Tab::Gauge);
    if lattice.is_changed() || !wanted {
        *residuals = Residuals::default();
    }
    if !wanted {
        return;
    }
    let changed = state.is_changed() || gauge.is_changed() || parameters.is_changed();
    residuals.due |= changed || !residuals.wanted;
    residuals.wanted = true;
    let now = Instant::now();
    if residuals.is_current() || residuals.rests_until.is_some_and(|until| now < until) {
        return;
    }
    let look = Look {
        lattice: &lattice,
        state: &state,
        parameters: &parameters,
        dynamics: &dynamics,
        gauge: &gauge,
        clock: &clock,
    };
    let slice = LEAST.max(time.delta() / SHARE);
    while !residuals.is_current() && now.elapsed() < slice {
        residuals.read_next(&look);
        if residuals.next == 0 {
            break;
        }
    }
    let cost = now.elapsed();
    let rest = (SHARE * cost).min(REST + 3 * cost);
    residuals.rests_until = (cost > 3 * slice).then_some(now + rest);
}
