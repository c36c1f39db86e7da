//! Links and `A_0` as operators between sites, from their definitions.

use super::dirac::{Factor, outer};
use super::site::beside;
use super::{SparseMatrix, assemble};
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

/// The angles of the links along an axis, in C order of their sites.
pub fn angles(lattice: &Lattice, mu: usize, gauge: &GaugeField<f64>) -> Vec<f64> {
    let n = lattice.row_len();
    (0..lattice.sites()).map(|site| gauge.links().at(site / n, site % n, mu)).collect()
}

/// `rot(Θ)` on the types at each site, of an angle at each.
///
/// # Reference
/// (5.2)
pub fn turn(x0: &Factor, theta: &[f64]) -> SparseMatrix {
    let part =
        |of: fn(f64) -> f64| diagonal(&theta.iter().map(|angle| of(*angle)).collect::<Vec<_>>());
    outer(&identity(x0.len()), &part(f64::cos)).plus(&outer(x0, &part(f64::sin)))
}

/// The same on phi and pi.
pub fn rotation(x0: &Factor, theta: &[f64]) -> SparseMatrix {
    let one = turn(x0, theta);
    assemble(one.rows(), [[Some(&one), None], [None, Some(&one)]], [None; 2])
}

/// The unit factor between `types` types.
pub fn identity(types: usize) -> Factor {
    (0..types).map(|a| (0..types).map(|b| f64::from(u8::from(a == b))).collect()).collect()
}

/// Values on the diagonal.
pub fn diagonal(values: &[f64]) -> SparseMatrix {
    let entries = values.iter().enumerate().map(|(at, value)| (at, at, *value));
    SparseMatrix::new(values.len(), values.len(), entries.collect())
}
