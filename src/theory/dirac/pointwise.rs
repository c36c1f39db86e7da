//! What is done to each site alone.

use crate::lattice::{Lattice, Layer, Real, SiteField};

/// Damps a field in the absorbing layers.
pub(super) fn damp<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, layer: &Layer) {
    field.for_each_row(lattice, |row, values| {
        let common = layer.of_row(lattice, row);
        for component in values.chunks_exact_mut(lattice.row_len()) {
            for (value, along) in component.iter_mut().zip(layer.along_row()) {
                *value *= R::of(common * along);
            }
        }
    });
}
