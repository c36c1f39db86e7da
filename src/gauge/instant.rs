//! When, to half a tick.

use crate::simulation::Clock;

/// A whole tick, or the middle of one: the links of a tick are those of its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instant {
    /// Half ticks since the beginning of the run.
    pub half_ticks: u64,
    /// Time.
    pub time: f64,
}

impl Instant {
    /// The whole tick that a clock shows.
    pub fn of(clock: &Clock) -> Self {
        Self { half_ticks: 2 * clock.tick, time: clock.time() }
    }

    /// The middle of the tick that begins at what a clock shows.
    pub fn middle(clock: &Clock) -> Self {
        Self { half_ticks: 2 * clock.tick + 1, time: clock.time() + clock.dt / 2.0 }
    }

    /// The end of that tick.
    pub fn end(clock: &Clock) -> Self {
        Self::of(&clock.next())
    }
}
