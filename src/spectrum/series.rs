//! The frequencies in what was noted at even steps of time.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// Fewest values that have a spectrum.
pub const FEWEST: usize = 16;

/// The amplitudes of the waves in a series of complex values `step` apart, as `[omega, amplitude]`
/// in rising order of the frequency; empty where there are fewer than [`FEWEST`] values or one that
/// is not finite.
///
/// # Equation
/// `a(omega) = |Σ_t w_t (f_t - mean) exp(i omega t)| / Σ_t w_t`, with Hann's window w.
///
/// # Conventions
/// Positive frequencies are those of `exp(-i omega t)`. A real series has its waves of both signs
/// in one: omega from 0, and an amplitude that is that of its cosine. A wave whose period fits a
/// whole number of times has its amplitude exactly; else up to 15 % less.
pub fn amplitudes(series: &[[f64; 2]], step: f64) -> Vec<[f64; 2]> {
    let n = series.len();
    let fits = step > 0.0 && step.is_finite() && series.iter().flatten().all(|x| x.is_finite());
    if n < FEWEST || !fits {
        return Vec::new();
    }
    let mean = series.iter().fold([0.0; 2], |[a, b], [re, im]| [a + re, b + im]);
    let mean = mean.map(|sum| sum / n as f64);
    let window = |at: usize| 0.5 - 0.5 * (TAU * at as f64 / n as f64).cos();
    let mut values: Vec<Complex64> = series
        .iter()
        .enumerate()
        .map(|(at, [re, im])| window(at) * Complex64::new(re - mean[0], im - mean[1]))
        .collect();
    // Backwards in time, so that exp(-i omega t) counts as positive.
    FftPlanner::new().plan_fft_inverse(n).process(&mut values);
    let (unit, scale) = (TAU / (n as f64 * step), 2.0 / n as f64);
    let real = series.iter().all(|[_, im]| *im == 0.0);
    let entry = |j: i64| {
        // The waves of highest and of no frequency have no counterpart of the other sign.
        let both = if real && j > 0 && 2 * j != n as i64 { 2.0 } else { 1.0 };
        let value = values[j.rem_euclid(n as i64) as usize];
        [unit * j as f64, both * scale * value.norm()]
    };
    let half = n as i64 / 2;
    let first = if real { 0 } else { half + 1 - n as i64 };
    (first..=half).map(entry).collect()
}

/// The strongest of some amplitudes, its frequency between the steps by a parabola through the
/// logarithms about it; `None` where all are 0.
pub fn strongest(amplitudes: &[[f64; 2]]) -> Option<[f64; 2]> {
    let size = |at: &usize| amplitudes[*at][1];
    let at = (0..amplitudes.len()).max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let [omega, most] = amplitudes[at];
    if most <= 0.0 {
        return None;
    }
    let around = at.checked_sub(1).zip((at + 1 < amplitudes.len()).then_some(at + 1));
    let Some((before, after)) = around else { return Some([omega, most]) };
    let [a, b, c] = [before, at, after].map(|at| size(&at).max(1e-300 + 1e-16 * most).ln());
    let bend = a - 2.0 * b + c;
    let off = if bend < 0.0 { 0.5 * (a - c) / bend } else { 0.0 };
    let unit = amplitudes[after][0] - omega;
    Some([omega + off.clamp(-0.5, 0.5) * unit, most])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(n: usize, value: impl Fn(f64) -> [f64; 2]) -> Vec<[f64; 2]> {
        (0..n).map(|t| value(0.2 * t as f64)).collect()
    }

    #[test]
    fn a_real_wave_is_found_at_its_frequency_with_its_amplitude() {
        // 12 periods in 150 steps of 0.2.
        let omega = TAU * 12.0 / 30.0;
        let found = amplitudes(&series(150, |t| [3.0 + 0.7 * (omega * t + 0.4).cos(), 0.0]), 0.2);
        assert_eq!((found[0][0], found.len()), (0.0, 76));
        let [at, size] = strongest(&found).expect("a peak");
        assert!((at - omega).abs() < 1e-9 && (size - 0.7).abs() < 1e-12, "{at} {size}");
        assert!(found[0][1] < 1e-12, "the mean is no wave");
    }

    #[test]
    fn frequencies_between_the_steps_are_found_to_a_part_of_a_step() {
        for cycles in [9.2, 20.5, 33.7] {
            let omega = TAU * cycles / 40.0;
            let found = amplitudes(&series(200, |t| [(omega * t).sin(), 0.0]), 0.2);
            let [at, size] = strongest(&found).expect("a peak");
            let step = TAU / 40.0;
            assert!((at - omega).abs() < 0.05 * step, "{at} {omega}");
            assert!((0.84..1.001).contains(&size), "{size}");
        }
    }

    #[test]
    fn a_complex_wave_has_a_sign() {
        for cycles in [7.0, -11.0] {
            let omega = TAU * cycles / 25.6;
            let wave = |t: f64| [0.5 * (omega * t).cos(), -0.5 * (omega * t).sin()];
            let found = amplitudes(&series(128, wave), 0.2);
            assert!(found.is_sorted_by(|a, b| a[0] < b[0]) && found.len() == 128);
            let [at, size] = strongest(&found).expect("a peak");
            assert!((at - omega).abs() < 1e-9 && (size - 0.5).abs() < 1e-12, "{at} {omega}");
        }
    }

    #[test]
    fn what_has_no_spectrum_has_none() {
        assert!(amplitudes(&series(FEWEST - 1, |t| [t, 0.0]), 0.2).is_empty());
        assert!(amplitudes(&series(64, |t| [1.0 / t, 0.0]), 0.2).is_empty());
        assert!(amplitudes(&series(64, |t| [t, 0.0]), -0.2).is_empty());
        assert_eq!(strongest(&amplitudes(&series(64, |_| [1.5, 0.0]), 0.2)), None);
    }
}
