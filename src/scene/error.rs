//! What is wrong with a scene, and where.

use super::text::SetError;
use std::fmt;
use thiserror::Error;

/// A scene, or a file it names, that cannot be used: where, what, and what would be right.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{place}: {message}")]
pub struct SceneError {
    /// Where.
    pub place: Place,
    /// What, and what would be right.
    pub message: String,
}

/// Where an error is.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A file as a whole.
    Whole(String),
    /// A place in a file.
    File {
        /// Name of the file.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A value given by `--set path=value`.
    Set {
        /// What was given.
        given: String,
        /// Line and column in the value, both from 1, columns in characters.
        at: (usize, usize),
    },
}

/// A value of `--set` that is longer than this, or has several lines, is not repeated.
const SHORT: usize = 36;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole(name) => write!(f, "{name}"),
            Place::File { name, line, column } => write!(f, "{name}:{line}:{column}"),
            Place::Set { given, .. } if given.chars().count() <= SHORT && !given.contains('\n') => {
                write!(f, "in --set {given}")
            }
            Place::Set { given, at: (line, column) } => {
                let path = given.split('=').next().unwrap_or_default();
                write!(f, "in --set {path}=\u{2026}, line {line}, column {column}")
            }
        }
    }
}

impl SceneError {
    /// An error about a file as a whole.
    pub fn whole(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Place::Whole(name.into()), message: message.into() }
    }

    /// A `--set` that cannot be carried out.
    pub(super) fn in_set(given: &str, error: &SetError) -> Self {
        let value = given.split_once('=').map_or("", |(_, value)| value.trim());
        let at = line_and_column(value, error.offset());
        Self { place: Place::Set { given: given.to_owned(), at }, message: error.to_string() }
    }
}

/// Line and column of an offset of a text, both from 1, columns in characters.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = 1 + before.matches('\n').count();
    (line, 1 + before.chars().rev().take_while(|&c| c != '\n').count())
}

/// Something wrong with the value at a path of the scene, before its place in the text is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Such as `lattice.shape[1]`.
    pub path: String,
    /// What, and what would be right.
    pub message: String,
}

impl Problem {
    /// Something wrong at a path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// The name in `known` that a misspelt one most resembles, as `; did you mean "…"?`, else the list.
pub fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(wrong, &known) {
        Some(name) => format!("; did you mean `{name}`?"),
        None if known.is_empty() => String::new(),
        None => format!("; there is {}", list(&known)),
    }
}

/// The known name that is close enough to be meant.
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase());
    let best = known.iter().min_by_key(|name| distance(name))?;
    let close = distance(best) <= 1 + best.chars().count() / 4;
    let begins = lower.chars().count() >= 3 && best.to_lowercase().starts_with(&lower);
    (close || begins).then_some(*best)
}

/// `a, b and c`.
pub fn list(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => format!("`{one}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and `{last}`", first.join(", "))
        }
    }
}
