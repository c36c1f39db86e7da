//! Staged ticks in the plainest loops, one site after another: what the vector kernels are tested
//! against bit for bit, and measured against.

use super::Dirac;
use super::fused::{Stages, Turns};
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real, SiteField};
use crate::theory::beside::Linked;
use crate::theory::turn::{Turn, turn};
use crate::theory::{LinkCoupling, SignedPermutation};

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// A tick, stage by stage as [`Stages`] has them.
    pub(super) fn tick_by_site(
        &self,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        stages: &Stages<R>,
    ) {
        match stages.turns {
            Turns::Even { alpha, beta } => self.even_tick(lattice, fields, stages, [alpha, beta]),
            Turns::Local { of } => self.local_tick(lattice, fields, stages, of),
        }
    }

    fn even_tick(
        &self,
        lattice: &Lattice,
        Fields { phi, pi, gauge, .. }: &mut Fields<R>,
        Stages { drift, kick, .. }: &Stages<R>,
        [alpha, beta]: [Turn<R>; 2],
    ) {
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum, _| {
            added(beta.apply(pi), alpha.apply(sum.map(|sum| *kick * sum)))
        });
        self.by_site(lattice, phi, Linked::new(pi, gauge), Direction::Forward, |phi, sum, _| {
            added(alpha.apply(phi), sum.map(|sum| *drift * sum))
        });
        turn(lattice, phi, alpha);
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum, _| {
            let force = alpha.shear_back(sum.map(|sum| *kick * sum));
            beta.apply(added(pi, force.map(|force| alpha.sign * force)))
        });
    }

    /// The turns of each site made anew each time, by `(A_0 ± m) dt/2`.
    fn local_tick(
        &self,
        lattice: &Lattice,
        Fields { phi, pi, gauge, .. }: &mut Fields<R>,
        Stages { drift, kick, .. }: &Stages<R>,
        [m, t]: [f64; 2],
    ) {
        let a0 = gauge.as_ref().and_then(GaugeField::potential);
        let a0 = |(row, x): (usize, usize)| a0.map_or(0.0, |a0| a0.at(row, x, 0).wide());
        let alpha = |site| Turn::<R>::by((a0(site) + m) * t);
        let beta = |site| Turn::<R>::by((a0(site) - m) * t);
        let turn_phi = |phi: &mut SiteField<R>| {
            let nothing = &phi.clone();
            let nowhere = Linked { field: nothing, gauge: None };
            self.by_site(lattice, phi, nowhere, Direction::Forward, |phi, _, site| {
                alpha(site).apply(phi)
            });
        };
        turn_phi(phi);
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum, site| {
            added(beta(site).apply(pi), sum.map(|sum| *kick * sum))
        });
        self.by_site(lattice, phi, Linked::new(pi, gauge), Direction::Forward, |phi, sum, _| {
            added(phi, sum.map(|sum| *drift * sum))
        });
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum, site| {
            beta(site).apply(added(pi, sum.map(|sum| *kick * sum)))
        });
        turn_phi(phi);
    }

    /// Changes each pair of components of each site, given `Σ_mu X_mu (difference along mu)`.
    fn by_site(
        &self,
        lattice: &Lattice,
        out: &mut SiteField<R>,
        source: Linked<'_, R>,
        direction: Direction,
        change: impl Fn([R; 2], [R; 2], (usize, usize)) -> [R; 2] + Sync,
    ) {
        let n = lattice.row_len();
        out.for_each_row(lattice, |row, block| {
            for x in 0..n {
                let sum = self.sum_at(lattice, source, (row, x), direction);
                for a in (0..K).step_by(2) {
                    let [u, w] = [a * n + x, (a + 1) * n + x];
                    [block[u], block[w]] =
                        change([block[u], block[w]], [sum[a], sum[a + 1]], (row, x));
                }
            }
        });
    }

    /// `Σ_mu X_mu (± covariant difference along mu)` at one site.
    fn sum_at(
        &self,
        lattice: &Lattice,
        source: Linked<'_, R>,
        (row, x): (usize, usize),
        direction: Direction,
    ) -> [R; K] {
        let mut sum = [R::zero(); K];
        for (mu, factor) in self.network.factors().iter().enumerate() {
            let beside = self.carried(lattice, source, (row, x), mu, direction);
            for (a, sum) in sum.iter_mut().enumerate() {
                let SignedPermutation { from, sign } = factor;
                let [here, beside] = [source.field.at(row, x, from[a]), beside[from[a]]];
                let ahead_first = (direction == Direction::Forward) == (sign[a] > 0.0);
                let term = if ahead_first { beside - here } else { here - beside };
                *sum = if mu == 0 { term } else { *sum + term };
            }
        }
        sum
    }

    /// What is one step along `mu` from a site, as links bring it: zero beyond an edge.
    fn carried(
        &self,
        lattice: &Lattice,
        Linked { field, gauge }: Linked<'_, R>,
        site: (usize, usize),
        mu: usize,
        direction: Direction,
    ) -> [R; K] {
        let beside = lattice.neighbour(site, mu, direction);
        let at = |(row, x): (usize, usize)| std::array::from_fn(|a| field.at(row, x, a));
        let values = beside.map_or([R::zero(); K], at);
        let way = if direction == Direction::Forward { R::one() } else { -R::one() };
        match (gauge, beside) {
            (Some(gauge), _) if self.network.coupling == LinkCoupling::Additive => {
                let angle = way * gauge.links().at(site.0, site.1, mu);
                added_across(values, at(site), angle)
            }
            (Some(gauge), Some(beside)) => {
                let link = if direction == Direction::Forward { site } else { beside };
                rotated(values, gauge, link, mu, way)
            }
            _ => values,
        }
    }
}

fn added<R: Real>(one: [R; 2], other: [R; 2]) -> [R; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

/// `values + angle X_0 here`
fn added_across<R: Real, const K: usize>(values: [R; K], here: [R; K], angle: R) -> [R; K] {
    std::array::from_fn(|a| match a % 2 {
        0 => values[a] + angle * here[a + 1],
        _ => values[a] - angle * here[a - 1],
    })
}

fn rotated<R: Real, const K: usize>(
    values: [R; K],
    gauge: &GaugeField<R>,
    (row, x): (usize, usize),
    mu: usize,
    way: R,
) -> [R; K] {
    let (cos, sin) = (gauge.cos().at(row, x, mu), way * gauge.sin().at(row, x, mu));
    std::array::from_fn(|a| match a % 2 {
        0 => cos * values[a] + sin * values[a + 1],
        _ => cos * values[a] - sin * values[a - 1],
    })
}
