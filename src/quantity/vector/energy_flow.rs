//! Where the energy of a real field goes.

use super::{LocalVector, VectorInfo, VectorKernel};
use crate::lattice::{Direction, Real};
use crate::quantity::Needs;
use crate::quantity::is_klein_gordon;
use crate::quantity::site::Site;

struct EnergyFlow;

impl LocalVector for EnergyFlow {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        let dim = site.source.lattice.dim();
        [0, 1, 2].map(|mu| if mu < dim { -site.pi(0) * slope(site, mu) } else { 0.0 })
    }
}

/// The slope of phi along an axis, from the two sites beside; at an edge from the one there is.
fn slope<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    let beside = |way| site.neighbour(mu, way).map(|(row, x)| site.source.site(row, x).phi(0));
    let (ahead, behind) = (beside(Direction::Forward), beside(Direction::Backward));
    let steps = [ahead, behind].iter().flatten().count().max(1) as f64;
    let here = site.phi(0);
    (ahead.unwrap_or(here) - behind.unwrap_or(here)) / (steps * site.source.lattice.spacing())
}

/// The flow of energy of a Klein-Gordon field: what the energy density loses, its divergence
/// counts.
///
/// # Equation
/// `S = -pi grad phi`
pub(super) const ENERGY_FLOW: VectorInfo = VectorInfo {
    name: "energy-flow",
    label: "S",
    summary: "Where energy goes: −π ∇φ",
    applies: is_klein_gordon,
    needs: Needs::Field,
    kernel: VectorKernel::of::<EnergyFlow>(),
};
