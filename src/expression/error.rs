//! What can be wrong with the text of an expression.

use thiserror::Error;

/// A text that is not an expression, and where it stops being one.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{fault} (column {column} of \"{}\")", excerpt(.text))]
pub struct ExpressionError {
    /// The text as it was given.
    pub text: String,
    /// Character the fault is at, from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum Fault {
    /// A name that is neither a variable nor a constant nor a function.
    #[error("unknown name \"{name}\"{}; known here: {}", did_you_mean(.nearest), .known.join(", "))]
    UnknownName {
        /// The name.
        name: String,
        /// The known name most like it.
        nearest: Option<String>,
        /// All names known where it was used.
        known: Vec<String>,
    },
    /// Something else should stand here.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What would be right.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A function with too few or too many arguments.
    #[error("{function} takes {takes} argument{}, {given} given", if *.takes == 1 { "" } else { "s" })]
    Arguments {
        /// Name of the function.
        function: String,
        /// Arguments it takes.
        takes: usize,
        /// Arguments it was given.
        given: usize,
    },
    /// More text than is accepted.
    #[error("an expression of {length} bytes is too long: at most {most}")]
    TooLong {
        /// Bytes given.
        length: usize,
        /// Bytes accepted.
        most: usize,
    },
    /// More levels of parentheses, signs and powers than are accepted.
    #[error("nested deeper than {most} levels")]
    TooDeep {
        /// Levels accepted.
        most: usize,
    },
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|name| format!(", did you mean \"{name}\"?")).unwrap_or_default()
}

fn excerpt(text: &str) -> String {
    const LONGEST: usize = 72;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
