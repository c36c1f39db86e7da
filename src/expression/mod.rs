//! Formulas typed by the user: initial conditions and potentials.
//!
//! A text becomes a straight-line program once; evaluating it is a loop without recursion or
//! allocation, and its derivative is such a program too. Unary minus binds weaker than a power, so
//! `exp(-x^2)` is what a physicist means by it; a power groups to the right.

mod derivative;
mod error;
mod function;
mod graph;
mod parse;
mod token;

pub use error::{ExpressionError, Fault};
pub use parse::{DEEPEST_NESTING, LONGEST_TEXT};

use graph::Graph;

/// A formula in named variables.
///
/// # Conventions
/// Operators `+ - * / ^`, parentheses, the constants `pi`, `tau` and `e`, and the functions that
/// [`Expression::functions`] lists. Multiplication is always written.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: String,
    variables: Vec<String>,
    graph: Graph,
}

impl Expression {
    /// Reads a formula in `variables`; a constant's value is folded in.
    ///
    /// # Errors
    /// [`ExpressionError`] says at which column the text stops making sense, and what would.
    pub fn parse(
        text: &str,
        variables: &[&str],
        constants: &[(&str, f64)],
    ) -> Result<Self, ExpressionError> {
        let graph = parse::parse(text, &parse::Names { variables, constants })?;
        let variables = variables.iter().map(|&name| name.to_owned()).collect();
        Ok(Self { text: text.to_owned(), variables, graph })
    }

    /// The text it was read from (of a derivative: that of what it is the derivative of).
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Names of the variables, in the order [`Self::eval`] takes their values.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The value at the given values of the variables, one for each. A variable without a value
    /// makes the result NaN; so does a formula without one, such as `ln(-1)`.
    pub fn eval(&self, values: &[f64]) -> f64 {
        if values.len() < self.variables.len() {
            return f64::NAN;
        }
        self.graph.eval(values)
    }

    /// The partial derivative with respect to a variable; zero for a name it does not depend on.
    pub fn derivative(&self, variable: &str) -> Self {
        let index = self.variables.iter().position(|name| name == variable).unwrap_or(usize::MAX);
        let graph = derivative::differentiate(&self.graph, index);
        Self { text: self.text.clone(), variables: self.variables.clone(), graph }
    }

    /// The name of a function in it that has a corner or a step, such as `abs`, if there is one.
    pub fn corner(&self) -> Option<&'static str> {
        self.graph.nodes.iter().find_map(graph::Node::corner)
    }

    /// Names of the functions a formula may use.
    pub fn functions() -> impl Iterator<Item = &'static str> {
        let pairs = function::PAIRS.iter().map(|(name, _)| *name);
        function::FUNCTIONS.iter().map(|(name, _)| *name).chain(pairs)
    }
}

#[cfg(test)]
mod tests;
