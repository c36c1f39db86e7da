//! The energy of each site.

use super::bilinear::{phi_x, x_row};
use super::sample::{Kernel, Local};
use super::site::{BOTH_WAYS, Site};
use super::{Kind, QuantityInfo, is_dirac};
use crate::lattice::{Direction, Real};
use crate::simulation::Parameters;
use crate::theory::{Potential, theory};

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
            let share = if site.neighbour(mu, way).is_some() { 0.5 } else { 1.0 };
            bonds += share * (site.phi_beside(0, mu, way) - phi).powi(2);
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

/// `m (|phi|² - |pi|²) - 2 phi·X_0 B pi`.
fn spinor<R: Real>(site: &Site<R>) -> f64 {
    let (components, lattice) = (site.components(), site.source.lattice);
    let squares = (0..components).map(|a| site.phi(a).powi(2) - site.pi(a).powi(2));
    let mass = site.source.parameters.couplings.m * squares.sum::<f64>();
    let slope = |mu: usize, a: usize| {
        (site.pi_beside(a, mu, Direction::Forward) - site.pi(a)) / lattice.spacing()
    };
    let b_pi = |a: usize| {
        let terms = (0..lattice.dim()).map(|mu| x_row(components, mu + 1, a, |b| slope(mu, b)));
        terms.sum()
    };
    mass - 2.0 * phi_x(site, 0, b_pi)
}

/// Energy at each site; its sum over cells is the energy of the field.
///
/// # Equation
/// Klein-Gordon: `pi²/2 + (grad phi)²/2 + V(phi)`. Dirac: `m (|phi|² - |pi|²) - 2 phi·X_0 B pi`.
///
/// # Conventions
/// The energy of a bond is shared by the sites at its ends.
pub(super) const ENERGY_DENSITY: QuantityInfo = QuantityInfo {
    name: "energy-density",
    label: "ε",
    summary: "Energy at each site; below zero only for a Dirac field or a potential below zero",
    kind: Kind::Scalar,
    signed: true,
    applies: |name, dim| theory(name).is_some() && (1..=3).contains(&dim),
    needs_carrier: false,
    kernel: Kernel::of::<Energy>(),
};
