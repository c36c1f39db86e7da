//! Symmetric matrices whose entries lie near the diagonal.

use super::SparseMatrix;

/// A symmetric matrix, of each row the entries from the diagonal to the last that is not 0.
#[derive(Clone, Debug)]
pub struct Band {
    /// Entries kept of each row.
    width: usize,
    rows: Vec<f64>,
}

impl Band {
    /// From a symmetric matrix, its rows and columns taken in an order that brings what belongs
    /// together near: `order[n]` is the n-th row. What `order` leaves out is left out.
    pub fn new(matrix: &SparseMatrix, order: &[usize]) -> Self {
        let mut place = vec![None; matrix.rows()];
        order.iter().enumerate().for_each(|(at, row)| place[*row] = Some(at));
        let moved = |(row, column, value): (usize, usize, f64)| {
            Some((place[row]?, place[column]?, value)).filter(|(row, column, _)| column >= row)
        };
        let entries = || matrix.entries().filter_map(moved);
        let width = 1 + entries().map(|(row, column, _)| column - row).max().unwrap_or(0);
        let mut rows = vec![0.0; order.len() * width];
        entries().for_each(|(row, column, value)| rows[row * width + column - row] = value);
        Self { width, rows }
    }

    /// How many eigenvalues lie below a number.
    ///
    /// # Equation
    /// `A - λ = L D Lᵀ`, and by Sylvester's law of inertia D has as many negative entries as
    /// `A - λ` negative eigenvalues.
    pub fn count_below(&self, number: f64) -> usize {
        let (width, mut rows) = (self.width, self.rows.clone());
        let size = rows.len() / width;
        (0..size).for_each(|at| rows[at * width] -= number);
        let mut below = 0;
        for at in 0..size {
            let (done, rest) = rows.split_at_mut((at + 1) * width);
            let row = &done[at * width..];
            // A pivot of exactly 0 is an eigenvalue of the part so far; which side it is counted
            // on does not matter, as long as it is one.
            let pivot = if row[0] == 0.0 { f64::MIN_POSITIVE } else { row[0] };
            below += usize::from(pivot < 0.0);
            for (ahead, later) in rest.chunks_exact_mut(width).take(width - 1).enumerate() {
                let factor = row[ahead + 1] / pivot;
                if factor != 0.0 {
                    let taken = later.iter_mut().zip(&row[ahead + 1..]);
                    taken.for_each(|(value, entry)| *value -= factor * entry);
                }
            }
        }
        below
    }

    /// How many lie between two numbers.
    pub fn count_between(&self, low: f64, high: f64) -> usize {
        self.count_below(high).saturating_sub(self.count_below(low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Dense;

    #[test]
    fn it_counts_what_the_eigenvalues_say() {
        let n = 12;
        let entry = |i: usize, j: usize| ((i * j + 3 * (i + j)) as f64 * 1.3).sin();
        let near = |i: usize, j: usize| i.abs_diff(j) < 4 || i.abs_diff(j) > n - 2;
        let kept = |i, j| if near(i, j) { entry(i, j) } else { 0.0 };
        let places = (0..n).flat_map(|i| (0..n).map(move |j| (i, j)));
        let entries = places.map(|(i, j)| (i, j, kept(i, j)));
        let matrix = SparseMatrix::new(n, n, entries.collect());
        let folded: Vec<usize> = (0..n / 2).flat_map(|i| [i, n - 1 - i]).collect();
        let (values, _) = Dense::from_fn(n, kept).symmetric_eigen();
        let band = Band::new(&matrix, &folded);
        assert!(band.width < n);
        for number in [-3.0, -1.1, -0.2, 0.05, 0.7, 1.9, 4.0] {
            let below = values.iter().filter(|value| **value < number).count();
            assert_eq!(band.count_below(number), below, "{number}");
        }
        assert_eq!(band.count_between(values[3] - 1e-9, values[5] + 1e-9), 3);
    }

    #[test]
    fn what_the_order_leaves_out_does_not_count() {
        let matrix = SparseMatrix::new(3, 3, vec![(0, 0, -1.0), (1, 1, -2.0), (2, 2, 3.0)]);
        assert_eq!(Band::new(&matrix, &[2, 0]).count_below(0.0), 1);
    }
}
