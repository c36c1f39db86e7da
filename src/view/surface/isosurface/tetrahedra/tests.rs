//! Surfaces of known shape.

use super::*;
use std::collections::HashMap;
use std::f32::consts::{PI, TAU};

const SHAPE: [usize; 3] = [20, 24, 18];

fn values(field: impl Fn([f32; 3]) -> f32) -> Vec<f32> {
    let [a, b, c] = SHAPE;
    let sites = (0..a).flat_map(|i| (0..b).flat_map(move |j| (0..c).map(move |k| [i, j, k])));
    sites.map(|site| field(site.map(|i| i as f32))).collect()
}

fn away([x, y, z]: [f32; 3], middle: [f32; 3]) -> f32 {
    ((x - middle[0]).powi(2) + (y - middle[1]).powi(2) + (z - middle[2]).powi(2)).sqrt()
}

/// How often each edge is walked along in each direction.
fn edges(triangles: &Triangles) -> HashMap<(u32, u32), i32> {
    let mut edges = HashMap::new();
    for [a, b, c] in triangles.indices.as_chunks::<3>().0 {
        for (from, to) in [(a, b), (b, c), (c, a)] {
            *edges.entry((*from, *to)).or_default() += 1;
        }
    }
    edges
}

fn area(triangles: &Triangles) -> f32 {
    let of = |[a, b, c]: &[u32; 3]| {
        let [p, q, r] = [a, b, c].map(|index| triangles.vertices[*index as usize].place);
        let [u, v] = [q, r].map(|to| [0, 1, 2].map(|axis| to[axis] - p[axis]));
        let cross = |i: usize, j: usize| u[i] * v[j] - u[j] * v[i];
        0.5 * (cross(1, 2).powi(2) + cross(2, 0).powi(2) + cross(0, 1).powi(2)).sqrt()
    };
    triangles.indices.as_chunks::<3>().0.iter().map(of).sum()
}

#[test]
fn a_ball_has_its_radius_area_and_normals_and_no_holes() {
    let (middle, radius) = ([9.3, 11.6, 8.1], 6.4);
    let values = values(|place| 10.0 - away(place, middle));
    let grid = Grid::new(SHAPE, [false; 3], 1, &values);
    let ball = grid.surface(10.0 - radius);
    for Vertex { place, slope, .. } in &ball.vertices {
        assert!((away(*place, middle) - radius).abs() < 0.06, "{place:?}");
        let steep = away(*slope, [0.0; 3]);
        let inwards: f32 =
            (0..3).map(|axis| slope[axis] * (middle[axis] - place[axis]) / radius).sum();
        assert!(inwards > 0.97 * steep, "{slope:?}");
    }
    assert!((area(&ball) / (4.0 * PI * radius * radius) - 1.0).abs() < 0.02);
    // Within a part, each edge is met once in each direction; between parts, places agree.
    let edges = edges(&ball);
    for ((a, b), count) in &edges {
        assert!(*count == 1, "{a} {b}");
        let closed = edges.contains_key(&(*b, *a)) || on_a_border(&ball, [*a, *b]);
        assert!(closed, "{:?}", ball.vertices[*a as usize]);
    }
}

/// Whether an edge lies between two tasks.
fn on_a_border(triangles: &Triangles, ends: [u32; 2]) -> bool {
    ends.iter().all(|end| triangles.vertices[*end as usize].place[0] % LAYERS as f32 == 0.0)
}

#[test]
fn a_surface_goes_on_beyond_a_periodic_edge() {
    let values = values(|[x, _, _]| (TAU * (x + 0.5) / 20.0).cos());
    let grid = Grid::new(SHAPE, [true; 3], 1, &values);
    let planes = grid.surface(0.0);
    // Two planes across x, each as large as the torus.
    assert!((area(&planes) - 2.0 * 24.0 * 18.0).abs() < 0.5, "{}", area(&planes));
    for Vertex { place, slope, .. } in &planes.vertices {
        let near = (place[0] - 4.5).abs().min((place[0] - 14.5).abs());
        assert!(near < 0.01 && slope[1].abs() + slope[2].abs() < 1e-5, "{place:?}");
    }
    let fixed = Grid::new(SHAPE, [false; 3], 1, &values).surface(0.0);
    assert!((area(&fixed) - 2.0 * 23.0 * 17.0).abs() < 0.5);
}

#[test]
fn a_coarse_grid_reaches_as_far_and_a_level_that_is_nowhere_is_empty() {
    let values = values(|[_, y, z]| y + 0.1 * z);
    let grid = Grid::new(SHAPE, [false; 3], 4, &values);
    assert_eq!(grid.places[1].last(), Some(&23));
    let plane = grid.surface(7.1);
    let off = |v: &Vertex| (v.place[1] + 0.1 * v.place[2] - 7.1).abs();
    assert!(plane.vertices.iter().all(|vertex| off(vertex) < 1e-4));
    assert!((area(&plane) - 19.0 * 17.0 * 1.01f32.sqrt()).abs() < 0.5, "{}", area(&plane));
    assert_eq!(grid.surface(99.0), Triangles::default());
    let nothing = vec![f32::NAN; 20 * 24 * 18];
    assert_eq!(Grid::new(SHAPE, [true; 3], 1, &nothing).surface(0.5), Triangles::default());
}
