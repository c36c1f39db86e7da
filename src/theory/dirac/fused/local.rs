//! What the stages do where each site has its own turn.

use super::effect::{Effect, EffectOf, scaled, sheared};
use crate::lattice::Real;
use crate::lattice::simd::{Arithmetic, Vector, added};
use crate::theory::turn::Turn;

/// `phi -> T_α phi`, or twice, where learning ends a tick and activation begins the next.
#[derive(Clone, Copy)]
pub(super) struct LocalTurn {
    pub(super) twice: bool,
}

/// Activation: `phi -> phi + dt B pi`.
#[derive(Clone, Copy)]
pub(super) struct LocalDrift<R>(pub(super) R);

/// With `g = Bᵀ phi`: learning `pi -> T_β (pi - dt/2 g)`, or activation `pi -> T_β pi - dt/2 g`.
#[derive(Clone, Copy)]
pub(super) struct LocalKick<R> {
    pub(super) kick: R,
    pub(super) learns: bool,
}

impl<R: Real> Effect<R> for LocalTurn {
    const FORWARD: bool = true;
    const DIFFERENCES: bool = false;
    const LOCAL: bool = true;
    type Of<V: Vector<R>> = Self;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> Self {
        *self
    }
}

impl<R: Real> Effect<R> for LocalDrift<R> {
    const FORWARD: bool = true;
    type Of<V: Vector<R>> = LocalDrift<V>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> LocalDrift<V> {
        LocalDrift(V::splat(self.0))
    }
}

impl<R: Real> Effect<R> for LocalKick<R> {
    const FORWARD: bool = false;
    const LOCAL: bool = true;
    type Of<V: Vector<R>> = LocalKick<V>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> LocalKick<V> {
        LocalKick { kick: V::splat(self.kick), learns: self.learns }
    }
}

impl<V: Arithmetic> EffectOf<V> for LocalTurn {
    /// Two turns have the sign of neither.
    #[inline(always)]
    fn change<const K: usize>(&self, own: [V; K], _sum: [V; K], local: Turn<V>) -> [V; K] {
        let phi = sheared(local, own);
        if self.twice { sheared(local, phi) } else { scaled(local.sign, phi) }
    }
}

impl<V: Arithmetic> EffectOf<V> for LocalDrift<V> {
    #[inline(always)]
    fn change<const K: usize>(&self, own: [V; K], sum: [V; K], _local: Turn<V>) -> [V; K] {
        added(own, scaled(self.0, sum))
    }
}

impl<V: Arithmetic> EffectOf<V> for LocalKick<V> {
    #[inline(always)]
    fn change<const K: usize>(&self, own: [V; K], sum: [V; K], local: Turn<V>) -> [V; K] {
        let force = scaled(self.kick, sum);
        if self.learns {
            scaled(local.sign, sheared(local, added(own, force)))
        } else {
            added(scaled(local.sign, sheared(local, own)), force)
        }
    }
}
