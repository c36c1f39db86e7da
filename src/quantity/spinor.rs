//! The complex components of a Dirac spinor or a complex scalar, and their magnitudes.

use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, Needs, QuantityInfo, has_phase, is_dirac};
use crate::lattice::Real;

/// Component `A` (from 0) of the spinor.
///
/// # Equation
/// K = 4: `psi = (phi1 + i phi2, phi3 + i phi4, pi1 + i pi2, pi3 + i pi4)`; K = 2:
/// `psi = (phi1 + i phi2, pi1 + i pi2)`.
pub(super) fn psi<R: Real>(site: &Site<R>, a: usize) -> [f64; 2] {
    let half = site.components() / 2;
    match a.checked_sub(half) {
        None => [site.phi(2 * a), site.phi(2 * a + 1)],
        Some(a) => [site.pi(2 * a), site.pi(2 * a + 1)],
    }
}

struct Psi<const A: usize>;

impl<const A: usize> Local for Psi<A> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        psi(site, A)
    }
}

struct Amplitude<const A: usize>;

impl<const A: usize> Local for Amplitude<A> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let [re, im] = psi(site, A);
        [(re * re + im * im).sqrt(), 0.0]
    }
}

/// Whether the spinor has component `A + 1`: two in D = 1, else four; a complex scalar has two, phi
/// and pi.
fn has<const A: usize>(theory: &str, dim: usize) -> bool {
    has_phase(theory, dim) && A < if dim == 1 || !is_dirac(theory, dim) { 2 } else { 4 }
}

const fn wave<const A: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, signed, needs_carrier, needs) = (Kind::Complex, true, false, Needs::Field);
    let (applies, kernel) = (has::<A>, Kernel::of::<Psi<A>>());
    QuantityInfo { name, label, summary, kind, signed, applies, needs, needs_carrier, kernel }
}

const fn amplitude<const A: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, signed, needs_carrier, needs) = (Kind::Scalar, false, false, Needs::Field);
    let (applies, kernel) = (has::<A>, Kernel::of::<Amplitude<A>>());
    QuantityInfo { name, label, summary, kind, signed, applies, needs, needs_carrier, kernel }
}

pub(super) const PSI1: QuantityInfo =
    wave::<0>("psi1", "ψ₁", "First component of the spinor; of a complex scalar φ itself");
pub(super) const PSI2: QuantityInfo =
    wave::<1>("psi2", "ψ₂", "Second component of the spinor; of a complex scalar π");
pub(super) const PSI3: QuantityInfo = wave::<2>("psi3", "ψ₃", "Third component of the spinor");
pub(super) const PSI4: QuantityInfo = wave::<3>("psi4", "ψ₄", "Fourth component of the spinor");
pub(super) const AMPLITUDE1: QuantityInfo =
    amplitude::<0>("amplitude1", "|ψ₁|", "Magnitude of the first component of the spinor, or of φ");
pub(super) const AMPLITUDE2: QuantityInfo = amplitude::<1>(
    "amplitude2",
    "|ψ₂|",
    "Magnitude of the second component of the spinor, or of π",
);
pub(super) const AMPLITUDE3: QuantityInfo =
    amplitude::<2>("amplitude3", "|ψ₃|", "Magnitude of the third component of the spinor");
pub(super) const AMPLITUDE4: QuantityInfo =
    amplitude::<3>("amplitude4", "|ψ₄|", "Magnitude of the fourth component of the spinor");
