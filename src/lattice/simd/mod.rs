//! Vectors of the width the machine has: kernels are written once, for any [`Vector`], and the
//! instruction set is chosen where they are called.
//!
//! # Conventions
//! A product and a sum are rounded one after the other, never fused: the bits are the same on every
//! machine, whatever the width.

#![allow(unsafe_code, reason = "vectors are read and written through addresses")]

mod part;
#[cfg(any(test, not(target_arch = "x86_64")))]
mod portable;
#[cfg(target_arch = "x86_64")]
mod two;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use part::{
    At, EDGE, INSIDE, REST, added, after, before, load, look_ahead, store, unrolled,
};

use super::Real;
use std::ops::{Add, Mul, Sub};

/// The most values of any kind a vector holds.
pub(crate) const MOST_LANES: usize = 32;

/// What can be added, subtracted and multiplied: a value, or a vector of them.
pub(crate) trait Arithmetic:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
}

impl<V: Copy + Add<Output = V> + Sub<Output = V> + Mul<Output = V>> Arithmetic for V {}

/// A run of values that are worked on at once.
///
/// What is done lane by lane here is a function of its own: written out wherever a row may end, it
/// would be most of a kernel. Vectors with masks have better.
pub(crate) trait Vector<R: Real>: Arithmetic {
    /// The first of two vectors side by side; of one, itself.
    type Half: Vector<R>;

    /// How many.
    const LANES: usize;

    /// The same value in every lane.
    fn splat(value: R) -> Self;

    /// The values at an address.
    ///
    /// # Safety
    /// `LANES` values can be read there.
    unsafe fn load(from: *const R) -> Self;

    /// Writes to an address.
    ///
    /// # Safety
    /// `LANES` values can be written there.
    unsafe fn store(self, to: *mut R);

    /// The values one after an address.
    ///
    /// # Safety
    /// `LANES` values can be read there, and one more.
    #[inline(always)]
    unsafe fn load_after(at: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self::load(at.add(1)) }
    }

    /// The values one before an address.
    ///
    /// # Safety
    /// `LANES` values can be read there, and the one before.
    #[inline(always)]
    unsafe fn load_before(at: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self::load(at.sub(1)) }
    }

    /// The values one after an address, the last of them read elsewhere.
    ///
    /// # Safety
    /// `LANES` values can be read there, and one where the last is.
    #[inline(always)]
    unsafe fn load_after_to(at: *const R, last: *const R) -> Self {
        // SAFETY: as the caller promises.
        unsafe { Self::load_lanes(at.add(1), 0, Self::LANES - 1).with(Self::LANES - 1, *last) }
    }

    /// The values one before an address, the first of them read elsewhere.
    ///
    /// # Safety
    /// `LANES` values can be read there, and one where the first is.
    #[inline(always)]
    unsafe fn load_before_from(at: *const R, first: *const R) -> Self {
        // SAFETY: as the caller promises; of the first lane, nothing is read.
        unsafe { Self::load_lanes(at.wrapping_sub(1), 1, Self::LANES).with(0, *first) }
    }

    /// Those of the values at an address that belong to the lanes from `first` to before `end`; the
    /// other lanes are zero, and what would belong to them is not read.
    ///
    /// # Safety
    /// What belongs to these lanes can be read; `first <= end <= LANES`.
    #[inline(never)]
    unsafe fn load_lanes(from: *const R, first: usize, end: usize) -> Self {
        let mut values = [R::zero(); MOST_LANES];
        let mut lane = first;
        while lane < end {
            // SAFETY: as the caller promises.
            values[lane] = unsafe { from.wrapping_add(lane).read() };
            lane += 1;
        }
        // SAFETY: the buffer holds any vector.
        unsafe { Self::load(values.as_ptr()) }
    }

    /// Writes the lanes before `end`.
    ///
    /// # Safety
    /// `end` values can be written there; `end <= LANES`.
    #[inline(never)]
    unsafe fn store_lanes(self, to: *mut R, end: usize) {
        let mut values = [R::zero(); MOST_LANES];
        // SAFETY: the buffer holds any vector.
        unsafe { self.store(values.as_mut_ptr()) };
        let mut lane = 0;
        while lane < end {
            // SAFETY: as the caller promises.
            unsafe { to.add(lane).write(values[lane]) };
            lane += 1;
        }
    }

    /// With another value in one lane.
    #[inline(never)]
    fn with(self, lane: usize, value: R) -> Self {
        let mut values = [R::zero(); MOST_LANES];
        // SAFETY: the buffer holds any vector.
        unsafe {
            self.store(values.as_mut_ptr());
            values[lane] = value;
            Self::load(values.as_ptr())
        }
    }

    /// A function of each lane.
    #[inline(never)]
    fn each(self, function: &(dyn Fn(R) -> R + Sync)) -> Self {
        let mut values = [R::zero(); MOST_LANES];
        // SAFETY: the buffer holds any vector.
        unsafe {
            self.store(values.as_mut_ptr());
            let mut lane = 0;
            while lane < Self::LANES {
                values[lane] = function(values[lane]);
                lane += 1;
            }
            Self::load(values.as_ptr())
        }
    }
}

/// Work written once for vectors of any width.
pub(crate) trait Kernel<R: Real> {
    /// Whether it has registers to spare for two vectors side by side, where there are 32.
    const TWO: bool = true;

    /// Does it. To be `#[inline(always)]`, and so all it calls: only then is it compiled for the
    /// instruction set it runs on.
    fn run<V: Vector<R>>(self);
}

/// The kinds of vectors a precision has, and the choice among them.
pub trait Lanes: Sized {
    /// Runs a kernel with the widest vectors of this machine.
    #[doc(hidden)]
    #[allow(private_bounds, reason = "vectors are of no use outside the kernels")]
    fn dispatch<K: Kernel<Self>>(kernel: K)
    where
        Self: Real;
}

/// Runs a kernel with the widest vectors of this machine.
#[inline]
pub(crate) fn dispatch<R: Real>(kernel: impl Kernel<R>) {
    R::dispatch(kernel);
}

/// Asks for the line at an address to be brought near; any address will do.
#[inline(always)]
pub(crate) fn prefetch<R>(address: *const R) {
    #[cfg(target_arch = "x86_64")]
    x86::prefetch(address.cast());
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

#[cfg(test)]
mod tests;
