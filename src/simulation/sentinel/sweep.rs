//! One pass over all values.

use crate::lattice::{Fields, Lattice, Real, SiteField};
use rayon::prelude::*;

/// How many times its initial magnitude a field in a stable run may reach. Waves that meet at one
/// site gain a few hundred times at most on the lattices that fit in memory; what doubles again and
/// again soon passes a million.
pub const BLOW_UP: f64 = 1e6;

/// A value that is unfit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub row: usize,
    pub x: usize,
    pub field: &'static str,
    pub component: usize,
    pub value: f64,
}

/// The first site, in lattice order, with a value that is not finite or larger than `limit`; at
/// that site phi before pi, in order of components.
pub(super) fn find<R: Real>(lattice: &Lattice, fields: &Fields<R>, limit: R) -> Option<Found> {
    let chunk = fields.phi.block_len() * lattice.rows_per_chunk();
    let chunks = fields.phi.values().par_chunks(chunk).zip(fields.pi.values().par_chunks(chunk));
    let bad = chunks
        .with_min_len(MIN_CHUNKS)
        .position_first(|(phi, pi)| !(within(phi, limit) && within(pi, limit)))?;
    let rows = bad * lattice.rows_per_chunk()..lattice.rows();
    rows.into_iter().find_map(|row| find_in_row(lattice, fields, limit, row))
}

/// Chunks a thread sweeps at least: sweeping one takes less time than handing it over.
const MIN_CHUNKS: usize = 8;

/// Whether all magnitudes are at most the limit; false for a value that is no number. No branch
/// in the loop, so that it vectorises.
fn within<R: Real>(values: &[R], limit: R) -> bool {
    values.iter().fold(true, |fit, value| fit & (value.abs() <= limit))
}

fn find_in_row<R: Real>(
    lattice: &Lattice,
    fields: &Fields<R>,
    limit: R,
    row: usize,
) -> Option<Found> {
    let at_site = |x: usize| {
        find_at(&fields.phi, limit, row, x, "phi")
            .or_else(|| find_at(&fields.pi, limit, row, x, "pi"))
    };
    (0..lattice.row_len()).find_map(at_site)
}

fn find_at<R: Real>(
    field: &SiteField<R>,
    limit: R,
    row: usize,
    x: usize,
    name: &'static str,
) -> Option<Found> {
    let unfit = |component: &usize| !within(&[field.at(row, x, *component)], limit);
    let component = (0..field.components()).find(unfit)?;
    Some(Found { row, x, field: name, component, value: field.at(row, x, component).wide() })
}
