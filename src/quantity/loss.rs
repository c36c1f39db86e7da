//! The loss of each site.

use super::bilinear::dot;
use super::energy::{bonds, ghosts, potential};
use super::sample::{Kernel, Local};
use super::site::Site;
use super::{KLEIN_GORDON_B, Kind, Needs, QuantityInfo, has_phase, is_dirac, is_klein_gordon};
use crate::lattice::Real;

struct Loss;

impl Local for Loss {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (name, dim) = (site.source.parameters.theory.name, site.source.lattice.dim());
        let (phi, pi, count) = (site.all_phi(), site.all_pi(), site.components() as f64);
        let loss = match name {
            KLEIN_GORDON_B => (dot(&phi, &phi) + dot(&pi, &pi)) / 2.0,
            _ if is_dirac(name, dim) => count / 2.0 * dot(&phi, &phi),
            _ => count * stretched(site),
        };
        [loss, 0.0]
    }
}

/// `|grad phi|²/2 + V(|phi|)` without the part that ghosts have alone.
fn stretched<R: Real>(site: &Site<R>) -> f64 {
    let phi = site.all_phi();
    let value = if site.components() == 1 { phi[0] } else { dot(&phi, &phi).sqrt() };
    let h2 = site.source.lattice.spacing().powi(2);
    (bonds(site) - ghosts(site)) / (2.0 * h2) + potential(site.source.parameters, value)
}

fn applies(theory: &str, dim: usize) -> bool {
    let second = theory == KLEIN_GORDON_B && (1..=3).contains(&dim);
    second || is_klein_gordon(theory, dim) || has_phase(theory, dim)
}

/// What each site adds to the loss; its sum over cells is the loss.
///
/// # Equation
/// Klein-Gordon `½ |D phi|² + V`, of a complex field twice that; its second representation
/// `½ (phi² + pi²)`; Dirac `K/2 |phi|²`
///
/// # Conventions
/// Each bond is shared by the sites at its ends: `-½ phi Lap phi`, summed by parts.
///
/// # Reference
/// (3.11), (3.18), (4.14) as corrected
pub(super) const LOSS_DENSITY: QuantityInfo = QuantityInfo {
    name: "loss-density",
    label: "H",
    summary: "What each site adds to the loss that the trainable variables learn from",
    kind: Kind::Scalar,
    signed: true,
    applies,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Loss>(),
};
