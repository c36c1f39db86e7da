//! Derivatives by the rules of calculus, node by node.

use super::function::{Function, Operator};
use super::graph::{Graph, Node};

/// The derivative of a program with respect to one variable.
///
/// # Conventions
/// Where a function has a corner (abs, min, max) its derivative is the mean of the two sides; where
/// it has a step (sign, step, floor, …) the derivative is that beside it, 0.
pub(super) fn differentiate(graph: &Graph, variable: usize) -> Graph {
    let mut result = graph.clone();
    let mut derivative: Vec<usize> = Vec::with_capacity(graph.nodes.len());
    for (index, node) in graph.nodes.iter().enumerate() {
        let slope = match *node {
            Node::Number(_) => result.number(0.0),
            Node::Variable(other) => result.number(f64::from(other == variable)),
            Node::Apply(function, a) => {
                let outer = result.outer(function, a, index);
                result.join(Operator::Mul, outer, derivative[a])
            }
            Node::Power(a, power) => result.power_slope(a, power, derivative[a]),
            Node::Join(operator, a, b) => {
                result.join_slope(operator, [a, b, index], [derivative[a], derivative[b]])
            }
        };
        derivative.push(slope);
    }
    result.root = derivative[graph.root];
    result.pruned()
}

impl Graph {
    /// `f'(a)`; `whole` is the node of `f(a)` itself.
    fn outer(&mut self, function: Function, a: usize, whole: usize) -> usize {
        use Function::*;
        match function {
            Neg => self.number(-1.0),
            Abs => self.apply(Sign, a),
            Sign | Step | Floor | Ceil | Round | Trunc => self.number(0.0),
            Fract => self.number(1.0),
            Exp => whole,
            Sin => self.apply(Cos, a),
            Cos => self.negative(Sin, a),
            Sinh => self.apply(Cosh, a),
            Cosh => self.apply(Sinh, a),
            Tan => self.polynomial(1.0, 1.0, whole),
            Tanh => self.polynomial(1.0, -1.0, whole),
            Sech => {
                let tanh = self.apply(Tanh, a);
                let product = self.join(Operator::Mul, whole, tanh);
                self.apply(Neg, product)
            }
            Ln => self.reciprocal(1.0, a),
            Log2 => self.reciprocal(std::f64::consts::LN_2.recip(), a),
            Log10 => self.reciprocal(std::f64::consts::LN_10.recip(), a),
            Sqrt => self.reciprocal(0.5, whole),
            Cbrt => {
                let square = self.power(whole, 2);
                self.reciprocal(1.0 / 3.0, square)
            }
            Asin => self.inverse_root(1.0, 1.0, -1.0, a),
            Acos => self.inverse_root(-1.0, 1.0, -1.0, a),
            Asinh => self.inverse_root(1.0, 1.0, 1.0, a),
            Acosh => self.inverse_root(1.0, -1.0, 1.0, a),
            Atan => {
                let below = self.polynomial(1.0, 1.0, a);
                self.reciprocal(1.0, below)
            }
            Atanh => {
                let below = self.polynomial(1.0, -1.0, a);
                self.reciprocal(1.0, below)
            }
        }
    }

    fn join_slope(
        &mut self,
        operator: Operator,
        [a, b, whole]: [usize; 3],
        [da, db]: [usize; 2],
    ) -> usize {
        use Operator::*;
        match operator {
            Add | Sub => self.join(operator, da, db),
            Mul => self.combination(Add, [da, b], [a, db]),
            Div => {
                let quotient = self.join(Mul, whole, db);
                let above = self.join(Sub, da, quotient);
                self.join(Div, above, b)
            }
            Pow => self.general_power_slope([a, b, whole], [da, db]),
            Atan2 => {
                let above = self.combination(Sub, [da, b], [a, db]);
                let below = self.combination(Add, [a, a], [b, b]);
                self.join(Div, above, below)
            }
            Min | Max => self.corner_slope(operator, [a, b], [da, db]),
        }
    }

    /// `a^b (b' ln a) + b a^(b-1) a'`, each term only where its slope is not 0, so that a negative
    /// base with a constant exponent meets no logarithm.
    fn general_power_slope(&mut self, [a, b, whole]: [usize; 3], [da, db]: [usize; 2]) -> usize {
        use Operator::{Add, Mul, Pow, Sub};
        let mut sum = self.number(0.0);
        if self.constant(db) != Some(0.0) {
            let logarithm = self.apply(Function::Ln, a);
            let term = self.join(Mul, whole, logarithm);
            let term = self.join(Mul, term, db);
            sum = self.join(Add, sum, term);
        }
        if self.constant(da) != Some(0.0) {
            let one = self.number(1.0);
            let less = self.join(Sub, b, one);
            let power = self.join(Pow, a, less);
            let term = self.join(Mul, b, power);
            let term = self.join(Mul, term, da);
            sum = self.join(Add, sum, term);
        }
        sum
    }

    /// `(a' + b' ∓ sign(a - b) (a' - b'))/2`.
    fn corner_slope(
        &mut self,
        operator: Operator,
        [a, b]: [usize; 2],
        [da, db]: [usize; 2],
    ) -> usize {
        use Operator::{Add, Mul, Sub};
        let distance = self.join(Sub, a, b);
        let side = self.apply(Function::Sign, distance);
        let gap = self.join(Sub, da, db);
        let towards = self.join(Mul, side, gap);
        let mean = self.join(Add, da, db);
        let outward = if operator == Operator::Min { Sub } else { Add };
        let twice = self.join(outward, mean, towards);
        let half = self.number(0.5);
        self.join(Mul, half, twice)
    }

    /// `n a^(n-1) a'`.
    fn power_slope(&mut self, a: usize, power: i32, da: usize) -> usize {
        let factor = self.number(f64::from(power));
        let lower = self.power(a, power - 1);
        let term = self.join(Operator::Mul, factor, lower);
        self.join(Operator::Mul, term, da)
    }

    fn power(&mut self, a: usize, power: i32) -> usize {
        let exponent = self.number(f64::from(power));
        self.join(Operator::Pow, a, exponent)
    }

    fn negative(&mut self, function: Function, a: usize) -> usize {
        let value = self.apply(function, a);
        self.apply(Function::Neg, value)
    }

    /// `factor / a`.
    fn reciprocal(&mut self, factor: f64, a: usize) -> usize {
        let factor = self.number(factor);
        self.join(Operator::Div, factor, a)
    }

    /// `constant + factor a²`.
    fn polynomial(&mut self, constant: f64, factor: f64, a: usize) -> usize {
        let square = self.power(a, 2);
        let factor = self.number(factor);
        let term = self.join(Operator::Mul, factor, square);
        let constant = self.number(constant);
        self.join(Operator::Add, constant, term)
    }

    /// `above / sqrt(constant + factor a²)`.
    fn inverse_root(&mut self, above: f64, constant: f64, factor: f64, a: usize) -> usize {
        let inside = self.polynomial(constant, factor, a);
        let root = self.apply(Function::Sqrt, inside);
        self.reciprocal(above, root)
    }

    /// `p₀ p₁ ± q₀ q₁`.
    fn combination(&mut self, operator: Operator, p: [usize; 2], q: [usize; 2]) -> usize {
        let left = self.join(Operator::Mul, p[0], p[1]);
        let right = self.join(Operator::Mul, q[0], q[1]);
        self.join(operator, left, right)
    }
}
