//! Densities of a field with a phase.

use super::bilinear::dot;
use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, Needs, QuantityInfo, has_phase};
use crate::lattice::Real;

/// `|phi|²` and `|pi|²` at a site.
#[inline]
fn squares<R: Real>(site: &Site<R>) -> (f64, f64) {
    let (phi, pi) = (site.all_phi(), site.all_pi());
    (dot(&phi, &phi), dot(&pi, &pi))
}

struct Density;

impl Local for Density {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (phi, pi) = squares(site);
        [phi + pi, 0.0]
    }
}

struct ScalarDensity;

impl Local for ScalarDensity {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (phi, pi) = squares(site);
        [phi - pi, 0.0]
    }
}

struct Amplitude;

impl Local for Amplitude {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (phi, pi) = squares(site);
        [(phi + pi).sqrt(), 0.0]
    }
}

/// `|psi|²`: what is there of the field.
///
/// # Equation
/// `|phi|² + |pi|²`
pub(super) const DENSITY: QuantityInfo = QuantityInfo {
    name: "density",
    label: "|ψ|²",
    summary: "Density |φ|² + |π|²: of a Dirac field its charge",
    kind: Kind::Scalar,
    signed: false,
    applies: has_phase,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Density>(),
};

/// The density the mass couples to.
///
/// # Equation
/// `|phi|² - |pi|²`
pub(super) const SCALAR_DENSITY: QuantityInfo = QuantityInfo {
    name: "scalar-density",
    label: "|φ|² − |π|²",
    summary: "Scalar density |φ|² − |π|², to which the mass couples",
    signed: true,
    kernel: Kernel::of::<ScalarDensity>(),
    ..DENSITY
};

/// The magnitude of the whole spinor.
///
/// # Equation
/// `sqrt(|phi|² + |pi|²)`
pub(super) const AMPLITUDE: QuantityInfo = QuantityInfo {
    name: "amplitude",
    label: "|ψ|",
    summary: "Magnitude of the spinor, the square root of its density",
    kernel: Kernel::of::<Amplitude>(),
    ..DENSITY
};
