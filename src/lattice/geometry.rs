//! Extents, spacing, neighbours and chunks of a rectangular lattice.

use super::Boundary;
use thiserror::Error;

/// Why a lattice cannot be made.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum LatticeError {
    /// Not 1, 2 or 3 extents.
    #[error("a lattice has 1, 2 or 3 extents; {0} were given")]
    Dimension(usize),
    /// An extent too small for a forward and a backward difference.
    #[error("extent {extent} of axis {axis} is too small: at least {least} sites are needed")]
    Extent {
        /// Axis, from 0.
        axis: usize,
        /// What was given.
        extent: usize,
        /// The smallest that works.
        least: usize,
    },
    /// The number of sites overflows.
    #[error("the extents {0:?} multiply to more sites than can be counted")]
    TooMany(Vec<usize>),
    /// Spacing not a positive finite number.
    #[error("the spacing h = {0} must be positive and finite")]
    Spacing(f64),
    /// A boundary for each axis, or one for all.
    #[error("{given} boundaries for {dim} axes: give one for all axes or one for each")]
    Boundaries {
        /// Number given.
        given: usize,
        /// Number of axes.
        dim: usize,
    },
    /// Absorbing layers that meet, or a damping that is not a rate.
    #[error(
        "the absorbing layer of axis {axis} (width {width}, strength {strength}) must be 1 to {most} sites wide, with a positive finite strength"
    )]
    Layer {
        /// Axis, from 0.
        axis: usize,
        /// Width given.
        width: usize,
        /// Strength given.
        strength: f64,
        /// Widest possible.
        most: usize,
    },
}

/// Which way along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards larger indices, `i + e_mu`.
    Forward,
    /// Towards smaller indices, `i - e_mu`.
    Backward,
}

/// Target number of sites in a chunk: small enough to balance two threads on a 64² lattice, large
/// enough that handing one out costs nothing beside the work in it.
const CHUNK_SITES: usize = 1024;

/// A rectangular lattice in 1 to 3 dimensions.
///
/// # Conventions
/// Axis `mu` runs from 0 to D-1; the last axis is contiguous in memory (C order). A *row* is the
/// run of sites along the last axis; rows are numbered in C order of the leading axes. Position
/// `x_mu = (i_mu - n_mu/2) h` (integer division): the origin is the site in the middle.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Lattice {
    shape: Vec<usize>,
    spacing: f64,
    boundary: Vec<Boundary>,
    rows_per_chunk: usize,
}

impl Lattice {
    /// Makes a lattice. `boundary` holds one entry for all axes or one for each.
    ///
    /// # Errors
    /// See [`LatticeError`].
    pub fn new(shape: &[usize], spacing: f64, boundary: &[Boundary]) -> Result<Self, LatticeError> {
        if !(1..=3).contains(&shape.len()) {
            return Err(LatticeError::Dimension(shape.len()));
        }
        if !(spacing.is_finite() && spacing > 0.0) {
            return Err(LatticeError::Spacing(spacing));
        }
        for (axis, &extent) in shape.iter().enumerate() {
            if extent < 2 {
                return Err(LatticeError::Extent { axis, extent, least: 2 });
            }
        }
        if shape.iter().try_fold(1usize, |product, &n| product.checked_mul(n)).is_none() {
            return Err(LatticeError::TooMany(shape.to_vec()));
        }
        let boundary = spread(boundary, shape)?;
        let rows_per_chunk = (CHUNK_SITES / shape[shape.len() - 1]).max(1);
        Ok(Self { shape: shape.to_vec(), spacing, boundary, rows_per_chunk })
    }

    /// Number of axes, D.
    pub fn dim(&self) -> usize {
        self.shape.len()
    }

    /// Extents, one for each axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Lattice spacing `h`.
    pub fn spacing(&self) -> f64 {
        self.spacing
    }

    /// Boundary of each axis.
    pub fn boundary(&self) -> &[Boundary] {
        &self.boundary
    }

    /// Number of sites.
    pub fn sites(&self) -> usize {
        self.shape.iter().product()
    }

    /// Sites in a row: extent of the last axis.
    pub fn row_len(&self) -> usize {
        self.shape[self.dim() - 1]
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.sites() / self.row_len()
    }

    /// Rows in a chunk (the last chunk may hold fewer). Independent of the number of threads, so
    /// that sums over chunks are too.
    pub fn rows_per_chunk(&self) -> usize {
        self.rows_per_chunk
    }

    /// Number of chunks.
    pub fn chunks(&self) -> usize {
        self.rows().div_ceil(self.rows_per_chunk)
    }

    /// Volume of the cell around a site, `h^D`.
    pub fn cell(&self) -> f64 {
        self.spacing.powi(self.dim() as i32)
    }

    /// Index along leading axis `mu` of a row.
    pub fn row_index(&self, row: usize, mu: usize) -> usize {
        row / self.row_stride(mu) % self.shape[mu]
    }

    /// The row one step along *leading* axis `mu` (`mu < D-1`), or `None` beyond an edge that is
    /// not periodic.
    pub fn row_neighbour(&self, row: usize, mu: usize, direction: Direction) -> Option<usize> {
        let (stride, extent) = (self.row_stride(mu), self.shape[mu]);
        let index = row / stride % extent;
        let wraps = self.boundary[mu].is_periodic();
        match direction {
            Direction::Forward if index + 1 < extent => Some(row + stride),
            Direction::Forward => wraps.then(|| row - index * stride),
            Direction::Backward if index > 0 => Some(row - stride),
            Direction::Backward => wraps.then(|| row + (extent - 1) * stride),
        }
    }

    /// The site one step along any axis from site `x` of a row, as row and place in it; `None`
    /// beyond an edge that is not periodic.
    pub fn neighbour(
        &self,
        (row, x): (usize, usize),
        mu: usize,
        direction: Direction,
    ) -> Option<(usize, usize)> {
        if mu + 1 < self.dim() {
            return self.row_neighbour(row, mu, direction).map(|row| (row, x));
        }
        let (last, wraps) = (self.row_len() - 1, self.boundary[mu].is_periodic());
        let beside = match direction {
            Direction::Forward if x < last => Some(x + 1),
            Direction::Forward => wraps.then_some(0),
            Direction::Backward if x > 0 => Some(x - 1),
            Direction::Backward => wraps.then_some(last),
        };
        beside.map(|x| (row, x))
    }

    /// Position of an index along an axis: `(i - n/2) h`.
    pub fn position(&self, mu: usize, index: usize) -> f64 {
        (index as f64 - (self.shape[mu] / 2) as f64) * self.spacing
    }

    /// Position of site `x` of a row; axes beyond D are 0.
    pub fn site_position(&self, row: usize, x: usize) -> [f64; 3] {
        let mut position = [0.0; 3];
        for (mu, p) in position.iter_mut().enumerate().take(self.dim()) {
            *p = self.position(mu, self.index(row, x, mu));
        }
        position
    }

    /// Index along any axis of site `x` of a row.
    pub fn index(&self, row: usize, x: usize, mu: usize) -> usize {
        if mu + 1 == self.dim() { x } else { self.row_index(row, mu) }
    }

    /// Indices of site `x` of a row, one for each axis.
    pub fn site(&self, row: usize, x: usize) -> Vec<usize> {
        (0..self.dim()).map(|mu| self.index(row, x, mu)).collect()
    }

    /// Number of a row among the rows with the same index along leading axis `mu`, in C order of
    /// the other leading axes.
    pub fn row_on_face(&self, row: usize, mu: usize) -> usize {
        let stride = self.row_stride(mu);
        row / (stride * self.shape[mu]) * stride + row % stride
    }

    /// Rows between neighbours along leading axis `mu`.
    fn row_stride(&self, mu: usize) -> usize {
        self.shape[mu + 1..self.dim() - 1].iter().product()
    }
}

/// One boundary for each axis, checked.
fn spread(boundary: &[Boundary], shape: &[usize]) -> Result<Vec<Boundary>, LatticeError> {
    let all = match boundary {
        [one] => vec![*one; shape.len()],
        each if each.len() == shape.len() => each.to_vec(),
        other => return Err(LatticeError::Boundaries { given: other.len(), dim: shape.len() }),
    };
    for (axis, edge) in all.iter().enumerate() {
        let most = shape[axis] / 2;
        if let Boundary::Absorbing { width, strength } = *edge
            && !((1..=most).contains(&width) && strength.is_finite() && strength > 0.0)
        {
            return Err(LatticeError::Layer { axis, width, strength, most });
        }
    }
    Ok(all)
}
