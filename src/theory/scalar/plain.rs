//! The tick as its equations read, site by site: what the fast ones are compared with.

use super::Force;
use crate::lattice::{Direction, EdgeValues, Fields, GaugeField, Lattice, Real, SiteField};
use std::array::from_fn;

/// `Kick(dt/2) Drift(dt) Kick(dt/2)`; equal to the ticks of the vector kernels bit for bit.
pub(super) fn tick<R: Real, F: Force<R>, const K: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    force: F,
    dt: f64,
) {
    kick::<R, F, K>(lattice, fields, force, dt / 2.0);
    let (Fields { phi, pi, .. }, t) = (&mut *fields, R::of(dt));
    for (phi, pi) in phi.values_mut().iter_mut().zip(pi.values()) {
        *phi += t * *pi;
    }
    kick::<R, F, K>(lattice, fields, force, dt / 2.0);
}

/// `pi += t (Lap phi - force(phi))`
fn kick<R: Real, F: Force<R>, const K: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    force: F,
    t: f64,
) {
    let Fields { phi, pi, edge, gauge, .. } = fields;
    let gauge = GaugeField::turning(gauge.as_ref()).filter(|_| K == 2);
    let around = Around { lattice, phi, edge: edge.as_ref(), gauge };
    let (t, spread) = (R::of(t), R::of(t / lattice.spacing().powi(2)));
    let (last, sides) = (lattice.dim() - 1, R::of(2.0 * lattice.dim() as f64));
    pi.for_each_row(lattice, |row, pi| {
        for x in 0..lattice.row_len() {
            let here: [R; K] = from_fn(|a| around.phi.at(row, x, a));
            let beside = |mu, way| around.beside::<K>((row, x), mu, way);
            let [behind, ahead] = [Direction::Backward, Direction::Forward];
            let mut sum = sum(beside(last, behind), beside(last, ahead));
            for mu in 0..last {
                sum = self::sum(sum, beside(mu, behind));
                sum = self::sum(sum, beside(mu, ahead));
            }
            let force = force.at(here);
            for a in 0..K {
                let push = spread * (sum[a] - sides * here[a]) - t * force[a];
                pi[a * lattice.row_len() + x] += push;
            }
        }
    });
}

fn sum<R: Real, const K: usize>(one: [R; K], other: [R; K]) -> [R; K] {
    from_fn(|a| one[a] + other[a])
}

/// What a kick reads.
struct Around<'a, R> {
    lattice: &'a Lattice,
    phi: &'a SiteField<R>,
    edge: Option<&'a EdgeValues<R>>,
    /// Links, where they turn the field.
    gauge: Option<&'a GaugeField<R>>,
}

impl<R: Real> Around<'_, R> {
    /// The neighbour of a site as its link brings it; beyond an edge a ghost, or the site itself.
    fn beside<const K: usize>(
        &self,
        (row, x): (usize, usize),
        mu: usize,
        way: Direction,
    ) -> [R; K] {
        let Self { lattice, phi, edge, gauge } = *self;
        let Some((there, y)) = lattice.neighbour((row, x), mu, way) else {
            return from_fn(|a| {
                let ghost = edge.and_then(|edge| match mu + 1 == lattice.dim() {
                    true => edge.end(lattice, way, a, row),
                    false => edge.row(lattice, mu, way, a, row).map(|ghosts| ghosts[x]),
                });
                ghost.unwrap_or(phi.at(row, x, a))
            });
        };
        let values = from_fn(|a| phi.at(there, y, a));
        let Some(gauge) = gauge else { return values };
        let [u, w] = [values[0], values[K - 1]];
        let of = |row, x| [gauge.cos(), gauge.sin()].map(|links| links.at(row, x, mu));
        let [cos, sin] = if way == Direction::Forward { of(row, x) } else { of(there, y) };
        let turned = match way {
            Direction::Forward => [cos * u + sin * w, cos * w - sin * u],
            Direction::Backward => [cos * u - sin * w, cos * w + sin * u],
        };
        from_fn(|a| turned[a])
    }
}
