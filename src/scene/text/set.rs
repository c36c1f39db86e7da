//! `--set path=value`: one value of a scene replaced, or written in where it was missing.

use super::node::{Body, Node, Step, parse_path, shown};
use super::scan::{ScanError, scan};
use std::ops::Range;
use thiserror::Error;

/// Why a `--set` cannot be carried out.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SetError {
    /// No `=`.
    #[error("no `=`; give path=value, such as lattice.shape=[64, 64]")]
    NoEquals,
    /// The path is not a path.
    #[error(
        "`{0}` is not a path; give names joined by dots, with list places in brackets, \
         such as initial[0].momentum"
    )]
    Path(String),
    /// The value is not RON.
    #[error("{} is not a value: {error}", named(value))]
    Value {
        /// What was given.
        value: String,
        /// Where it stumbles.
        error: ScanError,
    },
    /// An index beyond the end of a list.
    #[error("`{parent}` has {length} entries, so there is no [{index}]; they are counted from 0")]
    Index {
        /// Path of the list.
        parent: String,
        /// The place asked for.
        index: usize,
        /// How many there are.
        length: usize,
    },
    /// A name where there are no names.
    #[error("`{parent}` has no fields, so `{name}` cannot be set in it{hint}")]
    NotFields {
        /// Path of the value.
        parent: String,
        /// The name asked for.
        name: String,
        /// What would be right.
        hint: &'static str,
    },
    /// An index where there is no list.
    #[error("`{parent}` is not a list, so there is no [{index}] in it")]
    NotList {
        /// Path of the value.
        parent: String,
        /// The place asked for.
        index: usize,
    },
}

impl SetError {
    /// Where in the value it is.
    pub fn offset(&self) -> usize {
        match self {
            Self::Value { error, .. } => error.offset,
            _ => 0,
        }
    }
}

/// A value in quotes; one of several lines is only spoken of.
fn named(value: &str) -> String {
    if value.contains('\n') { "this".to_owned() } else { format!("`{value}`") }
}

/// Bytes to replace, and by what.
#[derive(Debug, PartialEq)]
pub struct Change {
    pub span: Range<usize>,
    pub text: String,
}

/// Finds what to change in the text whose values are `tree`.
pub fn plan(tree: &Node, given: &str) -> Result<Change, SetError> {
    let (path, value) = given.split_once('=').ok_or(SetError::NoEquals)?;
    let steps = parse_path(path.trim()).ok_or_else(|| SetError::Path(path.trim().to_owned()))?;
    let value = quoted_if_word(value.trim());
    let scanned = scan(&value).map_err(|error| SetError::Value { value: value.clone(), error })?;
    // The value alone: a comment behind it would swallow the rest of the line.
    let value = value[scanned.span].to_owned();
    let mut node = tree;
    for (at, step) in steps.iter().enumerate() {
        match node.child(step) {
            Some(child) => node = child,
            None => return insert(node, &steps, at, &value),
        }
    }
    Ok(Change { span: node.span.clone(), text: value })
}

/// A bare lower-case word stands for text, so that no shell has to carry quotes: the scene format
/// has no lower-case words but `true`, `false`, `inf`, `nan` (variants begin with a capital).
fn quoted_if_word(value: &str) -> String {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    let plain = ["true", "false", "inf", "nan"].contains(&value);
    if value.starts_with(|c: char| c.is_ascii_lowercase()) && value.chars().all(word) && !plain {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    }
}

/// Writes `steps[at..]` into `parent`, behind its last field.
fn insert(parent: &Node, steps: &[Step], at: usize, value: &str) -> Result<Change, SetError> {
    let path = || match shown(&steps[..at]) {
        path if path.is_empty() => "the scene".to_owned(),
        path => path,
    };
    let name = match (&steps[at], &parent.body) {
        (Step::Field(name), Body::Fields { .. }) => name,
        (Step::Field(name), body) => {
            let list = matches!(body, Body::Items(_));
            let hint =
                if list { "; it is a list: name an entry, counted from 0, as in [0]" } else { "" };
            return Err(SetError::NotFields { parent: path(), name: name.clone(), hint });
        }
        (Step::Index(index), Body::Items(items)) => {
            return Err(SetError::Index { parent: path(), index: *index, length: items.len() });
        }
        (Step::Index(index), _) => {
            return Err(SetError::NotList { parent: path(), index: *index });
        }
    };
    let value = wrapped(&steps[at + 1..], value).ok_or_else(|| {
        let index = steps[at + 1..].iter().find_map(|step| match step {
            Step::Index(index) => Some(*index),
            Step::Field(_) => None,
        });
        SetError::NotList { parent: shown(&steps[..=at]), index: index.unwrap_or_default() }
    })?;
    Ok(beside_others(parent, &format!("{name}: {value}")))
}

/// `fps`, 30 -> `(fps: 30)`; `None` when a step is a place in a list that is not there.
fn wrapped(steps: &[Step], value: &str) -> Option<String> {
    steps.iter().rev().try_fold(value.to_owned(), |value, step| match step {
        Step::Field(name) => Some(format!("({name}: {value})")),
        Step::Index(_) => None,
    })
}

/// The new field goes right behind the last one, so that no line of the file moves.
fn beside_others(parent: &Node, field: &str) -> Change {
    let Body::Fields { fields, inner } = &parent.body else {
        return Change { span: parent.span.clone(), text: format!("({field})") };
    };
    match fields.last() {
        Some(last) => {
            let end = last.value.span.end;
            Change { span: end..end, text: format!(", {field}") }
        }
        None => Change { span: *inner..*inner, text: field.to_owned() },
    }
}
