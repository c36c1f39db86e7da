//! Staged ticks in vectors: one stage over the whole lattice, or ticks between which nobody looks in
//! few trips through memory.
//!
//! A pass is activation, and then the kick that ends a tick together with the one that begins the
//! next; the first pass has only a kick, the last only half of one. B looks ahead and Bᵀ behind, so
//! passes are what a [`Wavefront`] can order. Where `A_0` differs from site to site, phi is turned
//! between the two kicks: passes are then by turns a turn of phi with the kick that begins a tick, and
//! activation with the kick that ends it.

/// Writes a body out for each index below a bound that is at most 4.
macro_rules! unrolled {
    ($index:ident < $bound:expr, $body:expr) => {{
        unrolled!(@ $index, 0, $bound, $body);
        unrolled!(@ $index, 1, $bound, $body);
        unrolled!(@ $index, 2, $bound, $body);
        unrolled!(@ $index, 3, $bound, $body);
    }};
    (@ $index:ident, $value:literal, $bound:expr, $body:expr) => {
        if $value < $bound {
            let $index: usize = $value;
            $body
        }
    };
}

mod effect;
mod kernel;
mod local;
mod plan;
mod rows;
mod stages;
mod task;

use super::sweep::Network;
use crate::lattice::wavefront::{Stage, Step, Wavefront};
use crate::lattice::{Fields, GaugeField, Lattice, LinkField, Real, Shared, SiteField};
use crate::theory::LinkCoupling;
use crate::theory::factors::{Factors, Spin};
use crate::theory::turn::Turn;
use effect::{Drift, Effect, Kick};
use local::{LocalDrift, LocalKick, LocalTurn};
use rayon::prelude::*;
pub(in crate::theory::dirac) use stages::{Stages, Turns};
use task::Due;

/// The fields of a run of ticks.
pub(super) struct Fused<'a, R, const K: usize, const D: usize> {
    phi: Shared<'a, R>,
    pi: Shared<'a, R>,
    /// Links, where any of them turns what it carries.
    links: Option<&'a GaugeField<R>>,
    /// What links do.
    coupling: LinkCoupling,
    /// The turns of each site, where they differ, as [`local_turns`](crate::theory::turn) has them.
    turns: Option<&'a SiteField<R>>,
    /// A row of zeros in all components.
    beyond: &'a [R],
    /// A row of ones.
    ones: &'a [R],
    stages: Stages<R>,
    /// Places along the axes that passes are skewed along: the leading axes, and parts of rows
    /// where there are fewer than two.
    extents: [usize; 2],
    /// Whether axes close to circles.
    closed: [bool; D],
    row_len: usize,
}

impl<'a, R: Real, const K: usize, const D: usize> Fused<'a, R, K, D>
where
    Spin: Factors<K, D>,
{
    /// Of the fields of a lattice, whose network knows what is beyond their edges. Turns of each site
    /// are there already, see [`GaugeField::derive`].
    pub(super) fn new(
        lattice: &Lattice,
        fields: &'a mut Fields<R>,
        network: &'a Network<R, K, D>,
        stages: Stages<R>,
    ) -> Self {
        let Fields { phi, pi, gauge, .. } = fields;
        let links = GaugeField::turning(gauge.as_ref());
        let turns = match stages.turns {
            Turns::Even { .. } => None,
            Turns::Local { of } => gauge.as_ref().and_then(|gauge| gauge.derived(of)),
        };
        let [beyond, ones] = [network.beyond(), network.ones()];
        let (shape, row_len) = (lattice.shape(), lattice.row_len());
        let parts = row_len.div_ceil(PART);
        // All that the kernels take on trust.
        let fits = |field: &SiteField<R>| (field.block_len(), field.values().len());
        let block = (K * row_len, K * lattice.sites());
        assert_eq!([fits(phi), fits(pi)], [block; 2], "fields of another lattice");
        assert_eq!((beyond.len(), ones.len()), (K * row_len, row_len));
        let fits = |links: &LinkField<R>| (links.block(0).len(), links.values().len());
        let fits = |gauge: &GaugeField<R>| [gauge.cos(), gauge.sin(), gauge.links()].map(fits);
        let block = (D * row_len, D * lattice.sites());
        assert!(links.is_none_or(|gauge| fits(gauge) == [block; 3]), "links of another lattice");
        let local = matches!(stages.turns, Turns::Local { .. });
        let fits = |turns: &SiteField<R>| {
            turns.components() >= 4 && turns.values().len() == turns.components() * lattice.sites()
        };
        assert_eq!(turns.is_some_and(fits), local, "turns of another lattice");
        Self {
            phi: Shared::new(phi),
            pi: Shared::new(pi),
            links,
            coupling: network.coupling,
            turns,
            beyond,
            ones,
            stages,
            extents: match *shape {
                [_] => [1, parts],
                [rows, _] => [rows, parts],
                _ => [shape[0], shape[1]],
            },
            closed: std::array::from_fn(|mu| lattice.boundary()[mu].is_periodic()),
            row_len,
        }
    }

    /// `n` ticks, as many a trip as the caches bear.
    pub(super) fn advance(&self, n: u64) {
        self.advance_at(plan::depth, n);
    }

    /// `n` ticks, a trip for each.
    pub(super) fn advance_by_trips(&self, n: u64) {
        self.advance_at(|_| 1, n);
    }

    /// `n` ticks, given how many of so many passes share a trip.
    fn advance_at(&self, depth: impl Fn(u64) -> usize, n: u64) {
        let mut left = n;
        while left > 0 {
            let n = left.min(MOST_TICKS);
            let passes = self.passes(n);
            self.advance_along(&plan::front(
                self.extents,
                self.row_bytes(),
                (passes, depth(passes)),
            ));
            left -= n;
        }
    }

    /// Passes that `n` ticks are made of.
    fn passes(&self, n: u64) -> u64 {
        if self.turns.is_some() { 2 * n + 1 } else { n + 1 }
    }

    /// Ticks in the order of a wavefront of all their passes.
    fn advance_along(&self, front: &Wavefront) {
        let places = self.extents[0] * self.extents[1];
        let worth = (places * self.row_len.min(PART)) as u64 * (front.passes - 1);
        let threads = if worth > MANY_SITES && D > 1 { rayon::current_num_threads() } else { 1 };
        front.run(threads, |step| match self.stages.turns {
            Turns::Even { alpha, beta } => self.step([alpha, beta], step, front.passes - 1),
            Turns::Local { .. } => self.local_step(step, front.passes - 1),
        });
    }

    /// Bytes of both fields at one place.
    fn row_bytes(&self) -> usize {
        let sites = if D == 3 { self.row_len } else { self.row_len.min(PART) };
        2 * K * sites * std::mem::size_of::<R>()
    }

    /// The first stage of a tick.
    pub(super) fn activate(&self) {
        let Stages { drift, kick, .. } = self.stages;
        match self.stages.turns {
            Turns::Even { alpha, beta } => {
                self.sweep(Kick::<R, false, true> { alpha, beta, kick });
                self.sweep(Drift::<R, false> { alpha, drift });
            }
            Turns::Local { .. } => {
                self.sweep(LocalTurn::<false>);
                self.sweep(LocalKick::<R, false>(kick));
                self.sweep(LocalDrift(drift));
            }
        }
    }

    /// The second; where turns are the same at all sites, after phi is turned.
    pub(super) fn learn(&self) {
        let kick = self.stages.kick;
        match self.stages.turns {
            Turns::Even { alpha, beta } => {
                self.sweep(Kick::<R, true, false> { alpha, beta, kick });
            }
            Turns::Local { .. } => {
                self.sweep(LocalKick::<R, true>(kick));
                self.sweep(LocalTurn::<false>);
            }
        }
    }

    /// A stage over the whole lattice.
    fn sweep(&self, effect: impl Effect<R>) {
        let [first, second] = self.extents;
        let worth = LEAST_SITES.div_ceil(second * self.row_len.min(PART));
        (0..first).into_par_iter().with_min_len(worth).for_each(|first| {
            self.stage(Due { first, second: 0..second, leads: true }, effect);
        });
    }

    fn step(&self, [alpha, beta]: [Turn<R>; 2], step: Step, last: u64) {
        let Stages { drift, kick, .. } = self.stages;
        let Step { pass, stage, leads, first, second } = step;
        // The first pass of all has no forward stage that could lead.
        let due = Due { first, second, leads: leads || pass == 0 };
        match (stage, pass) {
            (Stage::Forward, 0) => {}
            (Stage::Forward, _) => self.stage(due, Drift::<R, true> { alpha, drift }),
            (Stage::Backward, 0) => self.stage(due, Kick::<R, false, true> { alpha, beta, kick }),
            (Stage::Backward, pass) if pass == last => {
                self.stage(due, Kick::<R, true, false> { alpha, beta, kick });
            }
            (Stage::Backward, _) => self.stage(due, Kick::<R, true, true> { alpha, beta, kick }),
        }
    }

    fn local_step(&self, Step { pass, stage, leads, first, second }: Step, last: u64) {
        let Stages { drift, kick, .. } = self.stages;
        let due = Due { first, second, leads };
        match (stage, pass % 2) {
            (Stage::Forward, 0) if pass == 0 || pass == last => {
                self.stage(due, LocalTurn::<false>);
            }
            (Stage::Forward, 0) => self.stage(due, LocalTurn::<true>),
            (Stage::Forward, _) => self.stage(due, LocalDrift(drift)),
            (Stage::Backward, 0) if pass == last => {}
            (Stage::Backward, 0) => self.stage(due, LocalKick::<R, false>(kick)),
            (Stage::Backward, _) => self.stage(due, LocalKick::<R, true>(kick)),
        }
    }
}

/// Sites of a part of a row.
const PART: usize = 64;

/// The most ticks in one go, so that they can be counted.
const MOST_TICKS: u64 = 1 << 16;

/// Sites times ticks that are worth calling other threads for.
const MANY_SITES: u64 = 1 << 15;

/// Sites that are worth handing to another thread.
const LEAST_SITES: usize = 1024;

#[cfg(test)]
mod tests;
