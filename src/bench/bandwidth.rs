//! How fast memory is: two arrays read and written in place.
//!
//! Asked for ahead of time, as the kernels of the theories do: where processors fetch little by
//! themselves, a plain loop takes three times as long, and kernels would seem to be faster than memory.
#![allow(unsafe_code, reason = "vectors are read and written through addresses")]

use crate::lattice::simd::{Kernel, Vector, dispatch, look_ahead};
use crate::lattice::{Aligned, Real};
use rayon::prelude::*;

/// Two arrays as large as phi and pi, in memory like theirs.
pub(super) struct Arrays<R> {
    a: Aligned<R>,
    b: Aligned<R>,
}

/// Values that a thread takes at a time: a few pages.
const CHUNK: usize = 1 << 14;

impl<R: Real> Arrays<R> {
    pub fn new(values: usize) -> Self {
        let fill = |value: f64| {
            let mut array = Aligned::zeros(values);
            array.par_iter_mut().for_each(|slot| *slot = R::of(value));
            array
        };
        Self { a: fill(0.5), b: fill(0.25) }
    }

    /// Bytes that a pass reads and writes.
    pub fn traffic(&self) -> f64 {
        (4 * self.a.len() * size_of::<R>()) as f64
    }

    /// Reads two arrays, writes two.
    pub fn pass(&mut self) {
        let pairs = self.a.par_chunks_mut(CHUNK).zip(self.b.par_chunks_mut(CHUNK));
        pairs.for_each(|(a, b)| dispatch(Pass { a, b }));
    }
}

/// How many values later something is needed that is asked for.
const AHEAD: usize = 1 << 12;

/// `a, b -> (a + b)/2, (a - b)/2`
struct Pass<'a, R> {
    a: &'a mut [R],
    b: &'a mut [R],
}

impl<R: Real> Kernel<R> for Pass<'_, R> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { a, b } = self;
        let (half, length) = (V::splat(R::of(0.5)), a.len().min(b.len()));
        let (a, b) = (a.as_mut_ptr(), b.as_mut_ptr());
        let mut x = 0;
        while x < length {
            let count = V::LANES.min(length - x);
            look_ahead(a, x + AHEAD..x + AHEAD + count);
            look_ahead(b, x + AHEAD..x + AHEAD + count);
            // SAFETY: so many values are left of both.
            unsafe {
                let [to_a, to_b] = [a.add(x), b.add(x)];
                if count == V::LANES {
                    let [one, other] = [V::load(to_a), V::load(to_b)];
                    (half * (one + other)).store(to_a);
                    (half * (one - other)).store(to_b);
                } else {
                    let [one, other] =
                        [V::load_lanes(to_a, 0, count), V::load_lanes(to_b, 0, count)];
                    (half * (one + other)).store_lanes(to_a, count);
                    (half * (one - other)).store_lanes(to_b, count);
                }
            }
            x += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_goes_over_all_values() {
        for length in [1, 31, CHUNK + 17] {
            let mut arrays = Arrays::<f32>::new(length);
            arrays.pass();
            assert!(arrays.a.iter().all(|a| *a == 0.375) && arrays.b.iter().all(|b| *b == 0.125));
        }
    }
}
