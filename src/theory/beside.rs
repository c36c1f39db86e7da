//! What lies beside a row, as links bring it.

use crate::lattice::{Direction, GaugeField, Lattice, Real, SiteField};
use std::ops::Range;

/// A field, and the links its values are carried along where there are any.
#[derive(Clone, Copy)]
pub(super) struct Linked<'a, R> {
    pub(super) field: &'a SiteField<R>,
    pub(super) gauge: Option<&'a GaugeField<R>>,
}

impl<'a, R: Real> Linked<'a, R> {
    /// A field in the gauge field of a state; links that turn nothing are none.
    pub(super) fn new(field: &'a SiteField<R>, gauge: &'a Option<GaugeField<R>>) -> Self {
        Self { field, gauge: GaugeField::turning(gauge.as_ref()) }
    }
}

/// A row or a part of one beside the sites of another.
pub(super) struct Beside<'a, R> {
    /// The sites that have it beside them.
    pub(super) sites: Range<usize>,
    block: &'a [R],
    row_len: usize,
    /// Which of its sites is beside the first.
    from: usize,
    link: Option<Link<'a, R>>,
}

/// cos and ± sin of the links to a row.
struct Link<'a, R> {
    cos: &'a [R],
    sin: &'a [R],
    way: Direction,
}

impl<'a, R: Real> Beside<'a, R> {
    /// The row itself.
    pub(super) fn own(lattice: &Lattice, field: &'a SiteField<R>, row: usize) -> Self {
        let row_len = lattice.row_len();
        Self { sites: 0..row_len, block: field.block(row), row_len, from: 0, link: None }
    }

    /// What is one step along `mu` from the sites of a row; nothing beyond an edge.
    pub(super) fn along(
        lattice: &Lattice,
        Linked { field, gauge }: Linked<'a, R>,
        row: usize,
        mu: usize,
        way: Direction,
    ) -> impl Iterator<Item = Self> {
        let n = lattice.row_len();
        let last = mu + 1 == lattice.dim();
        let closed = lattice.boundary()[mu].is_periodic();
        let neighbour = if last { Some(row) } else { lattice.row_neighbour(row, mu, way) };
        let parts = match (last, way) {
            (false, _) => [Some((0..n, 0)), None],
            (true, Direction::Forward) => [Some((0..n - 1, 1)), closed.then_some((n - 1..n, 0))],
            (true, Direction::Backward) => [Some((1..n, 0)), closed.then_some((0..1, n - 1))],
        };
        neighbour.into_iter().flat_map(move |beside| {
            parts.clone().into_iter().flatten().map(move |(sites, from)| {
                let of = if way == Direction::Forward { row } else { beside };
                let link = gauge.map(|gauge| Link {
                    cos: gauge.cos().row(of, mu),
                    sin: gauge.sin().row(of, mu),
                    way,
                });
                Self { sites, block: field.block(beside), row_len: n, from, link }
            })
        })
    }

    /// A component of what is beside the sites, where no link changes it on the way.
    pub(super) fn unchanged(&self, component: usize) -> Option<&'a [R]> {
        let values = &self.block[component * self.row_len + self.from..][..self.sites.len()];
        self.link.is_none().then_some(values)
    }

    /// A component of what is beside site `x`, carried to it.
    #[inline]
    pub(super) fn value(&self, component: usize, x: usize) -> f64 {
        let at = x - self.sites.start + self.from;
        let value = |component: usize| self.block[component * self.row_len + at].wide();
        let Some(link) = &self.link else { return value(component) };
        let (slot, way) = match link.way {
            Direction::Forward => (x, 1.0),
            Direction::Backward => (at, -1.0),
        };
        let sign = if component.is_multiple_of(2) { way } else { -way };
        link.cos[slot].wide() * value(component)
            + sign * link.sin[slot].wide() * value(component ^ 1)
    }
}
