//! How fast it all runs, for a status line.

use super::playback::Pacing;
use bevy::ecs::prelude::*;
use bevy::time::{Real, Time};
use std::collections::VecDeque;
use std::time::Duration;

/// Time over which rates are taken.
const WINDOW: Duration = Duration::from_secs(1);

/// Frames remembered at most.
const MOST_FRAMES: usize = 2000;

/// Ticks and frames a second, over about the last second.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// How long each of the last frames took, and its ticks.
    frames: VecDeque<(Duration, u32)>,
    time: Duration,
    ticks: u64,
}

impl Rates {
    /// Ticks a second.
    pub fn ticks_per_second(&self) -> f64 {
        per_second(self.ticks as f64, self.time)
    }

    /// Rendered frames a second.
    pub fn frames_per_second(&self) -> f64 {
        per_second(self.frames.len() as f64, self.time)
    }

    /// The longest of the frames.
    pub fn longest_frame(&self) -> Duration {
        self.frames.iter().map(|(took, _)| *took).max().unwrap_or_default()
    }

    /// Counts a frame that took so long.
    fn note(&mut self, took: Duration, ticks: u32) {
        if took.is_zero() {
            return;
        }
        self.frames.push_back((took, ticks));
        self.time += took;
        self.ticks += u64::from(ticks);
        while let Some(&(first, count)) = self.frames.front() {
            let whole = self.time - first >= WINDOW || self.frames.len() > MOST_FRAMES;
            if !whole || self.frames.len() == 1 {
                return;
            }
            self.frames.pop_front();
            self.time -= first;
            self.ticks -= u64::from(count);
        }
    }
}

fn per_second(count: f64, time: Duration) -> f64 {
    if time.is_zero() { 0.0 } else { count / time.as_secs_f64() }
}

/// Counts a frame, at its end.
pub(super) fn count(time: Res<Time<Real>>, pacing: Res<Pacing>, mut rates: ResMut<Rates>) {
    rates.note(time.delta(), pacing.ticks);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_those_of_the_last_second() {
        let mut rates = Rates::default();
        assert_eq!((rates.ticks_per_second(), rates.frames_per_second()), (0.0, 0.0));
        (0..500).for_each(|_| rates.note(Duration::from_millis(10), 1));
        (0..20).for_each(|_| rates.note(Duration::from_millis(50), 6));
        assert_eq!((rates.ticks_per_second(), rates.frames_per_second()), (120.0, 20.0));
        assert_eq!(rates.longest_frame(), Duration::from_millis(50));
        rates.note(Duration::from_secs(7), 14);
        assert_eq!(rates.ticks_per_second(), 2.0);
        assert!(rates.frames.len() == 1);
    }
}
