//! The breather of sine-Gordon.

use super::source::{EachRow, Source};
use super::{InitialContext, InitialError, InitialFault};
use crate::lattice::Lattice;
use crate::theory::Potential;
use serde::Deserialize;
use std::f64::consts::FRAC_PI_2;

/// A kink and an antikink bound to each other, swinging through one another.
///
/// # Equation
/// `phi = 4 atan( (η/ω) sin(ω τ + phase) / cosh(η ξ) )`, `η = √(1-ω²)`, `ξ = γ (x - x0 - v t)`,
/// `τ = γ (t - v (x - x0))`, at t = 0; `pi = ∂phi/∂t`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Breather {
    /// Angular frequency at rest, between 0 and 1.
    pub omega: f64,
    /// Where its middle is along the axis.
    pub centre: f64,
    /// Velocity along the axis, between -1 and 1.
    pub velocity: f64,
    /// Phase of the swing: 0 begins flat and moving, π/2 begins at its height and still.
    pub phase: f64,
    /// The axis it lies along, from 0.
    pub axis: usize,
    /// Standard deviation of a Gaussian across the other axes, about their origin; absent: uniform.
    pub across: Option<f64>,
}

impl Default for Breather {
    fn default() -> Self {
        Self { omega: 0.5, centre: 0.0, velocity: 0.0, phase: FRAC_PI_2, axis: 0, across: None }
    }
}

impl Breather {
    pub(super) fn ready<'a>(
        &'a self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let lattice = context.lattice;
        let axis = super::axis(lattice, self.axis)?;
        let gamma = self.check(context)?;
        let at = |index| self.at(gamma, lattice.position(axis, index) - self.centre);
        let values: Vec<(f64, f64)> = (0..lattice.shape()[axis]).map(at).collect();
        Ok(Box::new(EachRow(move |row, [phi, pi]: [&mut [f64]; 2]| {
            for (x, (phi, pi)) in phi.iter_mut().zip(pi).enumerate() {
                let envelope = self.envelope(lattice, row, x);
                let value = values[lattice.index(row, x, axis)];
                *phi += envelope * value.0;
                *pi += envelope * value.1;
            }
        })))
    }

    /// Checks every field; gives the Lorentz factor.
    fn check(&self, context: &InitialContext<'_>) -> Result<f64, InitialError> {
        if !matches!(context.parameters.potential, Some(Potential::SineGordon)) {
            return Err(InitialError::new(
                "",
                InitialFault::Theory {
                    kind: "Breather",
                    needed: "the potential sine-gordon",
                    given: context.theory(),
                },
            ));
        }
        if !(self.omega > 0.0 && self.omega < 1.0) {
            return Err(InitialError::invalid("omega", self.omega, "it must lie between 0 and 1"));
        }
        super::finite("centre", self.centre)?;
        super::finite("phase", self.phase)?;
        match self.across {
            Some(across) if !(across.is_finite() && across > 0.0) => {
                Err(InitialError::invalid("across", across, "it must be positive"))
            }
            _ => super::lorentz_factor(self.velocity),
        }
    }

    /// phi and its time derivative at a distance from the middle, at t = 0.
    ///
    /// # Conventions
    /// With `A = (η/ω) sin`, `C = cosh(η ξ)`: `phi = 4 atan(A/C)` and
    /// `pi = 4 (A˙/C - (A/C) C˙/C) / (1 + (A/C)²)`, where `C˙/C = -η γ v tanh(η ξ)` stays finite.
    fn at(&self, gamma: f64, distance: f64) -> (f64, f64) {
        let eta = (1.0 - self.omega * self.omega).sqrt();
        let (xi, tau) = (gamma * distance, -gamma * self.velocity * distance);
        let (sin, cos) = (self.omega * tau + self.phase).sin_cos();
        let sech = (eta * xi).cosh().recip();
        let ratio = eta / self.omega * sin * sech;
        let swing = eta * gamma * cos * sech;
        let travel = ratio * eta * gamma * self.velocity * (eta * xi).tanh();
        (4.0 * ratio.atan(), 4.0 * (swing + travel) / (1.0 + ratio * ratio))
    }

    fn envelope(&self, lattice: &Lattice, row: usize, x: usize) -> f64 {
        let Some(across) = self.across else { return 1.0 };
        let position = lattice.site_position(row, x);
        let off_axis = |mu: &usize| *mu != self.axis;
        let square: f64 =
            (0..lattice.dim()).filter(off_axis).map(|mu| position[mu] * position[mu]).sum();
        (-square / (2.0 * across * across)).exp()
    }
}
