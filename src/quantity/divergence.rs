//! How much more leaves a site than comes to it.

use super::gauge::{electric, link_current};
use super::sample::{Kernel, Local};
use super::site::Site;
use super::{Kind, Needs, QuantityInfo, has_phase, is_klein_gordon};
use crate::lattice::{Direction, Real};

/// `Σ_mu (F_{i,mu} - F_{i-e_mu,mu})/h` of what lies on the links ahead of the sites; nothing comes
/// from beyond an edge.
fn of_links<R: Real>(site: &Site<R>, flow: impl Fn(&Site<R>, usize) -> f64) -> f64 {
    let mut sum = 0.0;
    for mu in 0..site.source.lattice.dim() {
        let behind = site.neighbour(mu, Direction::Backward);
        let comes = behind.map_or(0.0, |(row, x)| flow(&site.source.site(row, x), mu));
        sum += flow(site, mu) - comes;
    }
    sum / site.source.lattice.spacing()
}

struct Charge;

impl Local for Charge {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [of_links(site, link_current), 0.0]
    }
}

struct Electric;

impl Local for Electric {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [of_links(site, electric), 0.0]
    }
}

struct Energy;

impl Local for Energy {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [of_links(site, energy_current), 0.0]
    }
}

/// `-½ (pi_i + pi_{i+e_mu}) (phi_{i+e_mu} - phi_i)/h`: what the bond hands on, half of it from each
/// end.
fn energy_current<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    let Some((row, x)) = site.neighbour(mu, Direction::Forward) else { return 0.0 };
    let ahead = site.source.site(row, x);
    let slope = (ahead.phi(0) - site.phi(0)) / site.source.lattice.spacing();
    -(site.pi(0) + ahead.pi(0)) / 2.0 * slope
}

/// The rate at which the charge of a site flows away.
///
/// # Equation
/// `Σ_mu (J_{i,mu} - J_{i-e_mu,mu})/h`, J the current on the links
pub(super) const CURRENT_DIVERGENCE: QuantityInfo = QuantityInfo {
    name: "current-divergence",
    label: "∇·J",
    summary: "Charge that flows away from each site: the divergence of the current on the links",
    kind: Kind::Scalar,
    signed: true,
    applies: has_phase,
    needs: Needs::Field,
    needs_carrier: false,
    kernel: Kernel::of::<Charge>(),
};

/// The charge that a given electric field belongs to.
///
/// # Equation
/// `Σ_mu (E_{i,mu} - E_{i-e_mu,mu})/h`
pub(super) const ELECTRIC_DIVERGENCE: QuantityInfo = QuantityInfo {
    name: "electric-divergence",
    label: "∇·E",
    summary: "Divergence of the electric field: the charge it belongs to",
    needs: Needs::Gauge,
    kernel: Kernel::of::<Electric>(),
    ..CURRENT_DIVERGENCE
};

/// The rate at which the energy of a site flows away.
///
/// # Equation
/// `Σ_mu (S_{i,mu} - S_{i-e_mu,mu})/h`, `S_{i,mu} = -½ (pi_i + pi_{i+e_mu}) (phi_{i+e_mu} - phi_i)/h`
///
/// # Conventions
/// The rate of the energy density, each bond shared by its ends, is minus this to the last term.
pub(super) const ENERGY_DIVERGENCE: QuantityInfo = QuantityInfo {
    name: "energy-divergence",
    label: "∇·S",
    summary: "Energy that flows away from each site: the divergence of −π ∇φ",
    applies: is_klein_gordon,
    kernel: Kernel::of::<Energy>(),
    ..CURRENT_DIVERGENCE
};
