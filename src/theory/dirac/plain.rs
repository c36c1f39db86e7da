//! Staged ticks in the plainest loops, one site after another: what the vector kernels are tested
//! against bit for bit, and measured against.

use super::Dirac;
use super::fused::Stages;
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real, SiteField};
use crate::theory::SignedPermutation;
use crate::theory::beside::Linked;
use crate::theory::turn::turn;

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// A tick, stage by stage as [`Stages`] has them.
    pub(super) fn tick_by_site(
        &self,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        stages: &Stages<R>,
    ) {
        let Stages { alpha, beta, drift, kick } = *stages;
        let Fields { phi, pi, gauge, .. } = fields;
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum| {
            added(beta.apply(pi), alpha.apply(sum.map(|sum| kick * sum)))
        });
        self.by_site(lattice, phi, Linked::new(pi, gauge), Direction::Forward, |phi, sum| {
            added(alpha.apply(phi), sum.map(|sum| drift * sum))
        });
        turn(lattice, phi, alpha);
        self.by_site(lattice, pi, Linked::new(phi, gauge), Direction::Backward, |pi, sum| {
            let force = alpha.shear_back(sum.map(|sum| kick * sum));
            beta.apply(added(pi, force.map(|force| alpha.sign * force)))
        });
    }

    /// Changes each pair of components of each site, given `Σ_mu X_mu (difference along mu)`.
    fn by_site(
        &self,
        lattice: &Lattice,
        out: &mut SiteField<R>,
        source: Linked<'_, R>,
        direction: Direction,
        change: impl Fn([R; 2], [R; 2]) -> [R; 2] + Sync,
    ) {
        let n = lattice.row_len();
        out.for_each_row(lattice, |row, block| {
            for x in 0..n {
                let sum = self.sum_at(lattice, source, (row, x), direction);
                for a in (0..K).step_by(2) {
                    let [u, w] = [a * n + x, (a + 1) * n + x];
                    [block[u], block[w]] = change([block[u], block[w]], [sum[a], sum[a + 1]]);
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
            let beside = carried::<R, K>(lattice, source, (row, x), mu, direction);
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
}

fn added<R: Real>(one: [R; 2], other: [R; 2]) -> [R; 2] {
    [one[0] + other[0], one[1] + other[1]]
}

/// What is one step along `mu` from a site, as links bring it: zero beyond an edge.
fn carried<R: Real, const K: usize>(
    lattice: &Lattice,
    Linked { field, gauge }: Linked<'_, R>,
    site: (usize, usize),
    mu: usize,
    direction: Direction,
) -> [R; K] {
    let Some((row, x)) = lattice.neighbour(site, mu, direction) else { return [R::zero(); K] };
    let values = std::array::from_fn(|a| field.at(row, x, a));
    let Some(gauge) = gauge else { return values };
    let (link, way) = match direction {
        Direction::Forward => (site, R::one()),
        Direction::Backward => ((row, x), -R::one()),
    };
    rotated(values, gauge, link, mu, way)
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
