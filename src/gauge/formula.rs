//! Formulas in position and time.

use super::error::{GaugeError, GaugeFault};
use crate::expression::Expression;
use crate::lattice::Lattice;
use crate::simulation::Parameters;

const VARIABLES: [&str; 4] = ["x", "y", "z", "t"];
const LENGTHS: [&str; 3] = ["L1", "L2", "L3"];

/// A formula in position and time.
///
/// # Conventions
/// Variables are the position `x`, `y`, `z` (as many as the lattice has axes), the origin in the
/// middle, and the time `t`; constants are the couplings the theory reads, the spacing `h` and the
/// lengths `L1`, `L2`, `L3` of the axes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Formula {
    expression: Expression,
    dim: usize,
    moves: bool,
}

impl Formula {
    pub(super) fn parse(
        path: &str,
        text: &str,
        lattice: &Lattice,
        parameters: &Parameters,
    ) -> Result<Self, GaugeError> {
        let (dim, constants) = (lattice.dim(), constants(lattice, parameters));
        let mut variables = VARIABLES[..dim].to_vec();
        let still = Expression::parse(text, &variables, &constants).is_ok();
        variables.push(VARIABLES[3]);
        let expression = Expression::parse(text, &variables, &constants)
            .map_err(|error| GaugeError::new(path, GaugeFault::Formula(error)))?;
        Ok(Self { expression, dim, moves: !still })
    }

    /// Whether it names the time.
    pub(super) fn moves(&self) -> bool {
        self.moves
    }

    pub(super) fn eval(&self, position: [f64; 3], time: f64) -> f64 {
        let mut values = [0.0; 4];
        values[..self.dim].copy_from_slice(&position[..self.dim]);
        values[self.dim] = time;
        self.expression.eval(&values[..=self.dim])
    }
}

fn constants(lattice: &Lattice, parameters: &Parameters) -> Vec<(&'static str, f64)> {
    let read = (parameters.theory.parameters)(parameters.potential.as_ref());
    let coupling = |info: &crate::theory::ParameterInfo| {
        parameters.couplings.get(info.name).map(|value| (info.name, value))
    };
    let lengths = (0..lattice.dim()).map(|mu| (LENGTHS[mu], super::numbers::length(lattice, mu)));
    let couplings = read.iter().filter_map(coupling);
    couplings.chain([("h", lattice.spacing())]).chain(lengths).collect()
}
