//! Products of phi and pi that a rotation of both by the same phase leaves alone.

use super::sample::{Kernel, Local};
use super::site::{MOST, Site};
use super::{Kind, Needs, QuantityInfo, has_phase, is_complex_scalar, is_dirac};
use crate::lattice::Real;
use crate::theory::{E2, SignedPermutation, X4};

/// The one factor of K = 2, of which the components beyond the second are 0.
const PADDED: SignedPermutation<MOST> = SignedPermutation {
    from: [E2.from[0], E2.from[1], 2, 3],
    sign: [E2.sign[0], E2.sign[1], 0.0, 0.0],
};

/// X_mu.
#[inline]
pub(super) fn factor(components: usize, mu: usize) -> SignedPermutation<MOST> {
    if components == 2 { PADDED } else { X4[mu] }
}

/// `X v`.
#[inline]
pub(super) fn times(x: &SignedPermutation<MOST>, v: &[f64; MOST]) -> [f64; MOST] {
    std::array::from_fn(|a| x.sign[a] * v[x.from[a]])
}

/// `u · v`.
#[inline]
pub(super) fn dot(u: &[f64; MOST], v: &[f64; MOST]) -> f64 {
    u.iter().zip(v).map(|(u, v)| u * v).sum()
}

/// `phi·X_mu pi`.
#[inline]
fn phi_x_pi<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    dot(&site.all_phi(), &times(&factor(site.components(), mu), &site.all_pi()))
}

/// `-2 phi·X_mu pi`, mu = 1, 2, 3.
pub(super) fn current<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    -2.0 * phi_x_pi(site, mu)
}

struct Current<const MU: usize>;

impl<const MU: usize> Local for Current<MU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [current(site, MU), 0.0]
    }
}

struct ChargeDensity;

impl Local for ChargeDensity {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [phi_x_pi(site, 0), 0.0]
    }
}

struct Flow;

impl Local for Flow {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [current(site, 1), current(site, 2)]
    }
}

struct Overlap;

impl Local for Overlap {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        overlap(site)
    }
}

/// `phi·pi` and `phi·X_0 pi`.
pub(super) fn overlap<R: Real>(site: &Site<R>) -> [f64; 2] {
    [dot(&site.all_phi(), &site.all_pi()), phi_x_pi(site, 0)]
}

fn has_axis<const MU: usize>(theory: &str, dim: usize) -> bool {
    is_dirac(theory, dim) && MU <= dim
}

/// How phi lies to pi.
///
/// # Equation
/// `phi†pi = phi·pi + i phi·X_0 pi`, phi and pi read as complex numbers `phi1 + i phi2, ...`
///
/// # Conventions
/// A rotation of phi and pi by the same phase, at each site its own, leaves it as it is: unlike the
/// phase of `psi1`, this one can be measured.
pub(super) const OVERLAP: QuantityInfo = QuantityInfo {
    name: "overlap",
    label: "φ†π",
    summary: "Relative phase of neuron states and trainable variables, φ·π + i φ·X₀π: the same in \
              every gauge",
    kind: Kind::Complex,
    signed: true,
    applies: has_phase,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Overlap>(),
};

/// The charge of a complex scalar at each site, of either sign.
///
/// # Equation
/// `phi·X_0 pi`
pub(super) const CHARGE_DENSITY: QuantityInfo = QuantityInfo {
    name: "charge-density",
    label: "φ·X₀π",
    summary: "Charge density φ·X₀π of a complex scalar: the same in every gauge",
    kind: Kind::Scalar,
    applies: is_complex_scalar,
    kernel: Kernel::of::<ChargeDensity>(),
    ..OVERLAP
};

/// Where charge goes in the plane of the first two axes.
///
/// # Equation
/// `j1 + i j2`
pub(super) const FLOW: QuantityInfo = QuantityInfo {
    name: "flow",
    label: "j₁ + ij₂",
    summary: "Direction and strength of the current along the first two axes: the same in every gauge",
    applies: has_axis::<2>,
    kernel: Kernel::of::<Flow>(),
    ..OVERLAP
};

/// The current along an axis: what `|phi|² + |pi|²` loses, its divergence counts.
///
/// # Equation
/// `j_mu = -2 phi·X_mu pi`, the charge that crosses a unit area in a unit of time, both factors
/// taken at the same site.
const fn along<const MU: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, applies) = (Kind::Scalar, has_axis::<MU>);
    let kernel = Kernel::of::<Current<MU>>();
    QuantityInfo { name, label, summary, kind, applies, kernel, ..OVERLAP }
}

pub(super) const CURRENT1: QuantityInfo =
    along::<1>("current1", "j₁", "Current −2 φ·X₁π along the first axis");
pub(super) const CURRENT2: QuantityInfo =
    along::<2>("current2", "j₂", "Current −2 φ·X₂π along the second axis");
pub(super) const CURRENT3: QuantityInfo =
    along::<3>("current3", "j₃", "Current −2 φ·X₃π along the third axis");
