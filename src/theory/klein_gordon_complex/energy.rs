//! Energy, loss and charge of the complex field, site by site.

use super::ComplexField;
use super::around::Around;
use crate::lattice::{Fields, GaugeField, Lattice, Real, SiteField};

impl ComplexField {
    /// The energy of each site of a row without that of `A_0`, corrected at this dt.
    ///
    /// # Equation
    /// `½ |pi|² + ½ |D+ phi|² + V - (dt²/8) |Lap phi - V'|²`
    pub(super) fn write_energy<R: Real>(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        let (around, h2) = (Around::new(lattice, fields, row), lattice.spacing().powi(2));
        around.each_block(|sites, differences, gradients| {
            for (slot, x) in sites.enumerate() {
                let pair = |field: &SiteField<R>| [0, 1].map(|a| field.at(row, x, a).wide());
                let (phi, pi) = (pair(&fields.phi), pair(&fields.pi));
                let square = phi[0] * phi[0] + phi[1] * phi[1];
                let stiffness = self.stiffness(square);
                let force = [0, 1].map(|a| differences[a][slot] / h2 - stiffness * phi[a]);
                out[x] = (pi[0] * pi[0] + pi[1] * pi[1]) / 2.0
                    + gradients[slot] / h2
                    + self.force.value(square.sqrt())
                    - dt * dt / 8.0 * (force[0] * force[0] + force[1] * force[1]);
            }
        });
    }

    /// The loss of each site of a row.
    ///
    /// # Equation
    /// `Σ_a H_a = 2 (-½ phi·Lap phi + V)`: the second terms of the H_a add up to 0, as `W - I` is
    /// antisymmetric
    ///
    /// # Conventions
    /// As gradients, each bond shared between its two sites; of a bond to a ghost without the part
    /// that the ghost has alone.
    pub(super) fn write_loss<R: Real>(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        row: usize,
        out: &mut [f64],
    ) {
        let (around, h2) = (Around::new(lattice, fields, row), lattice.spacing().powi(2));
        around.each_block(|sites, _, gradients| {
            for (slot, x) in sites.enumerate() {
                let square: f64 = (0..2).map(|a| fields.phi.at(row, x, a).wide().powi(2)).sum();
                out[x] = 2.0 * (gradients[slot] / h2 + self.force.value(square.sqrt()));
            }
        });
        around.each_ghost(|x, [u, w]| out[x] -= (u * u + w * w) / h2);
    }
}

/// `phi·X_0 pi` at a site: the density of charge.
#[inline]
pub(super) fn charge_at<R: Real>(fields: &Fields<R>, row: usize, x: usize) -> f64 {
    let value = |field: &SiteField<R>, a| field.at(row, x, a).wide();
    let Fields { phi, pi, .. } = fields;
    value(phi, 0) * value(pi, 1) - value(phi, 1) * value(pi, 0)
}

/// `out -= A_0 phi·X_0 pi`, the energy of the charge in the potential.
pub(super) fn add_potential_energy<R: Real>(fields: &Fields<R>, row: usize, out: &mut [f64]) {
    let Some(potential) = fields.gauge.as_ref().and_then(GaugeField::potential) else { return };
    for (x, out) in out.iter_mut().enumerate() {
        *out -= potential.at(row, x, 0).wide() * charge_at(fields, row, x);
    }
}
