//! Where the kernels find what is about a row.

use super::Fused;
use crate::lattice::{Direction, Real};
use crate::theory::LinkCoupling;
use crate::theory::factors::{Factors, Spin};

/// What a stage reads and writes about one row, by the address of its first value.
#[derive(Clone, Copy)]
pub(super) struct Rows<R, const D: usize> {
    /// Of the field that is changed.
    pub(super) own: *mut R,
    /// Of the other.
    pub(super) here: *const R,
    /// Of the other, one step along each axis. Along the last axis: where the value beyond the end
    /// of the row is taken from, in its place in the row.
    pub(super) beside: [*const R; D],
    /// cos and sin of the links that lead there, where there are any; of the additive coupling the
    /// angles, see [`ADDITIVE`].
    pub(super) links: [[*const R; 2]; D],
    /// half_tan, sin and sign of the turns of the field that is changed, where sites have their own.
    pub(super) turns: [*const R; 3],
    /// All numbers of the turns, those of phi first.
    pub(super) all_turns: *const R,
    pub(super) row_len: usize,
    /// How far after these rows those lie that are to be brought near meanwhile; 0: none are.
    pub(super) ahead: usize,
    /// The same for their turns.
    pub(super) turns_ahead: usize,
}

/// A row, and where it is along the leading axes.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) at: [usize; 2],
}

impl<R: Real, const K: usize, const D: usize> Fused<'_, R, K, D>
where
    Spin: Factors<K, D>,
{
    /// The row one step along an axis, or none beyond an edge: along the last axis, the row itself.
    #[inline]
    fn neighbour(&self, place: Place, mu: usize, direction: Direction) -> Option<usize> {
        let closed = self.closed[mu];
        if mu + 1 == D {
            return closed.then_some(place.row);
        }
        let (stride, last) = (if mu + 2 < D { self.extents[1] } else { 1 }, self.extents[mu] - 1);
        match direction {
            Direction::Forward if place.at[mu] < last => Some(place.row + stride),
            Direction::Forward => closed.then(|| place.row - last * stride),
            Direction::Backward if place.at[mu] > 0 => Some(place.row - stride),
            Direction::Backward => closed.then(|| place.row + last * stride),
        }
    }

    #[inline]
    pub(super) fn rows(&self, place: Place, direction: Direction) -> Rows<R, D> {
        let (own, other) = match direction {
            Direction::Forward => (self.phi, self.pi),
            Direction::Backward => (self.pi, self.phi),
        };
        let (own, here) = (own.block(place.row), other.block(place.row).cast_const());
        let mut beside = [self.beyond.as_ptr(); D];
        let mut links = [[here; 2]; D];
        for mu in 0..D {
            let neighbour = self.neighbour(place, mu, direction);
            if let Some(row) = neighbour {
                beside[mu] = other.block(row);
            }
            if let (Some(gauge), LinkCoupling::Additive) = (self.links, self.coupling) {
                links[mu] = [gauge.links().row(place.row, mu).as_ptr(); 2];
            } else if let Some(gauge) = self.links {
                // Beyond an edge there is nothing to carry, so any link will do.
                let row = match direction {
                    Direction::Forward => place.row,
                    Direction::Backward => neighbour.unwrap_or(place.row),
                };
                links[mu] = [gauge.cos().row(row, mu).as_ptr(), gauge.sin().row(row, mu).as_ptr()];
            }
        }
        let (turns, all_turns) = self.turns_of(place.row, direction);
        let (ahead, turns_ahead) = (0, 0);
        let row_len = self.row_len;
        Rows { own, here, beside, links, turns, all_turns, row_len, ahead, turns_ahead }
    }

    /// half_tan, sin and sign of what a stage turns, and all numbers, by address.
    #[inline]
    fn turns_of(&self, row: usize, direction: Direction) -> ([*const R; 3], *const R) {
        let Some(turns) = self.turns else {
            return ([self.beyond.as_ptr(); 3], self.beyond.as_ptr());
        };
        let which = usize::from(direction == Direction::Backward);
        let number = |component: usize| turns.row(row, component).as_ptr();
        let signs = turns.components() > 4;
        let sign = if signs { number(4 + which) } else { self.ones.as_ptr() };
        ([number(2 * which), number(2 * which + 1), sign], number(0))
    }
}
