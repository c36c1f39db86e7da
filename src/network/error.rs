//! Why a network cannot be.

use crate::expression::ExpressionError;
use thiserror::Error;

/// Why tensors, potential and F do not make a network.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum NetworkError {
    /// A text that is no formula.
    #[error(transparent)]
    Formula(#[from] ExpressionError),
    /// A formula with a corner or a step.
    #[error(
        "\"{text}\" is not differentiable: it has a corner or a step, from {function}; learning \
         needs a smooth function"
    )]
    NotSmooth {
        /// The formula.
        text: String,
        /// What makes the corner.
        function: &'static str,
    },
    /// A formula that has no finite value or slope where it is needed.
    #[error(
        "\"{text}\" or a derivative of it is not finite at {at}; it must be smooth where the \
         neurons are"
    )]
    NotFinite {
        /// The formula.
        text: String,
        /// Where.
        at: f64,
    },
    /// A matrix of another shape.
    #[error(
        "{name} has {rows} rows and {columns} columns; a network of {neurons} neurons needs {neurons} x {neurons}"
    )]
    Shape {
        /// `W` or `B`.
        name: &'static str,
        /// Rows given (of ragged rows, the first of another length).
        rows: usize,
        /// Columns given.
        columns: usize,
        /// Neurons.
        neurons: usize,
    },
    /// An entry that is not finite.
    #[error("{name} is {value} in row {row}, column {column}; every entry must be finite")]
    Entry {
        /// `W` or `B`.
        name: &'static str,
        /// Row, from 0.
        row: usize,
        /// Column, from 0.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A matrix in a file that cannot be used.
    #[error("\"{file}\": {why}")]
    File {
        /// `w` or `b`.
        name: &'static str,
        /// Name of the file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// A bias matrix without an inverse.
    #[error(
        "B is singular (reciprocal condition number {rcond:.1e}): the loss (2.16) needs its \
         inverse; use a B whose rows are independent"
    )]
    Singular {
        /// Reciprocal condition number.
        rcond: f64,
    },
    /// Too many neurons for dense matrices.
    #[error("{neurons} neurons are too many for dense matrices; {most} are the most")]
    TooMany {
        /// Neurons asked for.
        neurons: usize,
        /// The most there may be.
        most: usize,
    },
    /// Something that is missing, or does not go together.
    #[error("{0}")]
    Unfit(String),
}

impl NetworkError {
    /// The entry of a scene's theory it is about, if there is one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Shape { name: "W", .. } | Self::Entry { name: "W", .. } => Some("w"),
            Self::Shape { .. } | Self::Entry { .. } | Self::Singular { .. } => Some("b"),
            Self::File { name, .. } => Some(name),
            _ => None,
        }
    }
}
