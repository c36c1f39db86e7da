//! A stage at some places, with the vectors of the machine.

use super::effect::Effect;
use super::kernel::{ADDITIVE, EXACT, Run, UNLINKED};
use super::rows::{Place, Rows};
use super::{Fused, PART};
use crate::lattice::simd::{self, Kernel, Vector};
use crate::lattice::{Direction, Real, SiteField};
use crate::theory::LinkCoupling;
use crate::theory::factors::{Factors, Spin};
use std::ops::Range;

/// Places a stage is due at, as in a [`Step`].
#[derive(Clone)]
pub(super) struct Due {
    pub(super) first: usize,
    pub(super) second: Range<usize>,
    /// Whether to look ahead for what is needed at the next place along the first axis.
    pub(super) leads: bool,
}

impl<R: Real, const K: usize, const D: usize> Fused<'_, R, K, D>
where
    Spin: Factors<K, D>,
{
    /// A stage where it is due.
    pub(super) fn stage<E: Effect<R>>(&self, due: Due, effect: E) {
        let fused = self;
        match (self.links, self.coupling) {
            (None, _) => simd::dispatch(Task::<_, _, K, D, UNLINKED> { fused, due, effect }),
            (_, LinkCoupling::Exact) => {
                simd::dispatch(Task::<_, _, K, D, EXACT> { fused, due, effect });
            }
            (_, LinkCoupling::Additive) => {
                simd::dispatch(Task::<_, _, K, D, ADDITIVE> { fused, due, effect });
            }
        }
    }
}

/// A stage at some places.
struct Task<'a, R, E, const K: usize, const D: usize, const LINKS: u8> {
    fused: &'a Fused<'a, R, K, D>,
    due: Due,
    effect: E,
}

impl<R: Real, E: Effect<R>, const K: usize, const D: usize, const LINKS: u8> Kernel<R>
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
            let plane = if leads { fused.extents[1] * fused.row_len } else { 0 };
            let (ahead, turns_ahead) =
                (K * plane, fused.turns.map_or(0, SiteField::components) * plane);
            for second in second {
                let row = first * fused.extents[1] + second;
                let rows = fused.rows(Place { row, at: [first, second] }, direction);
                let rows = Rows { ahead, turns_ahead, ..rows };
                Run::<R, E, K, D, LINKS>::along(rows).on::<V>(0..fused.row_len, &effect);
            }
        }
    }
}
