//! What the stages do to a field, one vector of sites at a time.

use super::stages::Stages;
use crate::lattice::Real;
use crate::lattice::simd::{Arithmetic, Vector};
use crate::theory::turn::Turn;

/// What a stage does to the field it changes, given `Σ_mu X_mu (difference of the other along mu)`.
pub(super) trait Effect<R: Real>: Copy + Sync {
    /// Whether differences are forward.
    const FORWARD: bool;

    /// The same in vectors.
    type Of<V: Vector<R>>: EffectOf<V>;

    fn splat<V: Vector<R>>(&self) -> Self::Of<V>;
}

/// An effect on a pair of components that `X_0` turns into each other. To be `#[inline(always)]`.
pub(super) trait EffectOf<V> {
    fn change(&self, own: [V; 2], sum: [V; 2]) -> [V; 2];
}

/// Activation: `phi -> T_α phi + dt B pi`, then `T_α` once more where learning follows at once.
#[derive(Clone, Copy)]
pub(super) struct Drift<R, const LEARNS: bool>(pub(super) Stages<R>);

pub(super) struct DriftOf<V, const LEARNS: bool> {
    turn: Turn<V>,
    scale: V,
}

impl<R: Real, const LEARNS: bool> Effect<R> for Drift<R, LEARNS> {
    const FORWARD: bool = true;
    type Of<V: Vector<R>> = DriftOf<V, LEARNS>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> Self::Of<V> {
        let Stages { alpha, drift, .. } = self.0;
        DriftOf { turn: alpha.splat(), scale: V::splat(alpha.sign * drift) }
    }
}

impl<V: Arithmetic, const LEARNS: bool> EffectOf<V> for DriftOf<V, LEARNS> {
    /// Two turns have the sign of neither.
    #[inline(always)]
    fn change(&self, own: [V; 2], [du, dw]: [V; 2]) -> [V; 2] {
        let [u, w] = self.turn.shear(own);
        let phi = [u + self.scale * du, w + self.scale * dw];
        if LEARNS {
            return self.turn.shear(phi);
        }
        [self.turn.sign * phi[0], self.turn.sign * phi[1]]
    }
}

/// With `g = Bᵀ phi`: learning `pi -> T_β (pi - dt/2 T_α⁻¹ g)`, activation
/// `pi -> T_β pi - dt/2 T_α g`, or one after the other.
#[derive(Clone, Copy)]
pub(super) struct Kick<R, const LEARNS: bool, const ACTIVATES: bool>(pub(super) Stages<R>);

pub(super) struct KickOf<V, const LEARNS: bool, const ACTIVATES: bool> {
    alpha: Turn<V>,
    beta: Turn<V>,
    kick: V,
}

impl<R: Real, const LEARNS: bool, const ACTIVATES: bool> Effect<R> for Kick<R, LEARNS, ACTIVATES> {
    const FORWARD: bool = false;
    type Of<V: Vector<R>> = KickOf<V, LEARNS, ACTIVATES>;

    #[inline(always)]
    fn splat<V: Vector<R>>(&self) -> Self::Of<V> {
        let Stages { alpha, beta, kick, .. } = self.0;
        let kick = V::splat(alpha.sign * kick);
        KickOf { alpha: alpha.splat(), beta: beta.splat(), kick }
    }
}

impl<V: Arithmetic, const LEARNS: bool, const ACTIVATES: bool> EffectOf<V>
    for KickOf<V, LEARNS, ACTIVATES>
{
    /// Two turns have the sign of neither.
    #[inline(always)]
    fn change(&self, own: [V; 2], sum: [V; 2]) -> [V; 2] {
        let Self { alpha, beta, kick } = *self;
        let force = [kick * sum[0], kick * sum[1]];
        let mut pi = own;
        if LEARNS {
            let [du, dw] = alpha.shear_back(force);
            pi = beta.shear([pi[0] + du, pi[1] + dw]);
        }
        if ACTIVATES {
            let ([u, w], [du, dw]) = (beta.shear(pi), alpha.shear(force));
            let one = if LEARNS { [u, w] } else { [beta.sign * u, beta.sign * w] };
            return [one[0] + du, one[1] + dw];
        }
        [beta.sign * pi[0], beta.sign * pi[1]]
    }
}
