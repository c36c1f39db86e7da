//! The sites of a lattice as places that passes are skewed along.

use super::{Reach, Step, Wavefront, plan};
use crate::lattice::simd::MOST_LANES;
use crate::lattice::{Direction, Lattice};
use rayon::prelude::*;
use std::ops::Range;

/// The most sites of a part of a row: what a place holds has to be worth the step to it, and what a
/// trip has in hand to stay in the cache of a core.
const MOST_SITES: usize = 1024;

/// The most ticks in one go, so that they can be counted.
const MOST_TICKS: u64 = 1 << 16;

/// Sites times passes that are worth calling other threads for.
const MANY_SITES: u64 = 1 << 15;

/// Sites that are worth handing to another thread.
const LEAST_SITES: usize = 1024;

/// The places of a lattice: whole rows, along both leading axes of three; parts of rows where there
/// are fewer axes.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    /// Along each axis that passes are skewed along.
    pub(crate) extents: [usize; 2],
    pub(crate) row_len: usize,
    /// Whether each axis closes to a circle.
    pub(crate) closed: [bool; 3],
    dim: usize,
    part: usize,
}

/// Places a stage is due at, as in a [`Step`].
#[derive(Clone, Debug)]
pub(crate) struct Due {
    pub(crate) first: usize,
    pub(crate) second: Range<usize>,
    /// Whether to look ahead for what is needed at the next place along the first axis.
    pub(crate) leads: bool,
}

/// How ticks are made of passes.
#[derive(Clone, Copy)]
pub(crate) struct Trips {
    /// What stages need.
    pub(crate) reach: Reach,
    /// Passes of a tick, besides the one that begins the first.
    pub(crate) passes: u64,
    /// Bytes of both fields at a site.
    pub(crate) site_bytes: usize,
    /// Whether no more than one pass is to share a trip.
    pub(crate) one_by_one: bool,
}

impl Trips {
    /// Passes of so many ticks.
    pub(crate) fn of(&self, ticks: u64) -> u64 {
        self.passes * ticks + 1
    }
}

impl Places {
    pub(crate) fn of(lattice: &Lattice) -> Self {
        let (shape, row_len) = (lattice.shape(), lattice.row_len());
        // Vectors do not cross parts.
        let part = row_len.div_ceil(row_len.div_ceil(MOST_SITES)).next_multiple_of(MOST_LANES);
        let (extents, part) = match *shape {
            [_] => ([row_len.div_ceil(part), 1], part),
            [rows, _] => ([rows, row_len.div_ceil(part)], part),
            _ => ([shape[0], shape[1]], row_len),
        };
        let boundary = lattice.boundary();
        let closed = std::array::from_fn(|mu| boundary.get(mu).is_some_and(|b| b.is_periodic()));
        Self { extents, row_len, closed, dim: lattice.dim(), part }
    }

    /// The rows of some places.
    #[inline]
    pub(crate) fn rows(&self, due: &Due) -> Range<usize> {
        let Due { first, ref second, .. } = *due;
        match self.dim {
            1 => 0..1,
            2 => first..first + 1,
            _ => first * self.extents[1] + second.start..first * self.extents[1] + second.end,
        }
    }

    /// The sites of their rows.
    #[inline]
    pub(crate) fn sites(&self, due: &Due) -> Range<usize> {
        let Due { first, ref second, .. } = *due;
        let parts = match self.dim {
            1 => first..first + 1,
            2 => second.clone(),
            _ => return 0..self.row_len,
        };
        parts.start * self.part..self.row_len.min(parts.end * self.part)
    }

    /// Where a row that a stage is due at is along the leading axes.
    #[inline]
    pub(crate) fn at(&self, row: usize, due: &Due) -> [usize; 2] {
        [due.first, if self.dim == 3 { row - due.first * self.extents[1] } else { 0 }]
    }

    /// The row one step from another along a leading axis, or none beyond an edge.
    #[inline]
    pub(crate) fn neighbour(
        &self,
        row: usize,
        at: [usize; 2],
        mu: usize,
        way: Direction,
    ) -> Option<usize> {
        let stride = if mu + 2 < self.dim { self.extents[1] } else { 1 };
        let (closed, last) = (self.closed[mu], self.extents[mu] - 1);
        match way {
            Direction::Forward if at[mu] < last => Some(row + stride),
            Direction::Forward => closed.then(|| row - last * stride),
            Direction::Backward if at[mu] > 0 => Some(row - stride),
            Direction::Backward => closed.then(|| row + last * stride),
        }
    }

    /// How many rows, from one on at which a stage is due, have all that is beside them as far from
    /// them as it has: those between the ends of the second axis, and each end alone.
    #[inline]
    pub(crate) fn alike(&self, at: [usize; 2], due: &Due) -> usize {
        let [first, second] = at;
        let last = self.extents.map(|extent| extent - 1);
        let inside = self.closed[0] || (first > 0 && first < last[0]);
        if self.dim == 3 && inside && second > 0 && second < last[1] {
            due.second.end.min(last[1]) - second
        } else {
            1
        }
    }

    /// Values of one component from a place to the next along the first axis, where a stage leads.
    #[inline]
    pub(crate) fn ahead(&self, due: &Due) -> usize {
        if due.leads && self.dim == 3 { self.extents[1] * self.row_len } else { 0 }
    }

    /// `n` ticks: `work(step, last pass)`.
    pub(crate) fn advance(&self, n: u64, trips: Trips, work: impl Fn(Step, u64) + Sync) {
        let mut left = n;
        while left > 0 {
            let ticks = left.min(MOST_TICKS);
            self.along(&self.front(trips.of(ticks), trips), &work);
            left -= ticks;
        }
    }

    /// The order of so many passes.
    fn front(&self, passes: u64, trips: Trips) -> Wavefront {
        let (reach, threads) = (trips.reach, self.threads(passes));
        let depth = match trips.one_by_one {
            true => 1,
            false => plan::depth(passes, reach, self.extents[0] / threads),
        };
        let bytes = trips.site_bytes * self.row_len.min(self.part);
        plan::front(self.extents, bytes, (passes, depth), (reach, threads))
    }

    /// Threads that so many passes are worth calling.
    fn threads(&self, passes: u64) -> usize {
        let places = self.extents[0] * self.extents[1];
        let worth = (places * self.row_len.min(self.part)) as u64 * (passes - 1);
        if worth > MANY_SITES { rayon::current_num_threads() } else { 1 }
    }

    /// Ticks in the order of a wavefront of all their passes.
    pub(crate) fn along(&self, front: &Wavefront, work: &(impl Fn(Step, u64) + Sync)) {
        front.run(self.threads(front.passes), |step| work(step, front.passes - 1));
    }

    /// A stage at all places.
    pub(crate) fn sweep(&self, work: impl Fn(Due) + Sync) {
        let [first, second] = self.extents;
        let worth = LEAST_SITES.div_ceil(second * self.row_len.min(self.part));
        (0..first).into_par_iter().with_min_len(worth).for_each(|first| {
            work(Due { first, second: 0..second, leads: true });
        });
    }
}
