//! The largest eigenvalue of a symmetric operator on fields.

use crate::lattice::{Lattice, Real, SiteField, sum_sites};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Steps after which it is given up.
const MOST: usize = 120;

/// How far, relative to it, the value found may be from an eigenvalue.
const CLOSE: f64 = 1e-3;

/// A value that the largest eigenvalue of a positive operator does not exceed, within a thousandth
/// above it; `None` where the iteration does not settle.
///
/// # Conventions
/// `apply(from, to)` writes what the operator makes of `from`. The iteration begins with the same
/// random field every time. To the largest value it finds it adds how far that may be from an
/// eigenvalue, so that what is derived from it errs on the safe side.
///
/// # Reference
/// C. Lanczos (1950)
pub(super) fn largest<R: Real>(
    lattice: &Lattice,
    components: usize,
    mut apply: impl FnMut(&SiteField<R>, &mut SiteField<R>),
) -> Option<f64> {
    let mut last = SiteField::zeros(lattice, components);
    let mut now = random(lattice, components);
    let mut next = last.clone();
    let (mut diagonal, mut beside) = (Vec::new(), Vec::<f64>::new());
    for _ in 0..MOST {
        apply(&now, &mut next);
        let own = dot(lattice, &now, &next);
        let back = beside.last().copied().unwrap_or(0.0);
        combine(lattice, &mut next, [(&now, -own), (&last, -back)]);
        let length = dot(lattice, &next, &next).sqrt();
        diagonal.push(own);
        let (value, tail) = largest_of_tridiagonal(&diagonal, &beside);
        if length * tail <= CLOSE * value.abs() {
            return Some(value + length * tail);
        }
        if !length.is_finite() {
            return None;
        }
        beside.push(length);
        scale(&mut next, length.recip());
        std::mem::swap(&mut last, &mut now);
        std::mem::swap(&mut now, &mut next);
    }
    None
}

/// The largest eigenvalue of a symmetric tridiagonal matrix, and the last component of its
/// eigenvector, of length 1.
///
/// # Conventions
/// Bisection by the signs of the pivots of `T - x`; the eigenvector from its last component
/// upwards, the way in which it grows.
fn largest_of_tridiagonal(diagonal: &[f64], beside: &[f64]) -> (f64, f64) {
    let beside = &beside[..diagonal.len() - 1];
    let reach = |n: usize| {
        let left = if n > 0 { beside[n - 1].abs() } else { 0.0 };
        diagonal[n] + left + beside.get(n).map_or(0.0, |value| value.abs())
    };
    let mut high = (0..diagonal.len()).map(reach).fold(f64::NEG_INFINITY, f64::max);
    let mut low = diagonal.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if all_below(diagonal, beside, middle) { high = middle } else { low = middle }
    }
    let (mut component, mut square, mut pivot) = (1.0f64, 1.0f64, f64::INFINITY);
    for n in (1..diagonal.len()).rev() {
        let after = beside.get(n).map_or(0.0, |value| value * value / pivot);
        pivot = (high - diagonal[n] - after).max(f64::MIN_POSITIVE);
        component *= pivot / beside[n - 1];
        square += component * component;
    }
    (high, square.sqrt().recip())
}

/// Whether every eigenvalue is below x.
fn all_below(diagonal: &[f64], beside: &[f64], x: f64) -> bool {
    let mut pivot = f64::INFINITY;
    diagonal.iter().enumerate().all(|(n, own)| {
        let before = if n > 0 { beside[n - 1].powi(2) / pivot } else { 0.0 };
        pivot = x - own - before;
        pivot > 0.0
    })
}

fn random<R: Real>(lattice: &Lattice, components: usize) -> SiteField<R> {
    let mut field = SiteField::zeros(lattice, components);
    let mut source = Pcg64Mcg::seed_from_u64(1);
    let values = field.values_mut().iter_mut();
    values.for_each(|value| *value = R::of(source.random_range(-1.0..1.0)));
    let length = dot(lattice, &field, &field).sqrt();
    scale(&mut field, length.recip());
    field
}

fn dot<R: Real>(lattice: &Lattice, a: &SiteField<R>, b: &SiteField<R>) -> f64 {
    sum_sites(lattice, |row, out| {
        out.fill(0.0);
        let rows = a.block(row).chunks_exact(out.len()).zip(b.block(row).chunks_exact(out.len()));
        for (a, b) in rows {
            for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
                *out += a.wide() * b.wide();
            }
        }
    })
}

/// `out += Σ factor field`
fn combine<R: Real>(lattice: &Lattice, out: &mut SiteField<R>, terms: [(&SiteField<R>, f64); 2]) {
    out.for_each_row(lattice, |row, out| {
        for (field, factor) in terms {
            let values = out.iter_mut().zip(field.block(row));
            values.for_each(|(out, value)| *out += R::of(factor * value.wide()));
        }
    });
}

fn scale<R: Real>(field: &mut SiteField<R>, factor: f64) {
    field.values_mut().iter_mut().for_each(|value| *value = R::of(factor * value.wide()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::Boundary;

    #[test]
    fn a_tridiagonal_matrix_of_known_spectrum() {
        // 2 on the diagonal and -1 beside it: 2 - 2 cos(n π/(N + 1)).
        let n = 9;
        let (value, tail) = largest_of_tridiagonal(&vec![2.0; n], &vec![1.0; n - 1]);
        let angle = std::f64::consts::PI / (n + 1) as f64;
        assert!((value - (2.0 + 2.0 * angle.cos())).abs() < 1e-13, "{value}");
        assert!((tail - (2.0 / (n + 1) as f64).sqrt() * angle.sin()).abs() < 1e-9, "{tail}");
    }

    #[test]
    fn the_largest_of_a_diagonal_is_found_from_above() {
        let lattice = Lattice::new(&[6, 7], 0.8, &[Boundary::Periodic]).unwrap();
        let found = largest(&lattice, 2, |from: &SiteField<f64>, to| {
            let pairs = to.values_mut().iter_mut().zip(from.values()).enumerate();
            pairs.for_each(|(n, (to, from))| *to = (1.0 + (0.7 * n as f64).sin()) * from);
        });
        let largest = (0..84).map(|n| 1.0 + (0.7 * f64::from(n)).sin()).fold(0.0, f64::max);
        let found = found.unwrap();
        assert!((largest..1.0011 * largest).contains(&found), "{found} {largest}");
    }
}
