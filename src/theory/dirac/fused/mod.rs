//! Staged ticks in vectors: one stage over the whole lattice, or ticks between which nobody looks in
//! few trips through memory.
//!
//! A pass is activation, and then the kick that ends a tick together with the one that begins the
//! next; the first pass has only a kick, the last only half of one. B looks ahead and Bᵀ behind, so
//! passes are what a [`Wavefront`] can order.

/// Writes a body out for each index below a bound that is at most 4.
macro_rules! unrolled {
    ($index:ident < $bound:expr, $body:expr) => {{
        unrolled!(@ $index, 0, $bound, $body);
        unrolled!(@ $index, 1, $bound, $body);
        unrolled!(@ $index, 2, $bound, $body);
        unrolled!(@ $index, 3, $bound, $body);
    }};
    (@ $index:ident, $value:literal, $bound:expr, $body:expr) => {
        if $value < $bound {
            let $index: usize = $value;
            $body
        }
    };
}

mod effect;
mod kernel;
mod plan;
mod stages;

use crate::lattice::simd::{self, Kernel, Vector};
use crate::lattice::wavefront::{Stage, Step, Wavefront};
use crate::lattice::{Direction, Fields, GaugeField, Lattice, LinkField, Real, Shared, SiteField};
use crate::theory::factors::{Factors, Spin};
use effect::{Drift, Effect, Kick};
use kernel::{Rows, Run};
use rayon::prelude::*;
pub(in crate::theory::dirac) use stages::Stages;
use std::ops::Range;

/// The fields of a run of ticks.
pub(super) struct Fused<'a, R, const K: usize, const D: usize> {
    phi: Shared<'a, R>,
    pi: Shared<'a, R>,
    /// Links, where any of them turns what it carries.
    links: Option<&'a GaugeField<R>>,
    /// A row of zeros.
    beyond: &'a [R],
    stages: Stages<R>,
    /// Places along the axes that passes are skewed along: the leading axes, and parts of rows
    /// where there are fewer than two.
    extents: [usize; 2],
    /// Whether axes close to circles.
    closed: [bool; D],
    row_len: usize,
}

/// Places a stage is due at, as in a [`Step`].
#[derive(Clone)]
struct Due {
    first: usize,
    second: Range<usize>,
    /// Whether to look ahead for what is needed at the next place along the first axis.
    leads: bool,
}

/// A row, and where it is along the leading axes.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    at: [usize; 2],
}

impl<'a, R: Real, const K: usize, const D: usize> Fused<'a, R, K, D>
where
    Spin: Factors<K, D>,
{
    /// `beyond`: a row of zeros in all components.
    pub(super) fn new(
        lattice: &Lattice,
        fields: &'a mut Fields<R>,
        beyond: &'a [R],
        stages: Stages<R>,
    ) -> Self {
        let Fields { phi, pi, gauge, .. } = fields;
        let links = GaugeField::turning(gauge.as_ref());
        let (shape, row_len) = (lattice.shape(), lattice.row_len());
        let parts = row_len.div_ceil(PART);
        // All that the kernels take on trust.
        let fits = |field: &SiteField<R>| (field.block_len(), field.values().len());
        let block = (K * row_len, K * lattice.sites());
        assert_eq!([fits(phi), fits(pi)], [block; 2], "fields of another lattice");
        assert_eq!(beyond.len(), K * row_len);
        let fits = |links: &LinkField<R>| (links.block(0).len(), links.values().len());
        let fits = |gauge: &GaugeField<R>| [gauge.cos(), gauge.sin()].map(fits);
        let block = (D * row_len, D * lattice.sites());
        assert!(links.is_none_or(|gauge| fits(gauge) == [block; 2]), "links of another lattice");
        Self {
            phi: Shared::new(phi),
            pi: Shared::new(pi),
            links,
            beyond,
            stages,
            extents: match *shape {
                [_] => [1, parts],
                [rows, _] => [rows, parts],
                _ => [shape[0], shape[1]],
            },
            closed: std::array::from_fn(|mu| lattice.boundary()[mu].is_periodic()),
            row_len,
        }
    }

    /// `n` ticks.
    pub(super) fn advance(&self, n: u64) {
        let mut left = n;
        while left > 0 {
            let n = left.min(MOST_TICKS);
            self.advance_along(&plan::front(self.extents, self.row_bytes(), n + 1), n);
            left -= n;
        }
    }

    /// `n` ticks in the order of a wavefront of n + 1 passes.
    fn advance_along(&self, front: &Wavefront, n: u64) {
        let places = self.extents[0] * self.extents[1];
        let worth = (places * self.row_len.min(PART)) as u64 * n > MANY_SITES && D > 1;
        let threads = if worth { rayon::current_num_threads() } else { 1 };
        front.run(threads, |step| self.step(step, n));
    }

    /// Bytes of both fields at one place.
    fn row_bytes(&self) -> usize {
        let sites = if D == 3 { self.row_len } else { self.row_len.min(PART) };
        2 * K * sites * std::mem::size_of::<R>()
    }

    /// The first stage of a tick.
    pub(super) fn activate(&self) {
        self.sweep(Kick::<R, false, true>(self.stages));
        self.sweep(Drift::<R, false>(self.stages));
    }

    /// The second, after phi is turned.
    pub(super) fn learn(&self) {
        self.sweep(Kick::<R, true, false>(self.stages));
    }

    /// A stage over the whole lattice.
    fn sweep(&self, effect: impl Effect<R>) {
        let [first, second] = self.extents;
        let worth = LEAST_SITES.div_ceil(second * self.row_len.min(PART));
        (0..first).into_par_iter().with_min_len(worth).for_each(|first| {
            self.stage(Due { first, second: 0..second, leads: true }, effect);
        });
    }

    fn step(&self, Step { pass, stage, leads, first, second }: Step, last: u64) {
        let stages = self.stages;
        // The first pass of all has no forward stage that could lead.
        let due = Due { first, second, leads: leads || pass == 0 };
        match (stage, pass) {
            (Stage::Forward, 0) => {}
            (Stage::Forward, _) => self.stage(due, Drift::<R, true>(stages)),
            (Stage::Backward, 0) => self.stage(due, Kick::<R, false, true>(stages)),
            (Stage::Backward, pass) if pass == last => {
                self.stage(due, Kick::<R, true, false>(stages));
            }
            (Stage::Backward, _) => self.stage(due, Kick::<R, true, true>(stages)),
        }
    }

    fn stage<E: Effect<R>>(&self, due: Due, effect: E) {
        let fused = self;
        match self.links {
            None => simd::dispatch(Task::<_, _, K, D, false> { fused, due, effect }),
            Some(_) => simd::dispatch(Task::<_, _, K, D, true> { fused, due, effect }),
        }
    }

    /// The row one step along an axis, or none beyond an edge: along the last axis, the row itself.
    #[inline]
    fn neighbour(&self, place: Place, mu: usize, direction: Direction) -> Option<usize> {
        let closed = self.closed[mu];
        if mu + 1 == D {
            return closed.then_some(place.row);
        }
        let (stride, last) = (if mu + 2 < D { self.extents[1] } else { 1 }, self.extents[mu] - 1);
        match direction {
            Direction::Forward if place.at[mu] < last => Some(place.row + stride),
            Direction::Forward => closed.then(|| place.row - last * stride),
            Direction::Backward if place.at[mu] > 0 => Some(place.row - stride),
            Direction::Backward => closed.then(|| place.row + last * stride),
        }
    }

    #[inline]
    fn rows(&self, place: Place, direction: Direction) -> Rows<R, D> {
        let (own, other) = match direction {
            Direction::Forward => (self.phi, self.pi),
            Direction::Backward => (self.pi, self.phi),
        };
        let (own, here) = (own.block(place.row), other.block(place.row).cast_const());
        let mut beside = [self.beyond.as_ptr(); D];
        let mut links = [[here; 2]; D];
        for mu in 0..D {
            let neighbour = self.neighbour(place, mu, direction);
            if let Some(row) = neighbour {
                beside[mu] = other.block(row);
            }
            if let Some(gauge) = self.links {
                // Beyond an edge there is nothing to carry, so any link will do.
                let row = match direction {
                    Direction::Forward => place.row,
                    Direction::Backward => neighbour.unwrap_or(place.row),
                };
                links[mu] = [gauge.cos().row(row, mu).as_ptr(), gauge.sin().row(row, mu).as_ptr()];
            }
        }
        Rows { own, here, beside, links, row_len: self.row_len, ahead: 0 }
    }
}

/// Sites of a part of a row.
const PART: usize = 64;

/// The most ticks in one go, so that they can be counted.
const MOST_TICKS: u64 = 1 << 16;

/// Sites times ticks that are worth calling other threads for.
const MANY_SITES: u64 = 1 << 15;

/// Sites that are worth handing to another thread.
const LEAST_SITES: usize = 1024;

/// A stage at some places.
struct Task<'a, R, E, const K: usize, const D: usize, const LINKS: bool> {
    fused: &'a Fused<'a, R, K, D>,
    due: Due,
    effect: E,
}

impl<R: Real, E: Effect<R>, const K: usize, const D: usize, const LINKS: bool> Kernel<R>
    for Task<'_, R, E, K, D, LINKS>
where
    Spin: Factors<K, D>,
{
    #[inline(always)]
    #[allow(unsafe_code, reason = "see below")]
    fn run<V: Vector<R>>(self) {
        let Self { fused, due: Due { first, second, leads }, effect } = self;
        let direction = if E::FORWARD { Direction::Forward } else { Direction::Backward };
        let effect = effect.splat::<V>();
        // SAFETY: the wavefront, or a sweep that changes one field and reads the other, has it that
        // nobody else is at work on these rows.
        unsafe {
            if D < 3 {
                let sites = second.start * PART..fused.row_len.min(second.end * PART);
                let rows = fused.rows(Place { row: first, at: [first, 0] }, direction);
                return Run::<R, E, K, D, LINKS>::along(rows).on::<V>(sites, &effect);
            }
            let ahead = if leads { fused.extents[1] * K * fused.row_len } else { 0 };
            for second in second {
                let row = first * fused.extents[1] + second;
                let rows =
                    Rows { ahead, ..fused.rows(Place { row, at: [first, second] }, direction) };
                Run::<R, E, K, D, LINKS>::along(rows).on::<V>(0..fused.row_len, &effect);
            }
        }
    }
}

#[cfg(test)]
mod tests;
