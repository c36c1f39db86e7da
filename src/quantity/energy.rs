//! The energy of each site.

use super::bilinear::{dot, factor, times};
use super::sample::{Kernel, Local};
use super::site::{BOTH_WAYS, MOST, Site};
use super::{Kind, Needs, QuantityInfo, is_dirac, is_klein_gordon};
use crate::lattice::{Direction, Real};
use crate::simulation::Parameters;
use crate::theory::Potential;

struct Energy;

impl Local for Energy {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let dirac = is_dirac(site.source.parameters.theory.name, site.source.lattice.dim());
        [if dirac { spinor(site) } else { scalar(site) }, 0.0]
    }
}

/// `pi²/2 + (grad phi)²/2 + V(phi)`, with half of each bond and all of one to a ghost.
fn scalar<R: Real>(site: &Site<R>) -> f64 {
    let (phi, pi, lattice) = (site.phi(0), site.pi(0), site.source.lattice);
    let mut bonds = 0.0;
    for mu in 0..lattice.dim() {
        for way in BOTH_WAYS {
            bonds += match site.neighbour(mu, way) {
                Some((row, x)) => (site.source.site(row, x).phi(0) - phi).powi(2) / 2.0,
                None => site.ghost(0, mu, way).map_or(0.0, |ghost| (ghost - phi).powi(2)),
            };
        }
    }
    let h2 = lattice.spacing() * lattice.spacing();
    pi * pi / 2.0 + bonds / (2.0 * h2) + potential(site.source.parameters, phi)
}

/// `V(phi)`; a mass term where the run names no potential.
fn potential(parameters: &Parameters, phi: f64) -> f64 {
    let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
    potential.value(phi, &parameters.couplings)
}

/// `m (|phi|² - |pi|²) - 2 phi·X_0 B pi + A_0 (|phi|² + |pi|²)`.
fn spinor<R: Real>(site: &Site<R>) -> f64 {
    let (phi, pi, lattice) = (site.all_phi(), site.all_pi(), site.source.lattice);
    let mut b_pi = [0.0; MOST];
    for mu in 0..lattice.dim() {
        let [_, ahead] = site.carried(mu, Direction::Forward).unwrap_or_default();
        let slope = std::array::from_fn(|a| (ahead[a] - pi[a]) / lattice.spacing());
        let along = times(&factor(site.components(), mu + 1), &slope);
        b_pi.iter_mut().zip(along).for_each(|(sum, term)| *sum += term);
    }
    let mass = site.source.parameters.couplings.m;
    let squares = [dot(&phi, &phi), dot(&pi, &pi)];
    let potential = site.potential() * (squares[0] + squares[1]);
    mass * (squares[0] - squares[1]) + wilson(site) + potential
        - 2.0 * dot(&phi, &times(&factor(site.components(), 0), &b_pi))
}

/// `phi·(M - m) phi - pi·(M - m) pi`, `M - m = -(r h/2) Lap`, the field 0 beyond an edge.
fn wilson<R: Real>(site: &Site<R>) -> f64 {
    let (r, lattice) = (site.source.parameters.couplings.r, site.source.lattice);
    if r == 0.0 {
        return 0.0;
    }
    let (phi, pi) = (site.all_phi(), site.all_pi());
    let mut sum = 2.0 * lattice.dim() as f64 * (dot(&phi, &phi) - dot(&pi, &pi));
    for mu in 0..lattice.dim() {
        for way in BOTH_WAYS {
            if let Some([phi_beside, pi_beside]) = site.carried(mu, way) {
                sum -= dot(&phi, &phi_beside) - dot(&pi, &pi_beside);
            }
        }
    }
    r / (2.0 * lattice.spacing()) * sum
}

/// Energy at each site; its sum over cells is the energy of the field.
///
/// # Equation
/// Klein-Gordon: `pi²/2 + (grad phi)²/2 + V(phi)`. Dirac:
/// `phi·M phi - pi·M pi - 2 phi·X_0 B pi + A_0 (|phi|² + |pi|²)`.
///
/// # Conventions
/// The energy of a bond is shared by the sites at its ends.
pub(super) const ENERGY_DENSITY: QuantityInfo = QuantityInfo {
    name: "energy-density",
    label: "ε",
    summary: "Energy at each site; below zero only for a Dirac field or a potential below zero",
    kind: Kind::Scalar,
    signed: true,
    applies: |name, dim| is_klein_gordon(name, dim) || is_dirac(name, dim),
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Energy>(),
};
