//! Matrices with few entries, row by row.

use super::Number;

/// A sparse matrix in compressed rows.
#[derive(Clone, Debug, PartialEq)]
pub struct SparseMatrix {
    columns: usize,
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
}

impl SparseMatrix {
    /// From `(row, column, value)`s in any order; those of one place add up, and zeros are left out.
    pub fn new(rows: usize, columns: usize, mut entries: Vec<(usize, usize, f64)>) -> Self {
        entries.retain(|(row, column, _)| *row < rows && *column < columns);
        entries.sort_by_key(|(row, column, _)| (*row, *column));
        let mut merged: Vec<(usize, usize, f64)> = Vec::with_capacity(entries.len());
        for (row, column, value) in entries {
            match merged.last_mut() {
                Some(last) if (last.0, last.1) == (row, column) => last.2 += value,
                _ => merged.push((row, column, value)),
            }
        }
        merged.retain(|entry| entry.2 != 0.0);
        let starts = (0..=rows).map(|row| merged.partition_point(|entry| entry.0 < row)).collect();
        Self { columns, starts, entries: merged.iter().map(|entry| (entry.1, entry.2)).collect() }
    }

    /// `factor` on the diagonal.
    pub fn diagonal(size: usize, factor: f64) -> Self {
        Self::new(size, size, (0..size).map(|at| (at, at, factor)).collect())
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Columns and values of a row: how one neuron is updated.
    pub fn row(&self, row: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[row]..self.starts[row + 1]]
    }

    /// Every entry, as `(row, column, value)`.
    pub fn entries(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        (0..self.rows())
            .flat_map(|row| self.row(row).iter().map(move |(column, value)| (row, *column, *value)))
    }

    /// The product with a vector.
    pub fn apply<N: Number>(&self, vector: &[N]) -> Vec<N> {
        let product = |row: usize| {
            let terms = self.row(row).iter().map(|(column, value)| vector[*column] * *value);
            terms.fold(N::constant(0.0), |sum, term| sum + term)
        };
        (0..self.rows()).map(product).collect()
    }

    /// The transpose.
    pub fn transpose(&self) -> Self {
        let turned = self.entries().map(|(row, column, value)| (column, row, value));
        Self::new(self.columns, self.rows(), turned.collect())
    }

    /// The matrix times a number.
    pub fn scaled(&self, factor: f64) -> Self {
        let entries = self.entries().map(|(row, column, value)| (row, column, factor * value));
        Self::new(self.rows(), self.columns, entries.collect())
    }

    /// The sum of two matrices.
    pub fn plus(&self, other: &Self) -> Self {
        let entries = self.entries().chain(other.entries()).collect();
        Self::new(self.rows(), self.columns, entries)
    }

    /// The difference of two matrices.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.scaled(-1.0))
    }

    /// The product of two matrices.
    pub fn times(&self, other: &Self) -> Self {
        let mut entries = Vec::new();
        for (row, middle, left) in self.entries() {
            let right = other.row(middle).iter();
            entries.extend(right.map(|(column, value)| (row, *column, left * value)));
        }
        Self::new(self.rows(), other.columns, entries)
    }

    /// The largest magnitude of an entry.
    pub fn largest(&self) -> f64 {
        self.entries.iter().fold(0.0, |most, (_, value)| value.abs().max(most))
    }

    /// The largest sum of magnitudes along a row: a bound of every eigenvalue.
    pub fn bound(&self) -> f64 {
        let sum = |row| self.row(row).iter().map(|(_, value)| value.abs()).sum::<f64>();
        (0..self.rows()).map(sum).fold(0.0, f64::max)
    }

    /// `exp(t G) x`, G this matrix.
    ///
    /// # Equation
    /// Taylor's series, in as many equal steps as keep each below one in size; its terms fall below
    /// rounding long before the last.
    pub fn flow(&self, t: f64, x: &[f64]) -> Vec<f64> {
        exponential(|x| self.apply(x), self.bound(), t, x)
    }
}

/// `exp(t G) x` of a G that is known by what it does, and by a bound of its eigenvalues.
pub(super) fn exponential(
    apply: impl Fn(&[f64]) -> Vec<f64>,
    bound: f64,
    t: f64,
    x: &[f64],
) -> Vec<f64> {
    const TERMS: usize = 24;
    let steps = (t.abs() * bound).ceil().max(1.0);
    let mut x = x.to_vec();
    for _ in 0..steps as usize {
        let mut term = x.clone();
        for order in 1..=TERMS {
            let factor = t / steps / order as f64;
            term = apply(&term);
            term.iter_mut().for_each(|value| *value *= factor);
            x.iter_mut().zip(&term).for_each(|(sum, value)| *sum += value);
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_place_add_up_and_zeros_go() {
        let entries = vec![(1, 0, 2.0), (0, 1, 3.0), (1, 0, 0.5), (0, 0, 1.0), (0, 0, -1.0)];
        let matrix = SparseMatrix::new(2, 2, entries);
        assert_eq!(matrix.entries().collect::<Vec<_>>(), [(0, 1, 3.0), (1, 0, 2.5)]);
        assert_eq!(matrix.apply(&[10.0, 100.0]), [300.0, 25.0]);
    }

    #[test]
    fn products_and_transposes_agree_with_each_other() {
        let a = SparseMatrix::new(2, 3, vec![(0, 2, 1.5), (1, 0, -2.0), (1, 1, 4.0)]);
        let b = SparseMatrix::new(3, 2, vec![(0, 0, 3.0), (1, 1, 0.5), (2, 0, -1.0)]);
        let product = a.times(&b);
        let turned = b.transpose().times(&a.transpose());
        assert_eq!(product.transpose(), turned);
        let x = [0.3, -0.7];
        assert_eq!(product.apply(&x), a.apply(&b.apply(&x)));
    }

    #[test]
    fn the_flow_of_a_rotation_rotates() {
        let generator = SparseMatrix::new(2, 2, vec![(0, 1, 1.0), (1, 0, -1.0)]);
        for t in [0.3, -7.5] {
            let [x, y] = generator.flow(t, &[1.0, 0.0])[..] else { panic!() };
            assert!((x - t.cos()).abs() < 1e-14 && (y + t.sin()).abs() < 1e-14);
        }
    }
}
