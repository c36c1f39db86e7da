//! The largest residuals over time.

use std::collections::VecDeque;

/// Most moments that are kept: with more, every second one goes.
const MOST: usize = 1024;

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Tick.
    pub tick: u64,
    /// Time.
    pub time: f64,
    /// Largest residual of what depends on the gauge, and of what does not.
    pub residuals: [f64; 2],
}

/// Moments in order of time, as they were shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    moments: VecDeque<Moment>,
}

impl Trace {
    /// Notes how things stand. What was to come is forgotten when the field has gone back; what is
    /// noted again of the same tick takes the place of what was.
    pub fn note(&mut self, now: Moment) {
        while self.moments.back().is_some_and(|last| last.tick >= now.tick) {
            self.moments.pop_back();
        }
        if self.moments.len() == MOST {
            let mut keep = false;
            self.moments.retain(|_| {
                keep = !keep;
                keep
            });
        }
        self.moments.push_back(now);
    }

    /// All that is kept.
    pub fn moments(&self) -> impl Iterator<Item = &Moment> + Clone {
        self.moments.iter()
    }

    /// The first and the last time.
    pub fn span(&self) -> [f64; 2] {
        let time = |moment: Option<&Moment>| moment.map_or(0.0, |moment| moment.time);
        [time(self.moments.front()), time(self.moments.back())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(tick: u64, residual: f64) -> Moment {
        Moment { tick, time: 0.5 * tick as f64, residuals: [residual, 0.1 * residual] }
    }

    #[test]
    fn time_can_go_back_and_a_tick_is_noted_once() {
        let mut trace = Trace::default();
        (0..9).for_each(|tick| trace.note(moment(tick, 1.0)));
        trace.note(moment(8, 2.0));
        trace.note(moment(4, 3.0));
        let ticks: Vec<u64> = trace.moments().map(|moment| moment.tick).collect();
        assert_eq!(ticks, [0, 1, 2, 3, 4]);
        assert_eq!(trace.moments().last().map(|last| last.residuals[0]), Some(3.0));
        assert_eq!(trace.span(), [0.0, 2.0]);
    }

    #[test]
    fn what_is_kept_is_bounded_and_keeps_both_ends() {
        let mut trace = Trace::default();
        (0..5000).for_each(|tick| trace.note(moment(tick, 1.0)));
        assert!((MOST / 2..=MOST).contains(&trace.moments().count()));
        assert_eq!(trace.span(), [0.5 * f64::from(0), 0.5 * 4999.0]);
    }
}
