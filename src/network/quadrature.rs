//! The integral of a slope along a straight line.

use super::Formula;

/// `g = ∫_0^1 U'(s x) ds`, so that `x g` is `U(x) - U(0)`, and its derivative.
pub(crate) fn mean_slope_at(potential: &Formula, x: f64) -> (f64, f64) {
    let value = |(s, weight): &(f64, f64)| weight * potential.at(1, s * x);
    let slope = |(s, weight): &(f64, f64)| weight * s * potential.at(2, s * x);
    (QUADRATURE.iter().map(value).sum(), QUADRATURE.iter().map(slope).sum())
}

/// Nodes and weights of Gauss and Legendre on [0, 1]: exact for polynomials up to degree 31.
static QUADRATURE: std::sync::LazyLock<Vec<(f64, f64)>> = std::sync::LazyLock::new(|| legendre(16));

/// The zeros of Legendre's polynomial by Newton's iteration, and their weights.
fn legendre(n: usize) -> Vec<(f64, f64)> {
    let node = |index: usize| {
        let mut x = (std::f64::consts::PI * (index as f64 + 0.75) / (n as f64 + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..100 {
            let (mut before, mut value) = (1.0, x);
            for k in 2..=n {
                let k = k as f64;
                (before, value) = (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
            }
            slope = n as f64 * (x * value - before) / (x * x - 1.0);
            x -= value / slope;
        }
        ((1.0 + x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..n).map(node).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quadrature_integrates_what_it_should() {
        let integral = |f: &dyn Fn(f64) -> f64| -> f64 {
            QUADRATURE.iter().map(|(s, weight)| weight * f(*s)).sum()
        };
        assert!((integral(&|_| 1.0) - 1.0).abs() < 1e-14);
        assert!((integral(&|s| s.powi(9)) - 0.1).abs() < 1e-14);
        assert!((integral(&|s| s.cos()) - 1f64.sin()).abs() < 1e-14);
    }
}
