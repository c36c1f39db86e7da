//! Kick on a run of sites of one row, in vectors.
//!
//! No closures, iterators or loops over vectors, see [`Kernel`].
#![allow(unsafe_code, reason = "rows are shared between threads, and checks cost time")]

use super::rows::{AHEAD, BEHIND, Rows, Values};
use super::{Force, Scalar};
use crate::lattice::Real;
use crate::lattice::simd::{
    At, EDGE, INSIDE, Kernel, REST, Vector, added, after, before, load, look_ahead, store, unrolled,
};
use crate::lattice::wavefront::Due;
use std::ops::Range;

/// `pi -> pi + t (Lap phi - F(phi))`
#[derive(Clone, Copy)]
pub(super) struct Kick<R, F> {
    pub(super) t: R,
    /// `t / h²`
    pub(super) spread: R,
    pub(super) force: F,
    /// Whether one kick ends a tick and another begins the next: the same twice, in two additions,
    /// rounded as two kicks are.
    pub(super) twice: bool,
}

/// A kick where it is due, of fields that links turn or not.
pub(super) struct KickAt<'a, R, F, const K: usize, const D: usize, const LINKED: bool> {
    pub(super) scalar: &'a Scalar<'a, R, F, K, D>,
    pub(super) due: Due,
    pub(super) kick: Kick<R, F>,
}

impl<R: Real, F: Force<R>, const K: usize, const D: usize, const LINKED: bool> Kernel<R>
    for KickAt<'_, R, F, K, D, LINKED>
{
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { scalar, due, kick } = self;
        let sites = scalar.places.sites(&due);
        let range = scalar.places.rows(&due);
        let mut row = range.start;
        while row < range.end {
            let at = scalar.places.at(row, &due);
            let (about, alike) = (scalar.rows(row, at, &due), scalar.places.alike(at, &due));
            let mut n = 0;
            while n < alike {
                let run = Run::<R, F, K, D, LINKED> { rows: about.further::<K>(n), kick };
                // SAFETY: the wavefront, or a sweep that changes pi and reads phi, has it that
                // nobody writes what is read, nor reads what is written.
                unsafe {
                    if kick.twice {
                        run.on::<V, true>(sites.clone());
                    } else {
                        run.on::<V, false>(sites.clone());
                    }
                }
                n += 1;
            }
            row += alike;
        }
    }
}

/// A kick of one row. By value: behind a reference, it might change with every value written.
#[derive(Clone, Copy)]
struct Run<R, F, const K: usize, const D: usize, const LINKED: bool> {
    rows: Rows<R, D>,
    kick: Kick<R, F>,
}

impl<R: Real, F: Force<R>, const K: usize, const D: usize, const LINKED: bool>
    Run<R, F, K, D, LINKED>
{
    /// # Safety
    /// The rows are those of fields of K components; nobody writes what is read, nor reads what is
    /// written.
    #[inline(always)]
    unsafe fn on<V: Vector<R>, const TWICE: bool>(self, sites: Range<usize>) {
        self.look_ahead(&sites);
        let end = sites.end.min(self.rows.row_len - 1);
        let mut x = sites.start;
        // SAFETY: as the caller promises; the conditions are what the vectors ask for.
        unsafe {
            loop {
                // The last vector inside is known beforehand: this loop is nearly all there is.
                while x > 0 && x + V::LANES <= end {
                    self.one::<V, INSIDE, TWICE>(At { x, count: V::LANES });
                    x += V::LANES;
                }
                if x >= sites.end {
                    return;
                }
                let left = sites.end - x;
                if left < V::LANES {
                    self.one::<V, REST, TWICE>(At { x, count: left });
                } else {
                    self.one::<V, EDGE, TWICE>(At { x, count: V::LANES });
                }
                x += V::LANES;
            }
        }
    }

    /// # Safety
    /// As for [`Run::on`]; the vector is of that kind.
    #[inline(always)]
    unsafe fn one<V: Vector<R>, const KIND: u8, const TWICE: bool>(self, at: At) {
        let Self { rows, kick: Kick { t, spread, force, .. } } = self;
        let (t, spread) = (V::splat(t), V::splat(spread));
        let sides = V::splat(R::of(2.0 * D as f64));
        let mut here = [V::splat(R::zero()); K];
        // SAFETY: as the caller promises.
        unsafe {
            unrolled!(a < K, {
                here[a] = load::<R, V, KIND>(rows.phi.add(a * rows.row_len + at.x), at.count);
            });
            let mut sum = self.along::<V, KIND>(at);
            unrolled!(mu < D - 1, {
                sum = added(sum, self.across::<V, KIND, BEHIND>(mu, at));
                sum = added(sum, self.across::<V, KIND, AHEAD>(mu, at));
            });
            let force = force.of(here);
            unrolled!(a < K, {
                let to = rows.pi.add(a * rows.row_len + at.x);
                let push = spread * (sum[a] - sides * here[a]) - t * force[a];
                let mut pi = load::<R, V, KIND>(to, at.count) + push;
                if TWICE {
                    pi = pi + push;
                }
                store::<R, V, KIND>(pi, to, at.count);
            });
        }
    }

    /// Asks for what the next place along the first axis has of a run of sites.
    #[inline(always)]
    fn look_ahead(self, sites: &Range<usize>) {
        let Rows { pi, phi, row_len, ahead, .. } = self.rows;
        if ahead > 0 {
            unrolled!(a < K, {
                let start = a * row_len + ahead;
                look_ahead(pi, start + sites.start..start + sites.end);
                look_ahead(phi, start + sites.start..start + sites.end);
            });
        }
    }

    /// The sum of both neighbours along the row.
    #[inline(always)]
    unsafe fn along<V: Vector<R>, const KIND: u8>(self, at: At) -> [V; K] {
        let (rows, mut behind) = (self.rows, [V::splat(R::zero()); K]);
        let (mut ahead, [first, last]) = (behind, rows.beside[D - 1]);
        // SAFETY: as the caller promises.
        unsafe {
            unrolled!(a < K, {
                let row = rows.phi.add(a * rows.row_len);
                let [first, last] = [beyond(first, a), beyond(last, a)];
                behind[a] = before::<R, V, KIND>(row, at, first);
                ahead[a] = after::<R, V, KIND>(row, rows.row_len, at, last);
            });
            if LINKED {
                let [[cos, sin], to] = [rows.links[D - 1][BEHIND], rows.links[D - 1][AHEAD]];
                let back =
                    [before::<R, V, KIND>(to[0], at, cos), before::<R, V, KIND>(to[1], at, sin)];
                behind = carried::<R, V, K, BEHIND>(back, behind);
                ahead = carried::<R, V, K, AHEAD>(self.links_ahead::<V, KIND>(to, at), ahead);
            }
        }
        added(behind, ahead)
    }

    /// cos and sin of the links along the row; none leads beyond its end.
    #[inline(always)]
    unsafe fn links_ahead<V: Vector<R>, const KIND: u8>(self, to: [*const R; 2], at: At) -> [V; 2] {
        // SAFETY: as the caller promises.
        let [mut cos, mut sin] = unsafe {
            [
                load::<R, V, KIND>(to[0].add(at.x), at.count),
                load::<R, V, KIND>(to[1].add(at.x), at.count),
            ]
        };
        if KIND != INSIDE && !self.rows.closed && at.x + at.count == self.rows.row_len {
            cos = cos.with(at.count - 1, R::one());
            sin = sin.with(at.count - 1, R::zero());
        }
        [cos, sin]
    }

    /// The neighbours on one side along a leading axis.
    #[inline(always)]
    unsafe fn across<V: Vector<R>, const KIND: u8, const SIDE: usize>(
        self,
        mu: usize,
        At { x, count }: At,
    ) -> [V; K] {
        let Values { first, apart } = self.rows.beside[mu][SIDE];
        let mut values = [V::splat(R::zero()); K];
        // SAFETY: as the caller promises.
        unsafe {
            unrolled!(a < K, {
                values[a] = load::<R, V, KIND>(first.add(a * apart + x), count);
            });
            if LINKED {
                let [cos, sin] = self.rows.links[mu][SIDE];
                let link =
                    [load::<R, V, KIND>(cos.add(x), count), load::<R, V, KIND>(sin.add(x), count)];
                values = carried::<R, V, K, SIDE>(link, values);
            }
        }
        values
    }
}

/// A component of the value beyond an end of a row; read at the end of the row alone.
#[inline(always)]
fn beyond<R>(Values { first, apart }: Values<R>, a: usize) -> *const R {
    first.wrapping_add(a * apart)
}

/// `U (u, w)` of what is ahead, `Uᵀ (u, w)` of what is behind.
#[inline(always)]
fn carried<R: Real, V: Vector<R>, const K: usize, const SIDE: usize>(
    [cos, sin]: [V; 2],
    mut values: [V; K],
) -> [V; K] {
    unrolled!(pair < K / 2, {
        let [u, w] = [values[2 * pair], values[2 * pair + 1]];
        [values[2 * pair], values[2 * pair + 1]] = if SIDE == AHEAD {
            [cos * u + sin * w, cos * w - sin * u]
        } else {
            [cos * u - sin * w, cos * w + sin * u]
        };
    });
    values
}
