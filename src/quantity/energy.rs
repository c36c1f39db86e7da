//! The energy of each site.

use super::bilinear::{dot, factor, times};
use super::sample::{Kernel, Local};
use super::site::{BOTH_WAYS, MOST, Site};
use super::{Kind, Needs, QuantityInfo, has_phase, is_dirac, is_klein_gordon};
use crate::lattice::{Direction, Real};
use crate::simulation::Parameters;
use crate::theory::Potential;

struct Energy;

impl Local for Energy {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let (name, dim) = (site.source.parameters.theory.name, site.source.lattice.dim());
        [if is_dirac(name, dim) { spinor(site) } else { scalar(site) }, 0.0]
    }
}

/// `|pi|²/2 + |grad phi|²/2 + V(|phi|)`, with half of each bond and all of one to a ghost; of a
/// complex field `- A_0 phi·X_0 pi` besides.
fn scalar<R: Real>(site: &Site<R>) -> f64 {
    let (phi, pi, count) = (site.all_phi(), site.all_pi(), site.components());
    let h2 = site.source.lattice.spacing().powi(2);
    let value = if count == 1 { phi[0] } else { dot(&phi, &phi).sqrt() };
    let stretched = bonds(site) / (2.0 * h2);
    let own = dot(&pi, &pi) / 2.0 + stretched + potential(site.source.parameters, value);
    match site.potential() {
        0.0 => own,
        a0 => own - a0 * dot(&phi, &times(&factor(count, 0), &pi)),
    }
}

/// `Σ |U phi' - phi|²` over the bonds of a site: half of each, and all of one to a ghost.
pub(super) fn bonds<R: Real>(site: &Site<R>) -> f64 {
    let phi = site.all_phi();
    let to_ghost = |(mu, way)| {
        let apart = |a| site.ghost(a, mu, way).map(|ghost| (ghost - phi[a]).powi(2));
        (0..site.components()).filter_map(apart).sum()
    };
    let bond = |(mu, way)| match site.carried(mu, way) {
        Some([beside, _]) => square_apart(&beside, &phi) / 2.0,
        None => to_ghost((mu, way)),
    };
    ways(site).map(bond).sum()
}

/// `Σ |phi'|²` over the ghosts beside a site.
pub(super) fn ghosts<R: Real>(site: &Site<R>) -> f64 {
    let beyond = ways(site).filter(|(mu, way)| site.neighbour(*mu, *way).is_none());
    let square = |(mu, way)| {
        (0..site.components()).filter_map(|a| site.ghost(a, mu, way)).map(|v| v * v).sum::<f64>()
    };
    beyond.map(square).sum()
}

/// Both ways along each axis.
fn ways<R>(site: &Site<R>) -> impl Iterator<Item = (usize, Direction)> + use<R> {
    (0..site.source.lattice.dim()).flat_map(|mu| BOTH_WAYS.map(|way| (mu, way)))
}

fn square_apart(a: &[f64; MOST], b: &[f64; MOST]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// `V(phi)`; a mass term where the run names no potential.
pub(super) fn potential(parameters: &Parameters, phi: f64) -> f64 {
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
    let (above, below) = (dot(&phi, &phi), dot(&pi, &pi));
    mass * (above - below) + site.potential() * (above + below) + wilson(site)
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
/// Klein-Gordon: `pi²/2 + (grad phi)²/2 + V(phi)`, of a complex field `- A_0 phi·X_0 pi` besides.
/// Dirac: `phi·M phi - pi·M pi - 2 phi·X_0 B pi + A_0 (|phi|² + |pi|²)`. With links what is beside a
/// site is carried to it.
///
/// # Conventions
/// The energy of a bond is shared by the sites at its ends.
pub(super) const ENERGY_DENSITY: QuantityInfo = QuantityInfo {
    name: "energy-density",
    label: "ε",
    summary: "Energy at each site; below zero only for a Dirac field or a potential below zero",
    kind: Kind::Scalar,
    signed: true,
    applies: |name, dim| is_klein_gordon(name, dim) || has_phase(name, dim),
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Energy>(),
};
