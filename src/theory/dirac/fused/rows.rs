//! Where the kernels find what is about a row.

use super::Fused;
use crate::lattice::simd::unrolled;
use crate::lattice::{Direction, Real, SiteField};
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
    /// From the turns of a row to those of the next; 0: there are none.
    pub(super) turns_apart: usize,
    /// Whether the last axis closes to a circle.
    pub(super) closed: bool,
}

impl<R, const D: usize> Rows<R, D> {
    /// The same about the n-th row after this one, of fields of K components, if they are alike.
    #[inline(always)]
    pub(super) fn further<const K: usize>(mut self, n: usize) -> Self {
        let apart = n * K * self.row_len;
        self.own = self.own.wrapping_add(apart);
        self.here = self.here.wrapping_add(apart);
        unrolled!(mu < D, {
            let beside = if mu + 1 < D || self.closed { apart } else { 0 };
            self.beside[mu] = self.beside[mu].wrapping_add(beside);
            let ([cos, sin], apart) = (self.links[mu], n * D * self.row_len);
            self.links[mu] = [cos.wrapping_add(apart), sin.wrapping_add(apart)];
        });
        let signs = if self.turns_apart > 4 * self.row_len { n * self.turns_apart } else { 0 };
        let apart = n * self.turns_apart;
        self.turns[0] = self.turns[0].wrapping_add(apart);
        self.turns[1] = self.turns[1].wrapping_add(apart);
        self.turns[2] = self.turns[2].wrapping_add(signs);
        self.all_turns = self.all_turns.wrapping_add(apart);
        self
    }
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
    fn neighbour(&self, Place { row, at }: Place, mu: usize, way: Direction) -> Option<usize> {
        if mu + 1 == D {
            return self.places.closed[mu].then_some(row);
        }
        self.places.neighbour(row, at, mu, way)
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
        let (row_len, closed) = (self.places.row_len, self.places.closed[D - 1]);
        let turns_apart = self.turns.map_or(0, SiteField::block_len);
        Rows {
            own,
            here,
            beside,
            links,
            turns,
            all_turns,
            row_len,
            ahead: 0,
            turns_ahead: 0,
            turns_apart,
            closed,
        }
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
