//! Staged ticks of scalar fields in vectors: one stage over the whole lattice, or ticks between which
//! nobody looks in few trips through memory.
//!
//! A pass is a drift, and then the kick that ends a tick together with the one that begins the next;
//! the first pass has only a kick, the last only one of the two. The Laplacian looks both ways, see
//! [`Reach::BothSides`].

mod drift;
mod force;
mod kick;
mod plain;
mod rows;

use crate::lattice::simd;
use crate::lattice::wavefront::{Due, Places, Reach, Stage, Step, Trips};
use crate::lattice::{EdgeValues, Fields, GaugeField, Lattice, LinkField, Real, Shared, SiteField};
use drift::{Drift, DriftAt};
pub(super) use force::{AtSites, Force, Mass, Quartic};
use kick::{Kick, KickAt};
use std::mem::size_of;

/// The fields of a run of ticks, of K components on D axes.
///
/// # Equation
/// `Drift(t)`: `phi -> phi + t pi`; `Kick(t)`: `pi -> pi + t (Lap phi - F(phi))`, with
/// `Lap phi_i = Σ_mu (U_{i,mu} phi_{i+e_mu} - 2 phi_i + Uᵀ_{i-e_mu,mu} phi_{i-e_mu})/h²`; beyond an
/// edge a ghost, or the site itself.
pub(super) struct Scalar<'a, R, F, const K: usize, const D: usize> {
    lattice: &'a Lattice,
    phi: Shared<'a, R>,
    pi: Shared<'a, R>,
    edge: Option<&'a EdgeValues<R>>,
    /// Links, where any of them turns what it carries.
    links: Option<&'a GaugeField<R>>,
    /// A row of ones and a row of zeros: a link that turns nothing.
    unit: [Vec<R>; 2],
    force: F,
    places: Places,
}

/// What a run of ticks does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ticks {
    /// `Kick(t)`, in a sweep of its own.
    Kick(f64),
    /// `Drift(t)`, in a sweep of its own.
    Drift(f64),
    /// A tick of dt in plain loops over sites.
    Plain(f64),
    /// So many ticks of dt, as many a trip as the caches bear.
    Several(f64, u64),
    /// The same, a trip for each.
    OneByOne(f64, u64),
}

/// Takes ticks of a field of K components, on as many axes as there are.
pub(super) fn take<R: Real, F: Force<R>, const K: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    force: F,
    ticks: Ticks,
) {
    if let Ticks::Plain(dt) = ticks {
        return plain::tick::<R, F, K>(lattice, fields, force, dt);
    }
    match lattice.dim() {
        1 => Scalar::<R, F, K, 1>::new(lattice, fields, force).take(ticks),
        2 => Scalar::<R, F, K, 2>::new(lattice, fields, force).take(ticks),
        _ => Scalar::<R, F, K, 3>::new(lattice, fields, force).take(ticks),
    }
}

impl<'a, R: Real, F: Force<R>, const K: usize, const D: usize> Scalar<'a, R, F, K, D> {
    fn new(lattice: &'a Lattice, fields: &'a mut Fields<R>, force: F) -> Self {
        let Fields { phi, pi, edge, gauge, .. } = fields;
        // Nothing can turn a real field.
        let links = GaugeField::turning(gauge.as_ref()).filter(|_| K > 1);
        let row_len = lattice.row_len();
        // All that the kernels take on trust.
        let fits = |field: &SiteField<R>| (field.block_len(), field.values().len());
        let block = (K * row_len, K * lattice.sites());
        assert_eq!([fits(phi), fits(pi)], [block; 2], "fields of another lattice");
        assert!(edge.as_ref().is_none_or(|edge| edge.fits(lattice, K)), "edges of another lattice");
        let fits = |links: &LinkField<R>| (links.block(0).len(), links.values().len());
        let fits = |gauge: &GaugeField<R>| [gauge.cos(), gauge.sin()].map(fits);
        let block = (D * row_len, D * lattice.sites());
        assert!(links.is_none_or(|gauge| fits(gauge) == [block; 2]), "links of another lattice");
        let unit = if links.is_some() { row_len } else { 0 };
        Self {
            lattice,
            phi: Shared::new(phi),
            pi: Shared::new(pi),
            edge: edge.as_ref(),
            links,
            unit: [vec![R::one(); unit], vec![R::zero(); unit]],
            force,
            places: Places::of(lattice),
        }
    }

    fn take(&self, ticks: Ticks) {
        let places = self.places;
        match ticks {
            // Taken before there is a Scalar, see `take`.
            Ticks::Plain(_) => {}
            Ticks::Kick(t) => {
                let kick = self.kick(t);
                places.sweep(|due| self.kick_at(due, kick));
            }
            Ticks::Drift(t) => {
                let drift = Drift { t: R::of(t) };
                places.sweep(|due| simd::dispatch(DriftAt { scalar: self, due, drift }));
            }
            Ticks::Several(dt, n) => self.advance(dt, n, false),
            Ticks::OneByOne(dt, n) => self.advance(dt, n, true),
        }
    }

    fn advance(&self, dt: f64, n: u64, one_by_one: bool) {
        let (drift, kick) = (Drift { t: R::of(dt) }, self.kick(dt / 2.0));
        let site_bytes = 2 * K * size_of::<R>();
        let trips = Trips { reach: Reach::BothSides, passes: 1, site_bytes, one_by_one };
        self.places.advance(n, trips, |step, last| self.step(step, last, drift, kick));
    }

    fn step(&self, step: Step, last: u64, drift: Drift<R>, kick: Kick<R, F>) {
        let Step { pass, stage, leads, first, second } = step;
        // The first pass of all has no forward stage that could lead.
        let due = Due { first, second, leads: leads || pass == 0 };
        match stage {
            Stage::Forward if pass == 0 => {}
            Stage::Forward => simd::dispatch(DriftAt { scalar: self, due, drift }),
            Stage::Backward => {
                self.kick_at(due, Kick { twice: pass > 0 && pass < last, ..kick });
            }
        }
    }

    fn kick(&self, t: f64) -> Kick<R, F> {
        let spread = R::of(t / self.lattice.spacing().powi(2));
        Kick { t: R::of(t), spread, force: self.force, twice: false }
    }

    fn kick_at(&self, due: Due, kick: Kick<R, F>) {
        if K == 1 || self.links.is_none() {
            simd::dispatch(KickAt::<_, _, K, D, false> { scalar: self, due, kick });
        } else {
            simd::dispatch(KickAt::<_, _, K, D, true> { scalar: self, due, kick });
        }
    }
}

#[cfg(test)]
mod tests;
