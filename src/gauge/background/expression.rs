//! Typed backgrounds.

use super::{Background, BackgroundInfo, Kind, Source};
use crate::gauge::error::{GaugeError, GaugeFault};
use crate::gauge::formula::Formula;
use crate::gauge::theta::Setting;
use crate::lattice::Lattice;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

pub(super) const INFO: BackgroundInfo = BackgroundInfo {
    name: "Expression",
    summary: "Formulas in x, y, z and t for the links and the potential",
    equation: "a_μ(x, y, z, t), A₀(x, y, z, t)",
    example: |lattice| {
        let mut a = vec![String::new(); lattice.dim()];
        a[lattice.dim() - 1] = "0.3*sin(0.2*x - 0.1*t)".to_owned();
        Some(Background::Expression(Formulas { a, a0: String::new() }))
    },
};

/// # Equation
/// `a_{i,mu}` at the middle of its link, `A_0` at each site
///
/// # Conventions
/// An empty formula is 0. On a circle a formula need not close: where it does not, there is a flux
/// through the plaquettes at the seam.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Formulas {
    /// Angles of the links along each axis, radians; those not given are 0.
    pub a: Vec<String>,
    /// The potential, radians per time.
    pub a0: String,
}

#[derive(Debug)]
struct Typed {
    links: Vec<Option<Formula>>,
    potential: Option<Formula>,
}

impl Kind for Formulas {
    fn source(&self, setting: &Setting<'_>) -> Result<Arc<dyn Source>, GaugeError> {
        let dim = setting.lattice.dim();
        if self.a.len() > dim {
            let each = "at most one for each axis";
            let fault = GaugeFault::Count { given: self.a.len(), needed: dim, each };
            return Err(GaugeError::new("a", fault));
        }
        let read = |path: &str, text: &str| match text.trim().is_empty() {
            true => Ok(None),
            false => Formula::parse(path, text, setting.lattice, setting.parameters).map(Some),
        };
        let links = self.a.iter().enumerate().map(|(mu, text)| read(&format!("a[{mu}]"), text));
        let links = links.collect::<Result<_, _>>()?;
        Ok(Arc::new(Typed { links, potential: read("a0", &self.a0)? }))
    }
}

impl Source for Typed {
    fn moves(&self) -> bool {
        self.links.iter().flatten().chain(&self.potential).any(Formula::moves)
    }

    fn has_potential(&self) -> bool {
        self.potential.is_some()
    }

    fn add_links(&self, lattice: &Lattice, row: usize, mu: usize, t: f64, out: &mut [f64]) {
        let Some(Some(formula)) = self.links.get(mu) else { return };
        for (x, value) in out.iter_mut().enumerate() {
            let mut middle = lattice.site_position(row, x);
            middle[mu] += lattice.spacing() / 2.0;
            *value += formula.eval(middle, t);
        }
    }

    fn add_potential(&self, lattice: &Lattice, row: usize, t: f64, out: &mut [f64]) {
        let Some(formula) = &self.potential else { return };
        for (x, value) in out.iter_mut().enumerate() {
            *value += formula.eval(lattice.site_position(row, x), t);
        }
    }
}
