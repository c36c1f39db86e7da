//! The smoothest gauge.

use super::Gauge;
use super::instant::Instant;
use super::theta::Theta;
use crate::lattice::{Direction, Lattice, LinkField};
use std::f64::consts::{PI, TAU};

/// Most sites visited while looking for it.
const MOST_VISITS: usize = 10_000_000;

/// Most sweeps over the lattice.
const MOST_SWEEPS: usize = 2000;

/// The largest step of an angle, in radians, below which it is found.
const FOUND: f64 = 1e-10;

/// How far links are from smooth.
///
/// # Equation
/// `Σ (1 - cos a_{i,mu})` over the links inside the lattice, `Σ a²/2` when they are small
pub fn roughness(lattice: &Lattice, links: &LinkField<f64>) -> f64 {
    let mut sum = 0.0;
    for row in 0..lattice.rows() {
        for mu in 0..lattice.dim() {
            let ahead = |x| lattice.neighbour((row, x), mu, Direction::Forward).is_some();
            let inside = links.row(row, mu).iter().enumerate().filter(|(x, _)| ahead(*x));
            sum += inside.map(|(_, a)| 1.0 - a.cos()).sum::<f64>();
        }
    }
    sum
}

/// The angle that rotates the gauge a field is in now into one where links are as smooth as can be
/// found.
///
/// # Equation
/// Lowers `Σ (1 - cos a_{i,mu})` site by site: the best angle of one site among its links is that
/// of `Σ e^{-ia}` over those that leave it plus `Σ e^{ia}` over those that arrive; taken somewhat
/// further (over-relaxation), which finds it in about as many sweeps as the lattice is long.
///
/// # Conventions
/// Begins with the smoother of the gauge it is in and that of the background as it was given. There
/// may be several valleys; it ends in one.
pub(super) fn smoothest(lattice: &Lattice, gauge: &Gauge, now: &Instant) -> Theta {
    let (here, given) = (gauge.links(lattice, now), given(gauge).links(lattice, now));
    let mut theta = Theta::zeros(lattice, 1);
    let start = match roughness(lattice, &given) < roughness(lattice, &here) {
        true => {
            let turned = gauge.theta_of_links(lattice, now);
            theta.values_mut().iter_mut().zip(turned.values()).for_each(|(to, from)| *to = -from);
            given
        }
        false => here,
    };
    relax(lattice, &start, &mut theta);
    theta
}

/// A gauge with the background alone.
fn given(gauge: &Gauge) -> Gauge {
    Gauge { base: gauge.base.clone(), ..Gauge::default() }
}

/// Adds to Θ what makes the links of `start` smooth.
fn relax(lattice: &Lattice, start: &LinkField<f64>, theta: &mut Theta) {
    let longest = lattice.shape().iter().copied().max().unwrap_or(2) as f64;
    let further = 2.0 / (1.0 + (PI / longest).sin());
    let mut best = (roughness(lattice, start), theta.clone());
    let mut added = Theta::zeros(lattice, 1);
    let before = theta.clone();
    for sweep in 0..MOST_SWEEPS.min(MOST_VISITS / lattice.sites() + 1) {
        let step = sweep_once(lattice, start, &mut added, further);
        if step < FOUND {
            break;
        }
        if sweep % CHECK == CHECK - 1 {
            keep_best(lattice, start, &added, &before, &mut best);
        }
    }
    keep_best(lattice, start, &added, &before, &mut best);
    *theta = best.1;
}

/// Sweeps between two looks at how smooth it has become: over-relaxation may pass the best.
const CHECK: usize = 50;

fn keep_best(
    lattice: &Lattice,
    start: &LinkField<f64>,
    added: &Theta,
    before: &Theta,
    best: &mut (f64, Theta),
) {
    let rough = roughness(lattice, &turned(lattice, start, added));
    if rough < best.0 {
        let mut sum = before.clone();
        super::rotate::add(lattice, &mut sum, added, false);
        *best = (rough, sum);
    }
}

/// Links in the gauge that Θ leads to.
fn turned(lattice: &Lattice, links: &LinkField<f64>, theta: &Theta) -> LinkField<f64> {
    let mut turned = links.clone();
    turned.for_each_row(lattice, |row, out| {
        for (at, out) in out.iter_mut().enumerate() {
            let (mu, x) = (at / lattice.row_len(), at % lattice.row_len());
            if let Some((r, y)) = lattice.neighbour((row, x), mu, Direction::Forward) {
                *out += theta.at(row, x, 0) - theta.at(r, y, 0);
            }
        }
    });
    turned
}

/// One visit to every site; the largest step.
fn sweep_once(lattice: &Lattice, links: &LinkField<f64>, theta: &mut Theta, further: f64) -> f64 {
    let mut largest = 0.0f64;
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            let here = theta.at(row, x, 0);
            let (mut re, mut im) = (0.0, 0.0);
            for mu in 0..lattice.dim() {
                if let Some((r, y)) = lattice.neighbour((row, x), mu, Direction::Forward) {
                    let a = links.at(row, x, mu) + here - theta.at(r, y, 0);
                    (re, im) = (re + a.cos(), im - a.sin());
                }
                if let Some((r, y)) = lattice.neighbour((row, x), mu, Direction::Backward) {
                    let a = links.at(r, y, mu) + theta.at(r, y, 0) - here;
                    (re, im) = (re + a.cos(), im + a.sin());
                }
            }
            let step = further * im.atan2(re);
            theta.row_mut(row, 0)[x] = here + step - TAU * (step / TAU).round();
            largest = largest.max(step.abs());
        }
    }
    largest
}
