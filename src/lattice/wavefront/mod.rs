//! Many passes over a torus in one trip through memory.
//!
//! A *pass* is a forward stage and then a backward stage, each of which changes one of two fields
//! place by place: the forward stage needs the other field where it is and one place ahead along
//! each axis, the backward stage where it is and one place behind. Nothing more is needed for pass
//! s to follow pass s - 1 one place behind it along each axis, in place, on a torus of any extents,
//! without a halo and without doing anything twice: pass s begins at place s of the torus and ends
//! where it began.
//!
//! In the coordinate `w = place + s` along each axis, everything a stage needs has a w no larger
//! along every axis. So tiles of w can be done one after the other, or side by side, as long as
//! those below are done.

mod progress;

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
    /// Needs the other field where it is and one place ahead.
    Forward,
    /// Needs the other field where it is and one place behind.
    Backward,
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
        let turned = self.extents.map(|extent| (first % extent as u64) as usize);
        Some((row, Trip { first, passes, turned }, (row % bands) as usize))
    }

    /// Places of w along an axis in a trip.
    fn reach(&self, axis: usize) -> usize {
        self.extents[axis] + 2 * self.depth - 1
    }

    fn bands(&self) -> usize {
        self.reach(0).div_ceil(self.tile[0])
    }

    /// Tiles with the same w along the first axis, one after the other.
    fn band(
        &self,
        progress: &Progress,
        (row, trip, band): (u64, Trip, usize),
        work: &impl Fn(Step),
    ) {
        let tiles = self.reach(1).div_ceil(self.tile[1]);
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

    /// How many bands further the trip before must be: its last pass reaches a place at
    /// `2 depth - 1` more of its w than of the w of this trip, and one place ahead is needed.
    fn reach_back(&self) -> usize {
        1 + (2 * self.depth).div_ceil(self.tile[0])
    }

    fn tile(&self, trip: Trip, at: [usize; 2], work: &impl Fn(Step)) {
        let run = at[1] * self.tile[1]..(at[1] + 1) * self.tile[1];
        for w in at[0] * self.tile[0]..(at[0] + 1) * self.tile[0] {
            for pass in 0..trip.passes {
                for stage in [Stage::Forward, Stage::Backward] {
                    let first = visited(w..w + 1, pass, stage, self.extents[0]);
                    if !first.is_empty() {
                        let second = visited(run.clone(), pass, stage, self.extents[1]);
                        self.along(trip, (pass, stage), (first.start, second), work);
                    }
                }
            }
        }
    }

    /// The steps at places that count on where the torus closes.
    fn along(
        &self,
        trip: Trip,
        (pass, stage): (usize, Stage),
        (first, second): (usize, Range<usize>),
        work: &impl Fn(Step),
    ) {
        let leads = pass == 0 && stage == Stage::Forward;
        let pass = trip.first + pass as u64;
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

/// Where a stage of a pass of a trip is at some w along an axis: the forward stage visits places
/// s, ..., s + n - 1, the backward stage those one further.
fn visited(w: Range<usize>, pass: usize, stage: Stage, extent: usize) -> Range<usize> {
    let start = pass + usize::from(stage == Stage::Backward);
    w.start.saturating_sub(pass).max(start)..w.end.saturating_sub(pass).min(start + extent)
}

/// The same place where the torus has closed.
fn within(place: usize, extent: usize) -> usize {
    if place < extent { place } else { place % extent }
}

#[cfg(test)]
mod tests;
