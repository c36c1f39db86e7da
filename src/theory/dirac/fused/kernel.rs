//! A stage on a run of sites of one row, in vectors.
//!
//! No closures, iterators or loops over vectors: a closure is a function of its own, which does not
//! know the instruction set it would be compiled for here, and an array that a loop runs over is
//! kept in memory.
#![allow(unsafe_code, reason = "rows are shared between threads, and checks cost time")]

use super::effect::{Effect, EffectOf};
use super::rows::Rows;
use crate::lattice::Real;
use crate::lattice::simd::{
    At, EDGE, INSIDE, REST, Vector, after, before, load, look_ahead, store, unrolled,
};
use crate::theory::factors::{Factors, Spin};
use crate::theory::turn::Turn;
use std::marker::PhantomData;
use std::ops::Range;

/// No link turns what it carries.
pub(super) const UNLINKED: u8 = 0;
/// Links are rotations.
pub(super) const EXACT: u8 = 1;
/// The links of (5.5): the angle ahead, in both directions, times the field here is added.
pub(super) const ADDITIVE: u8 = 2;

/// The rows a stage is at, its effect, and what links do. By value: behind a reference,
/// rows might change with every value written.
#[derive(Clone, Copy)]
pub(super) struct Run<R, E, const K: usize, const D: usize, const LINKS: u8> {
    rows: Rows<R, D>,
    effect: PhantomData<E>,
}

impl<R: Real, E: Effect<R>, const K: usize, const D: usize, const LINKS: u8> Run<R, E, K, D, LINKS>
where
    Spin: Factors<K, D>,
{
    #[inline(always)]
    pub(super) fn along(rows: Rows<R, D>) -> Self {
        Self { rows, effect: PhantomData }
    }

    /// Changes a run of sites.
    ///
    /// # Safety
    /// The rows are those of fields of K components; nobody writes what is read, nor reads what is
    /// written.
    #[inline(always)]
    pub(super) unsafe fn on<V: Vector<R>>(
        self,
        sites: Range<usize>,
        (effect, of_half): (&E::Of<V>, &E::Of<V::Half>),
    ) {
        let Rows { row_len, .. } = self.rows;
        let mut x = sites.start;
        // SAFETY: as the caller promises; the conditions are what the vectors ask for.
        unsafe {
            loop {
                // The last vector inside is known beforehand: this loop is nearly all there is.
                let end = if E::FORWARD { sites.end.min(row_len - 1) } else { sites.end };
                while (E::FORWARD || x > 0) && x + V::LANES <= end {
                    self.one::<V, INSIDE>(At { x, count: V::LANES }, effect);
                    x += V::LANES;
                }
                if x >= sites.end {
                    return;
                }
                let left = sites.end - x;
                if left >= V::LANES {
                    self.one::<V, EDGE>(At { x, count: V::LANES }, effect);
                } else if left > V::Half::LANES {
                    self.one::<V, REST>(At { x, count: left }, effect);
                } else {
                    self.one::<V::Half, REST>(At { x, count: left }, of_half);
                }
                x += V::LANES;
            }
        }
    }

    /// # Safety
    /// As for [`Run::on`]; the vector is of that kind.
    #[inline(always)]
    unsafe fn one<V: Vector<R>, const KIND: u8>(self, at: At, effect: &E::Of<V>) {
        // SAFETY: as the caller promises.
        unsafe {
            let mut sum = [V::splat(R::zero()); K];
            if E::DIFFERENCES {
                sum = self.sum::<V, KIND>(at);
            }
            if self.rows.ahead > 0 {
                self.look_ahead::<V>(at);
            }
            let mut own = sum;
            unrolled!(a < K, {
                own[a] = load::<R, V, KIND>(self.own(a, at), at.count);
            });
            let changed = effect.change(own, sum, self.turn::<V, KIND>(at));
            unrolled!(a < K, store::<R, V, KIND>(changed[a], self.own(a, at), at.count));
        }
    }

    /// Asks for what the same stage will need so much later: without that, it waits for memory at
    /// the beginning of every run of rows.
    #[inline(always)]
    fn look_ahead<V: Vector<R>>(self, at: At) {
        let Rows { own, here, beside, row_len, ahead, .. } = self.rows;
        let other = if E::FORWARD { beside[0] } else { here };
        unrolled!(a < K, {
            let place = a * row_len + at.x + ahead;
            look_ahead(own, place..place + V::LANES);
            look_ahead(other, place..place + V::LANES);
        });
        if LINKS != UNLINKED {
            let place = at.x + ahead / K * D;
            unrolled!(mu < D, {
                let [cos, sin] = self.rows.links[mu];
                look_ahead(cos, place..place + V::LANES);
                look_ahead(sin, place..place + V::LANES);
            });
        }
        if self.rows.turns_ahead > 0 {
            let place = at.x + self.rows.turns_ahead;
            unrolled!(number < 4, {
                let start = place + number * row_len;
                look_ahead(self.rows.all_turns, start..start + V::LANES);
            });
        }
    }

    /// The turns of the sites, where the effect needs them.
    #[inline(always)]
    unsafe fn turn<V: Vector<R>, const KIND: u8>(self, at: At) -> Turn<V> {
        let [half_tan, sin, sign] = self.rows.turns;
        if !E::LOCAL {
            let none = V::splat(R::zero());
            return Turn { half_tan: none, sin: none, sign: none };
        }
        // SAFETY: as the caller promises.
        unsafe {
            Turn {
                half_tan: load::<R, V, KIND>(half_tan.add(at.x), at.count),
                sin: load::<R, V, KIND>(sin.add(at.x), at.count),
                sign: load::<R, V, KIND>(sign.add(at.x), at.count),
            }
        }
    }

    #[inline(always)]
    unsafe fn own(self, a: usize, at: At) -> *mut R {
        // SAFETY: as the caller promises.
        unsafe { self.rows.own.add(a * self.rows.row_len + at.x) }
    }

    /// `Σ_mu X_mu (± covariant difference along mu)`: the signs of X_mu say which side is subtracted.
    #[inline(always)]
    unsafe fn sum<V: Vector<R>, const KIND: u8>(self, at: At) -> [V; K] {
        let mut here = [V::splat(R::zero()); K];
        let mut sum = here;
        // SAFETY: as the caller promises.
        unsafe {
            unrolled!(a < K, {
                here[a] = load::<R, V, KIND>(self.component(self.rows.here, a, at), at.count);
            });
            unrolled!(mu < D, {
                let link = self.link::<V, KIND>(mu, at);
                // A pair at a time: registers are scarce where links turn it.
                unrolled!(pair < K / 2, {
                    let own = [here[2 * pair], here[2 * pair + 1]];
                    let beside = self.beside::<V, KIND>((mu, pair), at, own, link);
                    unrolled!(a < K, {
                        let (from, sign) = (Spin::X[mu].from[a], Spin::X[mu].sign[a]);
                        if from / 2 == pair {
                            let ahead_first = E::FORWARD == (sign > 0.0);
                            let [first, then] = if ahead_first {
                                [beside[from % 2], here[from]]
                            } else {
                                [here[from], beside[from % 2]]
                            };
                            let term = first - then;
                            sum[a] = if mu == 0 { term } else { sum[a] + term };
                        }
                    });
                });
            });
        }
        sum
    }

    /// A pair of components one step along `mu`, as its link brings it.
    #[inline(always)]
    unsafe fn beside<V: Vector<R>, const KIND: u8>(
        self,
        (mu, pair): (usize, usize),
        at: At,
        here: [V; 2],
        [cos, sin]: [V; 2],
    ) -> [V; 2] {
        let (rows, along) = (self.rows, mu + 1 == D);
        // SAFETY: as the caller promises.
        let [u, w] = unsafe {
            let (first, second) = (2 * pair * rows.row_len, (2 * pair + 1) * rows.row_len);
            let beside = [rows.beside[mu].add(first), rows.beside[mu].add(second)];
            if along {
                let row = [rows.here.add(first), rows.here.add(second)];
                [
                    self.shifted::<V, KIND>(row[0], beside[0], at),
                    self.shifted::<V, KIND>(row[1], beside[1], at),
                ]
            } else {
                [
                    load::<R, V, KIND>(beside[0].add(at.x), at.count),
                    load::<R, V, KIND>(beside[1].add(at.x), at.count),
                ]
            }
        };
        match (LINKS, E::FORWARD) {
            (EXACT, true) => [cos * u + sin * w, cos * w - sin * u],
            (EXACT, false) => [cos * u - sin * w, cos * w + sin * u],
            (ADDITIVE, true) => [u + cos * here[1], w - cos * here[0]],
            (ADDITIVE, false) => [u - cos * here[1], w + cos * here[0]],
            _ => [u, w],
        }
    }

    /// cos and sin of the links to what is one step along `mu`; of the additive coupling their angle.
    #[inline(always)]
    unsafe fn link<V: Vector<R>, const KIND: u8>(self, mu: usize, at: At) -> [V; 2] {
        let [cos, sin] = self.rows.links[mu];
        let none = V::splat(R::zero());
        // SAFETY: as the caller promises.
        unsafe {
            match LINKS {
                EXACT if mu + 1 == D && !E::FORWARD => {
                    [self.shifted::<V, KIND>(cos, cos, at), self.shifted::<V, KIND>(sin, sin, at)]
                }
                EXACT => [
                    load::<R, V, KIND>(cos.add(at.x), at.count),
                    load::<R, V, KIND>(sin.add(at.x), at.count),
                ],
                ADDITIVE => [load::<R, V, KIND>(cos.add(at.x), at.count), none],
                _ => [none; 2],
            }
        }
    }

    #[inline(always)]
    unsafe fn component(self, block: *const R, a: usize, at: At) -> *const R {
        // SAFETY: as the caller promises.
        unsafe { block.add(a * self.rows.row_len + at.x) }
    }

    /// The vector one site along the row; beyond its end, what `beyond` has there.
    #[inline(always)]
    unsafe fn shifted<V: Vector<R>, const KIND: u8>(
        self,
        row: *const R,
        beyond: *const R,
        at: At,
    ) -> V {
        let len = self.rows.row_len;
        // SAFETY: as the caller promises.
        unsafe {
            if E::FORWARD {
                after::<R, V, KIND>(row, len, at, beyond)
            } else {
                before::<R, V, KIND>(row, at, beyond.add(len - 1))
            }
        }
    }
}
