//! Differentiation of a loss: reverse mode, on a tape of the operations that made it.

use std::cell::RefCell;
use std::ops::{Add, Mul, Sub};

/// A number a loss can be computed with: a plain one, or one that remembers where it comes from.
pub trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Mul<f64, Output = Self>
{
    /// A number that depends on nothing.
    fn constant(value: f64) -> Self;

    /// Its value.
    fn value(self) -> f64;

    /// A function of it, whose value and slope here are known.
    fn lift(self, value: f64, slope: f64) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn lift(self, value: f64, _slope: f64) -> Self {
        value
    }
}

/// What was done, one operation after the other.
#[derive(Debug, Default)]
pub struct Tape {
    operations: RefCell<Vec<Operation>>,
}

/// Where a number comes from, and how fast it changes with each.
#[derive(Clone, Copy, Debug)]
struct Operation {
    from: [(usize, f64); 2],
}

/// A number on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Var<'t> {
    tape: Option<&'t Tape>,
    index: usize,
    value: f64,
}

impl Tape {
    /// Numbers to differentiate by.
    pub fn variables(&self, values: &[f64]) -> Vec<Var<'_>> {
        values.iter().map(|&value| self.push([(0, 0.0); 2], value)).collect()
    }

    fn push(&self, from: [(usize, f64); 2], value: f64) -> Var<'_> {
        let mut operations = self.operations.borrow_mut();
        operations.push(Operation { from });
        Var { tape: Some(self), index: operations.len() - 1, value }
    }

    /// How fast `result` changes with each number on the tape.
    fn slopes(&self, result: Var<'_>) -> Vec<f64> {
        let operations = self.operations.borrow();
        let mut slopes = vec![0.0; operations.len()];
        if result.tape.is_some() {
            slopes[result.index] = 1.0;
        }
        for (index, operation) in operations.iter().enumerate().rev() {
            let slope = slopes[index];
            if slope != 0.0 {
                operation.from.iter().for_each(|(parent, rate)| slopes[*parent] += slope * rate);
            }
        }
        slopes
    }
}

impl Number for Var<'_> {
    fn constant(value: f64) -> Self {
        Self { tape: None, index: 0, value }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn lift(self, value: f64, slope: f64) -> Self {
        match self.tape {
            Some(tape) => tape.push([(self.index, slope), (0, 0.0)], value),
            None => Self::constant(value),
        }
    }
}

impl<'t> Var<'t> {
    fn join(self, other: Self, value: f64, [left, right]: [f64; 2]) -> Self {
        match (self.tape, other.tape) {
            (Some(tape), Some(_)) => tape.push([(self.index, left), (other.index, right)], value),
            (Some(_), None) => self.lift(value, left),
            (None, _) => other.lift(value, right),
        }
    }
}

impl Add for Var<'_> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.join(other, self.value + other.value, [1.0, 1.0])
    }
}

impl Sub for Var<'_> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.join(other, self.value - other.value, [1.0, -1.0])
    }
}

impl Mul for Var<'_> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.join(other, self.value * other.value, [other.value, self.value])
    }
}

impl Mul<f64> for Var<'_> {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        self.lift(self.value * factor, factor)
    }
}

/// The derivatives of a function of phi and pi with respect to each phi and each pi.
pub fn gradient(
    phi: &[f64],
    pi: &[f64],
    function: impl for<'t> Fn(&[Var<'t>], &[Var<'t>]) -> Var<'t>,
) -> [Vec<f64>; 2] {
    let tape = Tape::default();
    let (phi, pi) = (tape.variables(phi), tape.variables(pi));
    let slopes = tape.slopes(function(&phi, &pi));
    let of = |from: usize, count: usize| slopes[from..from + count].to_vec();
    [of(0, phi.len()), of(phi.len(), pi.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_sums_has_the_slopes_of_calculus() {
        // f = (x - 3 y) x sin(y)
        let [by_x, by_y] = gradient(&[1.7], &[0.4], |x, y| {
            let sine = y[0].lift(y[0].value().sin(), y[0].value().cos());
            (x[0] - y[0] * 3.0) * x[0] * sine
        });
        let (x, y) = (1.7f64, 0.4f64);
        assert!((by_x[0] - (2.0 * x - 3.0 * y) * y.sin()).abs() < 1e-15);
        let expected = -3.0 * x * y.sin() + (x - 3.0 * y) * x * y.cos();
        assert!((by_y[0] - expected).abs() < 1e-15);
    }

    #[test]
    fn what_depends_on_nothing_has_no_slope() {
        assert_eq!(gradient(&[2.0], &[], |_, _| Var::constant(4.0)), [vec![0.0], vec![]]);
    }
}
