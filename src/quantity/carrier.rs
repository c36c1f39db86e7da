//! The frequency a scalar field oscillates with.

use super::site::{BOTH_WAYS, Site, Source};
use crate::lattice::{Real, sum_rows};
use crate::simulation::Parameters;
use crate::theory::{Couplings, Potential};

/// The mean angular frequency of a Klein-Gordon field, each mode weighed by its energy.
///
/// # Equation
/// `omega² = Σ (|K phi|² + pi·K pi) / Σ (phi·K phi + pi·pi)`, `K = V''(vacuum) - Lap`; 1 where
/// that is no positive number (a field at rest).
///
/// # Conventions
/// K commutes with the motion of a linear field, so both sums are constant in time: the scale of
/// `phi + i pi/omega` does not flicker as the field swings between phi and pi.
pub(super) fn carrier<R: Real>(source: &Source<R>) -> f64 {
    let mass_squared = mass_squared(source.parameters);
    let sum = |part: fn(Swing) -> f64| {
        sum_rows(source.lattice, |row| {
            let sites = (0..source.lattice.row_len()).map(|x| source.site(row, x));
            sites.map(|site| part(Swing::of(&site, mass_squared))).sum()
        })
    };
    let squared =
        sum(|s| s.k_phi * s.k_phi + s.pi * s.k_pi) / sum(|s| s.phi * s.k_phi + s.pi * s.pi);
    if squared.is_finite() && squared > 0.0 { squared.sqrt() } else { 1.0 }
}

/// phi and pi of a site, and K of each.
struct Swing {
    phi: f64,
    pi: f64,
    k_phi: f64,
    k_pi: f64,
}

impl Swing {
    fn of<R: Real>(site: &Site<R>, mass_squared: f64) -> Self {
        let (phi, pi) = (site.phi(0), site.pi(0));
        let lattice = site.source.lattice;
        let (mut lap_phi, mut lap_pi) = (0.0, 0.0);
        for mu in 0..lattice.dim() {
            for way in BOTH_WAYS {
                lap_phi += site.phi_beside(0, mu, way) - phi;
                lap_pi += site.pi_beside(0, mu, way) - pi;
            }
        }
        let h2 = lattice.spacing() * lattice.spacing();
        let (k_phi, k_pi) = (mass_squared * phi - lap_phi / h2, mass_squared * pi - lap_pi / h2);
        Self { phi, pi, k_phi, k_pi }
    }
}

/// The square of the mass that small waves have: `V''` at the vacuum, which for a typed potential
/// is taken to be at `phi = 0`. Never negative.
fn mass_squared(parameters: &Parameters) -> f64 {
    let Couplings { m, lam, v } = parameters.couplings;
    match &parameters.potential {
        None | Some(Potential::Mass) => m * m,
        Some(Potential::Phi4) => 2.0 * lam * v * v,
        Some(Potential::SineGordon) => 1.0,
        Some(Potential::Expr(expr)) => expr.at(2, 0.0, &parameters.couplings).max(0.0),
    }
}
