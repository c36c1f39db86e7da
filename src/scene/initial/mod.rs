//! What the fields are when a run begins. One file per kind.
//!
//! To add a kind: a file with a type that has `ready`, which makes a `Source` of it, and a variant
//! of [`Initial`].

mod arrays;
mod breather;
mod envelope;
mod error;
mod expression;
mod kink;
mod noise;
mod npy;
mod packet;
mod plane_wave;
mod point;
mod source;
mod spectrum;
mod values;
mod waves;

pub use arrays::Arrays;
pub use breather::Breather;
pub use error::{InitialError, InitialFault};
pub use expression::Expression;
pub use kink::Kink;
pub use noise::Noise;
pub use npy::{NpyError, read as read_npy};
pub use packet::Packet;
pub use plane_wave::PlaneWave;
pub use point::Point;
pub(super) use source::{bytes_beside, is_large, made, slices};
pub use values::{PerAxis, Polarisation};

pub use crate::theory::spinor;

use crate::lattice::{Fields, Lattice};
use crate::simulation::Parameters;
use serde::Deserialize;
use source::{Slice, Source};
use std::path::Path;

/// One initial condition; those of a scene add up.
///
/// # Conventions
/// Written `Packet(centre: [0, 0], width: 8)`. Positions and wave vectors are in physical units,
/// the origin is the site in the middle of the lattice.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub enum Initial {
    /// A Gaussian wave packet.
    Packet(Packet),
    /// A wave of one wave vector.
    PlaneWave(PlaneWave),
    /// A kink or antikink of phi⁴ or sine-Gordon.
    Kink(Kink),
    /// A breather of sine-Gordon.
    Breather(Breather),
    /// A value at one site.
    Point(Point),
    /// Random values.
    Noise(Noise),
    /// Formulas in the position.
    Expression(Expression),
    /// Arrays from files.
    Arrays(Arrays),
}

/// What an initial condition may depend on.
#[derive(Clone, Copy, Debug)]
pub struct InitialContext<'a> {
    /// The lattice.
    pub lattice: &'a Lattice,
    /// Theory, couplings and step.
    pub parameters: &'a Parameters,
    /// Seed of the scene.
    pub seed: u64,
    /// Position in the scene's list: each has its own stream of random numbers.
    pub index: usize,
    /// What file names are relative to.
    pub base_dir: &'a Path,
}

impl Initial {
    /// Adds this initial condition to the fields.
    ///
    /// # Errors
    /// [`InitialError`] names the field that is wrong, why, and what would be right; the fields
    /// are then unspecified.
    pub fn apply(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
    ) -> Result<(), InitialError> {
        let found = |axis: usize| source::profile_of(context.lattice, fields, axis);
        let source = self.ready(context, &found)?;
        source::add(context.lattice, &[source], Slice::WHOLE, fields).map_err(|(_, why)| why)
    }

    /// Checks every number. `found(axis)`: the first component of phi as there is so far, along an
    /// axis and averaged over the others.
    fn ready<'a>(
        &'a self,
        context: &InitialContext<'a>,
        found: &dyn Fn(usize) -> Vec<f64>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        match self {
            Self::Packet(packet) => packet.ready(context),
            Self::PlaneWave(wave) => wave.ready(context),
            Self::Kink(kink) => kink.ready(context, found),
            Self::Breather(breather) => breather.ready(context),
            Self::Point(point) => point.ready(context),
            Self::Noise(noise) => noise.ready(context),
            Self::Expression(formulas) => formulas.ready(context),
            Self::Arrays(arrays) => arrays.ready(context),
        }
    }

    /// Bytes it takes beside the state while that is made in so many slices.
    fn bytes(&self, context: &InitialContext<'_>, slices: usize) -> u128 {
        match self {
            Self::Packet(packet) => packet.bytes(context, slices),
            Self::Noise(noise) => noise.bytes(context),
            _ => 0,
        }
    }

    /// Checks what no single initial condition can see: that kinks lead back to where they began
    /// along a periodic axis. The number is the position of the first one involved.
    ///
    /// # Errors
    /// [`InitialFault::Winding`].
    pub fn check_together(list: &[Self], lattice: &Lattice) -> Result<(), (usize, InitialError)> {
        for axis in (0..lattice.dim()).filter(|&axis| lattice.boundary()[axis].is_periodic()) {
            let kinks = list.iter().enumerate().filter_map(|(index, initial)| match initial {
                Self::Kink(kink) if kink.axis == axis => Some((index, kink.sign.signum())),
                _ => None,
            });
            let kinks: Vec<_> = kinks.collect();
            let sum = kinks.iter().map(|(_, sign)| sign).sum();
            if let (Some((index, _)), true) = (kinks.first(), sum != 0) {
                let error = InitialError::new("sign", InitialFault::Winding { axis, sum });
                return Err((*index, error));
            }
        }
        Ok(())
    }
}

impl InitialContext<'_> {
    /// Components of phi, and of pi.
    fn components(&self) -> usize {
        (self.parameters.theory.components)(self.lattice.dim())
    }

    /// Whether the theory is Dirac's, whose components pair up to a spinor.
    fn is_dirac(&self) -> bool {
        self.parameters.theory.name == "dirac"
    }

    /// Whether the field is a complex scalar.
    fn is_complex_scalar(&self) -> bool {
        self.parameters.theory.name == "klein-gordon-complex"
    }

    /// The theory as a person names it.
    fn theory(&self) -> String {
        match &self.parameters.potential {
            Some(potential) => format!("{}, {}", self.parameters.theory.name, potential.name()),
            None => self.parameters.theory.name.to_owned(),
        }
    }
}

/// Refuses a number that is not finite.
fn finite(field: &str, value: f64) -> Result<f64, InitialError> {
    if value.is_finite() {
        return Ok(value);
    }
    Err(InitialError::invalid(field, value, "it must be a finite number"))
}

/// Refuses an axis the lattice does not have.
fn axis(lattice: &Lattice, axis: usize) -> Result<usize, InitialError> {
    if axis < lattice.dim() {
        return Ok(axis);
    }
    let needed = format!("the axes of this lattice are 0 to {}", lattice.dim() - 1);
    Err(InitialError::invalid("axis", axis, &needed))
}

/// The Lorentz factor of a velocity.
fn lorentz_factor(velocity: f64) -> Result<f64, InitialError> {
    if velocity.abs() < 1.0 {
        return Ok((1.0 - velocity * velocity).sqrt().recip());
    }
    Err(InitialError::invalid(
        "velocity",
        velocity,
        "it must lie between -1 and 1, the speed of light",
    ))
}
