//! Differences between a run and its twin.

use super::side::Side;
use crate::gauge::rotate::rotate;
use crate::gauge::{Instant, Twin};
use crate::lattice::{FieldState, Fields, Real};
use crate::observable::Look;
use rayon::prelude::*;
use std::f64::consts::TAU;

/// The larger of two, or NaN when one is.
pub(super) fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b <= a { a } else { b }
}

/// The largest magnitude.
pub(super) fn largest(values: &[f64]) -> f64 {
    values.iter().map(|value| value.abs()).fold(0.0, worse)
}

/// The largest difference, relative to a size.
pub(super) fn numbers(values: &[f64], (others, size): &(Vec<f64>, f64)) -> f64 {
    let apart = values.iter().zip(others).map(|(a, b)| (a - b).abs());
    relative(apart.fold(0.0, worse), *size)
}

/// How far two angles are apart, whole turns not counted.
pub(super) fn turned(a: f64, b: f64) -> f64 {
    let apart = a - b;
    (apart - TAU * (apart / TAU).round()).abs()
}

/// How values of two sides are compared.
#[derive(Clone, Copy)]
pub(super) enum Apart {
    /// Relative to the largest of the twin's, or to this where that is more.
    Values(fn(&Side) -> f64),
    /// In radians, whole turns not counted. NaN stands for no angle, and is not compared.
    Angles,
}

impl Apart {
    fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Values(_) => (a - b).abs(),
            Self::Angles if a.is_nan() || b.is_nan() => 0.0,
            Self::Angles => turned(a, b),
        }
    }

    fn largest(self, values: &[f64]) -> f64 {
        match self {
            Self::Values(_) => largest(values),
            Self::Angles => values.iter().map(|angle| angle.abs()).fold(0.0, f64::max),
        }
    }

    fn relative(self, apart: f64, size: f64, twin: &Side) -> f64 {
        match self {
            Self::Values(least) => relative(apart, size.max(least(twin))),
            Self::Angles => apart,
        }
    }
}

/// 0 when nothing is apart, whatever the size.
fn relative(apart: f64, size: f64) -> f64 {
    if apart == 0.0 { 0.0 } else { apart / size }
}

/// The largest magnitude of values at sites, and their largest difference from the twin's.
pub(super) fn rows(
    run: &Side,
    twin: Option<&Side>,
    count: usize,
    fill: fn(&Side, usize, &mut [f64]),
    how: Apart,
) -> (f64, Option<f64>) {
    let length = count * run.lattice.row_len();
    let row = |row: usize| {
        let (mut here, mut there) = (vec![0.0; length], vec![0.0; length]);
        fill(run, row, &mut here);
        let Some(twin) = twin else { return [how.largest(&here), 0.0, 0.0] };
        fill(twin, row, &mut there);
        let apart = here.iter().zip(&there).map(|(a, b)| how.of(*a, *b)).fold(0.0, worse);
        [how.largest(&here), apart, how.largest(&there)]
    };
    let both = |a: [f64; 3], b: [f64; 3]| [0, 1, 2].map(|at| worse(a[at], b[at]));
    let found: Vec<_> = (0..run.lattice.rows()).into_par_iter().map(row).collect();
    let [value, apart, size] = found.into_iter().fold([0.0; 3], both);
    (value, twin.map(|twin| how.relative(apart, size, twin)))
}

/// See [`covariance`](super::covariance).
pub(super) fn covariance(look: &Look, twin: &Twin) -> f64 {
    let theta = look.gauge.theta(look.lattice, &Instant::of(look.clock));
    let mut turned = twin.state().clone();
    rotate(look.lattice, &mut turned, &theta, false);
    match (look.state, &turned) {
        (FieldState::F32(fields), FieldState::F32(other)) => apart(fields, other),
        (FieldState::F64(fields), FieldState::F64(other)) => apart(fields, other),
        _ => f64::NAN,
    }
}

fn apart<R: Real>(fields: &Fields<R>, other: &Fields<R>) -> f64 {
    let all = |fields: &Fields<R>| {
        let both = fields.phi.values().iter().chain(fields.pi.values());
        both.map(|value| value.wide()).collect::<Vec<_>>()
    };
    let (here, there) = (all(fields), all(other));
    numbers(&here, &(there, largest(&here)))
}
