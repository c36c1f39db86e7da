//! Phases as numbers: what is a hue as colour is an angle as height.

use super::bilinear::overlap;
use super::sample::{Kernel, Local};
use super::site::Site;
use super::spinor::psi;
use super::{Kind, Needs, QuantityInfo, has_phase};
use crate::lattice::Real;

struct Phase;

impl Local for Phase {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [angle(psi(site, 0)), 0.0]
    }
}

struct OverlapPhase;

impl Local for OverlapPhase {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [angle(overlap(site)), 0.0]
    }
}

fn angle([re, im]: [f64; 2]) -> f64 {
    im.atan2(re)
}

/// The phase of the first component.
///
/// # Equation
/// `arg psi1`, in `(-π, π]`
pub(super) const PHASE: QuantityInfo = QuantityInfo {
    name: "phase",
    label: "arg ψ₁",
    summary: "Phase of the first component in radians: a gauge turns it",
    kind: Kind::Angle,
    signed: true,
    applies: has_phase,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Phase>(),
};

/// The phase of a bilinear, which can be measured.
///
/// # Equation
/// `arg phi†pi`, in `(-π, π]`
pub(super) const OVERLAP_PHASE: QuantityInfo = QuantityInfo {
    name: "overlap-phase",
    label: "arg φ†π",
    summary: "Relative phase of neuron states and trainable variables in radians: the same in \
              every gauge",
    kernel: Kernel::of::<OverlapPhase>(),
    ..PHASE
};
