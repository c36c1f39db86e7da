//! The components of phi and pi.

use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, Needs, QuantityInfo};
use crate::lattice::Real;
use crate::theory::theory;

/// Component `A + 1` of phi.
struct Phi<const A: usize>;

impl<const A: usize> Local for Phi<A> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [site.phi(A), 0.0]
    }
}

/// Component `A + 1` of pi.
struct Pi<const A: usize>;

impl<const A: usize> Local for Pi<A> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [site.pi(A), 0.0]
    }
}

/// Whether a theory has component `A + 1` in this dimension.
fn has<const A: usize>(name: &str, dim: usize) -> bool {
    theory(name).is_some_and(|info| A < (info.components)(dim))
}

const fn component<Q: Local, const A: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    QuantityInfo {
        name,
        label,
        summary,
        kind: Kind::Scalar,
        signed: true,
        applies: has::<A>,
        needs: Needs::Field,
        needs_carrier: false,
        kernel: Kernel::of::<Q>(),
    }
}

pub(super) const PHI1: QuantityInfo = component::<Phi<0>, 0>("phi1", "φ₁", "First neuron state");
pub(super) const PHI2: QuantityInfo = component::<Phi<1>, 1>("phi2", "φ₂", "Second neuron state");
pub(super) const PHI3: QuantityInfo = component::<Phi<2>, 2>("phi3", "φ₃", "Third neuron state");
pub(super) const PHI4: QuantityInfo = component::<Phi<3>, 3>("phi4", "φ₄", "Fourth neuron state");
pub(super) const PI1: QuantityInfo = component::<Pi<0>, 0>("pi1", "π₁", "First trainable variable");
pub(super) const PI2: QuantityInfo =
    component::<Pi<1>, 1>("pi2", "π₂", "Second trainable variable");
pub(super) const PI3: QuantityInfo = component::<Pi<2>, 2>("pi3", "π₃", "Third trainable variable");
pub(super) const PI4: QuantityInfo =
    component::<Pi<3>, 3>("pi4", "π₄", "Fourth trainable variable");
