//! One sweep over memory: differences of one field, turned, added to the other, turned.

use crate::lattice::{Direction, Lattice, Real, SiteField};
use crate::theory::SignedPermutation;
use std::ops::Range;

/// Sites worked on at a time: the differences of a block stay in the first-level cache.
const BLOCK: usize = 64;

/// The differences of a block of sites, component by component.
pub(super) type Block<S, const K: usize> = [[S; BLOCK]; K];

/// The bias tensors `B = Σ_mu X_mu D+_mu` and `Bᵀ = Σ_mu X_mu D-_mu`.
///
/// # Reference
/// (4.38)
pub(super) struct Network<R, const K: usize, const D: usize> {
    factors: [SignedPermutation<K>; D],
    spacing: f64,
    /// A row of what lies beyond a fixed edge: zero.
    beyond: Vec<R>,
}

/// The rotation `rot(angle) = cos + sin X_0` in one precision.
#[derive(Clone, Copy)]
pub(super) struct Turn<R> {
    cos: R,
    sin: R,
}

impl<R: Real> Turn<R> {
    pub(super) fn by(angle: f64) -> Self {
        Self { cos: R::of(angle.cos()), sin: R::of(angle.sin()) }
    }

    /// `X_0` takes each pair of components (u, w) to (w, -u).
    #[inline]
    pub(super) fn apply(self, [u, w]: [R; 2]) -> [R; 2] {
        [self.cos * u + self.sin * w, self.cos * w - self.sin * u]
    }
}

/// A row of a field and its neighbours in one direction.
struct Rows<'a, R, const D: usize> {
    row_len: usize,
    direction: Direction,
    here: &'a [R],
    /// Neighbours along the leading axes; the last entry is what follows the end of the row.
    beside: [&'a [R]; D],
}

impl<R: Real, const K: usize, const D: usize> Network<R, K, D> {
    pub(super) fn new(lattice: &Lattice, factors: [SignedPermutation<K>; D]) -> Self {
        let beyond = vec![R::zero(); K * lattice.row_len()];
        Self { factors, spacing: lattice.spacing(), beyond }
    }

    /// `out -> rot(turn) out + t rot(turn_source) 𝔅 source`, with 𝔅 = B forward, Bᵀ backward.
    pub(super) fn sweep(
        &self,
        lattice: &Lattice,
        (out, turn): (&mut SiteField<R>, Turn<R>),
        (source, turn_source): (&SiteField<R>, Turn<R>),
        direction: Direction,
        t: f64,
    ) {
        out.for_each_row(lattice, |row, values| {
            let rows = self.rows(lattice, source, row, direction);
            let mut block = [[R::zero(); BLOCK]; K];
            rows.for_each_block(0..rows.row_len, |sites| {
                self.differences(&rows, sites.clone(), t, &mut block);
                for (pair, increment) in
                    values.chunks_exact_mut(2 * rows.row_len).zip(block.chunks_exact(2))
                {
                    let (u, w) = pair.split_at_mut(rows.row_len);
                    let (u, w) = (&mut u[sites.clone()], &mut w[sites.clone()]);
                    add_turned(u, w, turn, [&increment[0], &increment[1]], turn_source);
                }
            });
        });
    }

    /// Calls `with(sites, 𝔅 source there)` for blocks that cover a range of a row, in `f64`.
    pub(super) fn each_block(
        &self,
        lattice: &Lattice,
        source: &SiteField<R>,
        (row, sites): (usize, Range<usize>),
        direction: Direction,
        mut with: impl FnMut(Range<usize>, &Block<f64, K>),
    ) {
        let rows = self.rows(lattice, source, row, direction);
        let mut block = [[0.0; BLOCK]; K];
        rows.for_each_block(sites, |sites| {
            self.differences(&rows, sites.clone(), 1.0, &mut block);
            with(sites, &block);
        });
    }

    fn rows<'a>(
        &'a self,
        lattice: &Lattice,
        source: &'a SiteField<R>,
        row: usize,
        direction: Direction,
    ) -> Rows<'a, R, D> {
        let here = source.block(row);
        let mut beside = [here; D];
        for (mu, side) in beside.iter_mut().enumerate() {
            let neighbour = match mu + 1 == D {
                true => lattice.boundary()[mu].is_periodic().then_some(row),
                false => lattice.row_neighbour(row, mu, direction),
            };
            *side = neighbour.map_or(&self.beyond[..], |neighbour| source.block(neighbour));
        }
        Rows { row_len: lattice.row_len(), direction, here, beside }
    }

    /// `t Σ_mu X_mu D±_mu source` on a block of sites.
    fn differences<S: Real>(
        &self,
        rows: &Rows<'_, R, D>,
        sites: Range<usize>,
        t: f64,
        out: &mut Block<S, K>,
    ) {
        for (a, out) in out.iter_mut().enumerate() {
            let terms = std::array::from_fn(|mu| {
                let factor = &self.factors[mu];
                let weight = S::of(factor.sign[a] * t / self.spacing);
                let [ahead, behind] = rows.sides(mu, factor.from[a], sites.clone());
                (weight, ahead, behind)
            });
            combine::<R, S, D>(&mut out[..sites.len()], terms);
        }
    }
}

impl<'a, R: Real, const D: usize> Rows<'a, R, D> {
    /// Calls `work` for blocks that cover the sites; the site at the end of the row that looks
    /// beyond it is a block of its own, so that a block is one run of memory in all its terms.
    fn for_each_block(&self, sites: Range<usize>, mut work: impl FnMut(Range<usize>)) {
        let cut = match self.direction {
            Direction::Forward => self.row_len - 1,
            Direction::Backward => 1,
        };
        let cut = cut.clamp(sites.start, sites.end);
        for part in [sites.start..cut, cut..sites.end] {
            let mut start = part.start;
            while start < part.end {
                let end = part.end.min(start + BLOCK);
                work(start..end);
                start = end;
            }
        }
    }

    /// What the difference along `mu` of one component is taken between: ahead, behind.
    fn sides(&self, mu: usize, component: usize, sites: Range<usize>) -> [&'a [R]; 2] {
        let here = &self.here[component * self.row_len..][..self.row_len];
        let beside = &self.beside[mu][component * self.row_len..][..self.row_len];
        let (start, end) = (sites.start, sites.end);
        let beside = match self.direction {
            _ if mu + 1 < D => &beside[sites],
            Direction::Forward if end < self.row_len => &here[start + 1..end + 1],
            Direction::Forward => &beside[..1],
            Direction::Backward if start > 0 => &here[start - 1..end - 1],
            Direction::Backward => &beside[self.row_len - 1..],
        };
        match self.direction {
            Direction::Forward => [beside, &here[start..end]],
            Direction::Backward => [&here[start..end], beside],
        }
    }
}

/// `out = Σ weight (ahead - behind)`
#[inline]
fn combine<R: Real, S: Real, const D: usize>(out: &mut [S], terms: [(S, &[R], &[R]); D]) {
    let sites = out.len();
    let terms = terms.map(|(weight, ahead, behind)| (weight, &ahead[..sites], &behind[..sites]));
    for (x, out) in out.iter_mut().enumerate() {
        let mut sum = S::zero();
        for (weight, ahead, behind) in &terms {
            sum += *weight * (S::of(ahead[x].wide()) - S::of(behind[x].wide()));
        }
        *out = sum;
    }
}

/// `(u, w) -> turn (u, w) + turn_increment increment` on a block of sites.
#[inline]
fn add_turned<R: Real>(
    u: &mut [R],
    w: &mut [R],
    turn: Turn<R>,
    increment: [&[R]; 2],
    turn_increment: Turn<R>,
) {
    let sites = u.len();
    let (w, [du, dw]) = (&mut w[..sites], increment.map(|values| &values[..sites]));
    for x in 0..sites {
        let own = turn.apply([u[x], w[x]]);
        let added = turn_increment.apply([du[x], dw[x]]);
        u[x] = own[0] + added[0];
        w[x] = own[1] + added[1];
    }
}
