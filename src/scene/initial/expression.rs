//! Formulas in the position.

use super::source::{AddRow, Slice, Source};
use super::{InitialContext, InitialError, InitialFault};
use crate::expression::Expression as Formula;
use crate::lattice::Lattice;
use serde::Deserialize;

/// A formula for each component of phi and of pi.
///
/// # Conventions
/// Variables are the physical position `x`, `y`, `z` (as many as the lattice has axes), the origin
/// in the middle; constants are the couplings the theory reads (`m`, `lam`, `v`), the spacing `h`
/// and the lengths `L1`, `L2`, `L3` of the axes, `n h`. An empty formula is 0.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Expression {
    /// Formulas of phi1, phi2, …; those not given are 0.
    pub phi: Vec<String>,
    /// Formulas of pi1, pi2, …; those not given are 0.
    pub pi: Vec<String>,
}

const AXES: [&str; 3] = ["x", "y", "z"];
const LENGTHS: [&str; 3] = ["L1", "L2", "L3"];

impl Expression {
    pub(super) fn ready<'a>(
        &self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let (phi, pi) = (formulas("phi", &self.phi, context)?, formulas("pi", &self.pi, context)?);
        Ok(Box::new(Formulas { lattice: context.lattice, parts: [phi, pi] }))
    }
}

/// The formulas of phi, and of pi.
struct Formulas<'a> {
    lattice: &'a Lattice,
    parts: [Vec<Option<Formula>>; 2],
}

impl Source for Formulas<'_> {
    fn rows(&self, _slice: Slice) -> AddRow<'_> {
        let (lattice, length) = (self.lattice, self.lattice.row_len());
        Box::new(move |row, parts| {
            for (part, formulas) in parts.into_iter().zip(&self.parts) {
                for (values, formula) in part.chunks_exact_mut(length).zip(formulas) {
                    let Some(formula) = formula else { continue };
                    for (x, value) in values.iter_mut().enumerate() {
                        *value += formula.eval(&lattice.site_position(row, x));
                    }
                }
            }
            Ok(())
        })
    }

    fn path(&self, field: &str, component: usize) -> String {
        format!("{field}[{component}]")
    }
}

fn formulas(
    name: &str,
    texts: &[String],
    context: &InitialContext<'_>,
) -> Result<Vec<Option<Formula>>, InitialError> {
    let dim = context.lattice.dim();
    let components = (context.parameters.theory.components)(dim);
    if texts.len() > components {
        let (given, each) = (texts.len(), "at most one for each component");
        return Err(InitialError::new(
            name,
            InitialFault::Count { given, needed: components, each },
        ));
    }
    let constants = constants(context);
    let parse = |(component, text): (usize, &String)| match text.trim().is_empty() {
        true => Ok(None),
        false => Formula::parse(text, &AXES[..dim], &constants)
            .map(Some)
            .map_err(|error| InitialError::new(format!("{name}[{component}]"), error.into())),
    };
    texts.iter().enumerate().map(parse).collect()
}

fn constants(context: &InitialContext<'_>) -> Vec<(&'static str, f64)> {
    let parameters = context.parameters;
    let read = (parameters.theory.parameters)(parameters.potential.as_ref());
    let coupling = |info: &crate::theory::ParameterInfo| {
        parameters.couplings.get(info.name).map(|value| (info.name, value))
    };
    let h = context.lattice.spacing();
    let lengths =
        LENGTHS.iter().zip(context.lattice.shape()).map(|(name, &n)| (*name, n as f64 * h));
    read.iter().filter_map(coupling).chain([("h", h)]).chain(lengths).collect()
}
