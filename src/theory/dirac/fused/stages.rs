//! The numbers of a staged tick.

use crate::lattice::Real;
use crate::theory::turn::Turn;

/// A tick of `dt`: `R(dt/2) Kick(dt/2) Drift(dt) Kick(dt/2) R(dt/2)`, its numbers.
#[derive(Clone, Copy)]
pub(in crate::theory::dirac) struct Stages<R> {
    pub(in crate::theory::dirac) turns: Turns<R>,
    /// `dt/h`
    pub(in crate::theory::dirac) drift: R,
    /// `-dt/2h`
    pub(in crate::theory::dirac) kick: R,
}

/// The rotations R: T turns by an angle as [`Turn`] has it, phi by `α = (A_0 + m) dt/2`, pi by
/// `β = (A_0 - m) dt/2`.
///
/// # Conventions
/// `T_α⁻¹` undoes `T_α` itself, not the angle it was rounded from: otherwise the kick would be
/// turned against the field by a rounding error, and the charge would grow or shrink for ever.
#[derive(Clone, Copy)]
pub(in crate::theory::dirac) enum Turns<R> {
    /// The same at all sites. R is inside the others: `g = Bᵀ phi` commutes with `X_0`.
    ///
    /// # Equation
    /// Activation `pi -> T_β pi - dt/2 T_α g`, `phi -> T_α phi + dt B pi`; learning
    /// `phi -> T_α phi`, `pi -> T_β (pi - dt/2 T_α⁻¹ g)`, where g is the one the next activation
    /// begins with.
    Even { alpha: Turn<R>, beta: Turn<R> },
    /// Each site has its own, with which Bᵀ does not commute.
    ///
    /// # Equation
    /// Activation `phi -> T_α phi`, `pi -> T_β pi - dt/2 g`, `phi -> phi + dt B pi`; learning
    /// `pi -> T_β (pi - dt/2 g)`, `phi -> T_α phi`.
    Local {
        /// What they are made of `A_0` with: m and dt/2.
        of: [f64; 2],
    },
}

impl<R: Real> Stages<R> {
    /// Of given turns.
    pub(in crate::theory::dirac) fn new(turns: Turns<R>, dt: f64, spacing: f64) -> Self {
        Self { turns, drift: R::of(dt / spacing), kick: R::of(-dt / 2.0 / spacing) }
    }
}

impl<R: Real> Turns<R> {
    /// By the angles of phi and pi.
    pub(in crate::theory::dirac) fn even([alpha, beta]: [f64; 2]) -> Self {
        Self::Even { alpha: Turn::by(alpha), beta: Turn::by(beta) }
    }
}
