//! How fast B and Bᵀ can go with links.

use super::Dirac;
use crate::lattice::{Direction, GaugeField, Lattice, Real, SiteField};
use crate::theory::beside::Linked;
use crate::theory::{LinkCoupling, lanczos};
use rayon::prelude::*;

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// The largest singular value of B with these links.
    ///
    /// # Conventions
    /// Where no plaquette encloses a flux, the links only turn the fields and shift their wave
    /// vectors: then it is that without links. Else it is found by iteration, and where that does
    /// not settle it is the bound `Σ_mu |U - 1|/h <= 2D/h`.
    pub(super) fn fastest_along(&self, lattice: &Lattice, gauge: &GaugeField<R>) -> f64 {
        let exact = self.network.coupling == LinkCoupling::Exact;
        if exact && !encloses_flux(lattice, gauge) {
            return self.fastest;
        }
        let bound = if exact { 2.0 * D as f64 } else { additive_bound::<R, D>(gauge) };
        let bound = bound / lattice.spacing();
        let mut middle = SiteField::zeros(lattice, K);
        let square = lanczos::largest(lattice, K, |from: &SiteField<R>, to: &mut SiteField<R>| {
            self.apply(lattice, (from, gauge), Direction::Forward, &mut middle);
            self.apply(lattice, (&middle, gauge), Direction::Backward, to);
        });
        square.map_or(bound, |square| square.sqrt().min(bound))
    }

    /// `out = B source`, or `Bᵀ source`.
    fn apply(
        &self,
        lattice: &Lattice,
        (source, gauge): (&SiteField<R>, &GaugeField<R>),
        direction: Direction,
        out: &mut SiteField<R>,
    ) {
        out.values_mut().fill(R::zero());
        let source = Linked { field: source, gauge: Some(gauge) };
        self.network.sweep(lattice, out, source, direction, 1.0);
    }
}

/// `Σ_mu |1 + (-1 + a X_0)| <= D (1 + sqrt(1 + a²))`, a the largest angle.
fn additive_bound<R: Real, const D: usize>(gauge: &GaugeField<R>) -> f64 {
    let angles = gauge.links().values().iter();
    let largest = angles.fold(0.0f64, |most, angle| most.max(angle.wide().abs()));
    D as f64 * (1.0 + 1f64.hypot(largest))
}

/// Whether some plaquette encloses more than a flux of rounding errors.
fn encloses_flux<R: Real>(lattice: &Lattice, gauge: &GaugeField<R>) -> bool {
    let planes: Vec<[usize; 2]> =
        (0..lattice.dim()).flat_map(|nu| (0..nu).map(move |mu| [mu, nu])).collect();
    let rounding = R::PRECISION.epsilon().sqrt();
    let encloses = |site, plane: &[usize; 2]| {
        let flux = gauge.links().plaquette(lattice, site, *plane);
        flux.is_some_and(|flux| (flux / 2.0).sin().abs() > rounding)
    };
    (0..lattice.rows()).into_par_iter().any(|row| {
        (0..lattice.row_len()).any(|x| planes.iter().any(|plane| encloses((row, x), plane)))
    })
}
