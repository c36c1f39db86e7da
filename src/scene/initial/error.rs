//! What can be wrong with an initial condition.

use super::NpyError;
use crate::expression::ExpressionError;
use std::path::PathBuf;
use thiserror::Error;

/// An initial condition that cannot be made: which of its fields, why, and what would be right.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{}{fault}", place(.field))]
pub struct InitialError {
    /// Path of the field inside the initial condition, such as `width` or `phi[2]`; empty when it
    /// is the initial condition as a whole.
    pub field: String,
    /// What is wrong.
    pub fault: Box<InitialFault>,
}

impl InitialError {
    pub(super) fn new(field: impl Into<String>, fault: InitialFault) -> Self {
        Self { field: field.into(), fault: Box::new(fault) }
    }

    pub(super) fn invalid(field: impl Into<String>, given: impl ToString, needed: &str) -> Self {
        let fault = InitialFault::Invalid { given: given.to_string(), needed: needed.to_owned() };
        Self::new(field, fault)
    }

    /// Path of the field inside the initial condition, see [`InitialError::field`].
    pub fn field(&self) -> &str {
        &self.field
    }
}

fn place(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("`{field}`: ") }
}

/// Why an initial condition cannot be made.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum InitialFault {
    /// A value out of its range, or a name that is not known.
    #[error("{given} is not possible; {needed}")]
    Invalid {
        /// What was given.
        given: String,
        /// What would be right.
        needed: String,
    },
    /// A list of the wrong length.
    #[error("{given} values given, {needed} needed: {each}")]
    Count {
        /// Values given.
        given: usize,
        /// Values needed.
        needed: usize,
        /// What each stands for.
        each: &'static str,
    },
    /// A wave that does not close on itself along a periodic axis.
    #[error(
        "a wave number of {given} does not fit the periodic axis {axis} of length {length}; \
         the nearest that does is {nearest} (mode {mode})"
    )]
    Wave {
        /// Axis, from 0.
        axis: usize,
        /// Wave number given.
        given: f64,
        /// Length of the axis.
        length: f64,
        /// The nearest that fits.
        nearest: f64,
        /// Its mode number.
        mode: i64,
    },
    /// The theory has no such state.
    #[error("{kind} needs {needed}; this scene has {given}")]
    Theory {
        /// Kind of initial condition, or the setting that asks for it.
        kind: &'static str,
        /// What theory it needs.
        needed: &'static str,
        /// What the scene has.
        given: String,
    },
    /// Two fields that exclude each other.
    #[error("give either this or `{other}`, not both")]
    Conflict {
        /// The other field.
        other: &'static str,
    },
    /// Projecting on positive energy leaves nothing.
    #[error(
        "the packet has no part of positive energy; choose another polarisation, or \
         positive_energy: false"
    )]
    NothingLeft,
    /// Kinks that do not lead back to where they began along a periodic axis.
    #[error(
        "along the periodic axis {axis} the signs of all kinks must add up to 0, they add up to \
         {sum}: add an antikink, or choose a fixed, free or absorbing boundary"
    )]
    Winding {
        /// Axis, from 0.
        axis: usize,
        /// Sum of the signs.
        sum: i64,
    },
    /// A formula that cannot be read.
    #[error(transparent)]
    Formula(#[from] ExpressionError),
    /// A value that is not finite.
    #[error("the value at site {site:?} (position {position:?}) is {value}; it must be finite")]
    NotFinite {
        /// Indices of the site.
        site: Vec<usize>,
        /// Its position.
        position: Vec<f64>,
        /// The value.
        value: f64,
    },
    /// A file that is not the array it should be.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what would be right.
        why: NpyError,
    },
}
