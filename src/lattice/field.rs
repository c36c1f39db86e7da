//! Values that live on sites.

use super::aligned::Aligned;
use super::{Lattice, Real};
use ndarray::{ArrayD, ArrayViewD, IxDyn};
use rayon::prelude::*;

/// `K` real components on every site of a lattice.
///
/// # Conventions
/// In memory `[row][component][site of the row]`: a row of one component is contiguous (it
/// vectorises), all components of a row are neighbours (one stream through memory), and a chunk is
/// one contiguous slice. In files and arrays: component first, `(K, n1[, n2[, n3]])`.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteField<R> {
    components: usize,
    row_len: usize,
    data: Aligned<R>,
}

impl<R: Real> SiteField<R> {
    /// All zero.
    pub fn zeros(lattice: &Lattice, components: usize) -> Self {
        let data = Aligned::zeros(lattice.sites() * components);
        Self { components, row_len: lattice.row_len(), data }
    }

    /// Number of components, K.
    pub fn components(&self) -> usize {
        self.components
    }

    /// Values in one row of all components: the length of [`Self::block`].
    pub fn block_len(&self) -> usize {
        self.components * self.row_len
    }

    /// All components of a row, one after the other.
    pub fn block(&self, row: usize) -> &[R] {
        &self.data[row * self.block_len()..][..self.block_len()]
    }

    /// The blocks of all rows, in order, to write.
    pub fn blocks_mut(&mut self) -> impl Iterator<Item = &mut [R]> {
        let length = self.block_len();
        self.data.chunks_exact_mut(length)
    }

    /// One component of a row.
    pub fn row(&self, row: usize, component: usize) -> &[R] {
        &self.block(row)[component * self.row_len..][..self.row_len]
    }

    /// One component of a row, to write.
    pub fn row_mut(&mut self, row: usize, component: usize) -> &mut [R] {
        let start = row * self.block_len() + component * self.row_len;
        &mut self.data[start..start + self.row_len]
    }

    /// One value.
    pub fn at(&self, row: usize, x: usize, component: usize) -> R {
        self.row(row, component)[x]
    }

    /// Everything, in memory order.
    pub fn values(&self) -> &[R] {
        &self.data
    }

    /// Everything, in memory order, to write.
    pub fn values_mut(&mut self) -> &mut [R] {
        &mut self.data
    }

    /// Calls `work(row, block of that row)` for every row, chunks in parallel.
    pub fn for_each_row(&mut self, lattice: &Lattice, work: impl Fn(usize, &mut [R]) + Sync) {
        let (block, rows) = (self.block_len(), lattice.rows_per_chunk());
        self.data.par_chunks_mut(block * rows).enumerate().for_each(|(chunk, values)| {
            for (offset, row) in values.chunks_exact_mut(block).enumerate() {
                work(chunk * rows + offset, row);
            }
        });
    }

    /// Like [`Self::for_each_row`], and sums what `work` returns, in a fixed order.
    pub fn sum_each_row(
        &mut self,
        lattice: &Lattice,
        work: impl Fn(usize, &mut [R]) -> f64 + Sync,
    ) -> f64 {
        let (block, rows) = (self.block_len(), lattice.rows_per_chunk());
        let sum_chunk = |(chunk, values): (usize, &mut [R])| {
            let blocks = values.chunks_exact_mut(block).enumerate();
            blocks.map(|(offset, row)| work(chunk * rows + offset, row)).sum()
        };
        let chunks = self.data.par_chunks_mut(block * rows).enumerate();
        let sums: Vec<f64> = chunks.map(sum_chunk).collect();
        sums.iter().sum()
    }

    /// The same field in another precision, each value converted.
    pub fn map<S: Real>(&self, lattice: &Lattice, convert: impl Fn(R) -> S) -> SiteField<S> {
        let mut field = SiteField::zeros(lattice, self.components);
        let values = field.data.iter_mut().zip(self.data.iter());
        values.for_each(|(to, from)| *to = convert(*from));
        field
    }

    /// Copies into an array of shape `(K, n1[, n2[, n3]])`.
    pub fn to_array(&self, lattice: &Lattice) -> ArrayD<R> {
        let mut shape = vec![self.components];
        shape.extend(lattice.shape());
        let rows = (0..self.components).flat_map(|component| {
            (0..lattice.rows()).flat_map(move |row| self.row(row, component))
        });
        let mut array = ArrayD::zeros(IxDyn(&shape));
        array.iter_mut().zip(rows).for_each(|(slot, value)| *slot = *value);
        array
    }

    /// Copies from an array of shape `(K, n1[, n2[, n3]])`; `None` when the shape differs.
    pub fn from_array(lattice: &Lattice, array: ArrayViewD<'_, R>) -> Option<Self> {
        let (components, extents) = array.shape().split_first()?;
        if extents != lattice.shape() {
            return None;
        }
        let mut field = Self::zeros(lattice, *components);
        let mut values = array.iter();
        for component in 0..*components {
            for row in 0..lattice.rows() {
                for (slot, value) in field.row_mut(row, component).iter_mut().zip(&mut values) {
                    *slot = *value;
                }
            }
        }
        Some(field)
    }
}

/// Sums over all sites what `fill(row, values)` writes, one value for each site of the row: in a
/// fixed order, see [`sum_rows`].
pub fn sum_sites(lattice: &Lattice, fill: impl Fn(usize, &mut [f64]) + Sync) -> f64 {
    let (rows, per_chunk) = (lattice.rows(), lattice.rows_per_chunk());
    let sum_chunk = |chunk: usize| {
        let mut values = vec![0.0; lattice.row_len()];
        let mut sum = 0.0;
        for row in chunk * per_chunk..rows.min((chunk + 1) * per_chunk) {
            fill(row, &mut values);
            sum += values.iter().sum::<f64>();
        }
        sum
    };
    let sums: Vec<f64> = (0..lattice.chunks()).into_par_iter().map(sum_chunk).collect();
    sums.iter().sum()
}

/// Sums `part(row)` over all rows: within a chunk in row order, then chunk by chunk in order, so
/// the result does not depend on the number of threads.
pub fn sum_rows(lattice: &Lattice, part: impl Fn(usize) -> f64 + Sync) -> f64 {
    let (rows, per_chunk) = (lattice.rows(), lattice.rows_per_chunk());
    let sums: Vec<f64> = (0..lattice.chunks())
        .into_par_iter()
        .map(|chunk| (chunk * per_chunk..rows.min((chunk + 1) * per_chunk)).map(&part).sum())
        .collect();
    sums.iter().sum()
}
