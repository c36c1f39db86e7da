//! The current on the links.

use super::Dirac;
use crate::lattice::{Direction, Fields, Lattice, Real, SiteField};
use crate::theory::SignedPermutation;
use crate::theory::beside::{Beside, Linked};

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// Writes the charge that leaves each site of a row along its link in direction `mu`, per unit
    /// of time.
    ///
    /// # Equation
    /// `j = -(2/h) phi_i·X_mu U pi_{i+e_mu} + (r/h) (phi_i·X_0 U phi_{i+e_mu} - pi_i·X_0 U pi_{i+e_mu})`,
    /// so that `∂t (|phi_i|² + |pi_i|²) = -Σ_mu (j_{i,mu} - j_{i-e_mu,mu})`
    pub(super) fn current(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        (row, mu): (usize, usize),
        out: &mut [f64],
    ) {
        let Fields { phi, pi, gauge, .. } = fields;
        let (h, x0) = (lattice.spacing(), self.turning_factor());
        out.fill(0.0);
        let mut add =
            |from: &SiteField<R>, to: &SiteField<R>, factor: &SignedPermutation<K>, scale: f64| {
                let linked = Linked::new(from, gauge);
                for beside in Beside::along(lattice, linked, row, mu, Direction::Forward) {
                    for (a, x) in (0..K).flat_map(|a| beside.sites.clone().map(move |x| (a, x))) {
                        let brought = factor.sign[a] * beside.value(factor.from[a], x);
                        out[x] += scale * to.at(row, x, a).wide() * brought;
                    }
                }
            };
        add(pi, phi, &self.network.factors()[mu], -2.0 / h);
        if self.r != 0.0 {
            add(phi, phi, &x0, self.r / h);
            add(pi, pi, &x0, -self.r / h);
        }
    }
}
