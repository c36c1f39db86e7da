//! Where arrows stand and what they show, and vectors at all sites.

use super::picture::Picture;
use crate::lattice::Lattice;
use crate::quantity::{Cut, Sight, VectorInfo, sample_vectors};

/// Most arrows of a picture: beyond, sites are left out.
pub const MOST: usize = 3000;

/// Vectors at sites evenly apart.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    /// Indices of the sites along each axis; 0 along those there are not.
    pub sites: Vec<[usize; 3]>,
    /// Row of each site and its place in it.
    pub rows: Vec<(usize, usize)>,
    /// The vector at each.
    pub values: Vec<[f32; 3]>,
    /// Sites from one arrow to the next.
    pub stride: usize,
}

impl Vectors {
    /// Takes the vectors of a picture.
    pub(super) fn take(&mut self, picture: &Picture, sight: &Sight) {
        let Some(vector) = picture.vector else {
            return self.values.clear();
        };
        self.place(picture, sight.lattice);
        sample_vectors(vector, sight, &self.rows, &mut self.values);
    }

    /// The longest vector.
    pub fn largest(&self) -> f32 {
        longest(&self.values)
    }

    fn place(&mut self, picture: &Picture, lattice: &Lattice) {
        (self.stride, self.sites) = places(picture, lattice, MOST);
        self.rows.clear();
        self.rows.extend(self.sites.iter().map(|site| row_of(lattice, *site)));
    }
}

/// Vectors at all sites, row by row.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// The vector at each.
    pub values: Vec<[f32; 3]>,
    rows: Vec<(usize, usize)>,
}

impl Flow {
    /// Takes a vector quantity.
    pub(super) fn take(&mut self, vector: &VectorInfo, sight: &Sight) {
        let (rows, length) = (sight.lattice.rows(), sight.lattice.row_len());
        if self.rows.len() != rows * length || self.rows.last() != Some(&(rows - 1, length - 1)) {
            let all = (0..rows).flat_map(|row| (0..length).map(move |x| (row, x)));
            self.rows = all.collect();
        }
        sample_vectors(vector, sight, &self.rows, &mut self.values);
    }

    /// The longest vector.
    pub fn largest(&self) -> f32 {
        longest(&self.values)
    }
}

fn longest(values: &[[f32; 3]]) -> f32 {
    values.iter().map(|[x, y, z]| x.hypot(*y).hypot(*z)).fold(0.0, f32::max)
}

/// Sites from one glyph to the next, and where glyphs stand, at most so many.
pub fn places(picture: &Picture, lattice: &Lattice, most: usize) -> (usize, Vec<[usize; 3]>) {
    let spans = spans(picture, lattice);
    let longest = spans.iter().map(|[from, to]| to - from).max().unwrap_or(1);
    let count = |stride: usize| -> usize {
        spans.iter().map(|[from, to]| (to - from).div_ceil(stride)).product()
    };
    let mut stride = longest.div_ceil(picture.density.max(1)).max(1);
    while count(stride) > most {
        stride += 1;
    }
    let along = |[from, to]: [usize; 2]| {
        // As far from one end as from the other.
        let rest = (to - from - 1) % stride;
        (from + rest / 2..to).step_by(stride)
    };
    let [x, y, z] = spans;
    let sites = along(x)
        .flat_map(|i| along(y).flat_map(move |j| along(z).map(move |k| [i, j, k])))
        .collect();
    (stride, sites)
}

/// First and last but one index along each axis where arrows may stand.
fn spans(picture: &Picture, lattice: &Lattice) -> [[usize; 2]; 3] {
    let mut spans = [0, 1, 2].map(|axis| [0, lattice.shape().get(axis).map_or(1, |sites| *sites)]);
    if let (Cut::Plane { axis, index }, false) = (picture.cut, picture.fills_space()) {
        spans[axis] = [index, index + 1];
    }
    spans
}

/// The row of a site, and its place in it.
pub(super) fn row_of(lattice: &Lattice, [i, j, k]: [usize; 3]) -> (usize, usize) {
    match lattice.shape() {
        [_] => (0, i),
        [_, _] => (i, j),
        [_, width, ..] => (i * width + j, k),
        [] => (0, 0),
    }
}
