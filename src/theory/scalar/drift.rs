//! Drift on a run of sites of one row, in vectors.
//!
//! No closures, iterators or loops over vectors, see [`Kernel`].
#![allow(unsafe_code, reason = "rows are shared between threads, and checks cost time")]

use super::{Force, Scalar};
use crate::lattice::Real;
use crate::lattice::simd::{Kernel, Vector, look_ahead, unrolled};
use crate::lattice::wavefront::Due;
use std::ops::Range;

/// `phi -> phi + t pi`
#[derive(Clone, Copy)]
pub(super) struct Drift<R> {
    pub(super) t: R,
}

/// A drift where it is due.
pub(super) struct DriftAt<'a, R, F, const K: usize, const D: usize> {
    pub(super) scalar: &'a Scalar<'a, R, F, K, D>,
    pub(super) due: Due,
    pub(super) drift: Drift<R>,
}

impl<R: Real, F: Force<R>, const K: usize, const D: usize> Kernel<R> for DriftAt<'_, R, F, K, D> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { scalar, due, drift: Drift { t } } = self;
        let (t, sites, len) = (V::splat(t), scalar.places.sites(&due), scalar.places.row_len);
        let ahead = K * scalar.places.ahead(&due);
        for row in scalar.places.rows(&due) {
            let (phi, pi) = (scalar.phi.block(row), scalar.pi.block(row).cast_const());
            // SAFETY: the sites are of the row; the wavefront, or a sweep that changes phi and reads
            // pi, has it that nobody else is at work on them.
            unsafe {
                unrolled!(a < K, {
                    let (start, end) = (a * len + sites.start, a * len + sites.end);
                    along(phi, pi, start..end, ahead, t);
                });
            }
        }
    }
}

/// # Safety
/// The sites can be read and written there, and nobody else does.
#[inline(always)]
unsafe fn along<R: Real, V: Vector<R>>(
    phi: *mut R,
    pi: *const R,
    sites: Range<usize>,
    ahead: usize,
    t: V,
) {
    if ahead > 0 {
        look_ahead(phi, sites.start + ahead..sites.end + ahead);
        look_ahead(pi, sites.start + ahead..sites.end + ahead);
    }
    let mut x = sites.start;
    // SAFETY: as the caller promises.
    unsafe {
        while x + V::LANES <= sites.end {
            (V::load(phi.add(x)) + t * V::load(pi.add(x))).store(phi.add(x));
            x += V::LANES;
        }
        if x < sites.end {
            let (to, count) = (phi.add(x), sites.end - x);
            let new = V::load_lanes(to, 0, count) + t * V::load_lanes(pi.add(x), 0, count);
            new.store_lanes(to, count);
        }
    }
}
