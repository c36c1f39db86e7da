//! From text to program.

use super::error::{ExpressionError, Fault};
use super::function::{CONSTANTS, FUNCTIONS, Function, Operator, PAIRS};
use super::graph::Graph;
use super::token::{Token, tokens};

/// Bytes of text accepted.
pub const LONGEST_TEXT: usize = 4096;
/// Levels of parentheses, signs and powers accepted; it bounds the recursion of the parser.
pub const DEEPEST_NESTING: usize = 100;

/// Binding strengths: `+ -` below `* /` below sign below `^`, so that `-x^2` is `-(x^2)`.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const SIGN: u8 = 3;
const POWER: u8 = 4;

/// What names stand for.
pub(super) struct Names<'a> {
    pub variables: &'a [&'a str],
    pub constants: &'a [(&'a str, f64)],
}

pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Graph, ExpressionError> {
    let fail = |(column, fault)| ExpressionError { text: text.to_owned(), column, fault };
    if text.len() > LONGEST_TEXT {
        return Err(fail((1, Fault::TooLong { length: text.len(), most: LONGEST_TEXT })));
    }
    let tokens = tokens(text).map_err(fail)?;
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, names, graph: Graph::default() };
    let root = parser.whole().map_err(fail)?;
    parser.graph.root = root;
    Ok(parser.graph.pruned())
}

type Parsed = Result<usize, (usize, Fault)>;

struct Parser<'a> {
    tokens: &'a [(usize, Token<'a>)],
    next: usize,
    depth: usize,
    names: &'a Names<'a>,
    graph: Graph,
}

impl<'a> Parser<'a> {
    fn whole(&mut self) -> Parsed {
        let root = self.expression(SUM)?;
        match self.peek() {
            Token::End => Ok(root),
            _ => self.expected("an operator or the end"),
        }
    }

    /// Everything that binds at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST_NESTING {
            return Err((self.column(), Fault::TooDeep { most: DEEPEST_NESTING }));
        }
        let mut left = self.operand()?;
        while let Some((operator, strength)) = binary(self.peek()).filter(|(_, s)| *s >= least) {
            self.next += 1;
            // A power groups to the right and takes a signed exponent; the others to the left.
            let right = self.expression(if strength == POWER { SIGN } else { strength + 1 })?;
            left = self.graph.join(operator, left, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Parsed {
        let column = self.column();
        match self.peek() {
            Token::Number(value) => {
                self.next += 1;
                Ok(self.graph.number(value))
            }
            Token::Name(name) => {
                self.next += 1;
                self.name(column, name)
            }
            Token::Symbol('(') => {
                self.next += 1;
                let inside = self.expression(SUM)?;
                self.take(')', "an operator or \")\"")?;
                Ok(inside)
            }
            Token::Symbol(sign @ ('+' | '-')) => {
                self.next += 1;
                let inside = self.expression(SIGN)?;
                Ok(if sign == '-' { self.graph.apply(Function::Neg, inside) } else { inside })
            }
            _ => self.expected("a number, a name or \"(\""),
        }
    }

    fn name(&mut self, column: usize, name: &str) -> Parsed {
        if let Some(index) = self.names.variables.iter().position(|known| *known == name) {
            return Ok(self.graph.variable(index));
        }
        if let Some(value) = find(self.names.constants, name).or_else(|| find(CONSTANTS, name)) {
            return Ok(self.graph.number(value));
        }
        if let Some(function) = find(FUNCTIONS, name) {
            let [a] = self.arguments(column, name)?;
            return Ok(self.graph.apply(function, a));
        }
        if let Some(operator) = find(PAIRS, name) {
            let [a, b] = self.arguments(column, name)?;
            return Ok(self.graph.join(operator, a, b));
        }
        Err((column, self.unknown(name)))
    }

    fn arguments<const N: usize>(
        &mut self,
        column: usize,
        name: &str,
    ) -> Result<[usize; N], (usize, Fault)> {
        self.take('(', "\"(\" and the argument of the function")?;
        let mut arguments = vec![self.expression(SUM)?];
        while self.peek() == Token::Symbol(',') {
            self.next += 1;
            arguments.push(self.expression(SUM)?);
        }
        self.take(')', "an operator, \",\" or \")\"")?;
        let given = arguments.len();
        let wrong = |_| (column, Fault::Arguments { function: name.to_owned(), takes: N, given });
        arguments.try_into().map_err(wrong)
    }

    fn unknown(&self, name: &str) -> Fault {
        let constants = self.names.constants.iter().map(|(known, _)| *known);
        let named = self.names.variables.iter().copied().chain(constants).chain(["pi", "tau", "e"]);
        let known: Vec<String> = named.map(str::to_owned).collect();
        let functions = FUNCTIONS.iter().map(|f| f.0).chain(PAIRS.iter().map(|p| p.0));
        let nearest = known.iter().map(String::as_str).chain(functions);
        let nearest = nearest
            .map(|other| (strsim::damerau_levenshtein(other, name), other))
            .filter(|(distance, other)| *distance <= 2 && *distance < other.len())
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, other)| other.to_owned());
        Fault::UnknownName { name: name.to_owned(), nearest, known }
    }

    fn take(&mut self, symbol: char, expected: &'static str) -> Result<(), (usize, Fault)> {
        if self.peek() == Token::Symbol(symbol) {
            self.next += 1;
            return Ok(());
        }
        self.expected(expected).map(|_| ())
    }

    fn expected(&self, expected: &'static str) -> Parsed {
        Err((self.column(), Fault::Expected { expected, found: self.peek().to_string() }))
    }

    fn peek(&self) -> Token<'a> {
        self.tokens[self.next].1
    }

    fn column(&self) -> usize {
        self.tokens[self.next].0
    }
}

fn binary(token: Token<'_>) -> Option<(Operator, u8)> {
    match token {
        Token::Symbol('+') => Some((Operator::Add, SUM)),
        Token::Symbol('-') => Some((Operator::Sub, SUM)),
        Token::Symbol('*') => Some((Operator::Mul, PRODUCT)),
        Token::Symbol('/') => Some((Operator::Div, PRODUCT)),
        Token::Symbol('^') => Some((Operator::Pow, POWER)),
        _ => None,
    }
}

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}
