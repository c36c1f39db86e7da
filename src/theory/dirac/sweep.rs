//! One sweep over memory: differences of one field, added to the other.

use super::links::LinkRows;
use crate::lattice::{Direction, Lattice, Real, SiteField};
use crate::theory::beside::Linked;
use crate::theory::carry::shift;
use crate::theory::{LinkCoupling, SignedPermutation};
use std::ops::Range;

/// Sites worked on at a time: the differences of a block stay in the first-level cache.
pub(super) const BLOCK: usize = 64;

/// Values on a block of sites, component by component.
pub(super) type Block<S, const K: usize> = [[S; BLOCK]; K];

/// The bias tensors `B = Σ_mu X_mu D+_mu` and `Bᵀ = Σ_mu X_mu D-_mu`.
///
/// # Reference
/// (4.38)
pub(super) struct Network<R, const K: usize, const D: usize> {
    factors: [SignedPermutation<K>; D],
    spacing: f64,
    pub(super) coupling: LinkCoupling,
    /// A row of what lies beyond a fixed edge: zero.
    beyond: Vec<R>,
    /// A row of ones.
    ones: Vec<R>,
}

/// A row of a field and its neighbours in one direction.
pub(super) struct Rows<'a, R, const D: usize> {
    pub(super) row_len: usize,
    pub(super) direction: Direction,
    pub(super) here: &'a [R],
    /// Neighbours along the leading axes; the last entry is the row itself where it closes to a
    /// circle, and zero where the edge is fixed.
    pub(super) beside: [&'a [R]; D],
    /// The links to them, where there are any.
    links: Option<LinkRows<'a, R, D>>,
}

impl<R: Real, const K: usize, const D: usize> Network<R, K, D> {
    pub(super) fn new(
        lattice: &Lattice,
        factors: [SignedPermutation<K>; D],
        coupling: LinkCoupling,
    ) -> Self {
        let beyond = vec![R::zero(); K * lattice.row_len()];
        let ones = vec![R::one(); lattice.row_len()];
        Self { factors, spacing: lattice.spacing(), coupling, beyond, ones }
    }

    /// X_mu, one for each axis.
    pub(super) fn factors(&self) -> &[SignedPermutation<K>; D] {
        &self.factors
    }

    /// What lies beyond a fixed edge.
    pub(super) fn beyond(&self) -> &[R] {
        &self.beyond
    }

    /// A row of ones.
    pub(super) fn ones(&self) -> &[R] {
        &self.ones
    }

    /// h.
    pub(super) fn spacing(&self) -> f64 {
        self.spacing
    }

    /// `out += t 𝔅 source`, with 𝔅 = B forward, Bᵀ backward.
    pub(super) fn sweep(
        &self,
        lattice: &Lattice,
        out: &mut SiteField<R>,
        source: Linked<'_, R>,
        direction: Direction,
        t: f64,
    ) {
        out.for_each_row(lattice, |row, values| {
            let place = (row, 0..lattice.row_len());
            self.each_block(lattice, source, place, direction, t, |sites, increment| {
                let components = values.chunks_exact_mut(lattice.row_len());
                for (component, added) in components.zip(increment) {
                    add(&mut component[sites.clone()], added);
                }
            });
        });
    }

    /// Calls `with(sites, t 𝔅 source there)` for blocks that cover a range of a row; in `f64` this
    /// is the exact derivative of what is stored.
    pub(super) fn each_block<S: Real>(
        &self,
        lattice: &Lattice,
        source: Linked<'_, R>,
        (row, sites): (usize, Range<usize>),
        direction: Direction,
        t: f64,
        mut with: impl FnMut(Range<usize>, &Block<S, K>),
    ) {
        let rows = self.rows(lattice, source, row, direction);
        let scale = S::of(t / self.spacing);
        let mut block = [[S::zero(); BLOCK]; K];
        let mut start = sites.start;
        while start < sites.end {
            let end = sites.end.min(start + BLOCK);
            match &rows.links {
                None => self.differences(&rows, start..end, scale, &mut block),
                Some(links) => self.covariant(&rows, links, start..end, scale, &mut block),
            }
            with(start..end, &block);
            start = end;
        }
    }

    fn rows<'a>(
        &'a self,
        lattice: &Lattice,
        source: Linked<'a, R>,
        row: usize,
        direction: Direction,
    ) -> Rows<'a, R, D> {
        let here = source.field.block(row);
        let mut beside = [here; D];
        for (mu, side) in beside.iter_mut().enumerate() {
            let neighbour = match mu + 1 == D {
                true => lattice.boundary()[mu].is_periodic().then_some(row),
                false => lattice.row_neighbour(row, mu, direction),
            };
            *side = neighbour.map_or(&self.beyond[..], |neighbour| source.field.block(neighbour));
        }
        let links = source.gauge.map(|gauge| match self.coupling {
            LinkCoupling::Exact => LinkRows::exact(lattice, gauge, row, direction),
            LinkCoupling::Additive => LinkRows::additive(gauge, row),
        });
        Rows { row_len: lattice.row_len(), direction, here, beside, links }
    }

    /// `scale Σ_mu X_mu (± difference along mu)` on a block of sites. The signs of X_mu cost
    /// nothing: they say which side is subtracted from which.
    fn differences<S: Real>(
        &self,
        rows: &Rows<'_, R, D>,
        sites: Range<usize>,
        scale: S,
        out: &mut Block<S, K>,
    ) {
        let mut shifted = [[R::zero(); BLOCK]; K];
        for (component, shifted) in shifted.iter_mut().enumerate() {
            rows.shift(component, sites.clone(), shifted);
        }
        for (a, out) in out.iter_mut().enumerate() {
            let terms: [_; D] = std::array::from_fn(|mu| {
                let (from, sign) = (self.factors[mu].from[a], self.factors[mu].sign[a]);
                let here = rows.part(rows.here, from, sites.clone());
                let beside = match mu + 1 == D {
                    true => &shifted[from][..],
                    false => rows.part(rows.beside[mu], from, sites.clone()),
                };
                let ahead_first = (rows.direction == Direction::Forward) == (sign > 0.0);
                if ahead_first { [beside, here] } else { [here, beside] }
            });
            combine(&mut out[..sites.len()], scale, terms);
        }
    }
}

impl<'a, R: Real, const D: usize> Rows<'a, R, D> {
    pub(super) fn part(&self, values: &'a [R], component: usize, sites: Range<usize>) -> &'a [R] {
        &values[component * self.row_len..][..self.row_len][sites]
    }

    /// Copies the neighbours along the row of a block of sites, so that the block has no end.
    pub(super) fn shift(&self, component: usize, sites: Range<usize>, out: &mut [R]) {
        let here = self.part(self.here, component, 0..self.row_len);
        let beyond = self.part(self.beside[D - 1], component, 0..self.row_len);
        let beyond = match self.direction {
            Direction::Forward => beyond[0],
            Direction::Backward => beyond[self.row_len - 1],
        };
        shift(here, beyond, self.direction, (sites.start, sites.end), out);
    }
}

/// `out = scale Σ (plus - minus)`. Not inlined: its arguments then cannot overlap, and it vectorises.
#[inline(never)]
pub(super) fn combine<R: Real, S: Real, const D: usize>(
    out: &mut [S],
    scale: S,
    terms: [[&[R]; 2]; D],
) {
    let mut terms = terms;
    terms.iter_mut().flatten().for_each(|side| *side = &side[..out.len()]);
    for (x, out) in out.iter_mut().enumerate() {
        let mut sum = S::zero();
        for [plus, minus] in &terms {
            sum += S::of(plus[x].wide()) - S::of(minus[x].wide());
        }
        *out = scale * sum;
    }
}

/// `out += added` on a block of sites; not inlined for the same reason.
#[inline(never)]
fn add<R: Real>(out: &mut [R], added: &[R]) {
    out.iter_mut().zip(added).for_each(|(out, added)| *out += *added);
}
