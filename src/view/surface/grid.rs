//! Meshes of places on the lattice.

use crate::lattice::Lattice;
use crate::view::Picture;
use bevy::asset::RenderAssetUsages;
use bevy::ecs::resource::Resource;
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};

/// The most intervals along a line: beyond, sites are left out.
const MOST: usize = 768;

/// How many intervals sheets have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Resource)]
pub enum Fineness {
    /// As many as look smooth, and one from site to site.
    #[default]
    Fine,
    /// For an adapter that pays for every triangle: no more than 96, or three for four sites.
    /// With fewer, short waves would be drawn as longer ones.
    Coarse,
}

/// Intervals along a line that can be told apart in a window.
const COARSE: usize = 96;

impl Fineness {
    /// What an adapter bears, one that is made of software or not.
    pub fn of(software: bool) -> Self {
        if software { Self::Coarse } else { Self::Fine }
    }

    /// How many there are over so many from site to site, where so many look smooth.
    fn intervals(self, cells: usize, fine: usize) -> usize {
        let all = cells.max(fine).min(MOST);
        match self {
            Self::Fine => all,
            Self::Coarse => all.min(COARSE.max(3 * cells / 4)),
        }
    }

    /// Whether there are fewer than sites in what a picture shows.
    pub fn thins(self, picture: &Picture, lattice: &Lattice) -> bool {
        let thinned = |sites: usize| self.intervals(sites, sites) + 1 < sites;
        picture.modes().any(|mode| mode.sheet) && lattice.shape().iter().any(|n| thinned(*n))
    }
}

/// Side of the squares in which triangles are ordered, so that each vertex is still at hand when
/// its neighbours want it.
const TILE: usize = 24;

/// Places along one axis at which the field is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// Counted in sites, from the first to the last, or to where the axis meets itself.
    pub values: Vec<f32>,
    /// Number of sites.
    pub sites: usize,
    /// Whether the axis closes on itself.
    pub wraps: bool,
}

impl Places {
    /// At least `fine` intervals, and one from site to site, unless there are more sites than can
    /// be shown. None for a single site that has no neighbour.
    pub fn new(sites: usize, wraps: bool, fine: usize) -> Self {
        Self::within(sites, wraps, fine, Fineness::Fine)
    }

    /// The same of that fineness.
    pub fn within(sites: usize, wraps: bool, fine: usize, fineness: Fineness) -> Self {
        let cells = if wraps { sites } else { sites - 1 };
        let count = if cells == 0 { 0 } else { fineness.intervals(cells, fine) };
        let value = |i: usize| (i as f64 * cells as f64 / count.max(1) as f64) as f32;
        Self { values: (0..=count).map(value).collect(), sites, wraps }
    }
}

/// A grid of quads. A vertex holds its places along and across, and the number of its sample.
pub fn grid(along: &Places, across: &Places) -> Mesh {
    let width = along.values.len();
    let vertex = |i: usize| [along.values[i % width], across.values[i / width], i as f32];
    let vertices = (0..width * across.values.len()).map(vertex).collect();
    quads(vertices, width, across.values.len())
}

/// Quads between `lines` lines of `width` vertices each.
pub fn quads(vertices: Vec<[f32; 3]>, width: usize, lines: usize) -> Mesh {
    let mut indices = Vec::with_capacity(6 * (width - 1) * (lines - 1));
    for (y0, x0) in tiles(lines - 1, width - 1) {
        for y in y0..(y0 + TILE).min(lines - 1) {
            for x in x0..(x0 + TILE).min(width - 1) {
                let i = (y * width + x) as u32;
                let (right, below) = (i + 1, i + width as u32);
                indices.extend([i, right, below, right, below + 1, below]);
            }
        }
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(indices))
}

fn tiles(lines: usize, width: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..lines).step_by(TILE).flat_map(move |y| (0..width).step_by(TILE).map(move |x| (y, x)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_site_is_jumped_over_and_the_ends_are_right() {
        for (sites, wraps) in [(2, false), (48, true), (100, false), (128, true), (600, true)] {
            let places = Places::new(sites, wraps, 192).values;
            let last = if wraps { sites } else { sites - 1 };
            assert_eq!((places[0], places[places.len() - 1]), (0.0, last as f32));
            assert!(
                places.windows(2).all(|pair| (1e-3..=1.0).contains(&(pair[1] - pair[0]))),
                "{sites}"
            );
        }
    }

    #[test]
    fn a_large_lattice_is_thinned_and_a_single_line_is_one_place() {
        assert_eq!(Places::new(4096, true, 192).values.len(), MOST + 1);
        assert_eq!(Places::new(1, false, 192).values, [0.0]);
    }

    /// Where triangles are dear there are fewer of them, but never so few that a wave of four sites
    /// would be drawn as a longer one.
    #[test]
    fn coarse_sheets_leave_out_no_more_than_every_fourth_site() {
        for (sites, intervals) in [(2, 96), (64, 96), (128, 96), (200, 150), (512, 384)] {
            let coarse = Places::within(sites, true, 128, Fineness::Coarse).values;
            assert_eq!((coarse.len() - 1, coarse[intervals]), (intervals, sites as f32));
        }
    }

    #[test]
    fn a_grid_has_two_triangles_a_cell_and_uses_all_vertices() {
        let (along, across) = (Places::new(7, false, 64), Places::new(40, true, 64));
        let (wide, high) = (along.values.len(), across.values.len());
        let mesh = grid(&along, &across);
        let indices: Vec<usize> = mesh.indices().expect("indices").iter().collect();
        assert_eq!(indices.len(), 6 * (wide - 1) * (high - 1));
        let used: std::collections::HashSet<usize> = indices.into_iter().collect();
        assert_eq!(used.len(), wide * high);
    }
}
