//! The gauge field (Sec. 5): the network in it, what it keeps, and cases in closed form.

pub(super) mod electric;
pub(super) mod errata;
pub(super) mod flows;
pub(super) mod flux;
pub(super) mod gradients;
pub(super) mod kept;
pub(super) mod klein;
pub(super) mod landau;
pub(super) mod orders;

use super::context::wild;
use super::dirac::{BOUNDARIES, M};
use crate::lattice::{Boundary, GaugeField, Lattice};
use crate::network::{Loss, Tensors, dirac};

/// Tensors in a wild field, and that field.
fn in_wild(lattice: &Lattice, wilson: f64) -> Option<(GaugeField<f64>, Tensors, Loss)> {
    let gauge = wild(lattice)?;
    let (tensors, loss) = dirac::tensors_within(lattice, M, wilson, Some(&gauge));
    Some((gauge, tensors, loss))
}

/// Every dimension with every boundary.
fn everywhere() -> impl Iterator<Item = (usize, Boundary)> {
    (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)))
}

/// The same without those that absorb.
fn without_loss() -> impl Iterator<Item = (usize, Boundary)> {
    everywhere().filter(|(_, boundary)| !matches!(boundary, Boundary::Absorbing { .. }))
}
