//! The tick as its equations read, site by site: what the fast ones are compared with.

use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real, SiteField};
use std::array::from_fn;

/// `Kick(dt/2) Drift(dt) Kick(dt/2)`, with `force(phi)` at a site; equal to the ticks of the vector
/// kernels bit for bit.
pub(in crate::theory) fn tick<R: Real, const K: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    dt: f64,
    force: impl Fn([R; K]) -> [R; K] + Sync,
) {
    kick(lattice, fields, dt / 2.0, &force);
    let (Fields { phi, pi, .. }, t) = (&mut *fields, R::of(dt));
    for (phi, pi) in phi.values_mut().iter_mut().zip(pi.values()) {
        *phi += t * *pi;
    }
    kick(lattice, fields, dt / 2.0, &force);
}

/// `pi += t (Lap phi - force(phi))`
fn kick<R: Real, const K: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    t: f64,
    force: &(impl Fn([R; K]) -> [R; K] + Sync),
) {
    let mut pi = std::mem::replace(&mut fields.pi, SiteField::zeros(lattice, K));
    let (t, spread) = (R::of(t), R::of(t / lattice.spacing().powi(2)));
    let (last, sides) = (lattice.dim() - 1, R::of(2.0 * lattice.dim() as f64));
    let now = &*fields;
    pi.for_each_row(lattice, |row, pi| {
        for x in 0..lattice.row_len() {
            let here: [R; K] = from_fn(|a| now.phi.at(row, x, a));
            let beside = |mu, way| beside::<R, K>(lattice, now, (row, x), mu, way);
            let [behind, ahead] = [Direction::Backward, Direction::Forward];
            let mut sum: [R; K] = sum(beside(last, behind), beside(last, ahead));
            for mu in 0..last {
                sum = self::sum(sum, beside(mu, behind));
                sum = self::sum(sum, beside(mu, ahead));
            }
            let force = force(here);
            for a in 0..K {
                let push = spread * (sum[a] - sides * here[a]) - t * force[a];
                pi[a * lattice.row_len() + x] += push;
            }
        }
    });
    fields.pi = pi;
}

fn sum<R: Real, const K: usize>(one: [R; K], other: [R; K]) -> [R; K] {
    from_fn(|a| one[a] + other[a])
}

/// The neighbour of a site as its link brings it; beyond an edge a ghost, or the site itself.
fn beside<R: Real, const K: usize>(
    lattice: &Lattice,
    fields: &Fields<R>,
    (row, x): (usize, usize),
    mu: usize,
    way: Direction,
) -> [R; K] {
    let Fields { phi, edge, gauge, .. } = fields;
    let Some((there, y)) = lattice.neighbour((row, x), mu, way) else {
        return from_fn(|a| {
            let ghost = edge.as_ref().and_then(|edge| match mu + 1 == lattice.dim() {
                true => edge.end(lattice, way, a, row),
                false => edge.row(lattice, mu, way, a, row).map(|ghosts| ghosts[x]),
            });
            ghost.unwrap_or(phi.at(row, x, a))
        });
    };
    let values = from_fn(|a| phi.at(there, y, a));
    let Some(gauge) = GaugeField::turning(gauge.as_ref()).filter(|_| K == 2) else {
        return values;
    };
    let [u, w] = [values[0], values[K - 1]];
    let of = |row, x| [gauge.cos(), gauge.sin()].map(|links| links.at(row, x, mu));
    let [cos, sin] = if way == Direction::Forward { of(row, x) } else { of(there, y) };
    let turned = match way {
        Direction::Forward => [cos * u + sin * w, cos * w - sin * u],
        Direction::Backward => [cos * u - sin * w, cos * w + sin * u],
    };
    from_fn(|a| turned[a])
}
