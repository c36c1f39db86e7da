//! Carrying values along links, as operators.

use super::dirac::{Factor, outer, shift};
use super::site::beside;
use super::{SparseMatrix, assemble};
use crate::lattice::{Direction, GaugeField, Lattice};

/// What a site takes of the next one along an axis, carried back along the link between them.
///
/// # Equation
/// `(T_mu x)_i = U_{i,mu} x_{i+e_mu}`, `U = cos a + sin a X_0`
///
/// # Conventions
/// Beyond an edge that is not periodic the field is 0. Without a gauge field every a is 0.
///
/// # Reference
/// The equation above (5.3), its angles θ_i - θ_{i+e_mu} made free
pub fn transport(
    lattice: &Lattice,
    mu: usize,
    x0: &Factor,
    gauge: Option<&GaugeField<f64>>,
) -> SparseMatrix {
    let Some(gauge) = gauge else { return outer(&identity(x0.len()), &shift(lattice, mu)) };
    let part = |of: fn(f64) -> f64| {
        let entry = |(site, angle): (usize, f64)| {
            Some((site, beside(lattice, site, mu, Direction::Forward)?, of(angle)))
        };
        let entries = angles(lattice, mu, gauge).into_iter().enumerate().filter_map(entry);
        SparseMatrix::new(lattice.sites(), lattice.sites(), entries.collect())
    };
    outer(&identity(x0.len()), &part(f64::cos)).plus(&outer(x0, &part(f64::sin)))
}

/// The angles of the links along an axis, in C order of their sites.
pub fn angles(lattice: &Lattice, mu: usize, gauge: &GaugeField<f64>) -> Vec<f64> {
    let all = gauge.links().to_array(lattice);
    all.iter().skip(mu * lattice.sites()).take(lattice.sites()).copied().collect()
}

/// `A_0 X_0`: the potential turns every pair alike.
pub fn potential(lattice: &Lattice, x0: &Factor, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let values: Option<Vec<f64>> =
        gauge.and_then(GaugeField::potential).map(|a0| a0.to_array(lattice).into_iter().collect());
    outer(x0, &diagonal(lattice.sites(), &values.unwrap_or_default()))
}

/// `Σ_mu (T_mu - 2 + T_muᵀ)/h²`: the Laplacian that links make covariant, zero beyond edges.
pub fn laplacian(lattice: &Lattice, x0: &Factor, gauge: Option<&GaugeField<f64>>) -> SparseMatrix {
    let (size, dim) = (x0.len() * lattice.sites(), lattice.dim());
    let here = SparseMatrix::diagonal(size, -2.0 * dim as f64);
    let sum = (0..dim).fold(here, |sum, mu| {
        let carried = transport(lattice, mu, x0, gauge);
        sum.plus(&carried).plus(&carried.transpose())
    });
    sum.scaled(1.0 / lattice.spacing().powi(2))
}

/// `rot(Θ)` on the types at each site, of an angle at each.
///
/// # Reference
/// (5.2)
pub fn turn(x0: &Factor, theta: &[f64]) -> SparseMatrix {
    let part = |of: fn(f64) -> f64| {
        let values: Vec<f64> = theta.iter().map(|angle| of(*angle)).collect();
        diagonal(theta.len(), &values)
    };
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

/// Values on the diagonal; those not given are 0.
pub fn diagonal(size: usize, values: &[f64]) -> SparseMatrix {
    let entries = values.iter().enumerate().map(|(at, value)| (at, at, *value));
    SparseMatrix::new(size, size, entries.collect())
}
