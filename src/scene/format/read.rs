//! From text to a [`SceneFile`], with every complaint turned into a sentence about scenes.

use super::SceneFile;
use crate::scene::error::{SceneError, suggestion};
use crate::scene::text::{Body, Node, SceneText, parse_path, scan};
use ron::error::{Error, Position, SpannedError};
use ron::extensions::Extensions;
use ron::options::Options;
use ron::ser::PrettyConfig;
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Longest scene file read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Most entries of a list, and of one inside the gauge: a hand draws many dabs and sites.
const MOST_ENTRIES: [usize; 2] = [256, 8192];

/// Reads a scene's text.
///
/// # Errors
/// Where it is not RON, or not a scene.
pub fn read(text: &SceneText) -> Result<SceneFile, SceneError> {
    check_length(text.name(), text.text().len() as u64)?;
    let tree = scan(text.text()).map_err(|error| text.error_at(error.offset, error.what))?;
    check_values(&tree, text, MOST_ENTRIES[0])?;
    options().from_str(text.text()).map_err(|error| explain(&error, &tree, text))
}

/// Reads a file that may be anything.
///
/// # Errors
/// When it cannot be read, or is too long for a scene.
pub fn read_file(path: &Path) -> Result<Vec<u8>, SceneError> {
    let name = path.display().to_string();
    let unread = |why: io::Error| SceneError::whole(&name, format!("cannot be read: {why}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(unread)?;
    check_length(&name, bytes.len() as u64)?;
    Ok(bytes)
}

/// Refuses what is too long for a scene.
///
/// # Errors
/// When it is.
pub fn check_length(name: &str, length: u64) -> Result<(), SceneError> {
    if length <= LONGEST {
        return Ok(());
    }
    let message = format!("too long for a scene; {LONGEST} bytes are the most");
    Err(SceneError::whole(name, message))
}

fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_recursion_limit(64)
}

/// A value as it is written in a scene, lists inside it an entry a line.
pub fn written(value: &impl Serialize) -> String {
    let pretty = PrettyConfig::new().depth_limit(2).struct_names(false);
    // No value of a scene can fail to be written.
    options().to_string_pretty(value, pretty).unwrap_or_default()
}

/// Refuses what no value of a scene may be: infinite, not a number, or an endless list.
fn check_values(node: &Node, text: &SceneText, most: usize) -> Result<(), SceneError> {
    match &node.body {
        Body::Scalar => {
            let written = &text.text()[node.span.clone()];
            let number = written.replace('_', "").parse::<f64>();
            match number.is_ok_and(|value| !value.is_finite()) {
                true => Err(text.error_at(
                    node.span.start,
                    format!("{written} is not a finite number; every number of a scene is finite"),
                )),
                false => Ok(()),
            }
        }
        Body::Fields { fields, .. } => fields.iter().try_for_each(|field| {
            let most = if field.name == "gauge" { MOST_ENTRIES[1] } else { most };
            check_values(&field.value, text, most)
        }),
        Body::Items(items) if items.len() > most => {
            let message = format!("{} entries are too many; {most} are the most", items.len());
            Err(text.error_at(node.span.start, message))
        }
        Body::Items(items) => items.iter().try_for_each(|item| check_values(item, text, most)),
    }
}

/// Says what the reader stumbled over in the words of a scene.
fn explain(error: &SpannedError, tree: &Node, text: &SceneText) -> SceneError {
    let offset = |position: &Position| text.offset(position.line, position.col);
    let (start, end) = (offset(&error.span.start), offset(&error.span.end));
    let path = match (&error.code, tree.path_at(start)) {
        // The reader stands behind the last field that is there.
        (Error::MissingStructField { .. }, path) => tree.group_around(&path),
        (_, path) => path,
    };
    let node = tree.nearest(&parse_path(&path).unwrap_or_default());
    let written = text.text().get(node.span.clone()).unwrap_or_default();
    let what = sentence(&error.code, written, &path);
    let (at, named) = match &error.code {
        Error::NoSuchStructField { found, .. } => (field_start(tree, start, end, found), false),
        Error::DuplicateStructField { .. } => (None, false),
        Error::NoSuchEnumVariant { .. } => (None, true),
        _ => (Some(node.span.start), true),
    };
    let message = match named && !path.is_empty() {
        true => format!("`{path}`: {what}"),
        false => what,
    };
    text.error_at(at.unwrap_or(start), message)
}

/// Where the field of this name begins that lies nearest to where the reader stands.
fn field_start(tree: &Node, start: usize, end: usize, name: &str) -> Option<usize> {
    let mut found = Vec::new();
    collect(tree, name, &mut found);
    found.retain(|at| *at <= end);
    found.into_iter().min_by_key(|at| at.abs_diff(start))
}

fn collect(node: &Node, name: &str, found: &mut Vec<usize>) {
    match &node.body {
        Body::Scalar => {}
        Body::Items(items) => items.iter().for_each(|item| collect(item, name, found)),
        Body::Fields { fields, .. } => {
            for field in fields {
                if field.name == name {
                    found.push(field.start);
                }
                collect(&field.value, name, found);
            }
        }
    }
}

/// What is wrong with the value `written` at `path`.
fn sentence(error: &Error, written: &str, path: &str) -> String {
    let not = |expected: &str| format!("{expected} is expected, not {}", shortened(written));
    match error {
        Error::NoSuchStructField { expected, found, .. } => {
            format!(
                "there is no field `{found}` here{}",
                suggestion(found, expected.iter().copied())
            )
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("there is no `{found}`{}", suggestion(found, expected.iter().copied()))
        }
        Error::MissingStructField { field, .. } => format!("the field `{field}` is missing"),
        Error::DuplicateStructField { field, .. } => format!("the field `{field}` is given twice"),
        Error::IntegerOutOfBounds if written.starts_with('-') => {
            not("a whole number that is not negative")
        }
        Error::IntegerOutOfBounds => format!("{} is too large", shortened(written)),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => not("a whole number"),
        Error::ExpectedFloat | Error::FloatUnderscore => not("a number"),
        Error::ExpectedString | Error::ExpectedStringEnd => not("text in double quotes"),
        Error::ExpectedBoolean => not("true or false"),
        Error::ExpectedArray => not("a list in [ ]"),
        Error::ExpectedIdentifier => not("a name with a capital and without quotes, such as F64,"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            not("a group (name: value, …)")
        }
        // Brackets and commas were checked before: the reader took the beginning of the value for
        // all of it.
        Error::ExpectedStructLikeEnd if path.ends_with(']') => "one value too many".to_owned(),
        Error::ExpectedComma | Error::ExpectedArrayEnd | Error::ExpectedStructLikeEnd => {
            match written.parse::<f64>() {
                Ok(_) => not("a whole number"),
                Err(_) => format!("{} cannot be read", shortened(written)),
            }
        }
        Error::ExpectedDifferentLength { expected, found } => {
            format!("{expected} is expected, not {found} values")
        }
        Error::InvalidValueForType { expected, found } => {
            format!("{expected} is expected, not {found}")
        }
        Error::ExceededRecursionLimit => "brackets are nested too deeply".to_owned(),
        Error::Message(message) => message.clone(),
        other => decapitalised(&other.to_string()),
    }
}

fn decapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// The first line of what is written, cut off where it grows long.
fn shortened(written: &str) -> String {
    let line: String = written.chars().take_while(|c| *c != '\n').take(40).collect();
    let more = if line.len() < written.len() { "…" } else { "" };
    format!("`{line}{more}`")
}
