//! Potentials of a real scalar field.

use super::Couplings;
use crate::expression::Expression;

/// Why a typed potential is refused.
pub use crate::expression::ExpressionError as ExprError;

/// A potential `V(phi)` of a real scalar field; its numbers are in [`Couplings`].
#[derive(Clone, Debug)]
pub enum Potential {
    /// `m² phi² / 2`.
    Mass,
    /// `lam/4 (phi² - v²)²`.
    Phi4,
    /// `1 - cos phi`.
    SineGordon,
    /// Typed by the user.
    Expr(PotentialExpr),
}

impl Potential {
    /// Every name, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["mass", "phi4", "sine-gordon", "expr"];

    /// The name used in scenes and in `meta.json`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Mass => "mass",
            Self::Phi4 => "phi4",
            Self::SineGordon => "sine-gordon",
            Self::Expr(_) => "expr",
        }
    }

    /// `V(phi)`; NaN where a typed potential has no value.
    pub fn value(&self, phi: f64, couplings: &Couplings) -> f64 {
        let Couplings { m, lam, v, .. } = *couplings;
        match self {
            Self::Mass => m * m * phi * phi / 2.0,
            Self::Phi4 => lam / 4.0 * (phi * phi - v * v).powi(2),
            Self::SineGordon => 2.0 * (phi / 2.0).sin().powi(2),
            Self::Expr(expr) => expr.at(0, phi, couplings),
        }
    }

    /// The field of least energy: v of phi⁴, 0 of the others.
    pub fn vacuum(&self, couplings: &Couplings) -> f64 {
        if matches!(self, Self::Phi4) { couplings.v } else { 0.0 }
    }

    /// `V''` at the vacuum, the square of the mass that small waves have: at v for phi⁴, at 0 for
    /// the others; NaN where a typed potential has none there.
    pub fn vacuum_curvature(&self, couplings: &Couplings) -> f64 {
        let Couplings { m, lam, v, .. } = *couplings;
        match self {
            Self::Mass => m * m,
            Self::Phi4 => 2.0 * lam * v * v,
            Self::SineGordon => 1.0,
            Self::Expr(expr) => expr.at(2, 0.0, couplings),
        }
    }
}

/// A typed potential with its first and second derivative, taken symbolically.
#[derive(Clone, Debug)]
pub struct PotentialExpr {
    orders: Box<[Expression; 3]>,
}

/// Names a typed potential may use: the field, then the couplings.
const VARIABLES: [&str; 4] = ["phi", "m", "lam", "v"];

impl PotentialExpr {
    /// Reads a formula in `phi` and the couplings `m`, `lam`, `v`.
    ///
    /// # Errors
    /// See [`ExprError`].
    pub fn parse(text: &str) -> Result<Self, ExprError> {
        let value = Expression::parse(text, &VARIABLES, &[])?;
        let slope = value.derivative("phi");
        let curvature = slope.derivative("phi");
        Ok(Self { orders: Box::new([value, slope, curvature]) })
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.orders[0].text()
    }

    /// The potential (order 0) or a derivative of it (1, 2) at `phi`; NaN where it has no value.
    pub fn at(&self, order: usize, phi: f64, couplings: &Couplings) -> f64 {
        self.orders[order.min(2)].eval(&[phi, couplings.m, couplings.lam, couplings.v])
    }
}
