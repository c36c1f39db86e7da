//! Links and `A_0` as operators between sites, from their definitions.

use super::SparseMatrix;
use super::site::beside;
use crate::lattice::{Direction, GaugeField, Lattice};

/// Cos and sin of the links along an axis, each with the step to the next site; beyond an edge that
/// is not periodic, 0.
///
/// # Equation
/// `U_{i,mu} f_{i+e_mu} = (C f)_i + X_0 (S f)_i`, `C_ij = cos a_{i,mu} δ_i^{j - e_mu}`, S likewise
pub fn carried(lattice: &Lattice, gauge: Option<&GaugeField<f64>>, mu: usize) -> [SparseMatrix; 2] {
    let (sites, n) = (lattice.sites(), lattice.row_len());
    let angle = |site: usize| gauge.map_or(0.0, |gauge| gauge.links().at(site / n, site % n, mu));
    let matrix = |of: fn(f64) -> f64| {
        let ahead =
            |site| Some((site, beside(lattice, site, mu, Direction::Forward)?, of(angle(site))));
        SparseMatrix::new(sites, sites, (0..sites).filter_map(ahead).collect())
    };
    [matrix(f64::cos), matrix(f64::sin)]
}

/// `A_0` on the diagonal.
pub fn potential(lattice: &Lattice, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let (sites, n) = (lattice.sites(), lattice.row_len());
    let potential = gauge.and_then(GaugeField::potential);
    let at = |site: usize| potential.map_or(0.0, |a0| a0.at(site / n, site % n, 0));
    SparseMatrix::new(sites, sites, (0..sites).map(|site| (site, site, at(site))).collect())
}
