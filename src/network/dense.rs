//! Small dense matrices: products, inverse, eigenvalues.

use super::Number;
use super::sparse::exponential;

/// A square matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense {
    size: usize,
    values: Vec<f64>,
}

/// Sweeps over all pairs after which Jacobi's rotations stop.
const MOST_SWEEPS: usize = 64;

impl Dense {
    /// From a function of row and column.
    pub fn from_fn(size: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        Self { size, values: (0..size * size).map(|at| entry(at / size, at % size)).collect() }
    }

    /// `value` on the diagonal.
    pub fn diagonal(values: &[f64]) -> Self {
        Self::from_fn(values.len(), |row, column| if row == column { values[row] } else { 0.0 })
    }

    /// The unit matrix.
    pub fn one(size: usize) -> Self {
        Self::diagonal(&vec![1.0; size])
    }

    /// Number of rows, and of columns.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The entry in a row and a column.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    /// A row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.size..][..self.size]
    }

    /// Everything, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The product with a vector.
    pub fn apply<N: Number>(&self, vector: &[N]) -> Vec<N> {
        let product = |row: usize| {
            let terms = self.row(row).iter().zip(vector).filter(|(entry, _)| **entry != 0.0);
            terms.fold(N::constant(0.0), |sum, (entry, value)| sum + *value * *entry)
        };
        (0..self.size).map(product).collect()
    }

    /// The transpose.
    pub fn transpose(&self) -> Self {
        Self::from_fn(self.size, |row, column| self.at(column, row))
    }

    /// The product of two matrices.
    pub fn times(&self, other: &Self) -> Self {
        let mut values = vec![0.0; self.values.len()];
        for (row, out) in values.chunks_exact_mut(self.size.max(1)).enumerate() {
            for (middle, &left) in self.row(row).iter().enumerate() {
                out.iter_mut().zip(other.row(middle)).for_each(|(sum, right)| *sum += left * right);
            }
        }
        Self { size: self.size, values }
    }

    /// `self + factor other`
    pub fn plus(&self, factor: f64, other: &Self) -> Self {
        Self::from_fn(self.size, |row, column| {
            self.at(row, column) + factor * other.at(row, column)
        })
    }

    /// The root of the sum of squares of all entries.
    pub fn norm(&self) -> f64 {
        self.values.iter().map(|value| value * value).sum::<f64>().sqrt()
    }

    /// `exp(t M) x`, M this matrix.
    pub fn flow(&self, t: f64, x: &[f64]) -> Vec<f64> {
        exponential(|x| self.apply(x), self.norm(), t, x)
    }

    /// The inverse, by elimination with the largest pivot; `None` when a pivot is 0.
    pub fn inverse(&self) -> Option<Self> {
        let n = self.size;
        let (mut left, mut right) = (self.clone(), Self::one(n));
        for column in 0..n {
            let pivot = (column..n)
                .max_by(|&a, &b| left.at(a, column).abs().total_cmp(&left.at(b, column).abs()))?;
            if left.at(pivot, column) == 0.0 || !left.at(pivot, column).is_finite() {
                return None;
            }
            for matrix in [&mut left, &mut right] {
                (0..n).for_each(|k| matrix.values.swap(column * n + k, pivot * n + k));
            }
            let factor = left.at(column, column).recip();
            left.scale_row(column, factor);
            right.scale_row(column, factor);
            for row in (0..n).filter(|row| *row != column) {
                let factor = left.at(row, column);
                left.take_row(row, column, factor);
                right.take_row(row, column, factor);
            }
        }
        Some(right)
    }

    fn scale_row(&mut self, row: usize, factor: f64) {
        let n = self.size;
        self.values[row * n..][..n].iter_mut().for_each(|value| *value *= factor);
    }

    /// `row -= factor * other row`
    fn take_row(&mut self, row: usize, other: usize, factor: f64) {
        let n = self.size;
        for k in 0..n {
            self.values[row * n + k] -= factor * self.values[other * n + k];
        }
    }

    /// Eigenvalues of a symmetric matrix, rising, and its eigenvectors as the rows of a matrix:
    /// Jacobi's rotations.
    pub fn symmetric_eigen(&self) -> (Vec<f64>, Self) {
        let n = self.size;
        let (mut a, mut vectors) = (self.clone(), Self::one(n));
        let scale = self.norm();
        for _ in 0..MOST_SWEEPS {
            let mut off = 0.0f64;
            for p in 0..n {
                for q in p + 1..n {
                    off = off.max(a.at(p, q).abs());
                    a.turn_away(&mut vectors, p, q);
                }
            }
            if off <= 1e-17 * scale {
                break;
            }
        }
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|&i, &j| a.at(i, i).total_cmp(&a.at(j, j)));
        let values = order.iter().map(|&i| a.at(i, i)).collect();
        (values, Self::from_fn(n, |row, column| vectors.at(order[row], column)))
    }

    /// Turns the entry (p, q) of a symmetric matrix to 0.
    fn turn_away(&mut self, vectors: &mut Self, p: usize, q: usize) {
        let (n, entry) = (self.size, self.at(p, q));
        if entry == 0.0 {
            return;
        }
        let ratio = (self.at(q, q) - self.at(p, p)) / (2.0 * entry);
        let tangent = ratio.signum() / (ratio.abs() + ratio.hypot(1.0));
        let tangent = if ratio == 0.0 { 1.0 } else { tangent };
        let cosine = tangent.hypot(1.0).recip();
        let sine = tangent * cosine;
        for k in 0..n {
            let (x, y) = (self.at(k, p), self.at(k, q));
            self.values[k * n + p] = cosine * x - sine * y;
            self.values[k * n + q] = sine * x + cosine * y;
        }
        for matrix in [self, vectors] {
            for k in 0..n {
                let (x, y) = (matrix.at(p, k), matrix.at(q, k));
                matrix.values[p * n + k] = cosine * x - sine * y;
                matrix.values[q * n + k] = sine * x + cosine * y;
            }
        }
    }

    /// Smallest over largest singular value: 0 of a singular matrix.
    pub fn reciprocal_condition(&self) -> f64 {
        let (values, _) = self.transpose().times(self).symmetric_eigen();
        match (values.first(), values.last()) {
            (Some(least), Some(most)) if *most > 0.0 => (least.max(0.0) / most).sqrt(),
            _ => 0.0,
        }
    }

    /// The pseudo-inverse: singular values below `cut` times the largest count as 0.
    pub fn pseudo_inverse(&self, cut: f64) -> Self {
        let (values, vectors) = self.transpose().times(self).symmetric_eigen();
        let largest = values.last().copied().unwrap_or_default();
        let invert =
            |square: &f64| if *square > cut * cut * largest { square.recip() } else { 0.0 };
        let inverse = Self::diagonal(&values.iter().map(invert).collect::<Vec<_>>());
        vectors.transpose().times(&inverse).times(&vectors).times(&self.transpose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scattered(size: usize) -> Dense {
        Dense::from_fn(size, |row, column| {
            ((row * row * 7 + row * column * 13 + 3) as f64 * 1.7).sin()
        })
    }

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let matrix = scattered(7);
        let product = matrix.times(&matrix.inverse().unwrap());
        assert!(product.plus(-1.0, &Dense::one(7)).norm() < 1e-11);
        assert!(Dense::from_fn(3, |row, _| row as f64).inverse().is_none());
    }

    #[test]
    fn eigenvectors_diagonalise() {
        let matrix = scattered(9);
        let matrix = matrix.plus(1.0, &matrix.transpose());
        let (values, vectors) = matrix.symmetric_eigen();
        let back = vectors.transpose().times(&Dense::diagonal(&values)).times(&vectors);
        assert!(back.plus(-1.0, &matrix).norm() < 1e-12 * matrix.norm());
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn the_pseudo_inverse_of_a_singular_matrix_inverts_what_it_can() {
        let matrix = Dense::diagonal(&[2.0, 0.0, -4.0]);
        let expected = Dense::diagonal(&[0.5, 0.0, -0.25]);
        assert!(matrix.pseudo_inverse(1e-9).plus(-1.0, &expected).norm() < 1e-15);
        assert_eq!(matrix.reciprocal_condition(), 0.0);
    }
}
