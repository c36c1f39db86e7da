//! What the ways to take ticks came to, and how they stand to one another.

use super::routes::Route;
use super::{Case, watch::median};
use serde::Serialize;

/// What a case came to: medians over rounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Site updates a second, by route, with all threads: plain loops over sites, where they are
    /// written out.
    pub plain: Option<f64>,
    /// Two sweeps.
    pub sweeps: f64,
    /// Single ticks, the state looked at after each.
    pub single: f64,
    /// Ticks between which nobody looks, one trip through memory for each, of a theory that has such.
    pub by_trips: Option<f64>,
    /// Eight at once.
    pub at_once: f64,
    /// Site updates a second of single ticks on one thread.
    pub single_one_thread: f64,
    /// Of eight at once.
    pub at_once_one_thread: f64,
    /// Bytes a second that two arrays as large as phi and pi are read and written at, in place.
    pub bandwidth: f64,
    /// Bytes that a tick moves for a site at least.
    pub bytes_per_site: usize,
    /// Bytes that single ticks move, as a part of the bandwidth.
    pub share: f64,
    /// Bytes that ticks of one trip each move, as a part of the bandwidth.
    pub share_by_trips: Option<f64>,
    /// How the routes stand to one another.
    pub ratios: Ratios,
    /// Threads.
    pub threads: usize,
}

/// How rates of a case stand to one another. Medians of the ratios within a round: what slows a machine
/// down for longer than that slows both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ratios {
    /// Ticks of one trip each, to single ticks.
    pub by_trips: Option<f64>,
    /// Eight at once, to single ticks.
    pub at_once: f64,
    /// Single ticks to sweeps.
    pub sweeps: f64,
    /// Single ticks to plain loops.
    pub plain: Option<f64>,
    /// Single ticks to those of the same fields without their links.
    pub unlinked: Option<f64>,
    /// Single ticks on all threads to those on one.
    pub threads: f64,
    /// Eight at once on all threads to those on one.
    pub threads_at_once: f64,
}

/// A route and how many threads took it.
pub(super) type Timed = (Route, usize);

/// Site updates a second of each route, round by round.
pub(super) struct Rates(pub(super) Vec<(Timed, Vec<f64>)>);

impl Rates {
    fn find(&self, timed: Timed) -> Option<&[f64]> {
        self.0.iter().find(|(other, _)| *other == timed).map(|(_, rates)| &rates[..])
    }

    fn rate(&self, timed: Timed) -> Option<f64> {
        self.find(timed).map(|rates| median(rates.to_vec()))
    }

    fn ratio(&self, one: Timed, other: Timed) -> Option<f64> {
        let pairs = self.find(one)?.iter().zip(self.find(other)?);
        Some(median(pairs.map(|(one, other)| one / other).collect()))
    }

    /// What they say, beside a bandwidth in bytes a second.
    pub(super) fn report(&self, case: &Case, threads: usize, bandwidth: f64) -> Measured {
        let all = |route: Route| (route, threads);
        let rate = |timed: Timed| self.rate(timed).unwrap_or(f64::NAN);
        let to = |one: Timed, other: Timed| self.ratio(one, other).unwrap_or(f64::NAN);
        let share = |rate: f64| rate * case.traffic() as f64 / bandwidth;
        let (single, at_once) = (all(Route::Single), all(Route::AtOnce));
        let (single_one, at_once_one) = ((Route::Single, 1), (Route::AtOnce, 1));
        let by_trips = self.rate(all(Route::ByTrips));
        Measured {
            plain: self.rate(all(Route::Plain)),
            sweeps: rate(all(Route::Sweeps)),
            single: rate(single),
            by_trips,
            at_once: rate(at_once),
            single_one_thread: rate(single_one),
            at_once_one_thread: rate(at_once_one),
            bandwidth,
            bytes_per_site: case.traffic(),
            share: share(rate(single)),
            share_by_trips: by_trips.map(share),
            ratios: Ratios {
                by_trips: self.ratio(all(Route::ByTrips), single),
                at_once: to(at_once, single),
                sweeps: to(single, all(Route::Sweeps)),
                plain: self.ratio(single, all(Route::Plain)),
                unlinked: self.ratio(single, all(Route::Unlinked)),
                threads: to(single, single_one),
                threads_at_once: to(at_once, at_once_one),
            },
            threads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine that is twice as slow in one round is so to both: the ratio does not see it.
    #[test]
    fn ratios_are_taken_within_a_round() {
        let (one, other) = ((Route::Single, 2), (Route::Sweeps, 2));
        let rates = Rates(vec![(one, vec![30.0, 15.0, 33.0]), (other, vec![20.0, 10.0, 11.0])]);
        assert_eq!(rates.ratio(one, other), Some(1.5));
        assert_eq!(rates.rate(one), Some(30.0));
        assert_eq!(rates.ratio(one, (Route::Plain, 2)), None);
    }
}
