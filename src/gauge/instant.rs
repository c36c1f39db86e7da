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

/// A tick, from one whole tick to the next one or to the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub begin: Instant,
    /// Its middle.
    pub middle: Instant,
    /// Where it ends.
    pub end: Instant,
    /// Time from its beginning to its end.
    pub dt: f64,
}

impl Span {
    /// The tick that begins at what a clock shows.
    pub fn forth(clock: &Clock) -> Self {
        let (begin, middle, end) =
            (Instant::of(clock), Instant::middle(clock), Instant::end(clock));
        Self { begin, middle, end, dt: clock.dt }
    }

    /// The tick that ends at what a clock shows, backwards; `None` at the first tick.
    pub fn back(clock: &Clock) -> Option<Self> {
        let Self { begin, middle, end, dt } = Self::forth(&clock.before()?);
        Some(Self { begin: end, middle, end: begin, dt: -dt })
    }
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
