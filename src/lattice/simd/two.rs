//! Two vectors as one.
//!
//! A turn is a chain of products and sums that wait for one another. With two vectors side by side a
//! processor has twice as much to do meanwhile, where it has the registers: the ticks of the Dirac
//! field without links take four fifths of the time.
#![allow(unsafe_code, reason = "vectors are read and written through addresses")]

use super::Vector;
use crate::lattice::Real;
use std::ops::{Add, Mul, Sub};

/// Twice as many values as a vector holds: those of the first, then those of the second.
#[derive(Clone, Copy)]
pub(crate) struct Two<V>(V, V);

/// Gives two vectors an operation of each.
macro_rules! operation {
    ($trait:ident, $method:ident) => {
        impl<V: $trait<Output = V>> $trait for Two<V> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    };
}

operation!(Add, add);
operation!(Sub, sub);
operation!(Mul, mul);

/// Of a run of lanes those of the first vector and those of the second, each counted in its own.
#[inline(always)]
fn apart(lanes: usize, first: usize, end: usize) -> [[usize; 2]; 2] {
    let low = [first.min(lanes), end.min(lanes)];
    [low, [first - low[0], end - low[1]]]
}

impl<R: Real, V: Vector<R>> Vector<R> for Two<V> {
    type Half = V;

    const LANES: usize = 2 * V::LANES;

    #[inline(always)]
    fn splat(value: R) -> Self {
        Self(V::splat(value), V::splat(value))
    }

    #[inline(always)]
    unsafe fn load(from: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self(V::load(from), V::load(from.add(V::LANES))) }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut R) {
        // SAFETY: as the caller promises.
        unsafe {
            self.0.store(to);
            self.1.store(to.add(V::LANES));
        }
    }

    #[inline(always)]
    unsafe fn load_after(at: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self(V::load_after(at), V::load_after(at.add(V::LANES))) }
    }

    #[inline(always)]
    unsafe fn load_before(at: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self(V::load_before(at), V::load_before(at.add(V::LANES))) }
    }

    #[inline(always)]
    unsafe fn load_after_to(at: *const R, last: *const R) -> Self {
        // SAFETY: as the caller promises; after the first vector comes the second.
        unsafe { Self(V::load_after(at), V::load_after_to(at.add(V::LANES), last)) }
    }

    #[inline(always)]
    unsafe fn load_before_from(at: *const R, first: *const R) -> Self {
        // SAFETY: as the caller promises; before the second vector comes the first.
        unsafe { Self(V::load_before_from(at, first), V::load_before(at.add(V::LANES))) }
    }

    #[inline(always)]
    unsafe fn load_lanes(from: *const R, first: usize, end: usize) -> Self {
        let [low, high] = apart(V::LANES, first, end);
        let further = from.wrapping_add(V::LANES);
        // SAFETY: as the caller promises.
        unsafe {
            Self(V::load_lanes(from, low[0], low[1]), V::load_lanes(further, high[0], high[1]))
        }
    }

    #[inline(always)]
    unsafe fn store_lanes(self, to: *mut R, end: usize) {
        let [low, high] = apart(V::LANES, 0, end);
        // SAFETY: as the caller promises.
        unsafe {
            self.0.store_lanes(to, low[1]);
            self.1.store_lanes(to.wrapping_add(V::LANES), high[1]);
        }
    }

    #[inline(always)]
    fn with(self, lane: usize, value: R) -> Self {
        match lane.checked_sub(V::LANES) {
            None => Self(self.0.with(lane, value), self.1),
            Some(lane) => Self(self.0, self.1.with(lane, value)),
        }
    }

    #[inline(always)]
    fn each(self, function: &(dyn Fn(R) -> R + Sync)) -> Self {
        Self(self.0.each(function), self.1.each(function))
    }
}
