//! Local quantities: what can be looked at, as height, colour or number, at every site.
//!
//! To add one: a constant in the file of its family (or a new file), and a row in [`QUANTITIES`].

mod angle;
mod bilinear;
mod carrier;
mod component;
mod cut;
mod density;
mod divergence;
mod energy;
mod gauge;
mod histogram;
mod loss;
mod name;
mod phase;
mod region;
mod sample;
mod segment;
mod sight;
mod site;
mod spinor;
#[cfg(test)]
mod testing;
mod vector;

pub use cut::{Cut, CutError, Plane};
pub use histogram::Histogram;
pub use name::{
    AUTO, QuantityError, colour_named, default_colour, default_height, height_named, quantity,
};
pub use region::{Region, Statistics, statistics, values};
pub use sample::{at, at_each, sample, sample_all};
pub use segment::{Segment, position, profile};
pub use sight::{Given, InGauge, Needs, Sight};
pub use vector::{VECTORS, VectorInfo, sample_vectors, vector_named};

use sample::Kernel;

/// Whether a quantity has a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A real number.
    Scalar,
    /// A complex number: magnitude and phase.
    Complex,
    /// An angle in radians: a number as height, a phase as colour.
    Angle,
}

/// A quantity that can be named in a scene.
#[derive(Clone, Copy, Debug)]
pub struct QuantityInfo {
    /// The name used in scenes and on the command line.
    pub name: &'static str,
    /// Its symbol, for legends.
    pub label: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Real or complex.
    pub kind: Kind,
    /// Whether it can be negative; true of every complex quantity.
    pub signed: bool,
    /// Whether a theory in `dim` dimensions has it.
    pub applies: fn(theory: &str, dim: usize) -> bool,
    /// What it takes besides phi and pi.
    pub needs: Needs,
    /// Whether the mean frequency of the whole field must be found before its values are taken.
    needs_carrier: bool,
    kernel: Kernel,
}

impl QuantityInfo {
    /// Whether its value at a site depends on the field nearby alone.
    pub fn is_local(&self) -> bool {
        !self.needs_carrier && self.needs != Needs::Twin
    }

    /// A value, `[re, im]`, as one real number: the magnitude of a complex one.
    pub fn in_one(&self, [re, im]: [f64; 2]) -> f64 {
        match self.kind {
            Kind::Complex => re.hypot(im),
            Kind::Scalar | Kind::Angle => re,
        }
    }

    /// Whether it is one of the numbers the field is made of.
    pub fn is_component(&self) -> bool {
        let number = ["phi", "pi"].iter().find_map(|field| self.name.strip_prefix(field));
        number.is_some_and(|number| number.parse::<usize>().is_ok())
    }

    /// The symbol as a theory writes it: without index where there is one component only.
    pub fn label_in(&self, theory: &str) -> &'static str {
        match self.label.strip_suffix('₁') {
            Some(bare) if name::is_single(theory) => bare,
            _ => self.label,
        }
    }
}

/// Every quantity there is.
pub const QUANTITIES: &[QuantityInfo] = &[
    component::PHI1,
    component::PHI2,
    component::PHI3,
    component::PHI4,
    component::PI1,
    component::PI2,
    component::PI3,
    component::PI4,
    phase::PHASE_SPACE,
    phase::ENVELOPE,
    phase::PENDULUM,
    spinor::PSI1,
    spinor::PSI2,
    spinor::PSI3,
    spinor::PSI4,
    spinor::AMPLITUDE1,
    spinor::AMPLITUDE2,
    spinor::AMPLITUDE3,
    spinor::AMPLITUDE4,
    density::AMPLITUDE,
    density::DENSITY,
    density::SCALAR_DENSITY,
    energy::ENERGY_DENSITY,
    loss::LOSS_DENSITY,
    divergence::ENERGY_DIVERGENCE,
    angle::PHASE,
    bilinear::OVERLAP,
    angle::OVERLAP_PHASE,
    bilinear::CHARGE_DENSITY,
    bilinear::FLOW,
    bilinear::CURRENT1,
    bilinear::CURRENT2,
    bilinear::CURRENT3,
    gauge::CURRENT1,
    gauge::CURRENT2,
    gauge::CURRENT3,
    divergence::CURRENT_DIVERGENCE,
    gauge::ANGLE,
    gauge::LINK1,
    gauge::LINK2,
    gauge::LINK3,
    gauge::POTENTIAL,
    gauge::FLUX12,
    gauge::FLUX13,
    gauge::FLUX23,
    gauge::ELECTRIC1,
    gauge::ELECTRIC2,
    gauge::ELECTRIC3,
    divergence::ELECTRIC_DIVERGENCE,
    gauge::DIFFERENCE,
];

const KLEIN_GORDON: &str = "klein-gordon";
const KLEIN_GORDON_B: &str = "klein-gordon-b";
const COMPLEX: &str = "klein-gordon-complex";
const DIRAC: &str = "dirac";

fn is_klein_gordon(theory: &str, dim: usize) -> bool {
    theory == KLEIN_GORDON && (1..=3).contains(&dim)
}

fn is_complex_scalar(theory: &str, dim: usize) -> bool {
    theory == COMPLEX && (1..=3).contains(&dim)
}

/// Whether the components pair up to complex numbers, whose phase a gauge turns.
fn has_phase(theory: &str, dim: usize) -> bool {
    is_dirac(theory, dim) || is_complex_scalar(theory, dim)
}

fn is_dirac(theory: &str, dim: usize) -> bool {
    theory == DIRAC && (1..=3).contains(&dim)
}
