//! Fields in a U(1) field: links, `A_0`, and what they must not change.

mod additive;
mod conserved;
mod covariance;
mod current;
mod files;
mod limits;

use crate::support::noise;
use fieldloom::lattice::{
    Direction, FieldState, Fields, GaugeField, Lattice, LinkField, Real, SiteField,
};

/// Angles of links, of a size, and an `A_0` that differs from site to site.
pub fn random_gauge(lattice: &Lattice, size: f64, potential: f64) -> GaugeField<f64> {
    let mut links = LinkField::zeros(lattice);
    let angles = links.values_mut().iter_mut().enumerate();
    angles.for_each(|(at, angle)| *angle = size * noise(31, at));
    let mut a0 = SiteField::zeros(lattice, 1);
    let values = a0.values_mut().iter_mut().enumerate();
    values.for_each(|(at, value)| *value = potential * noise(32, at));
    GaugeField::new(lattice, links, (potential != 0.0).then_some(a0))
}

/// The state in a gauge field.
pub fn within(state: &FieldState, gauge: GaugeField<f64>) -> FieldState {
    match state {
        FieldState::F64(fields) => FieldState::F64(Fields { gauge: Some(gauge), ..fields.clone() }),
        FieldState::F32(_) => panic!("rounded too early"),
    }
}

/// A phase of a size at each site, in memory order.
pub fn random_phases(lattice: &Lattice, size: f64) -> Vec<f64> {
    (0..lattice.sites()).map(|at| size * noise(33, at)).collect()
}

/// phi and pi turned by `rot(Θ_i)`; the links by `Θ_i - Θ_{i+e_mu}` where they follow.
pub fn turned(lattice: &Lattice, state: &FieldState, phases: &[f64], follow: bool) -> FieldState {
    let FieldState::F64(mut fields) = state.clone() else { panic!("rounded too early") };
    let phase = |(row, x): (usize, usize)| phases[row * lattice.row_len() + x];
    for field in [&mut fields.phi, &mut fields.pi] {
        turn(lattice, field, phase);
    }
    let Some(gauge) = fields.gauge.as_mut().filter(|_| follow) else {
        return FieldState::F64(fields);
    };
    gauge.write_links(lattice, |row, angles| {
        for (at, angle) in angles.iter_mut().enumerate() {
            let (mu, x) = (at / lattice.row_len(), at % lattice.row_len());
            let ahead = lattice.neighbour((row, x), mu, Direction::Forward);
            *angle += phase((row, x)) - ahead.map_or(0.0, phase);
        }
    });
    FieldState::F64(fields)
}

/// X_0 takes a pair (u, w) to (w, -u).
fn turn<R: Real>(
    lattice: &Lattice,
    field: &mut SiteField<R>,
    phase: impl Fn((usize, usize)) -> f64 + Sync,
) {
    let length = lattice.row_len();
    field.for_each_row(lattice, |row, values| {
        for pair in values.chunks_exact_mut(2 * length) {
            let (u, w) = pair.split_at_mut(length);
            for (x, (u, w)) in u.iter_mut().zip(w).enumerate() {
                let (sin, cos) = phase((row, x)).sin_cos();
                let (a, b) = (u.wide(), w.wide());
                (*u, *w) = (R::of(cos * a + sin * b), R::of(cos * b - sin * a));
            }
        }
    });
}
