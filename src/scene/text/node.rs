//! The values of a RON text, the bytes they fill, and paths to them.

use std::ops::Range;

/// A value and the bytes it fills.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From its first byte (a name before a bracket included) to behind its last.
    pub span: Range<usize>,
    /// What is inside.
    pub body: Body,
}

/// What a value is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A number, a string, a bare word, a map.
    Scalar,
    /// `(name: value, …)`.
    Fields {
        /// In the order written.
        fields: Vec<Field>,
        /// Offset behind the opening bracket.
        inner: usize,
    },
    /// `[value, …]` or `(value, …)`.
    Items(Vec<Node>),
}

/// A named value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Where the name begins.
    pub start: usize,
    /// The value.
    pub value: Node,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.name`
    Field(String),
    /// `[index]`
    Index(usize),
}

impl Node {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        match &self.body {
            Body::Fields { fields, .. } => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }

    /// The value one step further in.
    pub fn child(&self, step: &Step) -> Option<&Node> {
        match (step, &self.body) {
            (Step::Field(name), _) => self.field(name).map(|field| &field.value),
            (Step::Index(index), Body::Items(items)) => items.get(*index),
            _ => None,
        }
    }

    /// The value at a path, or the innermost one on the way to it that is there.
    pub fn nearest(&self, path: &[Step]) -> &Node {
        match path.split_first().and_then(|(step, rest)| Some((self.child(step)?, rest))) {
            Some((child, rest)) => child.nearest(rest),
            None => self,
        }
    }

    /// Path of the innermost value that holds an offset (a field's name belongs to its value).
    pub fn path_at(&self, offset: usize) -> String {
        let within = |start: usize, node: &Node| (start..=node.span.end).contains(&offset);
        match &self.body {
            Body::Scalar => String::new(),
            Body::Fields { fields, .. } => fields
                .iter()
                .find(|field| within(field.start, &field.value))
                .map(|field| join(&field.name, &field.value.path_at(offset)))
                .unwrap_or_default(),
            Body::Items(items) => items
                .iter()
                .position(|item| within(item.span.start, item))
                .map(|at| join(&format!("[{at}]"), &items[at].path_at(offset)))
                .unwrap_or_default(),
        }
    }

    /// Path of the innermost group of fields on the way to a path.
    pub fn group_around(&self, path: &str) -> String {
        let steps = parse_path(path).unwrap_or_default();
        let is_group = |steps: &[Step]| matches!(self.nearest(steps).body, Body::Fields { .. });
        let length = (0..=steps.len()).rev().find(|&length| is_group(&steps[..length]));
        shown(&steps[..length.unwrap_or_default()])
    }
}

/// As a person writes it: `initial[0].momentum`.
pub fn shown(steps: &[Step]) -> String {
    steps.iter().rev().fold(String::new(), |tail, step| match step {
        Step::Field(name) => join(name, &tail),
        Step::Index(index) => join(&format!("[{index}]"), &tail),
    })
}

fn join(head: &str, tail: &str) -> String {
    let dot = if tail.is_empty() || tail.starts_with('[') { "" } else { "." };
    format!("{head}{dot}{tail}")
}

/// Reads `a.b[2].c`; `None` when it is not of that form.
pub fn parse_path(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (name, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            steps.push(Step::Field(name.to_owned()));
        } else if !(name.is_empty() && steps.is_empty() && !indices.is_empty()) {
            return None;
        }
        for index in indices.split_terminator(']') {
            steps.push(Step::Index(index.strip_prefix('[')?.trim().parse().ok()?));
        }
        if !indices.is_empty() && !indices.ends_with(']') {
            return None;
        }
    }
    Some(steps)
}
