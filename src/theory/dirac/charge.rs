//! The charge Q.

use super::Dirac;
use super::sweep::Block;
use crate::lattice::{Direction, Fields, Lattice, Layer, Real, sum_sites};
use crate::theory::beside::Linked;
use std::ops::Range;

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// Writes the density of Q for a range of sites of a row.
    pub(super) fn charge_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        (row, sites): (usize, Range<usize>),
        out: &mut [f64],
    ) {
        let Fields { phi, pi, gauge, .. } = fields;
        let place = (row, sites);
        self.network.each_block(
            lattice,
            Linked::new(phi, gauge),
            place,
            Direction::Backward,
            1.0,
            |sites, gradient: &Block<f64, K>| {
                for (slot, x) in sites.enumerate() {
                    out[x] = (0..K)
                        .map(|a| {
                            phi.at(row, x, a).wide().powi(2) + pi.at(row, x, a).wide().powi(2)
                                - dt * dt / 4.0 * gradient[a][slot].powi(2)
                        })
                        .sum();
                }
            },
        );
    }

    /// `Σ Q` over the sites that damping the layer can change.
    pub(super) fn charge_near(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        layer: &Layer,
        dt: f64,
    ) -> f64 {
        sum_sites(lattice, |row, out| {
            out.fill(0.0);
            for sites in layer.reach(lattice, row) {
                self.charge_density(lattice, fields, dt, (row, sites), out);
            }
        })
    }
}
