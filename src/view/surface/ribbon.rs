//! A band from the axis to the curve (x, Re, Im), with a thread along the curve: the phase winds
//! about the axis. A real quantity is a curve with its area.

use super::grid::{Places, quads};
use super::sheet::Sheet;
use super::{Drawn, GridSize, Layer, Reach, RenderMode, Showing};
use crate::quantity::Cut;
use crate::view::material::Stage;
use crate::view::pick::{Gaze, Hit};
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::math::Vec2;
use bevy::mesh::Mesh;
use std::f32::consts::TAU;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "ribbon",
    summary: "a band along a 1-D lattice whose edge is the curve (x, Re, Im)",
    fits: |cut| cut == Cut::Line,
    reach: |_| Reach::Cut,
    stands: true,
    complex_height: true,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// Intervals along the axis: a line is cheap, and a winding curve shows its corners.
const FINE: usize = 1536;

/// Intervals from the axis to the curve: colour is linear in between, so few are enough.
const RUNGS: usize = 8;

/// Sides of the thread.
const SIDES: usize = 10;

fn places(size: &GridSize) -> [Places; 2] {
    [Places::new(size.width, size.wraps[0], FINE), Places::new(1, false, 0)]
}

struct Ribbon(Sheet);

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let places = places(&GridSize::of(scenery.picture.cut, scenery.lattice));
    let sheet = Sheet::new(&places, workshop);
    let parts = [(RUNGS, 1.0, "band", "fragment"), (SIDES, TAU, "thread", "glowing")];
    for (lines, last, vertex, fragment) in parts {
        let mesh = workshop.mesh(strip(&places[0], lines, last));
        let stage = Stage::lit(shaders::RIBBON, vertex, fragment);
        workshop.part(scenery, mesh, scenery.uniform, sheet.buffer(), stage);
    }
    Box::new(Ribbon(sheet))
}

/// Vertices with the place along the axis, a coordinate that runs from 0 to `last`, and the number
/// of the sample.
fn strip(along: &Places, lines: usize, last: f32) -> Mesh {
    let line = |k: usize| {
        let second = last * k as f32 / lines as f32;
        along.values.iter().enumerate().map(move |(i, place)| [*place, second, i as f32])
    };
    let vertices = (0..=lines).flat_map(line).collect();
    quads(vertices, along.values.len(), lines + 1)
}

impl Layer for Ribbon {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        self.0.bring(&showing.planes.cut, showing, workshop);
    }
}

/// How far beside the ribbon, in points, it can still be pointed at: a field that is zero is a thin
/// line.
const REACH: f32 = 24.0;

/// How far beside the ribbon, in points, it counts as met: about as far as its thread is thick.
const MET: f32 = 4.0;

/// Rungs as near as this, in points, are told apart by their depth.
const SAME: f32 = 0.5;

/// Places between two drawn ones at which the best place is looked for.
const BETWEEN: usize = 16;

/// The place whose rung, from the axis to the curve, is nearest on the screen.
pub(super) fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let [places, _] = places(&drawn.size);
    let best = nearest(drawn, gaze, places.values.iter().copied())?;
    let step = drawn.extent()[0] / (places.values.len().max(2) - 1) as f32;
    let around = |i: usize| {
        let offset = 2.0 * i as f32 / BETWEEN as f32 - 1.0;
        (best.place + offset * step).clamp(0.0, drawn.extent()[0])
    };
    let best = nearest(drawn, gaze, (0..=BETWEEN).map(around)).unwrap_or(best);
    (best.distance <= REACH).then_some(Hit {
        cut: drawn.cut,
        place: [best.place, 0.0],
        on_surface: best.distance <= MET,
    })
}

/// A rung of the ribbon as seen from the cursor.
struct Rung {
    place: f32,
    /// On the screen, in points.
    distance: f32,
    /// From the eye; less is nearer.
    depth: f32,
}

impl Rung {
    /// What is least beside the cursor comes first; of what is right under it, the nearest.
    fn rank(&self) -> (f32, f32) {
        (self.distance.max(SAME), self.depth)
    }
}

fn nearest(drawn: &Drawn, gaze: &Gaze, places: impl Iterator<Item = f32>) -> Option<Rung> {
    let sight = gaze.on_screen();
    let rung = |place: f32| {
        let ends = [drawn.foot([place, 0.0]), drawn.world([place, 0.0])].map(&sight);
        let [(axis, near), (curve, far)] = [ends[0]?, ends[1]?];
        let along = share(axis, curve);
        let distance = axis.lerp(curve, along).length();
        Some(Rung { place, distance, depth: near + along * (far - near) })
    };
    let better = |a: Rung, b: Rung| if b.rank() < a.rank() { b } else { a };
    places.filter_map(rung).filter(|rung| rung.distance.is_finite()).reduce(better)
}

/// How far along a line from one point to another the origin is nearest.
fn share(from: Vec2, to: Vec2) -> f32 {
    let way = to - from;
    (-from.dot(way) / way.length_squared().max(1e-12)).clamp(0.0, 1.0)
}
