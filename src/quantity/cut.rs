//! Which sites are looked at, and the picture they make.

use crate::lattice::Lattice;
use thiserror::Error;

/// A flat set of sites.
///
/// # Conventions
/// The picture keeps the order of the axes: the last one left runs along the width, the one before
/// it along the height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// All of a 1-dimensional lattice.
    Line,
    /// All of a 2-dimensional lattice.
    Whole2D,
    /// The sites of a 3-dimensional lattice with a given index along one axis.
    Plane {
        /// Axis the plane is perpendicular to, from 0.
        axis: usize,
        /// Index along that axis.
        index: usize,
    },
}

/// Why a cut does not fit a lattice.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CutError {
    /// A line of a surface, a plane of a line, and the like.
    #[error(
        "{cut} cannot be taken of a {dim}-dimensional lattice: a line is for 1 dimension, the whole \
         for 2, a plane for 3"
    )]
    Dimension {
        /// What was asked for.
        cut: &'static str,
        /// Dimensions of the lattice.
        dim: usize,
    },
    /// No such axis.
    #[error("there is no axis {axis} to put a plane across: the axes are 0, 1 and 2")]
    Axis {
        /// Axis asked for.
        axis: usize,
    },
    /// Beyond the edge.
    #[error("plane {index} of axis {axis} is beyond the edge: the last is {last}")]
    Index {
        /// Axis the plane is perpendicular to.
        axis: usize,
        /// Index asked for.
        index: usize,
        /// Largest index along that axis.
        last: usize,
    },
}

impl Cut {
    /// The cut that shows a lattice: all of it in 1 and 2 dimensions; in 3 the plane across `axis`
    /// at `index`, the middle (position 0) when `None`.
    ///
    /// # Errors
    /// See [`CutError`].
    pub fn of(lattice: &Lattice, axis: usize, index: Option<usize>) -> Result<Self, CutError> {
        let cut = match lattice.dim() {
            1 => Cut::Line,
            2 => Cut::Whole2D,
            _ => {
                let extent = lattice.shape().get(axis).ok_or(CutError::Axis { axis })?;
                Cut::Plane { axis, index: index.unwrap_or(extent / 2) }
            }
        };
        cut.check(lattice).map(|()| cut)
    }

    /// Whether the cut lies in the lattice.
    ///
    /// # Errors
    /// See [`CutError`].
    pub fn check(self, lattice: &Lattice) -> Result<(), CutError> {
        let dim = lattice.dim();
        match self {
            Cut::Line if dim != 1 => Err(CutError::Dimension { cut: "a line", dim }),
            Cut::Whole2D if dim != 2 => Err(CutError::Dimension { cut: "the whole", dim }),
            Cut::Plane { .. } if dim != 3 => Err(CutError::Dimension { cut: "a plane", dim }),
            Cut::Plane { axis, .. } if axis >= dim => Err(CutError::Axis { axis }),
            Cut::Plane { axis, index } if index >= lattice.shape()[axis] => {
                Err(CutError::Index { axis, index, last: lattice.shape()[axis] - 1 })
            }
            _ => Ok(()),
        }
    }

    /// The axes that run along the width and along the height; a line has no height.
    pub fn axes(self) -> (usize, Option<usize>) {
        match self {
            Cut::Line => (0, None),
            Cut::Whole2D => (1, Some(0)),
            Cut::Plane { axis: 0, .. } => (2, Some(1)),
            Cut::Plane { axis: 1, .. } => (2, Some(0)),
            Cut::Plane { .. } => (1, Some(0)),
        }
    }

    /// Width and height of the picture, in sites.
    pub fn size(self, lattice: &Lattice) -> (usize, usize) {
        let (width, height) = self.axes();
        (lattice.shape()[width], height.map_or(1, |axis| lattice.shape()[axis]))
    }

    /// The row of the lattice, and the place in it, of column `x` and line `y` of the picture.
    pub fn site(self, lattice: &Lattice, x: usize, y: usize) -> (usize, usize) {
        match self {
            Cut::Line => (0, x),
            Cut::Whole2D => (y, x),
            Cut::Plane { axis: 0, index } => (index * lattice.shape()[1] + y, x),
            Cut::Plane { axis: 1, index } => (y * lattice.shape()[1] + index, x),
            Cut::Plane { index, .. } => (y * lattice.shape()[1] + x, index),
        }
    }

    /// Whether the lines of the picture are rows of the lattice; else they run across rows.
    pub(super) fn follows_rows(self) -> bool {
        !matches!(self, Cut::Plane { axis: 2, .. })
    }
}

/// Values of a quantity on a cut. Kept between frames, so that nothing is allocated again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plane {
    /// Values in a line.
    pub width: usize,
    /// Number of lines.
    pub height: usize,
    /// `(re, im)` of a complex quantity, `(value, 0)` of a real one; line by line.
    pub values: Vec<[f32; 2]>,
}

impl Plane {
    /// Makes room for a cut. What the values were before does not matter.
    pub(super) fn fit(&mut self, (width, height): (usize, usize)) {
        (self.width, self.height) = (width, height);
        self.values.resize(width * height, [0.0; 2]);
    }

    /// The value in column `x` of line `y`.
    pub fn at(&self, x: usize, y: usize) -> [f32; 2] {
        self.values[y * self.width + x]
    }

    /// Makes angles phases.
    pub fn wind(&mut self) {
        for [angle, im] in &mut self.values {
            (*im, *angle) = angle.sin_cos();
        }
    }

    /// Largest magnitude on the cut.
    pub fn largest(&self) -> f32 {
        self.values.iter().map(|[re, im]| re.hypot(*im)).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::Plane;

    #[test]
    fn angles_become_phases() {
        let values = vec![[0.3, 0.0], [-7.0, 0.0]];
        let mut angles = Plane { width: 2, height: 1, values };
        angles.wind();
        for ([re, im], angle) in angles.values.iter().zip([0.3f32, -7.0]) {
            assert!((re - angle.cos()).abs() + (im - angle.sin()).abs() < 1e-6);
        }
    }
}
