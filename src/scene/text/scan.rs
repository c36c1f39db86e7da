//! A small scanner of RON text: which bytes hold which value.
//!
//! The RON reader proper says where *it* stumbled; everything found wrong after reading (a step
//! beyond the stable limit, a quantity nobody knows) needs the place of a value by its path, and so
//! does replacing one value by `--set`.

use super::node::{Body, Field, Node};
use thiserror::Error;

/// Deepest nesting read: a scene needs six.
const DEEPEST: usize = 32;

/// Text that is not RON.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{what}")]
pub struct ScanError {
    /// Offset in bytes.
    pub offset: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

/// Reads a whole text that holds one value.
///
/// # Errors
/// Where the text is not RON.
pub fn scan(text: &str) -> Result<Node, ScanError> {
    let mut scanner = Scanner { text, at: 0, depth: 0, long_text: None };
    scanner.skip_attributes()?;
    let node = scanner.value()?;
    scanner.skip_blank()?;
    match scanner.peek() {
        None => Ok(node),
        Some(found) => {
            Err(scanner.error(format!("`{found}` after the end of the value; it ends there")))
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Where a text that runs over the end of a line begins, the latest such.
    long_text: Option<usize>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn error(&self, what: impl Into<String>) -> ScanError {
        ScanError { offset: self.at, what: what.into() }
    }

    fn error_at(&self, offset: usize, what: impl Into<String>) -> ScanError {
        ScanError { offset, what: what.into() }
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    /// Blanks and comments.
    fn skip_blank(&mut self) -> Result<(), ScanError> {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += self.block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    /// Length of the block comment here; they nest.
    fn block_comment(&self) -> Result<usize, ScanError> {
        let rest = self.rest();
        let (mut depth, mut at) = (0usize, 0);
        while at < rest.len() {
            match &rest.as_bytes()[at..] {
                [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
                [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                return Ok(at);
            }
        }
        Err(self.error("a comment `/*` that is never closed; `*/` ends it"))
    }

    /// `#![enable(...)]` lines.
    fn skip_attributes(&mut self) -> Result<(), ScanError> {
        self.skip_blank()?;
        while self.rest().starts_with("#!") {
            let end = self.rest().find(']');
            let end = end.ok_or_else(|| self.error("`#![` that is never closed; `]` ends it"))?;
            self.at += end + 1;
            self.skip_blank()?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Node, ScanError> {
        self.skip_blank()?;
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("nested deeper than {DEEPEST} brackets")));
        }
        let body = match self.peek() {
            Some('(') => self.parenthesis()?,
            Some('[') => Body::Items(self.items(']')?),
            Some('{') => self.map()?,
            _ if self.text_literal()? => Body::Scalar,
            _ => self.word()?,
        };
        self.depth -= 1;
        Ok(Node { span: start..self.at, body })
    }

    /// A number or a bare word; a word may name the bracket that follows it.
    fn word(&mut self) -> Result<Body, ScanError> {
        let rest = self.rest();
        let ends = |c: char| c.is_whitespace() || ",:()[]{}\"'/".contains(c);
        let length = rest.find(ends).unwrap_or(rest.len());
        if length == 0 {
            let found = self.peek().map_or("the end of the text".to_owned(), |c| format!("`{c}`"));
            return Err(self.error(format!("a value is expected here, not {found}")));
        }
        let named = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
        self.at += length;
        let end = self.at;
        self.skip_blank()?;
        if named && self.peek() == Some('(') {
            return self.parenthesis();
        }
        self.at = end;
        Ok(Body::Scalar)
    }

    /// `(name: value, …)` or `(value, …)`.
    fn parenthesis(&mut self) -> Result<Body, ScanError> {
        let open = self.at;
        let inner = open + 1;
        self.at = inner;
        self.skip_blank()?;
        let empty = self.peek() == Some(')');
        if !empty && self.field_name()?.is_none() {
            self.at = open;
            return Ok(Body::Items(self.items(')')?));
        }
        self.at = inner;
        let mut fields = Vec::new();
        while !self.closed(open, ')')? {
            fields.push(self.named_value()?);
            self.separator(open, ')')?;
        }
        Ok(Body::Fields { fields, inner })
    }

    fn named_value(&mut self) -> Result<Field, ScanError> {
        let start = self.at;
        let name = self.field_name()?;
        let name = name.ok_or_else(|| self.error_at(start, "`name: value` is expected here"))?;
        Ok(Field { name, start, value: self.value()? })
    }

    /// A name and the colon behind it, if that is what is here.
    fn field_name(&mut self) -> Result<Option<String>, ScanError> {
        let start = self.at;
        let rest = self.rest();
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let name = rest[..length].trim_start_matches("r#").to_owned();
        self.at += length;
        self.skip_blank()?;
        if name.is_empty() || !self.eat(':') {
            self.at = start;
            return Ok(None);
        }
        Ok(Some(name))
    }

    fn items(&mut self, close: char) -> Result<Vec<Node>, ScanError> {
        let open = self.at;
        self.at += 1;
        let mut items = Vec::new();
        while !self.closed(open, close)? {
            items.push(self.value()?);
            self.separator(open, close)?;
        }
        Ok(items)
    }

    fn map(&mut self) -> Result<Body, ScanError> {
        let open = self.at;
        self.at += 1;
        while !self.closed(open, '}')? {
            self.value()?;
            self.skip_blank()?;
            if !self.eat(':') {
                return Err(self.error("`:` is expected here"));
            }
            self.value()?;
            self.separator(open, '}')?;
        }
        Ok(Body::Scalar)
    }

    /// Whether the bracket opened at `open` closes here.
    fn closed(&mut self, open: usize, close: char) -> Result<bool, ScanError> {
        self.skip_blank()?;
        match self.peek() {
            None => {
                let opened = self.text[open..].chars().next().unwrap_or(close);
                let what = format!("`{opened}` that is never closed; `{close}` is missing");
                Err(self.error_at(open, what))
            }
            Some(_) => Ok(self.eat(close)),
        }
    }

    /// A comma, or the end of the list (which is left for [`Self::closed`]).
    fn separator(&mut self, open: usize, close: char) -> Result<(), ScanError> {
        self.skip_blank()?;
        match self.peek() {
            _ if self.eat(',') => Ok(()),
            Some(c) if c == close => Ok(()),
            None => self.closed(open, close).map(|_| ()),
            Some(c) => Err(match self.long_text {
                // The quote that closes it may be the one that should open the next text.
                Some(start) => {
                    self.error_at(start, "text that goes on in another line; is its quote missing?")
                }
                None => self.error(format!("`,` or `{close}` is expected here, not `{c}`")),
            }),
        }
    }

    /// A string, raw string, byte string or character, if that is what is here.
    fn text_literal(&mut self) -> Result<bool, ScanError> {
        let start = self.at;
        let rest = self.rest();
        let prefix = rest.len() - rest.trim_start_matches(['b', 'r']).len();
        let raw = rest[..prefix].contains('r');
        let hashes = rest[prefix..].len() - rest[prefix..].trim_start_matches('#').len();
        let quote = rest[prefix + hashes..].chars().next();
        if prefix > 2 || (hashes > 0 && !raw) || !matches!(quote, Some('"' | '\'')) {
            return Ok(false);
        }
        self.at += prefix + hashes + 1;
        let length = match quote {
            Some('"') if raw => {
                let end = format!("\"{}", "#".repeat(hashes));
                self.rest().find(&end).map(|at| at + end.len())
            }
            Some(quote) => closing_quote(self.rest(), quote),
            None => None,
        };
        let unclosed = || self.error_at(start, "text that is never closed; a quote is missing");
        self.at += length.ok_or_else(unclosed)?;
        if self.text[start..self.at].contains('\n') {
            self.long_text = Some(start);
        }
        Ok(true)
    }
}

/// Length up to and with the first `quote` that no backslash escapes.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}
