//! Vectors as arrays, for machines without better.
#![allow(unsafe_code, reason = "the trait reads and writes through addresses")]

use super::Vector;
use crate::lattice::Real;
use std::ops::{Add, Mul, Sub};

/// Four values.
#[derive(Clone, Copy)]
pub(crate) struct Array<R>([R; 4]);

/// Gives an array an operation of its values.
macro_rules! operation {
    ($trait:ident, $method:ident) => {
        impl<R: Real> $trait for Array<R> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(std::array::from_fn(|lane| self.0[lane].$method(other.0[lane])))
            }
        }
    };
}

operation!(Add, add);
operation!(Sub, sub);
operation!(Mul, mul);

impl<R: Real> Vector<R> for Array<R> {
    type Half = Self;

    const LANES: usize = 4;

    #[inline(always)]
    fn splat(value: R) -> Self {
        Self([value; 4])
    }

    #[inline(always)]
    unsafe fn load(from: *const R) -> Self {
        // SAFETY: as the caller promises; values of a field lie as an array of them does.
        Self(unsafe { from.cast::<[R; 4]>().read() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut R) {
        // SAFETY: as the caller promises.
        unsafe { to.cast::<[R; 4]>().write(self.0) };
    }
}

/// The only kind there is.
#[cfg(not(target_arch = "x86_64"))]
macro_rules! lanes {
    ($($real:ty),*) => {$(
        impl super::Lanes for $real {
            #[inline]
            #[allow(private_bounds, reason = "vectors are of no use outside the kernels")]
            fn dispatch<K: super::Kernel<Self>>(kernel: K) {
                kernel.run::<Array<$real>>();
            }
        }
    )*};
}

#[cfg(not(target_arch = "x86_64"))]
lanes!(f32, f64);
