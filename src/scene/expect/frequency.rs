//! The strongest frequency in evenly spaced samples.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// The angular frequency of the strongest oscillation in samples `step` apart; `None` when there
/// is none.
///
/// # Equation
/// The samples less their best straight line, times Hann's window, have a spectrum whose largest
/// magnitude is found among the whole numbers of periods first and then, by golden section, in
/// between.
pub fn angular_frequency(samples: &[f64], step: f64) -> Option<f64> {
    let n = samples.len();
    if n < 8 || samples.iter().any(|sample| !sample.is_finite()) {
        return None;
    }
    let signal = windowed(samples);
    let mut spectrum: Vec<Complex64> = signal.iter().map(|&x| Complex64::new(x, 0.0)).collect();
    FftPlanner::new().plan_fft_forward(n).process(&mut spectrum);
    let strongest =
        (1..=n / 2).max_by(|&a, &b| spectrum[a].norm().total_cmp(&spectrum[b].norm()))?;
    if spectrum[strongest].norm() == 0.0 {
        return None;
    }
    let around = (strongest as f64 - 1.0, strongest as f64 + 1.0);
    let periods = highest(around, |periods| magnitude(&signal, periods));
    Some(TAU * periods / (n as f64 * step.abs()))
}

/// Slope of the best straight line through samples one apart, and its value in their middle.
pub fn line(samples: &[f64]) -> (f64, f64) {
    let n = samples.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let mean = samples.iter().sum::<f64>() / n;
    let (cross, square) =
        samples.iter().enumerate().fold((0.0, 0.0), |(cross, square), (at, y)| {
            let x = at as f64 - middle;
            (cross + x * (y - mean), square + x * x)
        });
    (if square > 0.0 { cross / square } else { 0.0 }, mean)
}

fn windowed(samples: &[f64]) -> Vec<f64> {
    let n = samples.len() as f64;
    let (slope, mean) = line(samples);
    let sample = |(at, y): (usize, &f64)| {
        let at = at as f64;
        let window = 0.5 - 0.5 * (TAU * (at + 0.5) / n).cos();
        window * (y - mean - slope * (at - (n - 1.0) / 2.0))
    };
    samples.iter().enumerate().map(sample).collect()
}

/// Magnitude of the Fourier sum with this many periods in the whole.
fn magnitude(signal: &[f64], periods: f64) -> f64 {
    let turn = -TAU * periods / signal.len() as f64;
    let terms = signal.iter().enumerate();
    terms.map(|(at, x)| Complex64::from_polar(*x, turn * at as f64)).sum::<Complex64>().norm()
}

/// Where a function with one peak between two points is highest.
fn highest((mut low, mut high): (f64, f64), f: impl Fn(f64) -> f64) -> f64 {
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    for _ in 0..40 {
        let third = golden * (high - low);
        if f(high - third) < f(low + third) {
            low = high - third;
        } else {
            high -= high - low - third;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_between_two_bins_is_found_to_a_thousandth_of_a_bin() {
        let (step, frequency) = (0.25, 0.7);
        let sample = |at: usize| {
            let t = at as f64 * step;
            3.0 + 0.01 * t + 1.3 * (frequency * t + 0.4).sin()
        };
        let samples: Vec<f64> = (0..500).map(sample).collect();
        let bin = TAU / (500.0 * step);
        let found = angular_frequency(&samples, step).unwrap();
        assert!((found - frequency).abs() < 1e-3 * bin, "{found}");
    }

    #[test]
    fn nothing_oscillates_in_a_constant() {
        assert_eq!(angular_frequency(&[2.0; 64], 0.1), None);
    }

    #[test]
    fn the_line_through_a_line_is_that_line() {
        let (slope, middle) = line(&[1.0, 3.5, 6.0, 8.5]);
        assert!((slope - 2.5).abs() < 1e-14 && (middle - 4.75).abs() < 1e-14);
    }
}
