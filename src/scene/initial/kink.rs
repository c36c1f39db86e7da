//! Kinks: walls between two vacua.

use super::source::{EachRow, Source};
use super::{InitialContext, InitialError, InitialFault};
use crate::lattice::Lattice;
use crate::theory::Potential;
use serde::Deserialize;

/// A kink of phi⁴ or sine-Gordon across one axis, uniform along the others, at rest or moving; in the
/// first component of a complex field.
///
/// # Equation
/// With `ξ = γ (x - x0)`, `γ = 1/√(1-v²)` and sign s, in the continuum:
/// phi⁴ `phi = s v tanh(v √(lam/2) ξ)`; sine-Gordon `phi = 4 s atan(exp ξ)`;
/// `pi = -velocity dphi/dx`.
///
/// # Conventions
/// Kinks add up to what a row of kinks is: each joins the vacuum it finds. A phi⁴ kink where the
/// field is still near zero brings its own vacua `∓ s v`; where it finds its left vacuum (the field
/// at its centre has the sign of `-s`) it adds `phi + s v`, which leaves the left side alone, and
/// where it finds its right one `phi - s v`. So n kinks, in any order, give `Σ phi_k` less the vacua
/// counted twice. A sine-Gordon kink leads from 0 to `2π s`, and so they simply add.
/// Exact for one kink in the continuum, good to `exp(-distance / width)` for several.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Kink {
    /// Where its middle is along the axis.
    pub centre: f64,
    /// Velocity along the axis, between -1 and 1.
    pub velocity: f64,
    /// 1: kink, field rising along the axis; -1: antikink.
    pub sign: i64,
    /// The axis it stands across, from 0.
    pub axis: usize,
}

impl Default for Kink {
    fn default() -> Self {
        Self { centre: 0.0, velocity: 0.0, sign: 1, axis: 0 }
    }
}

/// The profile of a resting kink of sign 1.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// `v tanh(κ x)` with `κ = v √(lam/2)`.
    Phi4 { v: f64, kappa: f64 },
    /// `4 atan(exp x)`.
    SineGordon,
}

impl Shape {
    /// The field and its slope at a distance from the middle.
    fn at(self, x: f64) -> (f64, f64) {
        match self {
            Self::Phi4 { v, kappa } => {
                let sech = (kappa * x).cosh().recip();
                (v * (kappa * x).tanh(), v * kappa * sech * sech)
            }
            Self::SineGordon => (4.0 * x.exp().atan(), 2.0 / x.cosh()),
        }
    }
}

impl Kink {
    /// `found(axis)`: the field so far along an axis, averaged over the others.
    pub(super) fn ready<'a>(
        &self,
        context: &InitialContext<'a>,
        found: &dyn Fn(usize) -> Vec<f64>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let lattice = context.lattice;
        let shape = shape(context)?;
        let axis = super::axis(lattice, self.axis)?;
        let gamma = super::lorentz_factor(self.velocity)?;
        let centre = super::finite("centre", self.centre)?;
        if self.sign.abs() != 1 {
            let needed = "it must be 1 (kink) or -1 (antikink)";
            return Err(InitialError::invalid("sign", self.sign, needed));
        }
        let sign = self.sign as f64;
        let shift = self.shift(shape, lattice, found);
        let profile = |index: usize| {
            let (phi, slope) = shape.at(gamma * (lattice.position(axis, index) - centre));
            (sign * phi + shift, -sign * self.velocity * gamma * slope)
        };
        let values: Vec<(f64, f64)> = (0..lattice.shape()[axis]).map(profile).collect();
        Ok(Box::new(EachRow(move |row, [phi, pi]: [&mut [f64]; 2]| {
            for (x, (phi, pi)) in phi.iter_mut().zip(pi).enumerate().take(lattice.row_len()) {
                let value = values[lattice.index(row, x, axis)];
                *phi += value.0;
                *pi += value.1;
            }
        })))
    }

    /// What makes the kink leave the vacuum it finds as it is.
    fn shift(&self, shape: Shape, lattice: &Lattice, found: &dyn Fn(usize) -> Vec<f64>) -> f64 {
        let Shape::Phi4 { v, .. } = shape else { return 0.0 };
        let found = found(self.axis);
        let index = (self.centre / lattice.spacing()).round() + (found.len() / 2) as f64;
        let here = found[index.clamp(0.0, (found.len() - 1) as f64) as usize];
        match found.iter().all(|phi| phi.abs() < v / 2.0) {
            true => 0.0,
            false => -v * here.signum(),
        }
    }
}

fn shape(context: &InitialContext<'_>) -> Result<Shape, InitialError> {
    let couplings = context.parameters.couplings;
    let (v, lam) = (couplings.v, couplings.lam);
    match &context.parameters.potential {
        Some(Potential::Phi4) if v > 0.0 && lam > 0.0 => {
            Ok(Shape::Phi4 { v, kappa: v * (lam / 2.0).sqrt() })
        }
        Some(Potential::SineGordon) => Ok(Shape::SineGordon),
        _ => Err(InitialError::new(
            "",
            InitialFault::Theory {
                kind: "Kink",
                needed: "the potential phi4 (with lam and v above 0) or sine-gordon",
                given: context.theory(),
            },
        )),
    }
}
