//! How fast memory is: two arrays read and written in place.

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
        let half = R::of(0.5);
        let pairs = self.a.par_chunks_mut(CHUNK).zip(self.b.par_chunks_mut(CHUNK));
        pairs.for_each(|(a, b)| {
            for (a, b) in a.iter_mut().zip(b) {
                (*a, *b) = (half * (*a + *b), half * (*a - *b));
            }
        });
    }
}
