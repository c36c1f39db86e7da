//! A stage at some places, with the vectors of the machine.

use super::Fused;
use super::effect::Effect;
use super::kernel::{ADDITIVE, EXACT, Run, UNLINKED};
use super::rows::{Place, Rows};
use crate::lattice::simd::{self, Kernel, Vector};
use crate::lattice::wavefront::Due;
use crate::lattice::{Direction, Real, SiteField};
use crate::theory::LinkCoupling;
use crate::theory::factors::{Factors, Spin};

impl<R: Real, const K: usize, const D: usize> Fused<'_, R, K, D>
where
    Spin: Factors<K, D>,
{
    /// A stage where it is due.
    pub(super) fn stage<E: Effect<R>>(&self, due: Due, effect: E) {
        let fused = self;
        if !E::DIFFERENCES {
            return simd::dispatch(Task::<_, _, K, D, UNLINKED> { fused, due, effect });
        }
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
    // Links take the registers that a second vector would need.
    const TWO: bool = LINKS == UNLINKED;

    #[inline(always)]
    #[allow(unsafe_code, reason = "see below")]
    fn run<V: Vector<R>>(self) {
        let Self { fused, due, effect } = self;
        let direction = if E::FORWARD { Direction::Forward } else { Direction::Backward };
        let (effect, of_half) = (effect.splat::<V>(), effect.splat::<V::Half>());
        let (sites, plane) = (fused.places.sites(&due), fused.places.ahead(&due));
        let (ahead, turns_ahead) =
            (K * plane, fused.turns.map_or(0, SiteField::components) * plane);
        let range = fused.places.rows(&due);
        let mut row = range.start;
        while row < range.end {
            let place = Place { row, at: fused.places.at(row, &due) };
            let about = Rows { ahead, turns_ahead, ..fused.rows(place, direction) };
            let alike = fused.places.alike(place.at, &due);
            let mut n = 0;
            while n < alike {
                let run = Run::<R, E, K, D, LINKS>::along(about.further::<K>(n));
                // SAFETY: the wavefront, or a sweep that changes one field and reads the other, has
                // it that nobody else is at work on these rows.
                unsafe { run.on::<V>(sites.clone(), (&effect, &of_half)) };
                n += 1;
            }
            row += alike;
        }
    }
}
