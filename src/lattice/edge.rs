//! Ghost values beyond a fixed edge.

use super::{Lattice, Real, SiteField};

/// The value each fixed edge of a Klein-Gordon field had when the run began, which the ghost beyond
/// the edge holds for ever. Part of a checkpoint: without it a resumed run would differ.
///
/// # Conventions
/// `phi` is the whole initial field restricted to what edges need: `faces[mu][end]` is the layer of
/// axis `mu` at its low (0) or high (1) end, in C order of the other axes, component by component;
/// empty where the axis needs no ghost.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeValues<R> {
    /// Per axis, the low and the high face.
    pub faces: Vec<[Vec<R>; 2]>,
}

impl<R: Real> EdgeValues<R> {
    /// Takes the faces of all non-periodic, non-free axes from a field.
    pub fn of(lattice: &Lattice, phi: &SiteField<R>) -> Self {
        let faces = (0..lattice.dim()).map(|mu| [face(lattice, phi, mu, 0), face(lattice, phi, mu, 1)]);
        Self { faces: faces.collect() }
    }
}

fn face<R: Real>(lattice: &Lattice, phi: &SiteField<R>, mu: usize, end: usize) -> Vec<R> {
    use super::Boundary::{Absorbing, Fixed};
    if !matches!(lattice.boundary()[mu], Fixed | Absorbing { .. }) {
        return Vec::new();
    }
    let index = if end == 0 { 0 } else { lattice.shape()[mu] - 1 };
    let mut values = Vec::new();
    for component in 0..phi.components() {
        for row in 0..lattice.rows() {
            for (x, value) in phi.row(row, component).iter().enumerate() {
                if lattice.index(row, x, mu) == index {
                    values.push(*value);
                }
            }
        }
    }
    values
}
