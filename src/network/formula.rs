//! A function of one variable that was typed, with its derivatives.

use super::{NetworkError, Number};
use crate::expression::Expression;
use crate::theory::{Couplings, Potential};

/// A typed function of one variable with its first and second derivative, taken symbolically.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    orders: Box<[Expression; 3]>,
}

impl Formula {
    /// Reads a formula in `variable` and the couplings `m`, `lam`, `v`.
    ///
    /// # Errors
    /// A text that is no formula, or one with a corner or a step.
    pub fn parse(text: &str, variable: &str, couplings: &Couplings) -> Result<Self, NetworkError> {
        let Couplings { m, lam, v, .. } = *couplings;
        let value = Expression::parse(text, &[variable], &[("m", m), ("lam", lam), ("v", v)])?;
        if let Some(function) = value.corner() {
            let text = text.to_owned();
            return Err(NetworkError::NotSmooth { text, function });
        }
        let slope = value.derivative(variable);
        let curvature = slope.derivative(variable);
        Ok(Self { orders: Box::new([value, slope, curvature]) })
    }

    /// A potential as its definition says it.
    ///
    /// # Errors
    /// As [`Formula::parse`].
    pub fn of(potential: &Potential, couplings: &Couplings) -> Result<Self, NetworkError> {
        let text = match potential {
            Potential::Mass => "m^2 * phi^2 / 2",
            Potential::Phi4 => "lam/4 * (phi^2 - v^2)^2",
            Potential::SineGordon => "1 - cos(phi)",
            Potential::Expr(typed) => typed.text(),
        };
        Self::parse(text, "phi", couplings)
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.orders[0].text()
    }

    /// The function (order 0) or a derivative of it (1, 2) at `x`; NaN where it has no value.
    pub fn at(&self, order: usize, x: f64) -> f64 {
        self.orders[order.min(2)].eval(&[x])
    }

    /// The function of a number that may be differentiated.
    pub fn of_number<N: Number>(&self, x: N) -> N {
        x.lift(self.at(0, x.value()), self.at(1, x.value()))
    }

    /// Refuses a function that has no finite value, slope or curvature at one of these points.
    ///
    /// # Errors
    /// [`NetworkError::NotFinite`] with the first such point.
    pub fn check(&self, points: impl IntoIterator<Item = f64>) -> Result<(), NetworkError> {
        let unfit = |x: &f64| (0..=2).any(|order| !self.at(order, *x).is_finite());
        match points.into_iter().find(unfit) {
            Some(at) => Err(NetworkError::NotFinite { text: self.text().to_owned(), at }),
            None => Ok(()),
        }
    }
}
