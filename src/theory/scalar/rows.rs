//! Where the kernels find what is about a row.

use super::{Force, Scalar};
use crate::lattice::simd::unrolled;
use crate::lattice::wavefront::Due;
use crate::lattice::{Direction, GaugeField, Real};

/// Values of one row, by the address of the first, and how far apart components lie.
#[derive(Clone, Copy)]
pub(super) struct Values<R> {
    pub(super) first: *const R,
    pub(super) apart: usize,
}

/// The two sides of an axis: behind and ahead.
pub(super) type Sides<T> = [T; 2];

pub(super) const BEHIND: usize = 0;
pub(super) const AHEAD: usize = 1;

/// The side of a direction.
const WAYS: Sides<Direction> = [Direction::Backward, Direction::Forward];

/// What a kick reads and writes about one row.
#[derive(Clone, Copy)]
pub(super) struct Rows<R, const D: usize> {
    pub(super) pi: *mut R,
    pub(super) phi: *const R,
    /// phi beside the row along each axis; along the last, of the one site beyond each end.
    pub(super) beside: [Sides<Values<R>>; D],
    /// cos and sin of the links to what is beside; along the last axis those of the row itself, and
    /// behind its first site.
    pub(super) links: [Sides<[*const R; 2]>; D],
    /// Whether the last axis closes to a circle.
    pub(super) closed: bool,
    pub(super) row_len: usize,
    /// Whether beyond its ends are ghosts.
    pub(super) ghosts: bool,
    /// How far after the row lies what is to be brought near meanwhile; 0: nothing is.
    pub(super) ahead: usize,
}

impl<R, const D: usize> Rows<R, D> {
    /// The same about the n-th row after this one, of fields of K components, if they are alike.
    #[inline(always)]
    pub(super) fn further<const K: usize>(mut self, n: usize) -> Self {
        let (apart, of_links) = (n * K * self.row_len, n * D * self.row_len);
        self.pi = self.pi.wrapping_add(apart);
        self.phi = self.phi.wrapping_add(apart);
        unrolled!(mu < D, {
            let beside = if mu + 1 == D && self.ghosts { n } else { apart };
            unrolled!(side < 2, {
                self.beside[mu][side].first = self.beside[mu][side].first.wrapping_add(beside);
                let [cos, sin] = self.links[mu][side];
                let still = side == BEHIND && mu + 1 == D && !self.closed;
                let apart = if still { 0 } else { of_links };
                self.links[mu][side] = [cos.wrapping_add(apart), sin.wrapping_add(apart)];
            });
        });
        self
    }
}

impl<R: Real, F: Force<R>, const K: usize, const D: usize> Scalar<'_, R, F, K, D> {
    /// About a row at which a stage is due, and where it is along the leading axes.
    #[inline]
    pub(super) fn rows(&self, row: usize, at: [usize; 2], due: &Due) -> Rows<R, D> {
        let (phi, row_len) = (self.phi.block(row).cast_const(), self.places.row_len);
        let mut beside = [[Values { first: phi, apart: row_len }; 2]; D];
        let mut links = [[[phi; 2]; 2]; D];
        for mu in 0..D {
            for (side, way) in WAYS.into_iter().enumerate() {
                let (neighbour, values) = if mu + 1 == D {
                    (None, self.beyond_end(row, side, way))
                } else {
                    let neighbour = self.places.neighbour(row, at, mu, way);
                    (neighbour, self.beside(row, neighbour, mu, way))
                };
                beside[mu][side] = values;
                if let Some(gauge) = self.links {
                    links[mu][side] = self.link(gauge, row, neighbour, mu, side);
                }
            }
        }
        let (closed, ahead) = (self.places.closed[D - 1], K * self.places.ahead(due));
        let ghosts = !closed && self.ghosts_beyond_ends(row, Direction::Forward).is_some();
        Rows { pi: self.pi.block(row), phi, beside, links, closed, row_len, ghosts, ahead }
    }

    fn ghosts_beyond_ends(&self, row: usize, way: Direction) -> Option<&[R]> {
        self.edge.and_then(|edge| edge.ends(self.lattice, way, row))
    }

    /// A row of the lattice, a row of ghosts, or, where the slope is zero, the row itself.
    #[inline]
    fn beside(&self, row: usize, neighbour: Option<usize>, mu: usize, way: Direction) -> Values<R> {
        let of = |row: usize| self.phi.block(row).cast_const();
        match neighbour {
            Some(beside) => Values { first: of(beside), apart: self.places.row_len },
            None => self
                .ghosts(mu, way, row)
                .unwrap_or(Values { first: of(row), apart: self.places.row_len }),
        }
    }

    /// Ghosts beside a row on an edge.
    #[cold]
    fn ghosts(&self, mu: usize, way: Direction, row: usize) -> Option<Values<R>> {
        let of = |a: usize| self.edge?.row(self.lattice, mu, way, a, row);
        let first = of(0)?.as_ptr();
        let apart = if K > 1 { self.lattice.sites() / self.lattice.shape()[mu] } else { 0 };
        Some(Values { first, apart })
    }

    /// The site beyond an end of the row: of its other end, a ghost, or, where the slope is zero, the
    /// last site itself.
    #[inline]
    fn beyond_end(&self, row: usize, side: usize, way: Direction) -> Values<R> {
        let (phi, last) = (self.phi.block(row).cast_const(), self.places.row_len - 1);
        let own = |x: usize| Values { first: phi.wrapping_add(x), apart: self.places.row_len };
        let [here, other] = if side == BEHIND { [0, last] } else { [last, 0] };
        if self.places.closed[D - 1] {
            return own(other);
        }
        self.ghosts_beyond_ends(row, way).map_or(own(here), |ghosts| Values {
            first: ghosts.as_ptr(),
            apart: self.lattice.rows(),
        })
    }

    /// cos and sin of the links to what is beside a row: none leads to a ghost, so a ghost turns with
    /// its edge site.
    #[inline]
    fn link(
        &self,
        gauge: &GaugeField<R>,
        row: usize,
        neighbour: Option<usize>,
        mu: usize,
        side: usize,
    ) -> [*const R; 2] {
        let of = |row: usize| [gauge.cos(), gauge.sin()].map(|links| links.row(row, mu).as_ptr());
        let unit = [self.unit[0].as_ptr(), self.unit[1].as_ptr()];
        let along = mu + 1 == D;
        match (side, neighbour) {
            (AHEAD, _) if along => of(row),
            (_, _) if along && self.places.closed[mu] => {
                of(row).map(|links| links.wrapping_add(self.places.row_len - 1))
            }
            (_, None) => unit,
            (AHEAD, Some(_)) => of(row),
            (_, Some(beside)) => of(beside),
        }
    }
}
