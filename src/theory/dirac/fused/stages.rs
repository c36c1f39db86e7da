//! The numbers of a staged tick where `A_0` and m are the same at all sites.

use crate::lattice::Real;
use crate::theory::turn::Turn;

/// A tick of `dt`: `R(dt/2) Kick(dt/2) Drift(dt) Kick(dt/2) R(dt/2)` with R inside the others.
///
/// # Equation
/// With `α = (A_0 + m) dt/2`, `β = (A_0 - m) dt/2`, T the rotation by an angle as [`Turn`] has it,
/// and `g = Bᵀ phi`, which commutes with `X_0`:
/// activation `pi -> T_β pi - dt/2 T_α g`, `phi -> T_α phi + dt B pi`;
/// learning `phi -> T_α phi`, `pi -> T_β (pi - dt/2 T_α⁻¹ g)`, where g is the one the next
/// activation begins with.
///
/// # Conventions
/// `T_α⁻¹` undoes `T_α` itself, not the angle it was rounded from: otherwise the kick would be
/// turned against the field by a rounding error, and the charge would grow or shrink for ever.
#[derive(Clone, Copy)]
pub(in crate::theory::dirac) struct Stages<R> {
    pub(in crate::theory::dirac) alpha: Turn<R>,
    pub(in crate::theory::dirac) beta: Turn<R>,
    /// `dt/h`
    pub(in crate::theory::dirac) drift: R,
    /// `-dt/2h`
    pub(in crate::theory::dirac) kick: R,
}

impl<R: Real> Stages<R> {
    pub(in crate::theory::dirac) fn new([alpha, beta]: [f64; 2], dt: f64, spacing: f64) -> Self {
        Self {
            alpha: Turn::by(alpha),
            beta: Turn::by(beta),
            drift: R::of(dt / spacing),
            kick: R::of(-dt / 2.0 / spacing),
        }
    }
}
