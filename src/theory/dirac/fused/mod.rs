//! Staged ticks in vectors: one stage over the whole lattice, or ticks between which nobody looks in
//! few trips through memory.
//!
//! A pass is activation, and then the kick that ends a tick together with the one that begins the
//! next; the first pass has only a kick, the last only half of one. B looks ahead and Bᵀ behind, so
//! passes are what a [`wavefront`](crate::lattice::wavefront) can order. Where `A_0` differs from site to site, phi is turned
//! between the two kicks: passes are then by turns a turn of phi with the kick that begins a tick, and
//! activation with the kick that ends it.

mod effect;
mod kernel;
mod local;
mod rows;
mod stages;
mod task;

use super::sweep::Network;
use crate::lattice::wavefront::{Due, Places, Reach, Stage, Step, Trips};
use crate::lattice::{Fields, GaugeField, Lattice, LinkField, Real, Shared, SiteField};
use crate::theory::LinkCoupling;
use crate::theory::factors::{Factors, Spin};
use crate::theory::turn::Turn;
use effect::{Drift, Effect, Kick};
use local::{LocalDrift, LocalKick, LocalTurn};
pub(in crate::theory::dirac) use stages::{Stages, Turns};

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
    places: Places,
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
        let row_len = lattice.row_len();
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
            places: Places::of(lattice),
        }
    }

    /// `n` ticks, as many a trip as the caches bear.
    pub(super) fn advance(&self, n: u64) {
        self.places.advance(n, self.trips(), |step, last| self.step(step, last));
    }

    /// `n` ticks, a trip for each.
    pub(super) fn advance_by_trips(&self, n: u64) {
        let trips = Trips { one_by_one: true, ..self.trips() };
        self.places.advance(n, trips, |step, last| self.step(step, last));
    }

    /// What ticks are made of.
    fn trips(&self) -> Trips {
        Trips {
            reach: Reach::OneSided,
            passes: if self.turns.is_some() { 2 } else { 1 },
            site_bytes: 2 * K * std::mem::size_of::<R>(),
            one_by_one: false,
        }
    }

    /// The first stage of a tick.
    pub(super) fn activate(&self) {
        let Stages { drift, kick, .. } = self.stages;
        match self.stages.turns {
            Turns::Even { alpha, beta } => {
                self.sweep(Kick { alpha, beta, kick, learns: false, activates: true });
                self.sweep(Drift { alpha, drift, learns: false });
            }
            Turns::Local { .. } => {
                self.sweep(LocalTurn { twice: false });
                self.sweep(LocalKick { kick, learns: false });
                self.sweep(LocalDrift(drift));
            }
        }
    }

    /// The second; where turns are the same at all sites, after phi is turned.
    pub(super) fn learn(&self) {
        let kick = self.stages.kick;
        match self.stages.turns {
            Turns::Even { alpha, beta } => {
                self.sweep(Kick { alpha, beta, kick, learns: true, activates: false });
            }
            Turns::Local { .. } => {
                self.sweep(LocalKick { kick, learns: true });
                self.sweep(LocalTurn { twice: false });
            }
        }
    }

    /// A stage over the whole lattice.
    fn sweep(&self, effect: impl Effect<R>) {
        self.places.sweep(|due| self.stage(due, effect));
    }

    fn step(&self, step: Step, last: u64) {
        match self.stages.turns {
            Turns::Even { alpha, beta } => self.even_step([alpha, beta], step, last),
            Turns::Local { .. } => self.local_step(step, last),
        }
    }

    fn even_step(&self, [alpha, beta]: [Turn<R>; 2], step: Step, last: u64) {
        let Stages { drift, kick, .. } = self.stages;
        let Step { pass, stage, leads, first, second } = step;
        // The first pass of all has no forward stage that could lead.
        let due = Due { first, second, leads: leads || pass == 0 };
        match stage {
            Stage::Forward if pass == 0 => {}
            Stage::Forward => self.stage(due, Drift { alpha, drift, learns: true }),
            Stage::Backward => {
                let (learns, activates) = (pass > 0, pass < last);
                self.stage(due, Kick { alpha, beta, kick, learns, activates });
            }
        }
    }

    fn local_step(&self, Step { pass, stage, leads, first, second }: Step, last: u64) {
        let Stages { drift, kick, .. } = self.stages;
        let due = Due { first, second, leads };
        match (stage, pass % 2) {
            (Stage::Forward, 0) => {
                self.stage(due, LocalTurn { twice: pass > 0 && pass < last });
            }
            (Stage::Forward, _) => self.stage(due, LocalDrift(drift)),
            (Stage::Backward, 0) if pass == last => {}
            (Stage::Backward, even) => self.stage(due, LocalKick { kick, learns: even > 0 }),
        }
    }
}

#[cfg(test)]
mod tests;
