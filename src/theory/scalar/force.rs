//! What a potential adds to a kick, in vectors.

use crate::lattice::Real;
use crate::lattice::simd::{Vector, unrolled};

/// `F(phi)`, the slope of a potential of `|phi|`. To be `#[inline(always)]`, see
/// [`Kernel`](crate::lattice::simd::Kernel).
pub(in crate::theory) trait Force<R: Real>: Copy + Sync {
    /// Of each component.
    fn of<V: Vector<R>, const K: usize>(self, here: [V; K]) -> [V; K];
}

/// `m² phi`
#[derive(Clone, Copy)]
pub(in crate::theory) struct Mass<R>(pub(in crate::theory) R);

/// `lam (|phi|² - v²) phi`
#[derive(Clone, Copy)]
pub(in crate::theory) struct Quartic<R> {
    pub(in crate::theory) lam: R,
    /// v².
    pub(in crate::theory) v2: R,
}

/// Any function of a site with one component, site by site.
#[derive(Clone, Copy)]
pub(in crate::theory) struct AtSites<'a, R>(pub(in crate::theory) &'a (dyn Fn(R) -> R + Sync));

impl<R: Real> Force<R> for Mass<R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, mut here: [V; K]) -> [V; K] {
        let m2 = V::splat(self.0);
        unrolled!(a < K, here[a] = m2 * here[a]);
        here
    }
}

impl<R: Real> Force<R> for Quartic<R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, mut here: [V; K]) -> [V; K] {
        let (lam, v2) = (V::splat(self.lam), V::splat(self.v2));
        let mut square = here[0] * here[0];
        if K > 1 {
            square = square + here[K - 1] * here[K - 1];
        }
        let stiffness = lam * (square - v2);
        unrolled!(a < K, here[a] = stiffness * here[a]);
        here
    }
}

impl<R: Real> Force<R> for AtSites<'_, R> {
    #[inline(always)]
    fn of<V: Vector<R>, const K: usize>(self, mut here: [V; K]) -> [V; K] {
        unrolled!(a < K, here[a] = here[a].each(self.0));
        here
    }
}
