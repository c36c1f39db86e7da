//! The frequency a scalar field oscillates with.

use super::site::{BOTH_WAYS, Source};
use crate::lattice::{Lattice, Real, SiteField};
use crate::simulation::Parameters;
use crate::theory::Potential;
use rayon::prelude::*;

/// The mean angular frequency of a Klein-Gordon field, each mode weighed by its energy.
///
/// # Equation
/// `omega² = Σ (|K phi|² + pi·K pi) / Σ (phi·K phi + pi·pi)`, `K = V''(vacuum) - Lap`; 1 where
/// that is no positive number (a field at rest).
///
/// # Conventions
/// K commutes with the motion of a linear field, so both sums are constant in time: the scale of
/// `phi + i pi/omega` does not flicker as the field swings between phi and pi. Edges count as free:
/// they need not be exact here.
pub(super) fn carrier<R: Real>(source: &Source<R>) -> f64 {
    let (lattice, mass_squared) = (source.lattice, mass_squared(source.parameters));
    let per_chunk = lattice.rows_per_chunk();
    let sum_chunk = |chunk: usize| {
        let mut rows = [vec![0.0; lattice.row_len()], vec![0.0; lattice.row_len()]];
        let last = lattice.rows().min((chunk + 1) * per_chunk);
        (chunk * per_chunk..last)
            .map(|row| sum_row(source, row, mass_squared, &mut rows))
            .fold([0.0, 0.0], add)
    };
    let sums: Vec<_> = (0..lattice.chunks()).into_par_iter().map(sum_chunk).collect();
    let [above, below] = sums.into_iter().fold([0.0, 0.0], add);
    let squared = above / below;
    if squared.is_finite() && squared > 0.0 { squared.sqrt() } else { 1.0 }
}

fn add(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

/// What a row adds to both sums.
fn sum_row<R: Real>(
    source: &Source<R>,
    row: usize,
    mass_squared: f64,
    [k_phi, k_pi]: &mut [Vec<f64>; 2],
) -> [f64; 2] {
    let fields = source.fields;
    fill_k(source.lattice, &fields.phi, row, mass_squared, k_phi);
    fill_k(source.lattice, &fields.pi, row, mass_squared, k_pi);
    let sites = fields.phi.row(row, 0).iter().zip(fields.pi.row(row, 0));
    sites.zip(k_phi.iter().zip(k_pi.iter())).fold([0.0, 0.0], |sums, ((phi, pi), (k_phi, k_pi))| {
        let (phi, pi) = (phi.wide(), pi.wide());
        add(sums, [k_phi * k_phi + pi * k_pi, phi * k_phi + pi * pi])
    })
}

/// Writes K f of a row.
fn fill_k<R: Real>(
    lattice: &Lattice,
    f: &SiteField<R>,
    row: usize,
    mass_squared: f64,
    out: &mut [f64],
) {
    let (here, h2, last) = (f.row(row, 0), lattice.spacing().powi(2), lattice.row_len() - 1);
    out.iter_mut().zip(here).for_each(|(k, value)| *k = mass_squared * value.wide());
    for mu in 0..lattice.dim() - 1 {
        for beside in BOTH_WAYS.into_iter().filter_map(|way| lattice.row_neighbour(row, mu, way)) {
            for (k, (value, beside)) in out.iter_mut().zip(here.iter().zip(f.row(beside, 0))) {
                *k += (value.wide() - beside.wide()) / h2;
            }
        }
    }
    let mut bond = |x: usize, ahead: usize| {
        let pull = (here[x].wide() - here[ahead].wide()) / h2;
        out[x] += pull;
        out[ahead] -= pull;
    };
    (0..last).for_each(|x| bond(x, x + 1));
    if lattice.boundary()[lattice.dim() - 1].is_periodic() {
        bond(last, 0);
    }
}

/// The square of the mass that small waves have: `V''` at the vacuum, which for a typed potential
/// is taken to be at `phi = 0`. Never negative.
fn mass_squared(parameters: &Parameters) -> f64 {
    let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
    potential.vacuum_curvature(&parameters.couplings).max(0.0)
}
