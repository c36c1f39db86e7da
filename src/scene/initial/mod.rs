//! What the fields are when a run begins. One file per kind.
//!
//! To add a kind: a file with a type that has `add`, and a variant of [`Initial`].

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
mod slices;
mod spectrum;
mod values;

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
pub(super) use slices::{bytes_beside, in_slices, slices};
pub use values::{PerAxis, Polarisation};

pub use crate::theory::spinor;

use crate::lattice::{Fields, Lattice, SiteField};
use crate::simulation::Parameters;
use serde::Deserialize;
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
        match self {
            Self::Packet(packet) => packet.add(context, fields),
            Self::PlaneWave(wave) => wave.add(context, fields),
            Self::Kink(kink) => kink.add(context, fields),
            Self::Breather(breather) => breather.add(context, fields),
            Self::Point(point) => point.add(context, fields),
            Self::Noise(noise) => noise.add(context, fields),
            Self::Expression(formulas) => formulas.add(context, fields),
            Self::Arrays(arrays) => arrays.add(context, fields),
        }?;
        for component in 0..fields.phi.components() {
            check_finite("", context.lattice, &fields.phi, component)?;
            check_finite("", context.lattice, &fields.pi, component)?;
        }
        Ok(())
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

/// Refuses a component with a value that is not finite.
fn check_finite(
    path: &str,
    lattice: &Lattice,
    field: &SiteField<f64>,
    component: usize,
) -> Result<(), InitialError> {
    for row in 0..lattice.rows() {
        let values = field.row(row, component);
        let Some(x) = values.iter().position(|value| !value.is_finite()) else { continue };
        let axes = 0..lattice.dim();
        return Err(InitialError::new(
            path,
            InitialFault::NotFinite {
                site: axes.map(|mu| lattice.index(row, x, mu)).collect(),
                position: lattice.site_position(row, x)[..lattice.dim()].to_vec(),
                value: values[x],
            },
        ));
    }
    Ok(())
}
