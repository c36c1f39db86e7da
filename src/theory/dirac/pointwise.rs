//! What is done to each site alone.

use super::sweep::Turn;
use crate::lattice::{Lattice, Layer, Real, SiteField};

/// `field -> rot(angle) field`
pub(super) fn turn<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, angle: f64) {
    let turn = Turn::by(angle);
    field.for_each_row(lattice, |_, values| {
        for pair in values.chunks_exact_mut(2 * lattice.row_len()) {
            let (u, w) = pair.split_at_mut(lattice.row_len());
            for (u, w) in u.iter_mut().zip(w) {
                [*u, *w] = turn.apply([*u, *w]);
            }
        }
    });
}

/// `field -> rot(angle) field`, computed in f64 and rounded once.
pub(super) fn turn_precisely<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, angle: f64) {
    let turn = Turn::by(angle);
    field.for_each_row(lattice, |_, values| {
        for pair in values.chunks_exact_mut(2 * lattice.row_len()) {
            let (u, w) = pair.split_at_mut(lattice.row_len());
            for (u, w) in u.iter_mut().zip(w) {
                [*u, *w] = turn.apply([u.wide(), w.wide()]).map(R::of);
            }
        }
    });
}

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

/// `field -> rot((A_0 + rate) t) field`, computed in f64 and rounded once.
pub(super) fn turn_locally<R: Real>(
    lattice: &Lattice,
    field: &mut SiteField<R>,
    potential: &SiteField<R>,
    rate: f64,
    t: f64,
) {
    field.for_each_row(lattice, |row, values| {
        let (potential, length) = (potential.block(row), lattice.row_len());
        // A step, a barrier or a well is flat but for its edges: most turns are the last one again.
        let mut last = (R::nan(), Turn::by(0.0));
        for x in 0..length {
            if potential[x] != last.0 {
                last = (potential[x], Turn::by((potential[x].wide() + rate) * t));
            }
            for pair in values.chunks_exact_mut(2 * length) {
                [pair[x], pair[x + length]] =
                    last.1.apply([pair[x].wide(), pair[x + length].wide()]).map(R::of);
            }
        }
    });
}
