//! Products of phi and pi that a rotation of both by the same phase leaves alone.

use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, QuantityInfo, is_dirac};
use crate::lattice::Real;
use crate::theory::{E2, X4};

/// The rows of X_mu: where each component comes from, and its sign; K = 2 has one factor only.
fn factor(components: usize, mu: usize) -> (&'static [usize], &'static [f64]) {
    match components {
        2 => (&E2.from, &E2.sign),
        _ => (&X4[mu].from, &X4[mu].sign),
    }
}

/// `(X_mu v)_a`.
pub(super) fn x_row(components: usize, mu: usize, a: usize, v: impl Fn(usize) -> f64) -> f64 {
    let (from, sign) = factor(components, mu);
    sign[a] * v(from[a])
}

/// `phi·X_mu v` at a site.
pub(super) fn phi_x<R: Real>(site: &Site<R>, mu: usize, v: impl Fn(usize) -> f64) -> f64 {
    let components = site.components();
    (0..components).map(|a| site.phi(a) * x_row(components, mu, a, &v)).sum()
}

/// `-2 phi·X_mu pi`, mu = 1, 2, 3.
fn current<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    -2.0 * phi_x(site, mu, |b| site.pi(b))
}

struct Current<const MU: usize>;

impl<const MU: usize> Local for Current<MU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [current(site, MU), 0.0]
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
        let along = (0..site.components()).map(|a| site.phi(a) * site.pi(a)).sum();
        [along, phi_x(site, 0, |b| site.pi(b))]
    }
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
    applies: is_dirac,
    needs_carrier: false,
    kernel: Kernel::of::<Overlap>(),
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
