//! Which way the spin points.

use super::{LocalVector, VectorInfo, VectorKernel};
use crate::lattice::Real;
use crate::quantity::Needs;
use crate::quantity::is_dirac;
use crate::quantity::site::{MOST, Site};

struct Spin;

impl LocalVector for Spin {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        let [upper, lower] = [site.all_phi(), site.all_pi()].map(pauli);
        std::array::from_fn(|axis| (upper[axis] + lower[axis]) / 2.0)
    }
}

/// `u†σ u` of `u = (v1 + i v2, v3 + i v4)`.
fn pauli([a, b, c, d]: [f64; MOST]) -> [f64; 3] {
    [2.0 * (a * c + b * d), 2.0 * (a * d - b * c), a * a + b * b - c * c - d * d]
}

/// The spin of a Dirac field, the same in every gauge; out of the plane, too, where the lattice is
/// one.
///
/// # Equation
/// `s = psi†Σ psi / 2`, `Σ_3 = -i α_1 α_2` and so on, which is σ on `(phi1 + i phi2, phi3 + i phi4)`
/// and on `(pi1 + i pi2, pi3 + i pi4)` alike.
pub(super) const SPIN: VectorInfo = VectorInfo {
    name: "spin",
    label: "s",
    summary: "Which way the spin points, and how much of it there is: ψ†Σψ/2",
    applies: |theory, dim| is_dirac(theory, dim) && dim > 1,
    needs: Needs::Field,
    kernel: VectorKernel::of::<Spin>(),
};
