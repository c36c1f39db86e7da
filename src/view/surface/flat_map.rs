//! A plane of colours with contour lines of the height.

use super::grid;
use super::height_field::places;
use super::sheet::Sheet;
use super::{Layer, RenderMode, Showing, reach_of};
use crate::quantity::Cut;
use crate::view::Picture;
use crate::view::frame_box::short;
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::scale::Norm;
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::math::Vec4;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "flat-map",
    summary: "the colours of a plane, laid flat, with contour lines of the height",
    fits: |cut| cut != Cut::Line,
    sheet: true,
    note,
    layer,
    ..RenderMode::PLAIN
};

/// How strongly contour lines are drawn.
const INK: f32 = 0.8;

/// Width of a contour line in points.
const WIDTH: f32 = 1.3;

/// How far the contour lines are apart.
pub(super) fn note(picture: &Picture, norm: &Norm) -> Option<String> {
    let (label, count) = (&picture.height_label, picture.contours);
    let step = short(f64::from(norm.value(1.0 / count.max(1) as f32) - norm.value(0.0)));
    let lines = || match norm.is_log() {
        true => format!("lines: {label}, {count} over its decades {}", reach_of(norm)),
        false => format!("lines: {label} in steps of {step}"),
    };
    (count > 0).then(lines)
}

/// Intervals along a line that look smooth where nothing stands up from the plane.
const FINE: usize = 112;

struct FlatMap(Sheet);

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    Box::new(FlatMap(plane(scenery, scenery.picture.cut, FINE, workshop)))
}

impl Layer for FlatMap {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        self.0.bring(&showing.planes.cut, showing, workshop);
    }
}

/// A cut, laid where it is, where so many intervals look smooth.
pub(super) fn plane(scenery: &Scenery, cut: Cut, fine: usize, workshop: &mut Workshop) -> Sheet {
    let places = places(scenery, cut, fine);
    let sheet = Sheet::new(&places, workshop);
    let mesh = workshop.mesh(grid::grid(&places[0], &places[1]));
    let levels = scenery.picture.contours as f32;
    let numbers = [Vec4::new(levels, INK, WIDTH, 0.0), Vec4::ZERO];
    let uniform = SurfaceUniform { numbers, ..scenery.over_cut(cut) };
    let stage = Stage::own(shaders::FLAT_MAP, "flat_map", "contoured");
    workshop.part(scenery, mesh, uniform, sheet.buffer(), stage);
    sheet
}
