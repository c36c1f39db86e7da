//! From text to numbers, names and symbols.

use super::error::Fault;
use std::fmt;

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(&'a str),
    Symbol(char),
    End,
}

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(value) => write!(f, "the number {value}"),
            Self::Name(name) => write!(f, "\"{name}\""),
            Self::Symbol(symbol) => write!(f, "\"{symbol}\""),
            Self::End => write!(f, "the end"),
        }
    }
}

/// The tokens of a text with their columns (characters, from 1); the last is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token<'_>)>, (usize, Fault)> {
    let mut found = Vec::new();
    let (mut rest, mut column) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if first.is_whitespace() => first.len_utf8(),
            '0'..='9' | '.' => number_length(rest),
            _ if is_name(first) => rest.find(|c: char| !is_name(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (piece, tail) = rest.split_at(length);
        if !first.is_whitespace() {
            found.push((column, token(piece, first).map_err(|fault| (column, fault))?));
        }
        column += piece.chars().count();
        rest = tail;
    }
    found.push((column, Token::End));
    Ok(found)
}

fn token(piece: &str, first: char) -> Result<Token<'_>, Fault> {
    let wrong = |expected| Fault::Expected { expected, found: format!("\"{piece}\"") };
    match first {
        '0'..='9' | '.' => match piece.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Token::Number(value)),
            _ => Err(wrong("a number such as 2, 0.5 or 1e-3")),
        },
        '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => Ok(Token::Symbol(first)),
        _ if is_name(first) => Ok(Token::Name(piece)),
        _ => Err(wrong("a number, a name, + - * / ^ or parentheses")),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of digits, point and exponent at the start of a text. An `e` without digits after it is
/// Euler's number, not an exponent.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = &text.as_bytes()[from..];
        from + rest.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count()
    };
    let mantissa = digits(0);
    let mut bytes = text.as_bytes()[mantissa..].iter();
    if !matches!(bytes.next(), Some(b'e' | b'E')) {
        return mantissa;
    }
    let signed = matches!(bytes.next(), Some(b'+' | b'-'));
    let start = mantissa + 1 + usize::from(signed);
    match text.as_bytes().get(start) {
        Some(digit) if digit.is_ascii_digit() => digits(start),
        _ => mantissa,
    }
}
