//! The text of a scene: where its values are, what `--set` changed, and where an error is.

mod node;
mod scan;
mod set;

pub use node::{Body, Node, parse_path};
pub use scan::scan;
pub use set::SetError;

use super::error::line_and_column;
use super::{Place, SceneError};
use std::ops::Range;

/// Text of a scene with all `--set` replacements made, and a map back to the file.
#[derive(Clone, Debug, Default)]
pub struct SceneText {
    name: String,
    original: String,
    text: String,
    edits: Vec<Edit>,
}

/// One replacement made by `--set`.
#[derive(Clone, Debug)]
struct Edit {
    /// As given: `path=value`.
    given: String,
    /// The bytes of the effective text that came from it.
    span: Range<usize>,
    /// How many bytes of the file they stand for (inside an older edit: as many as they are).
    replaced: usize,
}

impl SceneText {
    /// A text as it stands in the file (or built-in scene) `name`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { name: name.into(), original: text.clone(), text, edits: Vec::new() }
    }

    /// Name of the file, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text with all replacements made.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces or inserts one value, given as `path=value`.
    ///
    /// # Errors
    /// When it is not of that form, the value is not RON, or there is no such place.
    pub fn set(&mut self, given: &str) -> Result<(), SceneError> {
        let tree = scan(&self.text).map_err(|error| self.error_at(error.offset, error.what))?;
        let change = set::plan(&tree, given);
        let change = change.map_err(|error| SceneError::in_set(given, &error))?;
        let mut replaced = change.span.len();
        let (inserted, mut nested) = (change.text.len(), false);
        let old = std::mem::take(&mut self.edits);
        for mut edit in old {
            if edit.span == change.span {
                // Given once more: the new value stands for what the old one stood for, so that a
                // value that is set again and again leaves one edit.
                replaced = if nested { inserted } else { edit.replaced };
                continue;
            } else if holds(&edit.span, &change.span) {
                edit.span.end = edit.span.end - change.span.len() + inserted;
                replaced = inserted;
                nested = true;
            } else if change.span.start <= edit.span.start && edit.span.end <= change.span.end {
                replaced = replaced - edit.span.len() + edit.replaced;
                continue;
            } else if edit.span.start >= change.span.end {
                let moved = |offset: usize| offset - change.span.len() + inserted;
                edit.span = moved(edit.span.start)..moved(edit.span.end);
            }
            self.edits.push(edit);
        }
        let span = change.span.start..change.span.start + inserted;
        self.text.replace_range(change.span, &change.text);
        self.edits.push(Edit { given: given.to_owned(), span, replaced });
        Ok(())
    }

    /// The error `what` about the value at a path (or the nearest around it that is written).
    pub fn error(&self, path: &str, what: impl Into<String>) -> SceneError {
        let steps = parse_path(path).unwrap_or_default();
        let offset = scan(&self.text).map_or(0, |tree| tree.nearest(&steps).span.start);
        self.error_at(offset, what)
    }

    /// The error `what` at an offset of the effective text.
    pub fn error_at(&self, offset: usize, what: impl Into<String>) -> SceneError {
        SceneError { place: self.place(offset), message: what.into() }
    }

    /// Offset in the effective text of a line and column, both from 1, columns in characters.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let lines = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        let within = self.text[start..].char_indices().nth(column.saturating_sub(1));
        within.map_or(self.text.len(), |(at, _)| start + at)
    }

    /// Where an offset of the effective text came from: the innermost `--set`, or the file.
    fn place(&self, offset: usize) -> Place {
        if let Some(edit) = self.edits.iter().rev().find(|edit| edit.span.contains(&offset)) {
            return Place::Set { given: edit.given.clone(), at: self.place_in(edit, offset) };
        }
        let before = self.edits.iter().filter(|edit| edit.span.end <= offset);
        let (inserted, replaced) = before.fold((0, 0), |(inserted, replaced), edit| {
            (inserted + edit.span.len(), replaced + edit.replaced)
        });
        let (line, column) = line_and_column(&self.original, offset + replaced - inserted);
        Place::File { name: self.name.clone(), line, column }
    }

    /// Line and column in the value that was given: what was written in may begin with its name.
    fn place_in(&self, edit: &Edit, offset: usize) -> (usize, usize) {
        let text = self.text.get(edit.span.clone()).unwrap_or_default();
        let value = edit.given.split_once('=').map_or("", |(_, value)| value.trim());
        let begin = text.find(value).unwrap_or_default();
        line_and_column(&text[begin..], (offset - edit.span.start).saturating_sub(begin))
    }
}

/// Whether a change falls inside an older edit (touching its end from outside does not count).
fn holds(edit: &Range<usize>, change: &Range<usize>) -> bool {
    let touches = change.is_empty() && (change.start == edit.start || change.start == edit.end);
    edit.start <= change.start && change.end <= edit.end && !touches
}

#[cfg(test)]
mod tests;
