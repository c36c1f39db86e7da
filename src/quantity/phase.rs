//! Real scalar fields as complex numbers, so that they have a phase.

use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, Needs, QuantityInfo, is_klein_gordon};
use crate::lattice::Real;

/// `phi + i pi/omega`.
fn phasor<R: Real>(site: &Site<R>) -> [f64; 2] {
    [site.phi(0), site.pi(0) / site.source.carrier]
}

struct PhaseSpace;

impl Local for PhaseSpace {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        phasor(site)
    }
}

struct Envelope;

impl Local for Envelope {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let [re, im] = phasor(site);
        [(re * re + im * im).sqrt(), 0.0]
    }
}

struct Pendulum;

impl Local for Pendulum {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (sin, cos) = site.phi(0).sin_cos();
        [cos, sin]
    }
}

/// The point of each oscillator in its phase space.
///
/// # Equation
/// `phi + i pi/omega`, omega the field's mean frequency weighed by energy.
///
/// # Conventions
/// A wave `cos(k x - omega t)` becomes `e^{i(k x - omega t)}`: its colours run along with it. With
/// omega the mass instead, a fast packet would show two colours only.
pub(super) const PHASE_SPACE: QuantityInfo = QuantityInfo {
    name: "phase-space",
    label: "φ + iπ/ω",
    summary: "Each oscillator in its phase space, φ + iπ/ω with ω the mean frequency of the field: \
              the phase runs along with a wave",
    kind: Kind::Complex,
    signed: true,
    applies: is_klein_gordon,
    needs: Needs::Field,
    needs_carrier: true,
    kernel: Kernel::of::<PhaseSpace>(),
};

/// The outline of a wave packet, without its crests.
///
/// # Equation
/// `|phi + i pi/omega|`
pub(super) const ENVELOPE: QuantityInfo = QuantityInfo {
    name: "envelope",
    label: "|φ + iπ/ω|",
    summary: "Amplitude of the oscillation at each site: the outline of a packet without its crests",
    kind: Kind::Scalar,
    signed: false,
    kernel: Kernel::of::<Envelope>(),
    ..PHASE_SPACE
};

/// The sine-Gordon field as a chain of pendulums.
///
/// # Equation
/// `e^{i phi}`
pub(super) const PENDULUM: QuantityInfo = QuantityInfo {
    name: "pendulum",
    label: "exp(iφ)",
    summary: "The direction of a pendulum at angle φ: a sine-Gordon kink is one full turn",
    kind: Kind::Complex,
    signed: true,
    applies: is_klein_gordon,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Pendulum>(),
};
