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
//! be done one after the other, as long as those below are done.
//!
//! Threads share the places along the first axis out in blocks. Where a block begins is as good a
//! place to begin as any of a torus: what later stages leave out there is done at the end of the
//! block before, once this one has got past it. So threads wait for one another at the ends of blocks
//! alone, and from trip to trip each finds in its caches what it has left there.

mod places;
mod plan;
mod progress;

pub(crate) use places::{Due, Places, Trips};
use progress::Progress;
use std::ops::Range;

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

    /// How much larger than the number of places w gets along an axis in a trip of so many passes.
    fn excess(self, passes: usize) -> usize {
        self.start(2 * passes - 1) + self.shift(2 * passes - 1)
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
    /// In how many blocks the first axis is to be shared out; fewer where they would be too short.
    pub(crate) blocks: usize,
}

/// One trip: some passes over the whole torus.
#[derive(Clone, Copy)]
struct Trip {
    /// From 0.
    number: u64,
    first: u64,
    passes: usize,
    /// Where its first pass begins.
    turned: [usize; 2],
}

/// Places along the first axis, counted from where a trip begins.
#[derive(Clone, Copy)]
struct Block {
    begin: usize,
    length: usize,
}

impl Wavefront {
    /// Does all steps, on as many threads as are free: `work(step)`, so that whatever a step needs
    /// has happened and is seen.
    pub(crate) fn run(&self, threads: usize, work: impl Fn(Step) + Sync) {
        let blocks = self.blocks.min(self.extents[0] / self.head()).max(1);
        let progress = Progress::new(blocks);
        let worker = |own: usize| {
            for trip in (0..self.passes.div_ceil(self.depth as u64)).map(|n| self.trip(n)) {
                progress.bodies(trip.number, own, |at, done| {
                    self.body(trip, self.block(at, blocks), done, &work);
                });
                progress.tails(trip.number, own, self.head(), |at| {
                    self.tail(trip, self.block(at, blocks), &work);
                });
            }
        };
        if threads == 1 {
            return worker(0);
        }
        rayon::scope(|scope| {
            let worker = &worker;
            (1..threads).for_each(|one| scope.spawn(move |_| worker(one * blocks / threads)));
            worker(0);
        });
    }

    fn trip(&self, number: u64) -> Trip {
        let first = number * self.depth as u64;
        let passes = (self.passes - first).min(self.depth as u64) as usize;
        let turned = first * self.reach.start(2) as u64;
        let turned = self.extents.map(|extent| (turned % extent as u64) as usize);
        Trip { number, first, passes, turned }
    }

    fn block(&self, at: usize, blocks: usize) -> Block {
        let [begin, end] = [at, at + 1].map(|at| at * self.extents[0] / blocks);
        Block { begin, length: end - begin }
    }

    /// How much of w a block must have got past before the end of the one before it is done: the
    /// largest that is needed there.
    fn head(&self) -> usize {
        self.reach.span(self.depth) + 2
    }

    /// A block as far as it needs nothing that is done in the next; `done(w)` as it gets on.
    fn body(&self, trip: Trip, block: Block, done: impl Fn(usize), work: &impl Fn(Step)) {
        self.part(trip, block, 0..block.length, work, done);
    }

    /// The rest of it.
    fn tail(&self, trip: Trip, block: Block, work: &impl Fn(Step)) {
        let part = block.length..block.length + self.reach.excess(trip.passes);
        self.part(trip, block, part, work, |_| {});
    }

    /// Part of a block, tile by tile; `done(w)` as it gets on.
    fn part(
        &self,
        trip: Trip,
        block: Block,
        part: Range<usize>,
        work: &impl Fn(Step),
        done: impl Fn(usize),
    ) {
        let [along, across] = self.tile;
        let width = self.extents[1] + self.reach.excess(trip.passes);
        for first in part.clone().step_by(along) {
            let end = (first + along).min(part.end);
            for second in (0..width).step_by(across) {
                self.tile(trip, block, [first..end, second..second + across], work);
            }
            done(end);
        }
    }

    fn tile(
        &self,
        trip: Trip,
        block: Block,
        [along, across]: [Range<usize>; 2],
        work: &impl Fn(Step),
    ) {
        for (w, stage) in along.flat_map(|w| (0..2 * trip.passes).map(move |stage| (w, stage))) {
            let first = self.visited(w..w + 1, stage, block.length);
            if !first.is_empty() {
                let second = self.visited(across.clone(), stage, self.extents[1]);
                self.along(trip, stage, (block.begin + first.start, second), work);
            }
        }
    }

    /// Where a stage of a trip is at some w along an axis: at all places, from its first on.
    fn visited(&self, w: Range<usize>, stage: usize, places: usize) -> Range<usize> {
        let (start, shift) = (self.reach.start(stage), self.reach.shift(stage));
        w.start.saturating_sub(shift).max(start)..w.end.saturating_sub(shift).min(start + places)
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
