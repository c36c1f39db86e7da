//! Small complex matrices: what a tick does to one Fourier mode.

use rustfft::num_complex::Complex64;
use std::ops::Mul;

/// A square matrix of complex numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    size: usize,
    entries: Vec<Complex64>,
}

/// Below this, relative to the diagonal, an entry beside it counts as zero.
const NEGLIGIBLE: f64 = 1e-16;

/// Steps of the iteration for each eigenvalue: a few are needed.
const PATIENCE: usize = 200;

/// Steps after which a shift of another kind is tried.
const STALLED: usize = 12;

impl Matrix {
    /// The matrix whose entry in row a and column b is `entry(a, b)`.
    pub fn new(size: usize, entry: impl Fn(usize, usize) -> Complex64) -> Self {
        let entries = (0..size * size).map(|at| entry(at / size, at % size)).collect();
        Self { size, entries }
    }

    /// The identity.
    pub fn one(size: usize) -> Self {
        Self::new(size, |a, b| Complex64::from(f64::from(u8::from(a == b))))
    }

    /// Number of rows.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The entry in row a and column b.
    pub fn at(&self, a: usize, b: usize) -> Complex64 {
        self.entries[a * self.size + b]
    }

    /// The entry in row a and column b, to write.
    pub fn at_mut(&mut self, a: usize, b: usize) -> &mut Complex64 {
        &mut self.entries[a * self.size + b]
    }

    /// `self + factor · other`.
    pub fn plus(&self, factor: Complex64, other: &Self) -> Self {
        Self::new(self.size, |a, b| self.at(a, b) + factor * other.at(a, b))
    }

    /// The matrix times a vector.
    pub fn apply(&self, vector: &[Complex64]) -> Vec<Complex64> {
        let row = |a: usize| (0..self.size).map(|b| self.at(a, b) * vector[b]).sum();
        (0..self.size).map(row).collect()
    }

    /// The eigenvalues, by the shifted QR iteration; NaN where it does not settle.
    ///
    /// # Conventions
    /// In no particular order; each as often as it occurs.
    pub fn eigenvalues(&self) -> Vec<Complex64> {
        let mut matrix = self.clone();
        let mut found = Vec::with_capacity(self.size);
        while matrix.size > 2 {
            let last = matrix.size - 1;
            let settled = (0..PATIENCE).any(|step| matrix.settles(step));
            found.push(if settled { matrix.at(last, last) } else { Complex64::from(f64::NAN) });
            matrix = Self::new(last, |a, b| matrix.at(a, b));
        }
        found.extend(matrix.last_two());
        found
    }

    /// One step of the iteration, unless the last row is already zero beside its diagonal.
    fn settles(&mut self, step: usize) -> bool {
        let last = self.size - 1;
        let scale = self.entries.iter().map(|entry| entry.norm()).fold(0.0, f64::max);
        let beside = (0..last).map(|b| self.at(last, b).norm()).fold(0.0, f64::max);
        if beside <= NEGLIGIBLE * self.size as f64 * scale {
            return true;
        }
        let corner = Self::new(2, |a, b| self.at(last - 1 + a, last - 1 + b));
        let end = self.at(last, last);
        let near = corner.last_two().into_iter();
        let shift = near.min_by(|a, b| (a - end).norm().total_cmp(&(b - end).norm()));
        // A shift off the exact value keeps the factors of a singular matrix well defined.
        let mut shift = shift.unwrap_or(end) * (1.0 + f64::EPSILON) + NEGLIGIBLE * scale;
        // Real shifts keep a real matrix real, and never find a pair of complex eigenvalues.
        if step % STALLED == STALLED - 1 {
            shift += scale * Complex64::new(0.3, 0.4);
        }
        let shifted = self.plus(-shift, &Self::one(self.size));
        let (q, r) = shifted.factors();
        *self = (&r * &q).plus(shift, &Self::one(self.size));
        false
    }

    /// `Q R` with unitary Q and triangular R: Gram and Schmidt, twice, so that Q is unitary to
    /// rounding.
    fn factors(&self) -> (Self, Self) {
        let (n, mut q) = (self.size, self.clone());
        let mut r = Self::new(n, |_, _| Complex64::ZERO);
        for b in 0..n {
            for _ in 0..2 {
                for c in 0..b {
                    let part: Complex64 = (0..n).map(|a| q.at(a, c).conj() * q.at(a, b)).sum();
                    *r.at_mut(c, b) += part;
                    for a in 0..n {
                        let taken = part * q.at(a, c);
                        *q.at_mut(a, b) -= taken;
                    }
                }
            }
            let norm = (0..n).map(|a| q.at(a, b).norm_sqr()).sum::<f64>().sqrt();
            *r.at_mut(b, b) = Complex64::from(norm);
            if norm > 0.0 {
                (0..n).for_each(|a| *q.at_mut(a, b) /= norm);
            }
        }
        (q, r)
    }

    /// The eigenvalues of at most two rows.
    fn last_two(&self) -> Vec<Complex64> {
        if self.size < 2 {
            return self.entries.clone();
        }
        let [a, b, c, d] = [self.at(0, 0), self.at(0, 1), self.at(1, 0), self.at(1, 1)];
        let (mean, half) = ((a + d) / 2.0, (a - d) / 2.0);
        let root = (half * half + b * c).sqrt();
        vec![mean + root, mean - root]
    }
}

impl Mul for &Matrix {
    type Output = Matrix;

    fn mul(self, other: &Matrix) -> Matrix {
        let entry =
            |a: usize, b: usize| (0..self.size).map(|c| self.at(a, c) * other.at(c, b)).sum();
        Matrix::new(self.size, entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(seed: usize) -> Complex64 {
        let x = seed as f64;
        Complex64::new((1.7 * x + 0.3).sin(), (2.9 * x - 0.4).cos())
    }

    /// `Σ λ^p` is the trace of the p-th power.
    fn check(matrix: &Matrix, tolerance: f64) {
        let (n, found) = (matrix.size(), matrix.eigenvalues());
        let mut power = Matrix::one(n);
        for p in 1..=n as i32 {
            power = &power * matrix;
            let trace: Complex64 = (0..n).map(|a| power.at(a, a)).sum();
            let sum: Complex64 = found.iter().map(|value| value.powi(p)).sum();
            assert!((trace - sum).norm() < tolerance * (1.0 + trace.norm()), "{p}: {trace} {sum}");
        }
    }

    #[test]
    fn eigenvalues_have_the_traces_of_all_powers() {
        for n in [1, 2, 3, 4, 8, 16] {
            check(&Matrix::new(n, |a, b| number(a * n + b) / n as f64), 1e-11);
        }
    }

    #[test]
    fn repeated_eigenvalues_are_found_to_rounding() {
        let q = Matrix::new(4, |a, b| number(a * 4 + b)).factors().0;
        let values = [number(1), number(1), number(2), number(1)];
        let turned = Matrix::new(4, |a, b| {
            (0..4).map(|c| q.at(a, c) * values[c] * q.at(b, c).conj()).sum::<Complex64>()
        });
        let found = turned.eigenvalues();
        let near = |value: Complex64| found.iter().filter(|f| (**f - value).norm() < 1e-13).count();
        assert_eq!((near(number(1)), near(number(2))), (3, 1), "{found:?}");
    }

    /// Two rotations that do not know each other, in a real matrix.
    #[test]
    fn complex_pairs_of_a_real_matrix_are_found() {
        let angles = [0.3f64, 1.1];
        let rotations = Matrix::new(4, |a, b| {
            let angle = angles[a % 2];
            Complex64::from(match (a % 2 == b % 2, a / 2, b / 2) {
                (false, ..) => 0.0,
                (true, 0, 1) => angle.sin(),
                (true, 1, 0) => -angle.sin(),
                _ => angle.cos(),
            })
        });
        check(&rotations, 1e-12);
    }

    #[test]
    fn zero_and_diagonal_matrices_are_fine() {
        assert_eq!(Matrix::new(4, |_, _| Complex64::ZERO).eigenvalues(), [Complex64::ZERO; 4]);
        check(&Matrix::one(8), 1e-13);
    }
}
