//! An expression as a straight-line program: every node refers to earlier nodes only.

use super::function::{FUNCTIONS, Function, Operator, PAIRS};

/// One step of the program; a `usize` operand is the index of an earlier step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    Variable(usize),
    Apply(Function, usize),
    Join(Operator, usize, usize),
    /// A whole power, far cheaper than [`Operator::Pow`].
    Power(usize, i32),
}

/// Nodes evaluated without touching the heap.
const SMALL: usize = 48;
/// Largest whole exponent written as [`Node::Power`].
const LARGEST_POWER: f64 = 64.0;

/// The program; its result is the node `root`.
///
/// Equal nodes are stored once, so a derivative grows in proportion to what it is the derivative
/// of, and evaluation needs no recursion however deep the text was.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    pub root: usize,
}

impl Graph {
    pub(super) fn number(&mut self, value: f64) -> usize {
        self.add(Node::Number(value))
    }

    pub(super) fn variable(&mut self, index: usize) -> usize {
        self.add(Node::Variable(index))
    }

    pub(super) fn apply(&mut self, function: Function, a: usize) -> usize {
        match self.constant(a) {
            Some(x) => self.number(function.value(x)),
            None => self.add(Node::Apply(function, a)),
        }
    }

    /// Joins two nodes, folding numbers and what 0 and 1 leave unchanged.
    pub(super) fn join(&mut self, operator: Operator, a: usize, b: usize) -> usize {
        use Operator::{Add, Div, Mul, Pow, Sub};
        match (operator, self.constant(a), self.constant(b)) {
            (_, Some(x), Some(y)) => self.number(operator.value(x, y)),
            (Add, Some(0.0), _) | (Mul, Some(1.0), _) => b,
            (Add | Sub, _, Some(0.0)) | (Mul | Div | Pow, _, Some(1.0)) => a,
            (Sub, Some(0.0), _) => self.apply(Function::Neg, b),
            (Mul | Div, Some(0.0), _) | (Mul, _, Some(0.0)) => self.number(0.0),
            (Pow, _, Some(y)) if y.fract() == 0.0 && y.abs() <= LARGEST_POWER => {
                self.add(Node::Power(a, y as i32))
            }
            _ => self.add(Node::Join(operator, a, b)),
        }
    }

    pub(super) fn constant(&self, node: usize) -> Option<f64> {
        match self.nodes[node] {
            Node::Number(value) => Some(value),
            _ => None,
        }
    }

    fn add(&mut self, node: Node) -> usize {
        if let Some(index) = self.nodes.iter().position(|known| *known == node) {
            return index;
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The same program without the steps its result does not need.
    pub(super) fn pruned(&self) -> Self {
        let mut needed = vec![false; self.nodes.len()];
        needed[self.root] = true;
        for index in (0..self.nodes.len()).rev().filter(|&index| index <= self.root) {
            if needed[index] {
                self.nodes[index].for_each_operand(|operand| needed[operand] = true);
            }
        }
        let mut place = vec![0; self.nodes.len()];
        let mut nodes = Vec::new();
        for (index, node) in self.nodes.iter().enumerate().filter(|&(index, _)| needed[index]) {
            place[index] = nodes.len();
            nodes.push(node.relabelled(&place));
        }
        Self { root: place[self.root], nodes }
    }

    pub(super) fn eval(&self, values: &[f64]) -> f64 {
        if self.nodes.len() <= SMALL {
            self.eval_in(values, &mut [0.0; SMALL])
        } else {
            self.eval_in(values, &mut vec![0.0; self.nodes.len()])
        }
    }

    fn eval_in(&self, values: &[f64], slots: &mut [f64]) -> f64 {
        for (index, node) in self.nodes.iter().enumerate() {
            slots[index] = match *node {
                Node::Number(value) => value,
                Node::Variable(variable) => values[variable],
                Node::Apply(function, a) => function.value(slots[a]),
                Node::Join(operator, a, b) => operator.value(slots[a], slots[b]),
                Node::Power(a, power) => slots[a].powi(power),
            };
        }
        slots[self.root]
    }
}

impl Node {
    /// The name of the function, where it has a corner or a step.
    pub(super) fn corner(&self) -> Option<&'static str> {
        use Function::{Abs, Ceil, Floor, Fract, Round, Sign, Step, Trunc};
        match self {
            Self::Apply(known @ (Abs | Sign | Step | Floor | Ceil | Round | Trunc | Fract), _) => {
                FUNCTIONS.iter().find(|(_, function)| function == known).map(|(name, _)| *name)
            }
            Self::Join(known @ (Operator::Min | Operator::Max), ..) => {
                PAIRS.iter().find(|(_, operator)| operator == known).map(|(name, _)| *name)
            }
            _ => None,
        }
    }

    fn for_each_operand(self, mut visit: impl FnMut(usize)) {
        match self {
            Self::Number(_) | Self::Variable(_) => {}
            Self::Apply(_, a) | Self::Power(a, _) => visit(a),
            Self::Join(_, a, b) => {
                visit(a);
                visit(b);
            }
        }
    }

    fn relabelled(self, place: &[usize]) -> Self {
        match self {
            Self::Apply(function, a) => Self::Apply(function, place[a]),
            Self::Join(operator, a, b) => Self::Join(operator, place[a], place[b]),
            Self::Power(a, power) => Self::Power(place[a], power),
            leaf => leaf,
        }
    }
}
