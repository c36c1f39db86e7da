//! Values that may be written in more than one way.

use super::InitialError;
use super::error::InitialFault;
use rustfft::num_complex::Complex64;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::fmt;

/// A number for all axes, or one for each: `8` or `[8, 12]`.
#[derive(Clone, Debug, PartialEq)]
pub enum PerAxis {
    /// The same for every axis.
    All(f64),
    /// One for each axis.
    Each(Vec<f64>),
}

impl Default for PerAxis {
    fn default() -> Self {
        Self::All(0.0)
    }
}

impl PerAxis {
    /// One finite number for each of `dim` axes.
    pub(super) fn resolve(&self, field: &str, dim: usize) -> Result<Vec<f64>, InitialError> {
        let values = match self {
            Self::All(value) => vec![*value; dim],
            Self::Each(values) => values.clone(),
        };
        if values.len() != dim {
            let fault = InitialFault::Count {
                given: values.len(),
                needed: dim,
                each: "one for each axis of the lattice",
            };
            return Err(InitialError::new(field, fault));
        }
        match values.iter().position(|value| !value.is_finite()) {
            Some(axis) => Err(InitialError::invalid(
                self.path(field, axis),
                values[axis],
                "it must be a finite number",
            )),
            None => Ok(values),
        }
    }

    /// One positive number for each of `dim` axes.
    pub(super) fn resolve_positive(
        &self,
        field: &str,
        dim: usize,
    ) -> Result<Vec<f64>, InitialError> {
        let values = self.resolve(field, dim)?;
        match values.iter().position(|value| *value <= 0.0) {
            Some(axis) => Err(InitialError::invalid(
                self.path(field, axis),
                values[axis],
                "it must be positive",
            )),
            None => Ok(values),
        }
    }

    /// Where the number of an axis is written.
    pub(super) fn path(&self, field: &str, axis: usize) -> String {
        match self {
            Self::All(_) => field.to_owned(),
            Self::Each(_) => format!("{field}[{axis}]"),
        }
    }
}

impl<'de> Deserialize<'de> for PerAxis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PerAxisVisitor)
    }
}

struct PerAxisVisitor;

impl<'de> Visitor<'de> for PerAxisVisitor {
    type Value = PerAxis;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a list with one number for each axis")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<PerAxis, E> {
        Ok(PerAxis::All(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<PerAxis, E> {
        Ok(PerAxis::All(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<PerAxis, E> {
        Ok(PerAxis::All(value as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<PerAxis, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(PerAxis::Each(values))
    }
}

/// Which spinor a Dirac wave has: by name, or component by component.
///
/// # Conventions
/// Components are those of psi: `(phi1 + i phi2, [phi3 + i phi4,] pi1 + i pi2[, pi3 + i pi4])`,
/// each a real number or `[re, im]`; only their direction counts, the length is made 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Polarisation {
    /// A name; see [`super::spinor::named`] for what it stands for.
    Name(String),
    /// The components.
    Components(Vec<Complex64>),
}

impl<'de> Deserialize<'de> for Polarisation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PolarisationVisitor)
    }
}

struct PolarisationVisitor;

impl<'de> Visitor<'de> for PolarisationVisitor {
    type Value = Polarisation;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name such as \"up\", or a list of components, each a number or [re, im]")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Polarisation, E> {
        Ok(Polarisation::Name(name.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Polarisation, A::Error> {
        let mut components = Vec::new();
        while let Some(Component(value)) = list.next_element()? {
            components.push(value);
        }
        Ok(Polarisation::Components(components))
    }
}

/// A complex number written as `re` or `[re, im]`.
struct Component(Complex64);

impl<'de> Deserialize<'de> for Component {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match PerAxis::deserialize(deserializer)? {
            PerAxis::All(re) => Ok(Self(Complex64::new(re, 0.0))),
            PerAxis::Each(parts) => match parts[..] {
                [re, im] => Ok(Self(Complex64::new(re, im))),
                _ => Err(D::Error::custom("a component is one number, or two: [re, im]")),
            },
        }
    }
}
