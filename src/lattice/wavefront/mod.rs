//! Many passes over a torus in one trip through memory.
//!
//! A *pass* is a forward stage and then a backward stage, each of which changes one of two fields
//! place by place and needs the other where it is and beside it, see [`Reach`]. Nothing more is
//! needed for a stage to follow the one before it a place behind along each axis, in place, on a
//! torus of any extents, without a halo and without doing anything twice: later stages begin at later
//! places of the torus and end where they began.
//!
//! In the coordinate `w = place + shift of the stage` along each axis, everything a stage needs has a
//! w no larger along every axis, and nothing that is still needed has been changed. So tiles of w can
//! be done one after the other, or side by side, as long as those below are done.

mod places;
mod plan;
mod progress;

pub(crate) use places::{Due, Places, Trips};
use progress::Progress;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// A stage of a pass at some places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// From 0.
    pub(crate) pass: u64,
    /// Which of its stages.
    pub(crate) stage: Stage,
    /// Whether its trip comes here with it for the first time.
    pub(crate) leads: bool,
    /// Place along the first axis.
    pub(crate) first: usize,
    /// Places along the second, in this order.
    pub(crate) second: Range<usize>,
}

/// The stages of a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// First.
    Forward,
    /// Then.
    Backward,
}

/// What stages need of the field they do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The forward stage where it is and one place ahead, the backward stage where it is and one
    /// place behind: first differences, of which one is the other's transpose.
    OneSided,
    /// The forward stage where it is, the backward stage there and one place on either side: a
    /// Laplacian.
    BothSides,
}

impl Reach {
    /// The place along each axis that a stage begins at, counted from where its trip does, stages
    /// from 0 through all passes.
    fn start(self, stage: usize) -> usize {
        match self {
            Self::OneSided => stage.div_ceil(2),
            Self::BothSides => stage,
        }
    }

    /// How much larger its w is than its place.
    fn shift(self, stage: usize) -> usize {
        match self {
            Self::OneSided => stage / 2,
            Self::BothSides => stage,
        }
    }

    /// How much larger the w of the last of so many passes is than their first place, for the pass
    /// that comes after them.
    fn span(self, passes: usize) -> usize {
        self.start(2 * passes) + self.shift(2 * passes - 1)
    }
}

/// The order of all steps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wavefront {
    /// Places along each axis.
    pub(crate) extents: [usize; 2],
    /// How many passes in all.
    pub(crate) passes: u64,
    /// The most that share a trip.
    pub(crate) depth: usize,
    /// Extents of a tile.
    pub(crate) tile: [usize; 2],
    /// What stages need.
    pub(crate) reach: Reach,
}

/// One trip: some passes over the whole torus.
#[derive(Clone, Copy)]
struct Trip {
    first: u64,
    passes: usize,
    /// Where its first pass begins.
    turned: [usize; 2],
}

impl Wavefront {
    /// Does all steps, on as many threads as are free: `work(step)`, so that whatever a step needs
    /// has happened and is seen.
    pub(crate) fn run(&self, threads: usize, work: impl Fn(Step) + Sync) {
        let next = AtomicU64::new(0);
        let progress = Progress::new(threads);
        let worker = || {
            while let Some((row, trip, band)) = self.claim(&next) {
                self.band(&progress, (row, trip, band), &work);
            }
        };
        if threads == 1 {
            return worker();
        }
        rayon::scope(|scope| {
            (1..threads).for_each(|_| scope.spawn(|_| worker()));
            worker();
        });
    }

    /// The next band of tiles nobody has taken: its number, its trip and which of the trip it is.
    fn claim(&self, next: &AtomicU64) -> Option<(u64, Trip, usize)> {
        let row = next.fetch_add(1, Ordering::Relaxed);
        let bands = self.bands() as u64;
        let first = row / bands * self.depth as u64;
        let left = self.passes.checked_sub(first).filter(|left| *left > 0)?;
        let passes = left.min(self.depth as u64) as usize;
        let turned = first * self.reach.start(2) as u64;
        let turned = self.extents.map(|extent| (turned % extent as u64) as usize);
        Some((row, Trip { first, passes, turned }, (row % bands) as usize))
    }

    /// Places of w along an axis in a trip.
    fn places(&self, axis: usize) -> usize {
        let last = 2 * self.depth - 1;
        self.extents[axis] + self.reach.start(last) + self.reach.shift(last)
    }

    fn bands(&self) -> usize {
        self.places(0).div_ceil(self.tile[0])
    }

    /// Tiles with the same w along the first axis, one after the other.
    fn band(
        &self,
        progress: &Progress,
        (row, trip, band): (u64, Trip, usize),
        work: &impl Fn(Step),
    ) {
        let tiles = self.places(1).div_ceil(self.tile[1]);
        let open = progress.open(row, tiles as u64);
        // What the first pass of this trip needs of the trip before, see `reach_back`.
        let bands = self.bands();
        if let Some(before) = (row - band as u64).checked_sub(bands as u64) {
            let needed = (band + self.reach_back()).min(bands - 1);
            progress.wait(before + needed as u64, tiles as u64);
        }
        for tile in 0..tiles {
            if band > 0 {
                progress.wait(row - 1, tile as u64 + 1);
            }
            self.tile(trip, [band, tile], work);
            open.advance(tile as u64 + 1);
        }
    }

    /// How many bands further the trip before must be: its last pass reaches a place at so much more
    /// of its w than of the w of this trip, and one place ahead is needed.
    fn reach_back(&self) -> usize {
        1 + (self.reach.span(self.depth) + 1).div_ceil(self.tile[0])
    }

    fn tile(&self, trip: Trip, at: [usize; 2], work: &impl Fn(Step)) {
        let run = at[1] * self.tile[1]..(at[1] + 1) * self.tile[1];
        for w in at[0] * self.tile[0]..(at[0] + 1) * self.tile[0] {
            for stage in 0..2 * trip.passes {
                let first = self.visited(w..w + 1, stage, 0);
                if !first.is_empty() {
                    let second = self.visited(run.clone(), stage, 1);
                    self.along(trip, stage, (first.start, second), work);
                }
            }
        }
    }

    /// Where a stage of a trip is at some w along an axis: at all places, from its first on.
    fn visited(&self, w: Range<usize>, stage: usize, axis: usize) -> Range<usize> {
        let (start, shift) = (self.reach.start(stage), self.reach.shift(stage));
        let end = start + self.extents[axis];
        w.start.saturating_sub(shift).max(start)..w.end.saturating_sub(shift).min(end)
    }

    /// The steps at places that count on where the torus closes.
    fn along(
        &self,
        trip: Trip,
        stage: usize,
        (first, second): (usize, Range<usize>),
        work: &impl Fn(Step),
    ) {
        let (leads, pass) = (stage == 0, trip.first + (stage / 2) as u64);
        let stage = if stage.is_multiple_of(2) { Stage::Forward } else { Stage::Backward };
        let first = within(first + trip.turned[0], self.extents[0]);
        let extent = self.extents[1];
        let start = within(second.start + trip.turned[1], extent);
        let end = start + second.len();
        for second in [start..end.min(extent), 0..end.saturating_sub(extent)] {
            if !second.is_empty() {
                work(Step { pass, stage, leads, first, second });
            }
        }
    }
}

/// The same place where the torus has closed.
fn within(place: usize, extent: usize) -> usize {
    if place < extent { place } else { place % extent }
}

#[cfg(test)]
mod tests;
