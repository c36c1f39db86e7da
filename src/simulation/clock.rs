//! Time in whole ticks.

use serde::{Deserialize, Serialize};

/// Counts ticks and tells the time.
///
/// # Equation
/// `time = time0 + (tick - tick0) dt`: computed, never accumulated. `(tick0, time0)` is the anchor,
/// moved when dt changes. A checkpoint keeps the anchor, so that a resumed run tells the same time
/// to the last bit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Clock {
    /// Whole ticks since the beginning of the run.
    pub tick: u64,
    /// Tick of the anchor.
    pub tick0: u64,
    /// Time of the anchor.
    pub time0: f64,
    /// Time step.
    pub dt: f64,
}

impl Clock {
    /// Tick 0 at time 0.
    pub fn new(dt: f64) -> Self {
        Self::at(0, 0.0, dt)
    }

    /// A clock anchored at a tick and its time.
    pub fn at(tick: u64, time: f64, dt: f64) -> Self {
        Self { tick, tick0: tick, time0: time, dt }
    }

    /// The time now.
    pub fn time(&self) -> f64 {
        self.time0 + self.tick.saturating_sub(self.tick0) as f64 * self.dt
    }

    /// Changes the time step from now on.
    pub fn set_dt(&mut self, dt: f64) {
        if dt != self.dt {
            *self = Self::at(self.tick, self.time(), dt);
        }
    }

    /// Counts one tick.
    pub fn advance(&mut self) {
        self.tick += 1;
    }

    /// This clock one tick earlier; `None` at the first tick. Beyond its anchor it is anchored anew.
    pub fn before(&self) -> Option<Self> {
        let tick = self.tick.checked_sub(1)?;
        Some(match tick >= self.tick0 {
            true => Self { tick, ..*self },
            false => Self::at(tick, self.time() - self.dt, self.dt),
        })
    }

    /// This clock one tick later: what it shows at the end of the tick in progress.
    pub fn next(&self) -> Self {
        self.after(1)
    }

    /// This clock `n` ticks later.
    pub fn after(&self, n: u64) -> Self {
        Self { tick: self.tick + n, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_computed_from_the_anchor() {
        let mut clock = Clock::new(0.1);
        (0..1000).for_each(|_| clock.advance());
        assert_eq!(clock.time(), 1000.0 * 0.1);
        assert_eq!(clock.next().time(), 1001.0 * 0.1);
    }

    #[test]
    fn it_goes_back_beyond_its_anchor_and_not_beyond_the_first_tick() {
        let mut clock = Clock::at(2, 3.0, 0.25);
        clock.advance();
        let times: Vec<f64> =
            std::iter::successors(Some(clock), Clock::before).map(|clock| clock.time()).collect();
        assert_eq!(times, [3.25, 3.0, 2.75, 2.5]);
        assert_eq!(clock.before().map(|earlier| earlier.next()), Some(clock));
    }

    #[test]
    fn a_new_dt_moves_the_anchor_and_not_the_time() {
        let mut clock = Clock::at(7, 2.5, 0.1);
        (0..3).for_each(|_| clock.advance());
        let before = clock.time();
        clock.set_dt(0.25);
        assert_eq!((clock.tick, clock.time()), (10, before));
        clock.advance();
        assert_eq!(clock.time(), before + 0.25);
        assert_eq!(clock.tick0, 10);
    }

    #[test]
    fn the_same_dt_leaves_the_anchor_alone() {
        let mut clock = Clock::new(0.1);
        (0..3).for_each(|_| clock.advance());
        clock.set_dt(0.1);
        assert_eq!(clock.tick0, 0);
    }
}
