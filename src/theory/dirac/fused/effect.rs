//! What the stages do to a field, one vector of sites at a time.
//!
//! Each line for all components before the next: a turn is a chain of products and sums that wait
//! for one another, and processors look ahead no further than some hundred operations. What a stage
//! does besides is asked as it runs, the same answer for all of a stage: kernels of their own for
//! each answer are no faster, and there would be more than twice as many to compile.

use crate::lattice::Real;
use crate::lattice::simd::{Arithmetic, Vector, added, unrolled};
use crate::theory::turn::Turn;

/// What a stage does to the field it changes, given `Σ_mu X_mu (difference of the other along mu)`.
pub(super) trait Effect<R: Real>: Copy + Sync {
    /// Whether differences are forward, and phi is what it changes.
    const FORWARD: bool;

    /// Whether it needs differences at all.
    const DIFFERENCES: bool = true;

    /// Whether it needs the turn of each site.
    const LOCAL: bool = false;

    /// The same in vectors.
    type Of<V: Vector<R>>: EffectOf<V>;

    fn splat<V: Vector<R>>(&self) -> Self::Of<V>;
}

/// An effect on all components, pairs of which `X_0` turns into each other, `local` the turns of the
/// sites where each has its own. To be `#[inline(always)]`.
pub(super) trait EffectOf<V> {
    fn change<const K: usize>(&self, own: [V; K], sum: [V; K], local: Turn<V>) -> [V; K];
}

/// Activation: `phi -> T_α phi + dt B pi`, then `T_α` once more where learning follows at once.
#[derive(Clone, Copy)]
pub(super) struct Drift<R> {
    pub(super) alpha: Turn<R>,
    pub(super) drift: R,
    pub(super) learns: bool,
}

pub(super) struct DriftOf<V> {
    turn: Turn<V>,
    drift: V,
    learns: bool,
}

impl<R: Real> Effect<R> for Drift<R> {
    const FORWARD: bool = true;
    type Of<V: Vector<R>> = DriftOf<V>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> Self::Of<V> {
        let Self { alpha, drift, learns } = *self;
        DriftOf { turn: alpha.splat(), drift: V::splat(alpha.sign * drift), learns }
    }
}

impl<V: Arithmetic> EffectOf<V> for DriftOf<V> {
    /// Two turns have the sign of neither.
    #[inline(always)]
    fn change<const K: usize>(&self, own: [V; K], sum: [V; K], _local: Turn<V>) -> [V; K] {
        let phi = added(sheared(self.turn, own), scaled(self.drift, sum));
        if self.learns { sheared(self.turn, phi) } else { scaled(self.turn.sign, phi) }
    }
}

/// With `g = Bᵀ phi`: learning `pi -> T_β (pi - dt/2 T_α⁻¹ g)`, activation
/// `pi -> T_β pi - dt/2 T_α g`, or one after the other.
#[derive(Clone, Copy)]
pub(super) struct Kick<R> {
    pub(super) alpha: Turn<R>,
    pub(super) beta: Turn<R>,
    pub(super) kick: R,
    pub(super) learns: bool,
    pub(super) activates: bool,
}

pub(super) struct KickOf<V> {
    alpha: Turn<V>,
    beta: Turn<V>,
    kick: V,
    learns: bool,
    activates: bool,
}

impl<R: Real> Effect<R> for Kick<R> {
    const FORWARD: bool = false;
    type Of<V: Vector<R>> = KickOf<V>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> Self::Of<V> {
        let Self { alpha, beta, kick, learns, activates } = *self;
        let kick = V::splat(alpha.sign * kick);
        KickOf { alpha: alpha.splat(), beta: beta.splat(), kick, learns, activates }
    }
}

impl<V: Arithmetic> EffectOf<V> for KickOf<V> {
    /// Two turns have the sign of neither.
    #[inline(always)]
    fn change<const K: usize>(&self, own: [V; K], sum: [V; K], _local: Turn<V>) -> [V; K] {
        let Self { alpha, beta, kick, learns, activates } = *self;
        let force = scaled(kick, sum);
        let mut pi = own;
        if learns {
            pi = sheared(beta, added(pi, sheared_back(alpha, force)));
        }
        if activates {
            pi = sheared(beta, pi);
        }
        if learns != activates {
            pi = scaled(beta.sign, pi);
        }
        if activates { added(pi, sheared(alpha, force)) } else { pi }
    }
}

/// [`Turn::shear`] of all pairs.
#[inline(always)]
pub(super) fn sheared<V: Arithmetic, const K: usize>(turn: Turn<V>, mut pairs: [V; K]) -> [V; K] {
    unrolled!(p < K / 2, pairs[2 * p] = pairs[2 * p] + turn.half_tan * pairs[2 * p + 1]);
    unrolled!(p < K / 2, pairs[2 * p + 1] = pairs[2 * p + 1] - turn.sin * pairs[2 * p]);
    unrolled!(p < K / 2, pairs[2 * p] = pairs[2 * p] + turn.half_tan * pairs[2 * p + 1]);
    pairs
}

/// [`Turn::shear_back`] of all pairs.
#[inline(always)]
fn sheared_back<V: Arithmetic, const K: usize>(turn: Turn<V>, mut pairs: [V; K]) -> [V; K] {
    unrolled!(p < K / 2, pairs[2 * p] = pairs[2 * p] - turn.half_tan * pairs[2 * p + 1]);
    unrolled!(p < K / 2, pairs[2 * p + 1] = pairs[2 * p + 1] + turn.sin * pairs[2 * p]);
    unrolled!(p < K / 2, pairs[2 * p] = pairs[2 * p] - turn.half_tan * pairs[2 * p + 1]);
    pairs
}

#[inline(always)]
pub(super) fn scaled<V: Arithmetic, const K: usize>(scale: V, mut values: [V; K]) -> [V; K] {
    unrolled!(a < K, values[a] = scale * values[a]);
    values
}
