//! Vectors of a row: inside it, at an end, and what is left of it.
#![allow(unsafe_code, reason = "vectors are read and written through addresses")]

use super::{Arithmetic, Vector, prefetch};
use crate::lattice::Real;
use crate::lattice::aligned::LINE;
use std::ops::Range;

/// Writes a body out for each index below a bound that is at most 4: an array that a loop runs over
/// is kept in memory.
macro_rules! unrolled {
    ($index:ident < $bound:expr, $body:expr) => {{
        $crate::lattice::simd::unrolled!(@ $index, 0, $bound, $body);
        $crate::lattice::simd::unrolled!(@ $index, 1, $bound, $body);
        $crate::lattice::simd::unrolled!(@ $index, 2, $bound, $body);
        $crate::lattice::simd::unrolled!(@ $index, 3, $bound, $body);
    }};
    (@ $index:ident, $value:literal, $bound:expr, $body:expr) => {
        if $value < $bound {
            let $index: usize = $value;
            $body
        }
    };
}
pub(crate) use unrolled;

/// A vector of sites within a row.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) x: usize,
    pub(crate) count: usize,
}

/// A vector whose sites all have their neighbours along the row in the row.
pub(crate) const INSIDE: u8 = 0;
/// A vector at an end of the row.
pub(crate) const EDGE: u8 = 1;
/// What is left of the row where it is no multiple of a vector.
pub(crate) const REST: u8 = 2;

/// Reads a vector of that kind.
///
/// # Safety
/// `count` values can be read there, all that the vector has unless it is the [`REST`].
#[inline(always)]
pub(crate) unsafe fn load<R: Real, V: Vector<R>, const KIND: u8>(
    from: *const R,
    count: usize,
) -> V {
    // SAFETY: as the caller promises.
    unsafe { if KIND == REST { V::load_lanes(from, 0, count) } else { V::load(from) } }
}

/// Writes one.
///
/// # Safety
/// As for [`load`], to write.
#[inline(always)]
pub(crate) unsafe fn store<R: Real, V: Vector<R>, const KIND: u8>(
    value: V,
    to: *mut R,
    count: usize,
) {
    // SAFETY: as the caller promises.
    unsafe { if KIND == REST { value.store_lanes(to, count) } else { value.store(to) } }
}

/// The vector one site after along a row of `len`; beyond its end, what `beyond` has.
///
/// # Safety
/// The sites are of that kind of the row, and `beyond` can be read where the last one is of them.
#[inline(always)]
pub(crate) unsafe fn after<R: Real, V: Vector<R>, const KIND: u8>(
    row: *const R,
    len: usize,
    At { x, count }: At,
    beyond: *const R,
) -> V {
    let (here, from, left) = (row.wrapping_add(x), row.wrapping_add(x + 1), len - x - 1);
    // SAFETY: as the caller promises; of lanes beyond the row, nothing is read.
    unsafe {
        match (KIND, left < count) {
            (INSIDE, _) | (EDGE, false) => V::load_after(here),
            (EDGE, true) => V::load_after_to(here, beyond),
            (_, false) => V::load_lanes(from, 0, count),
            (_, true) => V::load_lanes(from, 0, left).with(left, *beyond),
        }
    }
}

/// The vector one site before along a row; before its beginning, what `beyond` has.
///
/// # Safety
/// As for [`after`], with the first site.
#[inline(always)]
pub(crate) unsafe fn before<R: Real, V: Vector<R>, const KIND: u8>(
    row: *const R,
    At { x, count }: At,
    beyond: *const R,
) -> V {
    let (here, from) = (row.wrapping_add(x), row.wrapping_add(x).wrapping_sub(1));
    // SAFETY: as the caller promises; of lanes before the row, nothing is read.
    unsafe {
        match (KIND, x == 0) {
            (INSIDE, _) | (EDGE, false) => V::load_before(here),
            (EDGE, true) => V::load_before_from(here, beyond),
            (_, false) => V::load_lanes(from, 0, count),
            (_, true) => V::load_lanes(from, 1, count).with(0, *beyond),
        }
    }
}

/// Asks for a run of values to be brought near; any address will do. A loop even for a vector or two:
/// written out, it takes registers from what is done besides.
#[inline(always)]
pub(crate) fn look_ahead<R: Real>(values: *const R, run: Range<usize>) {
    let mut x = run.start;
    while x < run.end {
        prefetch(values.wrapping_add(x));
        x += LINE / size_of::<R>();
    }
}

/// The sum of all components.
#[inline(always)]
pub(crate) fn added<V: Arithmetic, const K: usize>(mut one: [V; K], other: [V; K]) -> [V; K] {
    unrolled!(a < K, one[a] = one[a] + other[a]);
    one
}
