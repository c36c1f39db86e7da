//! Marching tetrahedra: the surface on which a field on a grid has a level.
//!
//! # Conventions
//! Each cell is cut into six tetrahedra about its long diagonal, the same way in every cell, so
//! faces fit and the surface has no holes. A corner of a cell is a mask: bit `mu` is set where the
//! corner lies ahead along axis `mu`; an edge runs from a corner to one whose mask has more bits.
//!
//! # Reference
//! A. Doi and A. Koide, *An efficient method of triangulating equi-valued surfaces by using
//! tetrahedral cells* (1991).

use rayon::prelude::*;

/// A field at the corners of the cells.
pub struct Grid<'a> {
    /// Where along each axis the corners lie, in sites; a periodic axis ends where it begins.
    pub places: [Vec<usize>; 3],
    /// Sites along each axis.
    pub shape: [usize; 3],
    /// Whether each axis closes on itself.
    pub wraps: [bool; 3],
    /// The values, the last axis contiguous.
    pub values: &'a [f32],
}

/// A vertex of the surface: its place in sites, the slope of the field there, and the sites of the
/// edge it lies on with the part of the way from the first to the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// In sites.
    pub place: [f32; 3],
    /// Per site along each axis.
    pub slope: [f32; 3],
    /// Numbers of the two sites.
    pub sites: [usize; 2],
    /// Part of the way.
    pub part: f32,
}

/// Triangles, each seen against the slope from the side where it turns left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Triangles {
    /// Corners.
    pub vertices: Vec<Vertex>,
    /// Three of them each.
    pub indices: Vec<u32>,
}

/// Not yet made.
const NONE: u32 = u32::MAX;

/// The corners of the six tetrahedra on their ways from one end of the diagonal to the other.
const TETRAHEDRA: [[u8; 4]; 6] =
    [[0, 1, 3, 7], [0, 1, 5, 7], [0, 2, 3, 7], [0, 2, 6, 7], [0, 4, 5, 7], [0, 4, 6, 7]];

/// Layers of cells that one task takes.
const LAYERS: usize = 8;

impl Grid<'_> {
    /// Every `step`-th site of a lattice.
    pub fn new(shape: [usize; 3], wraps: [bool; 3], step: usize, values: &[f32]) -> Grid<'_> {
        let places = [0, 1, 2].map(|axis| {
            let last = if wraps[axis] { shape[axis] } else { shape[axis] - 1 };
            (0..last).step_by(step).chain([last]).collect()
        });
        Grid { places, shape, wraps, values }
    }

    /// The surface on which the field is `level`.
    pub fn surface(&self, level: f32) -> Triangles {
        let layers = self.places[0].len() - 1;
        let starts: Vec<usize> = (0..layers).step_by(LAYERS).collect();
        let parts: Vec<Triangles> = starts
            .into_par_iter()
            .map(|start| Task::new(self, level).run(start..(start + LAYERS).min(layers)))
            .collect();
        let mut all = Triangles::default();
        for Triangles { vertices, indices } in parts {
            let first = all.vertices.len() as u32;
            all.indices.extend(indices.into_iter().map(|index| first + index));
            all.vertices.extend(vertices);
        }
        all
    }

    /// The number of the site at a corner.
    fn site(&self, corner: [usize; 3]) -> usize {
        let [i, j, k] = [0, 1, 2].map(|axis| self.places[axis][corner[axis]] % self.shape[axis]);
        (i * self.shape[1] + j) * self.shape[2] + k
    }

    /// Central differences at a site, to one side at an edge.
    fn slope(&self, corner: [usize; 3]) -> [f32; 3] {
        let [_, wide, deep] = self.shape;
        let stride = [wide * deep, deep, 1];
        let at = [0, 1, 2].map(|axis| self.places[axis][corner[axis]] % self.shape[axis]);
        let site = at[0] * stride[0] + at[1] * stride[1] + at[2];
        [0, 1, 2].map(|axis| {
            let (n, i) = (self.shape[axis], at[axis]);
            let beside = |offset: usize| site - i * stride[axis] + offset * stride[axis];
            let (ahead, behind, steps) = match (i, self.wraps[axis]) {
                (_, true) => ((i + 1) % n, (i + n - 1) % n, 2.0),
                (0, false) => (1, 0, 1.0),
                (i, false) if i + 1 == n => (i, i - 1, 1.0),
                (i, false) => (i + 1, i - 1, 2.0),
            };
            (self.values[beside(ahead)] - self.values[beside(behind)]) / steps
        })
    }
}

/// Layers of cells that belong together, and the vertices on the edges that start in the two planes
/// of corners around the layer in hand.
struct Task<'a> {
    grid: &'a Grid<'a>,
    level: f32,
    made: [Vec<[u32; 7]>; 2],
    out: Triangles,
}

impl<'a> Task<'a> {
    fn new(grid: &'a Grid<'a>, level: f32) -> Self {
        let corners = grid.places[1].len() * grid.places[2].len();
        let made = [vec![[NONE; 7]; corners], vec![[NONE; 7]; corners]];
        Self { grid, level, made, out: Triangles::default() }
    }

    fn run(mut self, layers: std::ops::Range<usize>) -> Triangles {
        let (wide, deep) = (self.grid.places[1].len() - 1, self.grid.places[2].len() - 1);
        for i in layers {
            for j in 0..wide {
                self.row_of_cells(i, j, deep);
            }
            self.made.swap(0, 1);
            self.made[1].fill([NONE; 7]);
        }
        self.out
    }

    fn row_of_cells(&mut self, i: usize, j: usize, deep: usize) {
        let mut near = self.above(i, j, 0);
        for k in 0..deep {
            let far = self.above(i, j, k + 1);
            let cell = near | far << 4;
            if cell != 0 && cell != u8::MAX {
                TETRAHEDRA.iter().for_each(|corners| self.tetrahedron([i, j, k], cell, *corners));
            }
            near = far;
        }
    }

    /// Which of the four corners at `k` are above the level.
    fn above(&self, i: usize, j: usize, k: usize) -> u8 {
        let corners = [[i, j, k], [i + 1, j, k], [i, j + 1, k], [i + 1, j + 1, k]];
        let above = |corner: [usize; 3]| self.grid.values[self.grid.site(corner)] > self.level;
        corners.into_iter().map(above).enumerate().map(|(bit, on)| u8::from(on) << bit).sum()
    }

    /// Adds the triangles of one tetrahedron: none, one, or two.
    fn tetrahedron(&mut self, cell: [usize; 3], above: u8, mut corners: [u8; 4]) {
        // Corners above the level first.
        corners.sort_by_key(|corner| above >> corner & 1 == 0);
        let [a, b, c, d] = corners;
        match corners.iter().filter(|corner| above >> **corner & 1 == 1).count() {
            1 => self.triangle(cell, [[a, b], [a, c], [a, d]]),
            2 => {
                self.triangle(cell, [[a, c], [a, d], [b, c]]);
                self.triangle(cell, [[b, c], [a, d], [b, d]]);
            }
            3 => self.triangle(cell, [[a, d], [b, d], [c, d]]),
            _ => {}
        }
    }

    /// Adds a triangle between three edges.
    fn triangle(&mut self, cell: [usize; 3], edges: [[u8; 2]; 3]) {
        let corners = edges.map(|[a, b]| self.vertex(cell, a.min(b), a.max(b)));
        let turned = self.turned(corners);
        self.out.indices.extend(turned);
    }

    /// The triangle so that its normal points down the slope.
    fn turned(&self, [a, b, c]: [u32; 3]) -> [u32; 3] {
        let [p, q, r] = [a, b, c].map(|index| self.out.vertices[index as usize]);
        let way = |to: &Vertex| [0, 1, 2].map(|axis| to.place[axis] - p.place[axis]);
        let ([ux, uy, uz], [vx, vy, vz]) = (way(&q), way(&r));
        let normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
        let along: f32 = normal.iter().zip(p.slope).map(|(n, slope)| n * slope).sum();
        if along > 0.0 { [a, c, b] } else { [a, b, c] }
    }

    /// The vertex on the edge between two corners of a cell.
    fn vertex(&mut self, cell: [usize; 3], low: u8, high: u8) -> u32 {
        let corner = |mask: u8| [0, 1, 2].map(|axis| cell[axis] + usize::from(mask >> axis & 1));
        let (from, to) = (corner(low), corner(high));
        let plane = usize::from(low & 1);
        let slot = from[1] * self.grid.places[2].len() + from[2];
        let edge = usize::from(low ^ high) - 1;
        let made = self.made[plane][slot][edge];
        if made != NONE {
            return made;
        }
        let index = self.out.vertices.len() as u32;
        self.out.vertices.push(self.between(from, to));
        self.made[plane][slot][edge] = index;
        index
    }

    /// Where on an edge the field has the level.
    fn between(&self, from: [usize; 3], to: [usize; 3]) -> Vertex {
        let grid = self.grid;
        let sites = [grid.site(from), grid.site(to)];
        let [a, b] = sites.map(|site| grid.values[site]);
        let part = ((self.level - a) / (b - a)).clamp(0.0, 1.0);
        let place = |corner: [usize; 3], axis: usize| grid.places[axis][corner[axis]] as f32;
        let [here, there] = [grid.slope(from), grid.slope(to)];
        let mix = |a: f32, b: f32| a + part * (b - a);
        Vertex {
            place: [0, 1, 2].map(|axis| mix(place(from, axis), place(to, axis))),
            slope: [0, 1, 2].map(|axis| mix(here[axis], there[axis])),
            sites,
            part,
        }
    }
}

#[cfg(test)]
mod tests;
