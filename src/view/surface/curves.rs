//! Every component of the field along a line, each in a colour of its own.

use super::grid::{Places, quads};
use super::sheet::Sheet;
use super::{GridSize, Layer, Reach, RenderMode, Showing, ribbon};
use crate::quantity::Cut;
use crate::view::colours::{CURVE_COLOURS, Oklab};
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::Mesh;
use std::f32::consts::TAU;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "curves",
    summary: "every component of a field on a 1-D lattice as a curve of its own colour",
    fits: |cut| cut == Cut::Line,
    reach: |_| Reach::Components,
    stands: true,
    layer,
    pick: ribbon::pick,
    ..RenderMode::PLAIN
};

/// Intervals along the axis.
const FINE: usize = 1024;

/// From curve to curve into the depth, in the world.
const APART: f32 = 0.006;

/// Sides of a thread.
const SIDES: usize = 6;

struct Curves(Vec<Sheet>);

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let size = GridSize::of(scenery.picture.cut, scenery.lattice);
    let places = [Places::new(size.width, size.wraps[0], FINE), Places::new(1, false, 0)];
    let mut sheet = |(number, _): (usize, _)| {
        let sheet = Sheet::new(&places, workshop);
        let colour = CURVE_COLOURS[number % CURVE_COLOURS.len()];
        let colour = Vec3::from_array(Oklab::from_srgb(colour).to_linear());
        // Where curves meet, the first lies in front.
        let behind = Vec4::new(-APART * number as f32, 0.0, 0.0, 0.0);
        let uniform = SurfaceUniform { numbers: [colour.extend(1.0), behind], ..scenery.uniform };
        let mesh = workshop.mesh(thread(&places[0]));
        let stage = Stage::own(shaders::CURVES, "curve", "plain");
        workshop.part(scenery, mesh, uniform, sheet.buffer(), stage);
        sheet
    };
    Box::new(Curves(scenery.picture.components.iter().enumerate().map(&mut sheet).collect()))
}

/// Vertices with the place along the axis, the angle about the curve, and the number of the sample.
fn thread(along: &Places) -> Mesh {
    let line = |k: usize| {
        let angle = TAU * k as f32 / SIDES as f32;
        along.values.iter().enumerate().map(move |(i, place)| [*place, angle, i as f32])
    };
    quads((0..=SIDES).flat_map(line).collect(), along.values.len(), SIDES + 1)
}

impl Layer for Curves {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        for (sheet, (_, plane)) in self.0.iter_mut().zip(&showing.planes.components) {
            let values = plane.values.iter().map(|value| (*value, [0.0; 2]));
            sheet.bring_all(values, showing, workshop);
        }
    }
}
