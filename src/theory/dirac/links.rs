//! Differences along links.

use super::sweep::{BLOCK, Block, Network, Rows, combine};
use crate::lattice::{Direction, GaugeField, Lattice, Real};
use crate::theory::carry::{carry, carry_additively, shift};
use std::ops::Range;

/// The links between a row and its neighbours in one direction.
pub(super) enum LinkRows<'a, R, const D: usize> {
    /// cos and sin of the link of each axis.
    Exact([[&'a [R]; 2]; D]),
    /// The angle of the link ahead, in both directions.
    Additive([&'a [R]; D]),
}

impl<'a, R: Real, const D: usize> LinkRows<'a, R, D> {
    /// Beyond an edge no value is carried, so any link will do.
    pub(super) fn exact(
        lattice: &Lattice,
        gauge: &'a GaugeField<R>,
        row: usize,
        direction: Direction,
    ) -> Self {
        Self::Exact(std::array::from_fn(|mu| {
            let from = match direction {
                Direction::Backward if mu + 1 < D => {
                    lattice.row_neighbour(row, mu, direction).unwrap_or(row)
                }
                _ => row,
            };
            [gauge.cos().row(from, mu), gauge.sin().row(from, mu)]
        }))
    }

    pub(super) fn additive(gauge: &'a GaugeField<R>, row: usize) -> Self {
        Self::Additive(std::array::from_fn(|mu| gauge.links().row(row, mu)))
    }
}

impl<R: Real, const K: usize, const D: usize> Network<R, K, D> {
    /// `scale Σ_mu X_mu (± covariant difference along mu)` on a block of sites: forward
    /// `U f_{i+e_mu} - f_i`, backward `f_i - Uᵀ f_{i-e_mu}`. Not inlined: beside it the sweep without
    /// links would be slower.
    #[inline(never)]
    pub(super) fn covariant<S: Real>(
        &self,
        rows: &Rows<'_, R, D>,
        links: &LinkRows<'_, R, D>,
        sites: Range<usize>,
        scale: S,
        out: &mut Block<S, K>,
    ) {
        let length = sites.len();
        let mut here = [[S::zero(); BLOCK]; K];
        for (component, here) in here.iter_mut().enumerate() {
            let values = rows.part(rows.here, component, sites.clone());
            here.iter_mut().zip(values).for_each(|(to, from)| *to = S::of(from.wide()));
        }
        let mut carried = [[[S::zero(); BLOCK]; K]; D];
        for (mu, carried) in carried.iter_mut().enumerate() {
            for (pair, [u, w]) in carried.as_chunks_mut().0.iter_mut().enumerate() {
                let out = [&mut u[..length], &mut w[..length]];
                rows.carry_pair(links, mu, [2 * pair, 2 * pair + 1], sites.clone(), out);
            }
        }
        for (a, out) in out.iter_mut().enumerate() {
            let terms: [_; D] = std::array::from_fn(|mu| {
                let (from, sign) = (self.factors()[mu].from[a], self.factors()[mu].sign[a]);
                let (here, beside) = (&here[from][..length], &carried[mu][from][..length]);
                let ahead_first = (rows.direction == Direction::Forward) == (sign > 0.0);
                if ahead_first { [beside, here] } else { [here, beside] }
            });
            combine(&mut out[..length], scale, terms);
        }
    }
}

impl<R: Real, const D: usize> Rows<'_, R, D> {
    /// What the links along `mu` bring of a pair of components to a block of sites.
    fn carry_pair<S: Real>(
        &self,
        links: &LinkRows<'_, R, D>,
        mu: usize,
        pair: [usize; 2],
        sites: Range<usize>,
        out: [&mut [S]; 2],
    ) {
        let (mut ends, mut turns) = ([[R::zero(); BLOCK]; 2], [[R::zero(); BLOCK]; 2]);
        let (last, along) = (self.row_len - 1, mu + 1 == D);
        let part = |values, component| self.part(values, component, sites.clone());
        let beside = match along {
            true => {
                ends.iter_mut().zip(pair).for_each(|(to, a)| self.shift(a, sites.clone(), to));
                ends.each_ref().map(|values| &values[..sites.len()])
            }
            false => pair.map(|component| part(self.beside[mu], component)),
        };
        match links {
            LinkRows::Exact(axes) if along && self.direction == Direction::Backward => {
                for (to, from) in turns.iter_mut().zip(axes[mu]) {
                    shift(from, from[last], self.direction, (sites.start, sites.end), to);
                }
                let link = turns.each_ref().map(|values| &values[..sites.len()]);
                carry(out, beside, link, self.direction);
            }
            LinkRows::Exact(axes) => {
                carry(out, beside, axes[mu].map(|values| &values[sites.clone()]), self.direction);
            }
            LinkRows::Additive(axes) => {
                let here = pair.map(|component| part(self.here, component));
                carry_additively(out, beside, here, &axes[mu][sites.clone()], self.direction);
            }
        }
    }
}
