//! The energy.

use super::Dirac;
use super::sweep::Block;
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real};
use crate::theory::beside::Linked;

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// Writes the energy of each site of a row, per cell.
    ///
    /// # Equation
    /// `phi·M phi - pi·M pi - 2 phi·X_0 B pi + A_0 (|phi|² + |pi|²)`
    pub(super) fn write_energy(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        row: usize,
        out: &mut [f64],
    ) {
        let Fields { phi, pi, gauge, .. } = fields;
        let place = (row, 0..lattice.row_len());
        out.fill(0.0);
        self.add_mass_density(lattice, Linked::new(phi, gauge), row, 1.0, out);
        self.add_mass_density(lattice, Linked::new(pi, gauge), row, -1.0, out);
        add_potential_energy(fields, row, out);
        self.network.each_block(
            lattice,
            Linked::new(pi, gauge),
            place,
            Direction::Forward,
            1.0,
            |sites, bias: &Block<f64, K>| {
                for (slot, x) in sites.enumerate() {
                    let phi = |a: usize| phi.at(row, x, a).wide();
                    let pair = |a: usize| phi(a) * bias[a + 1][slot] - phi(a + 1) * bias[a][slot];
                    out[x] -= (0..K).step_by(2).map(|a| 2.0 * pair(a)).sum::<f64>();
                }
            },
        );
    }
}

/// `out += A_0 (|phi|² + |pi|²)` on the sites of a row.
fn add_potential_energy<R: Real>(fields: &Fields<R>, row: usize, out: &mut [f64]) {
    let Some(potential) = fields.gauge.as_ref().and_then(GaugeField::potential) else { return };
    for block in [fields.phi.block(row), fields.pi.block(row)] {
        for component in block.chunks_exact(out.len()) {
            for ((out, value), a0) in out.iter_mut().zip(component).zip(potential.block(row)) {
                *out += a0.wide() * value.wide() * value.wide();
            }
        }
    }
}
