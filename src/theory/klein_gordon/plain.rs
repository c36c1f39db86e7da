//! The kick as its equation reads, site by site: what the fast ones are compared with.

use crate::lattice::{Direction, Fields, Lattice, Real};

/// `pi += t (Lap phi - slope(phi))`
pub(super) fn kick<R: Real>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    t: f64,
    slope: impl Fn(R) -> R + Sync,
) {
    let Fields { phi, pi, edge, .. } = fields;
    let (t, h2) = (R::of(t), R::of(lattice.spacing().powi(2)));
    let last = lattice.dim() - 1;
    pi.for_each_row(lattice, |row, pi| {
        for (x, pi) in pi.iter_mut().enumerate() {
            let here = phi.at(row, x, 0);
            let beside = |mu: usize, direction: Direction| {
                let inside = lattice.neighbour((row, x), mu, direction);
                let ghost = |edge: &crate::lattice::EdgeValues<R>| match mu == last {
                    true => edge.end(lattice, direction, 0, row),
                    false => edge.row(lattice, mu, direction, 0, row).map(|ghosts| ghosts[x]),
                };
                let beyond = || edge.as_ref().and_then(ghost).unwrap_or(here);
                inside.map_or_else(beyond, |(row, x)| phi.at(row, x, 0))
            };
            let mut laplacian = R::zero();
            for mu in 0..=last {
                laplacian += beside(mu, Direction::Forward) - here;
                laplacian += beside(mu, Direction::Backward) - here;
            }
            *pi += t * (laplacian / h2 - slope(here));
        }
    });
}
