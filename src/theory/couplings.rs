//! The numbers a theory depends on.

use super::{ModelError, Potential, TheoryInfo};
use serde::{Deserialize, Serialize};

/// Couplings of all theories; each reads the ones it names in its `parameters`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Couplings {
    /// Mass, 1/time.
    pub m: f64,
    /// Quartic coupling of phi⁴.
    pub lam: f64,
    /// Vacuum value of phi⁴.
    pub v: f64,
    /// Wilson parameter of a Dirac field, no units.
    pub r: f64,
}

impl Couplings {
    /// The coupling of that name.
    pub fn get(&self, name: &str) -> Option<f64> {
        match name {
            "m" => Some(self.m),
            "lam" => Some(self.lam),
            "v" => Some(self.v),
            "r" => Some(self.r),
            _ => None,
        }
    }

    /// The coupling of that name, to write.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut f64> {
        match name {
            "m" => Some(&mut self.m),
            "lam" => Some(&mut self.lam),
            "v" => Some(&mut self.v),
            "r" => Some(&mut self.r),
            _ => None,
        }
    }

    /// The mass of a wave on a lattice of spacing h.
    ///
    /// # Equation
    /// `m + (r/2h) Σ_mu 4 sin²(k_mu h/2)`
    pub fn mass_at(&self, k: [f64; 3], h: f64) -> f64 {
        self.m + 2.0 * self.r / h * k.map(|k| (k * h / 2.0).sin().powi(2)).iter().sum::<f64>()
    }

    /// The defaults of a theory with a potential; 0 for couplings it does not read.
    pub fn defaults(theory: &TheoryInfo, potential: Option<&Potential>) -> Self {
        let mut couplings = Self::default();
        for parameter in (theory.parameters)(potential) {
            if let Some(slot) = couplings.get_mut(parameter.name) {
                *slot = parameter.default;
            }
        }
        couplings
    }

    /// Checks every coupling the theory reads.
    ///
    /// # Errors
    /// [`ModelError::Parameter`] for one that is not finite or below its least value.
    pub fn check(
        &self,
        theory: &TheoryInfo,
        potential: Option<&Potential>,
    ) -> Result<(), ModelError> {
        for parameter in (theory.parameters)(potential) {
            let value = self.get(parameter.name).unwrap_or(parameter.default);
            let why = if !value.is_finite() {
                "it must be a finite number".to_owned()
            } else if value < parameter.least {
                format!("it must be at least {}", parameter.least)
            } else {
                continue;
            };
            return Err(ModelError::Parameter { name: parameter.name, value, why });
        }
        Ok(())
    }
}

/// How a field feels the links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkCoupling {
    /// What comes along a link is rotated by it, `U f` with `U = rot(a)`: covariant to rounding.
    #[default]
    Exact,
    /// The difference gains `a X_0 f`: covariant only to first order in the angle.
    ///
    /// # Reference
    /// (5.5)
    Additive,
}

impl LinkCoupling {
    /// The name used in scenes and in `meta.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Additive => "additive",
        }
    }
}

/// What a coupling is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterInfo {
    /// Name in scenes and in `meta.json`.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// Its units.
    pub units: &'static str,
    /// Value when the scene names none.
    pub default: f64,
    /// Smallest value allowed.
    pub least: f64,
}
