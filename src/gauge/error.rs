//! What can be wrong with a gauge.

use crate::expression::ExpressionError;
use crate::simulation::ModelError;
use thiserror::Error;

/// A gauge command, background or source that cannot be: which value, why, and what would be right.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{}{fault}", place(.path))]
pub struct GaugeError {
    /// Path of the value inside what was asked for, such as `background[1].flux`; empty when it is
    /// about the whole.
    pub path: String,
    /// What is wrong.
    pub fault: Box<GaugeFault>,
}

impl GaugeError {
    /// An error about the value at a path.
    pub fn new(path: impl Into<String>, fault: GaugeFault) -> Self {
        Self { path: path.into(), fault: Box::new(fault) }
    }

    /// A value out of range.
    pub(super) fn invalid(
        path: impl Into<String>,
        given: impl ToString,
        needed: impl Into<String>,
    ) -> Self {
        let fault = GaugeFault::Invalid { given: given.to_string(), needed: needed.into() };
        Self::new(path, fault)
    }

    /// The same error of the only entry of a list, about that entry.
    pub(super) fn of_the_only(self) -> Self {
        let path = self.path.trim_start_matches("[0]").trim_start_matches('.').to_owned();
        Self { path, ..self }
    }

    /// The same error about an entry of a list of that name.
    pub(super) fn in_list(self, name: &str) -> Self {
        Self { path: format!("{name}{}", self.path), ..self }
    }

    /// The same error about a value inside `outer`.
    pub(super) fn within(self, outer: &str) -> Self {
        let path = match self.path.as_str() {
            "" => outer.to_owned(),
            inner => format!("{outer}.{inner}"),
        };
        Self { path, ..self }
    }
}

fn place(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("`{path}`: ") }
}

/// Why a gauge cannot be.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum GaugeFault {
    /// A theory whose field has no phase.
    #[error(
        "{theory} has no phase to rotate and no charge for a gauge field to act on; dirac and \
         klein-gordon-complex have"
    )]
    NoPhase {
        /// Theory.
        theory: &'static str,
    },
    /// A value out of its range.
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
    /// A flux through a closed surface that is not a whole number of quanta.
    #[error(
        "the plane of axes {axes:?} closes to a torus, whose flux is a whole number of quanta, not \
         {quanta}; the nearest is {nearest}, a field of {field}"
    )]
    Flux {
        /// The axes of the plane.
        axes: [usize; 2],
        /// Quanta asked for.
        quanta: f64,
        /// The nearest whole number.
        nearest: f64,
        /// The field it makes.
        field: f64,
    },
    /// Something that must fit a periodic axis and does not.
    #[error(
        "a wave number of {given} does not fit the periodic axis {axis} of length {length}; the \
         nearest that does is {nearest}"
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
    },
    /// A formula that cannot be read.
    #[error(transparent)]
    Formula(#[from] ExpressionError),
    /// A value that is not finite.
    #[error("its value at site {site:?} is {value}; it must be finite")]
    NotFinite {
        /// Indices of the site.
        site: Vec<usize>,
        /// The value.
        value: f64,
    },
    /// A gauge cannot be fixed where links do not follow.
    #[error("fixing a gauge rotates fields and links together; choose the mode Covariant")]
    Bare,
    /// The model would not run so.
    #[error(transparent)]
    Model(#[from] ModelError),
}
