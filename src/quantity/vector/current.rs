//! Where charge goes.

use super::{LocalVector, VectorInfo, VectorKernel};
use crate::lattice::Real;
use crate::quantity::Needs;
use crate::quantity::bilinear::current;
use crate::quantity::is_dirac;
use crate::quantity::site::Site;

struct Current;

impl LocalVector for Current {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        let dim = site.source.lattice.dim();
        [1, 2, 3].map(|mu| if mu <= dim { current(site, mu) } else { 0.0 })
    }
}

/// The current of a Dirac field, the same in every gauge.
///
/// # Equation
/// `j_mu = -2 phi·X_mu pi`
pub(super) const CURRENT: VectorInfo = VectorInfo {
    name: "current",
    label: "j",
    summary: "Where charge goes: the current −2 φ·X π along each axis",
    applies: is_dirac,
    needs: Needs::Field,
    kernel: VectorKernel::of::<Current>(),
};
