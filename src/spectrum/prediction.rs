//! Frequencies of a signal by linear prediction.

use crate::theory::Matrix;
use rustfft::num_complex::Complex64;

/// The factors by which the waves in a signal change from one look to the next.
///
/// # Equation
/// A sum of r waves `Σ c_p λ_p^j` obeys `z_{j+r} = Σ_a f_a z_{j+a}`, whatever the c, which may be
/// vectors; the λ are the roots of `λ^r = Σ_a f_a λ^a`. The f are those of least squares, r the
/// smallest number of waves that leaves at most `rest` of the signal (at most `most`). None where
/// so many still leave more than `poor` of it.
pub(super) fn factors(
    signal: &[Vec<Complex64>],
    most: usize,
    [rest, poor]: [f64; 2],
) -> Vec<Complex64> {
    let size = signal.iter().flatten().map(Complex64::norm_sqr).sum::<f64>();
    if size == 0.0 || !size.is_finite() {
        return Vec::new();
    }
    for waves in 1..=most {
        if signal.len() < 2 * waves + 1 {
            break;
        }
        let (weights, left) = predict(signal, waves);
        if waves == most && left > poor {
            break;
        }
        if left <= rest || waves == most {
            let companion = Matrix::new(waves, |a, b| match a {
                0 => weights[waves - 1 - b],
                _ => Complex64::from(f64::from(u8::from(a == b + 1))),
            });
            return companion.eigenvalues();
        }
    }
    Vec::new()
}

/// The weights of least squares, and the part of the signal they leave.
fn predict(signal: &[Vec<Complex64>], waves: usize) -> (Vec<Complex64>, f64) {
    let span = signal.len() - waves;
    let column = |a: usize| signal[a..a + span].concat();
    let mut basis: Vec<Vec<Complex64>> = Vec::new();
    let mut upper = Matrix::new(waves, |_, _| Complex64::ZERO);
    for b in 0..waves {
        let mut next = column(b);
        for _ in 0..2 {
            for (a, unit) in basis.iter().enumerate() {
                let part = overlap(unit, &next);
                *upper.at_mut(a, b) += part;
                subtract(&mut next, part, unit);
            }
        }
        let norm = overlap(&next, &next).re.sqrt();
        *upper.at_mut(b, b) = Complex64::from(norm);
        if norm > 0.0 {
            next.iter_mut().for_each(|value| *value /= norm);
        }
        basis.push(next);
    }
    let mut left = column(waves);
    let whole = overlap(&left, &left).re;
    let mut parts: Vec<Complex64> = Vec::new();
    for unit in &basis {
        let part = overlap(unit, &left);
        subtract(&mut left, part, unit);
        parts.push(part);
    }
    (back_substitute(&upper, parts), (overlap(&left, &left).re / whole).sqrt())
}

fn overlap(a: &[Complex64], b: &[Complex64]) -> Complex64 {
    a.iter().zip(b).map(|(a, b)| a.conj() * b).sum()
}

fn subtract(from: &mut [Complex64], part: Complex64, unit: &[Complex64]) {
    from.iter_mut().zip(unit).for_each(|(value, unit)| *value -= part * unit);
}

fn back_substitute(upper: &Matrix, mut parts: Vec<Complex64>) -> Vec<Complex64> {
    for a in (0..parts.len()).rev() {
        for b in a + 1..parts.len() {
            let known = upper.at(a, b) * parts[b];
            parts[a] -= known;
        }
        let pivot = upper.at(a, a);
        parts[a] = if pivot.norm() > 0.0 { parts[a] / pivot } else { Complex64::ZERO };
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(waves: &[(f64, f64)], looks: usize) -> Vec<Vec<Complex64>> {
        let value = |j: usize, c: usize| {
            let wave = |(p, (w, growth)): (usize, &(f64, f64))| {
                let start = Complex64::new((p + 2 * c) as f64 - 0.7, 0.4 * c as f64 + 0.2);
                start * Complex64::from_polar(growth.powi(j as i32), -w * j as f64)
            };
            waves.iter().enumerate().map(wave).sum()
        };
        (0..looks).map(|j| (0..2).map(|c| value(j, c)).collect()).collect()
    }

    #[test]
    fn every_wave_is_found_and_none_besides() {
        let waves = [(0.31, 1.0), (-0.52, 1.0), (1.9, 1.01)];
        let mut found = factors(&signal(&waves, 40), 4, [1e-12, 1.0]);
        found.sort_by(|a, b| b.arg().total_cmp(&a.arg()));
        let expected = [(-0.52, 1.0), (0.31, 1.0), (1.9, 1.01)];
        assert_eq!(found.len(), 3, "{found:?}");
        for (value, (w, growth)) in found.iter().zip(expected) {
            assert!((-value.arg() - w).abs() < 1e-10 && (value.norm() - growth).abs() < 1e-10);
        }
    }

    #[test]
    fn nothing_is_found_in_silence_or_too_few_looks() {
        assert!(factors(&vec![vec![Complex64::ZERO; 2]; 20], 4, [1e-12, 1.0]).is_empty());
        assert!(factors(&signal(&[(0.3, 1.0)], 2), 4, [1e-12, 1.0]).is_empty());
    }

    #[test]
    fn a_signal_that_is_no_sum_of_so_few_waves_can_be_refused() {
        let waves = [(0.31, 1.0), (-0.52, 1.0), (1.9, 1.0)];
        let signal = signal(&waves, 40);
        assert_eq!(factors(&signal, 2, [1e-12, f64::INFINITY]).len(), 2);
        assert!(factors(&signal, 2, [1e-12, 1e-3]).is_empty());
        assert_eq!(factors(&signal, 3, [1e-12, 1e-3]).len(), 3);
    }
}
