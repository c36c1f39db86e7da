//! Ghost values beyond a fixed edge.

use super::{Boundary, Direction, Lattice, Real, SiteField};

/// The value each fixed edge of a Klein-Gordon field had when the run began, which the ghost beyond
/// the edge holds for ever. Part of a checkpoint: without it a resumed run would differ.
///
/// # Conventions
/// `faces[mu][end]` is the layer of axis `mu` at its low (0) or high (1) end, component by
/// component in C order of the other axes; empty where the axis needs no ghost.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeValues<R> {
    /// Per axis, the low and the high face.
    pub faces: Vec<[Vec<R>; 2]>,
}

impl<R: Real> EdgeValues<R> {
    /// Takes the faces of all fixed and absorbing axes from a field.
    pub fn of(lattice: &Lattice, phi: &SiteField<R>) -> Self {
        let ends = |mu| [face(lattice, phi, mu, 0), face(lattice, phi, mu, 1)];
        Self { faces: (0..lattice.dim()).map(ends).collect() }
    }

    /// Whether no axis needs ghosts.
    pub fn is_empty(&self) -> bool {
        self.faces.iter().flatten().all(Vec::is_empty)
    }

    /// Whether the faces have the sizes a field of `components` on this lattice needs.
    pub fn fits(&self, lattice: &Lattice, components: usize) -> bool {
        let sizes = |mu: usize| match has_ghost(lattice.boundary()[mu]) {
            true => lattice.sites() / lattice.shape()[mu] * components,
            false => 0,
        };
        self.faces.len() == lattice.dim()
            && self
                .faces
                .iter()
                .enumerate()
                .all(|(mu, ends)| ends.iter().all(|face| face.len() == sizes(mu)))
    }

    /// The ghosts beside a row whose neighbour along *leading* axis `mu` is missing; `None` where
    /// the axis has no ghosts.
    pub fn row(
        &self,
        lattice: &Lattice,
        mu: usize,
        direction: Direction,
        component: usize,
        row: usize,
    ) -> Option<&[R]> {
        let face = self.face(mu, direction);
        let rows_on_face = lattice.rows() / lattice.shape()[mu];
        let slot = component * rows_on_face + lattice.row_on_face(row, mu);
        face.get(slot * lattice.row_len()..(slot + 1) * lattice.row_len())
    }

    /// The ghost beyond the low or high end of a row, along the last axis; `None` where the axis
    /// has no ghosts.
    pub fn end(
        &self,
        lattice: &Lattice,
        direction: Direction,
        component: usize,
        row: usize,
    ) -> Option<R> {
        let face = self.face(lattice.dim() - 1, direction);
        face.get(component * lattice.rows() + row).copied()
    }

    /// The ghosts beyond that end of a row, of all components: the first here, every further one as
    /// many places on as there are rows. `None` where the axis has no ghosts.
    pub(crate) fn ends(&self, lattice: &Lattice, direction: Direction, row: usize) -> Option<&[R]> {
        self.face(lattice.dim() - 1, direction).get(row..).filter(|ghosts| !ghosts.is_empty())
    }

    /// The same ghosts with every value converted.
    pub fn map<S>(&self, convert: impl Fn(R) -> S) -> EdgeValues<S> {
        let face = |face: &Vec<R>| face.iter().map(|value| convert(*value)).collect();
        let ends = |[low, high]: &[Vec<R>; 2]| [face(low), face(high)];
        EdgeValues { faces: self.faces.iter().map(ends).collect() }
    }

    fn face(&self, mu: usize, direction: Direction) -> &[R] {
        match direction {
            Direction::Backward => &self.faces[mu][0],
            Direction::Forward => &self.faces[mu][1],
        }
    }
}

/// Whether a ghost beyond this edge holds the initial value.
fn has_ghost(edge: Boundary) -> bool {
    matches!(edge, Boundary::Fixed | Boundary::Absorbing { .. })
}

fn face<R: Real>(lattice: &Lattice, phi: &SiteField<R>, mu: usize, end: usize) -> Vec<R> {
    let mut values = Vec::new();
    if !has_ghost(lattice.boundary()[mu]) {
        return values;
    }
    let index = if end == 0 { 0 } else { lattice.shape()[mu] - 1 };
    for component in 0..phi.components() {
        for row in 0..lattice.rows() {
            if mu + 1 == lattice.dim() {
                values.push(phi.at(row, index, component));
            } else if lattice.row_index(row, mu) == index {
                values.extend_from_slice(phi.row(row, component));
            }
        }
    }
    values
}
