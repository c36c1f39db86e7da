//! A typed angle.

use super::{Family, Pattern, Setting, ThetaInfo, ThetaSource};
use crate::gauge::error::GaugeError;
use crate::gauge::formula::Formula;
use crate::gauge::instant::Instant;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: ThetaInfo = ThetaInfo {
    name: "Expression",
    summary: "A formula in x, y, z and t, in radians",
    equation: "Θ = theta(x, y, z, t)",
    example: |_| ThetaSource::Expression(Expression { theta: "2*sin(0.3*x - 0.1*t)".to_owned() }),
};

/// # Equation
/// `Θ = theta(x, y, z, t)`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expression {
    /// The formula; see [`gauge`](crate::gauge) for its variables and constants.
    pub theta: String,
}

impl Family for Expression {
    fn pattern(&self, setting: &Setting<'_>) -> Result<Arc<dyn Pattern>, GaugeError> {
        let formula = Formula::parse("theta", &self.theta, setting.lattice, setting.parameters)?;
        Ok(Arc::new(formula))
    }
}

impl Pattern for Formula {
    fn add(&self, lattice: &Lattice, row: usize, at: &Instant, out: &mut [f64]) {
        for (x, value) in out.iter_mut().enumerate() {
            *value += self.eval(lattice.site_position(row, x), at.time);
        }
    }
}
