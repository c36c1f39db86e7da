//! What a potential adds to a kick.

use crate::lattice::Real;
use crate::lattice::simd::{Arithmetic, Vector, unrolled};
use crate::theory::Couplings;
use std::array::from_fn;

/// `F(phi)`, the slope of a potential of `|phi|`. To be `#[inline(always)]`, see
/// [`Kernel`](crate::lattice::simd::Kernel).
pub(in crate::theory) trait Force<R: Real>: Copy + Sync {
    /// Of each component, in vectors.
    fn of<V: Vector<R>, const K: usize>(self, here: [V; K]) -> [V; K];

    /// The same at one site.
    fn at<const K: usize>(self, here: [R; K]) -> [R; K];
}

/// `m² phi`
#[derive(Clone, Copy)]
pub(in crate::theory) struct Mass<R>(R);

/// `lam (|phi|² - v²) phi`
#[derive(Clone, Copy)]
pub(in crate::theory) struct Quartic<R> {
    lam: R,
    /// v².
    v2: R,
}

/// Any function of a site with one component, site by site.
#[derive(Clone, Copy)]
pub(in crate::theory) struct AtSites<'a, R>(pub(in crate::theory) &'a (dyn Fn(R) -> R + Sync));

impl<R: Real> Mass<R> {
    pub(in crate::theory) fn new(couplings: &Couplings) -> Self {
        Self(R::of(couplings.m.powi(2)))
    }
}

impl<R: Real> Quartic<R> {
    pub(in crate::theory) fn new(couplings: &Couplings) -> Self {
        Self { lam: R::of(couplings.lam), v2: R::of(couplings.v) * R::of(couplings.v) }
    }
}

impl<R: Real> Force<R> for Mass<R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, here: [V; K]) -> [V; K] {
        massive(V::splat(self.0), here)
    }

    fn at<const K: usize>(self, here: [R; K]) -> [R; K] {
        massive(self.0, here)
    }
}

impl<R: Real> Force<R> for Quartic<R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, here: [V; K]) -> [V; K] {
        quartic(V::splat(self.lam), V::splat(self.v2), here)
    }

    fn at<const K: usize>(self, here: [R; K]) -> [R; K] {
        quartic(self.lam, self.v2, here)
    }
}

impl<R: Real> Force<R> for AtSites<'_, R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, mut here: [V; K]) -> [V; K] {
        unrolled!(a < K, here[a] = here[a].each(self.0));
        here
    }

    fn at<const K: usize>(self, here: [R; K]) -> [R; K] {
        from_fn(|a| (self.0)(here[a]))
    }
}

#[inline(always)]
fn massive<V: Arithmetic, const K: usize>(m2: V, mut here: [V; K]) -> [V; K] {
    unrolled!(a < K, here[a] = m2 * here[a]);
    here
}

#[inline(always)]
fn quartic<V: Arithmetic, const K: usize>(lam: V, v2: V, mut here: [V; K]) -> [V; K] {
    let mut square = here[0] * here[0];
    if K > 1 {
        square = square + here[K - 1] * here[K - 1];
    }
    let stiffness = lam * (square - v2);
    unrolled!(a < K, here[a] = stiffness * here[a]);
    here
}
