//! A site of a scalar field and its 2 D neighbours, row by row.

use crate::lattice::{Direction, EdgeValues, Fields, Lattice, Real, SiteField};
use rayon::prelude::*;

/// One row of phi and the rows beside it, ghosts beyond the edges included.
pub(super) struct Stencil<'a, R> {
    /// The row itself.
    here: &'a [R],
    /// Neighbours along the leading axes, two for each.
    beside: [Side<&'a [R]>; 4],
    /// Neighbours of the first and of the last site, along the row.
    ends: [Side<R>; 2],
    leading: usize,
}

/// A neighbour, and whether it is a ghost that holds a value of its own: where the slope is zero
/// there is none.
#[derive(Clone, Copy)]
struct Side<T> {
    value: T,
    ghost: bool,
}

const DIRECTIONS: [Direction; 2] = [Direction::Backward, Direction::Forward];

impl<'a, R: Real> Stencil<'a, R> {
    pub(super) fn new(lattice: &Lattice, fields: &'a Fields<R>, row: usize) -> Self {
        let (phi, edge) = (&fields.phi, fields.edge.as_ref());
        let (here, leading) = (phi.row(row, 0), lattice.dim() - 1);
        let mut beside = [Side { value: here, ghost: true }; 4];
        for (slot, side) in beside.iter_mut().enumerate().take(2 * leading) {
            *side = row_beside(lattice, phi, edge, row, slot / 2, DIRECTIONS[slot % 2]);
        }
        let ends = DIRECTIONS.map(|direction| beyond_end(lattice, here, edge, row, direction));
        Self { here, beside, ends, leading }
    }

    /// The row's values beside site `x` along the row.
    fn along(&self, x: usize) -> [Side<R>; 2] {
        let inside = |x: usize| Side { value: self.here[x], ghost: false };
        let before = if x == 0 { self.ends[0] } else { inside(x - 1) };
        let after = if x + 1 == self.here.len() { self.ends[1] } else { inside(x + 1) };
        [before, after]
    }

    fn sides(&self, x: usize) -> impl Iterator<Item = (f64, bool)> {
        let beside = self.beside.into_iter().take(2 * self.leading);
        let beside = beside.map(move |side| (side.value[x].wide(), side.ghost));
        beside.chain(self.along(x).into_iter().map(|side| (side.value.wide(), side.ghost)))
    }

    /// `Σ (neighbour - here)`: h² times the Laplacian.
    pub(super) fn difference_sum(&self, x: usize) -> f64 {
        let here = self.here[x].wide();
        self.sides(x).map(|(value, _)| value - here).sum()
    }

    /// The sum of the ghosts.
    pub(super) fn ghost_sum(&self, x: usize) -> f64 {
        self.sides(x).filter(|(_, ghost)| *ghost).map(|(value, _)| value).sum()
    }

    /// `½ Σ_mu (h D+_mu phi)²`, each bond shared between its two sites; bonds to ghosts whole.
    /// Its gradient is minus [`Self::difference_sum`], whatever the boundary.
    pub(super) fn gradient_energy(&self, x: usize) -> f64 {
        let here = self.here[x].wide();
        let bond = |(value, ghost): (f64, bool)| {
            let share = if ghost { 0.5 } else { 0.25 };
            share * (value - here) * (value - here)
        };
        self.sides(x).map(bond).sum()
    }
}

/// The row beside along a leading axis: a row of the lattice, a row of ghosts, or, where the slope
/// is zero, the row itself.
fn row_beside<'a, R: Real>(
    lattice: &Lattice,
    phi: &'a SiteField<R>,
    edge: Option<&'a EdgeValues<R>>,
    row: usize,
    mu: usize,
    direction: Direction,
) -> Side<&'a [R]> {
    match lattice.row_neighbour(row, mu, direction) {
        Some(neighbour) => Side { value: phi.row(neighbour, 0), ghost: false },
        None => {
            let ghosts = edge.and_then(|edge| edge.row(lattice, mu, direction, 0, row));
            Side { value: ghosts.unwrap_or(phi.row(row, 0)), ghost: ghosts.is_some() }
        }
    }
}

/// The same beyond an end of the row.
fn beyond_end<R: Real>(
    lattice: &Lattice,
    here: &[R],
    edge: Option<&EdgeValues<R>>,
    row: usize,
    direction: Direction,
) -> Side<R> {
    let (own, opposite) = match direction {
        Direction::Backward => (here[0], here[here.len() - 1]),
        Direction::Forward => (here[here.len() - 1], here[0]),
    };
    if lattice.boundary()[lattice.dim() - 1].is_periodic() {
        return Side { value: opposite, ghost: false };
    }
    let ghost = edge.and_then(|edge| edge.end(lattice, direction, 0, row));
    Side { value: ghost.unwrap_or(own), ghost: ghost.is_some() }
}

/// The largest value that `density` writes for any site.
pub(in crate::theory) fn liveliest_site(
    lattice: &Lattice,
    density: impl Fn(usize, &mut [f64]) + Sync,
) -> f64 {
    let most = |row: usize| {
        let mut values = vec![0.0; lattice.row_len()];
        density(row, &mut values);
        values.into_iter().fold(f64::NEG_INFINITY, f64::max)
    };
    (0..lattice.rows()).into_par_iter().map(most).reduce(|| f64::NEG_INFINITY, f64::max)
}
