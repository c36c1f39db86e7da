//! A row of a complex field and the rows around it.

use crate::lattice::{Direction, EdgeValues, Fields, GaugeField, Lattice, Real, SiteField};
use crate::theory::carry::shift;
use std::ops::Range;

/// Sites worked on at a time: their sums stay in the first-level cache.
const BLOCK: usize = 64;

const BOTH: [Direction; 2] = [Direction::Backward, Direction::Forward];

/// One row of a complex field with all that its Laplacian reaches.
pub(super) struct Around<'a, R> {
    lattice: &'a Lattice,
    phi: &'a SiteField<R>,
    edge: Option<&'a EdgeValues<R>>,
    gauge: Option<&'a GaugeField<R>>,
    row: usize,
}

/// What is on one side of a block of sites.
struct Side<'a, R> {
    values: [&'a [R]; 2],
    /// cos and sin of the links to it; none where nothing turns.
    link: Option<[&'a [R]; 2]>,
    way: Direction,
    /// The places in the block that see a ghost; none where the slope is zero.
    ghosts: Range<usize>,
}

impl<'a, R: Real> Around<'a, R> {
    pub(super) fn new(lattice: &'a Lattice, fields: &'a Fields<R>, row: usize) -> Self {
        Self::of(lattice, (&fields.phi, fields.edge.as_ref(), fields.gauge.as_ref()), row)
    }

    fn of(
        lattice: &'a Lattice,
        (phi, edge, gauge): (
            &'a SiteField<R>,
            Option<&'a EdgeValues<R>>,
            Option<&'a GaugeField<R>>,
        ),
        row: usize,
    ) -> Self {
        Self { lattice, phi, edge, gauge: GaugeField::turning(gauge), row }
    }

    fn blocks(&self) -> impl Iterator<Item = Range<usize>> + use<R> {
        let n = self.lattice.row_len();
        (0..n).step_by(BLOCK).map(move |start| start..n.min(start + BLOCK))
    }

    /// Calls `with(sites, Σ (U neighbour - here), ½ Σ_mu |h D+_mu phi|²)` for blocks that cover the
    /// row; each bond shared between its two sites, bonds to ghosts whole.
    pub(super) fn each_block(
        &self,
        mut with: impl FnMut(Range<usize>, &[[f64; BLOCK]; 2], &[f64; BLOCK]),
    ) {
        for sites in self.blocks() {
            let here = [0, 1].map(|a| &self.phi.row(self.row, a)[sites.clone()]);
            let (mut sum, mut energy) = ([[0.0; BLOCK]; 2], [0.0; BLOCK]);
            self.each_side(sites.clone(), |side| {
                for x in 0..sites.len() {
                    let beside = side.value(x);
                    let apart = [0, 1].map(|a| beside[a] - here[a][x].wide());
                    let share = if side.ghosts.contains(&x) { 0.5 } else { 0.25 };
                    energy[x] += share * (apart[0] * apart[0] + apart[1] * apart[1]);
                    (0..2).for_each(|a| sum[a][x] += apart[a]);
                }
            });
            with(sites, &sum, &energy);
        }
    }

    /// Calls `with(x, value)` for each ghost beside site x of the row.
    pub(super) fn each_ghost(&self, mut with: impl FnMut(usize, [f64; 2])) {
        for sites in self.blocks() {
            self.each_side(sites.clone(), |side| {
                side.ghosts.clone().for_each(|x| with(sites.start + x, side.value(x)));
            });
        }
    }

    /// Calls `with` for each of the 2 D sides of a block of sites.
    fn each_side(&self, sites: Range<usize>, mut with: impl FnMut(Side<'_, R>)) {
        for mu in 0..self.lattice.dim() - 1 {
            BOTH.into_iter().for_each(|way| with(self.across(mu, way, sites.clone())));
        }
        for way in BOTH {
            self.along(way, sites.clone(), &mut with);
        }
    }

    /// The side along a leading axis: a row of the lattice, a row of ghosts, or, where the slope is
    /// zero, the row itself.
    fn across(&self, mu: usize, way: Direction, sites: Range<usize>) -> Side<'a, R> {
        let Self { lattice, phi, row, .. } = *self;
        let part = |values: &'a [R]| &values[sites.clone()];
        let Some(beside) = lattice.row_neighbour(row, mu, way) else {
            let ghost = |a| self.edge.and_then(|edge| edge.row(lattice, mu, way, a, row));
            let values = [0, 1].map(|a| part(ghost(a).unwrap_or(phi.row(row, a))));
            let ghosts = if ghost(0).is_some() { 0..sites.len() } else { 0..0 };
            return Side { values, link: None, way, ghosts };
        };
        let of = if way == Direction::Forward { row } else { beside };
        let link =
            |gauge: &'a GaugeField<R>| [gauge.cos(), gauge.sin()].map(|f| part(f.row(of, mu)));
        let values = [0, 1].map(|a| part(phi.row(beside, a)));
        Side { values, link: self.gauge.map(link), way, ghosts: 0..0 }
    }

    /// The side along the row: its values moved by one site, with what lies beyond its ends.
    fn along(&self, way: Direction, sites: Range<usize>, with: &mut impl FnMut(Side<'_, R>)) {
        let (last, mu) = (self.lattice.row_len() - 1, self.lattice.dim() - 1);
        let closed = self.lattice.boundary()[mu].is_periodic();
        let (own, opposite) = if way == Direction::Forward { (last, 0) } else { (0, last) };
        let mut room = [[R::zero(); BLOCK]; 4];
        let ghost = |a| self.edge.and_then(|edge| edge.end(self.lattice, way, a, self.row));
        for (a, to) in room.iter_mut().take(2).enumerate() {
            let here = self.phi.row(self.row, a);
            let beyond = if closed { here[opposite] } else { ghost(a).unwrap_or(here[own]) };
            shift(here, beyond, way, (sites.start, sites.end), to);
        }
        let at_end = sites.contains(&own) && !closed;
        if let Some(gauge) = self.gauge {
            let unit = [R::one(), R::zero()];
            for ((to, field), unit) in
                room.iter_mut().skip(2).zip([gauge.cos(), gauge.sin()]).zip(unit)
            {
                let links = field.row(self.row, mu);
                match way {
                    Direction::Forward => to[..sites.len()].copy_from_slice(&links[sites.clone()]),
                    Direction::Backward => {
                        shift(links, links[last], way, (sites.start, sites.end), to);
                    }
                }
                if at_end {
                    to[own - sites.start] = unit;
                }
            }
        }
        let [u, w, cos, sin] = room.each_ref().map(|values| &values[..sites.len()]);
        let place = own.wrapping_sub(sites.start);
        let ghosts = if at_end && ghost(0).is_some() { place..place + 1 } else { 0..0 };
        with(Side { values: [u, w], link: self.gauge.map(|_| [cos, sin]), way, ghosts });
    }
}

impl<R: Real> Side<'_, R> {
    /// What is beside a place in the block, carried to it.
    fn value(&self, x: usize) -> [f64; 2] {
        let [u, w] = self.values.map(|values| values[x].wide());
        let Some(link) = self.link else { return [u, w] };
        let [cos, sin] = link.map(|values| values[x].wide());
        let sin = if self.way == Direction::Forward { sin } else { -sin };
        [cos * u + sin * w, cos * w - sin * u]
    }
}
