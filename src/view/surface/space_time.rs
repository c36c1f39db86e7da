//! A line and its past: x to the right, time away from the viewer, the height upwards.

use super::grid::{self, Places};
use super::sheet::Sheet;
use super::{Drawn, GridSize, Layer, Reach, RenderMode, Showing};
use crate::quantity::Cut;
use crate::view::history::ROWS;
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::pick::{Gaze, Hit};
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::math::Vec4;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "space-time",
    summary: "a 1-D lattice and its past, time running away from the viewer, raised by the height",
    fits: |cut| cut == Cut::Line,
    reach: |_| Reach::History,
    stands: true,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// Intervals along an axis that look smooth.
const FINE: usize = 192;

/// Part of the map beside the line that is now which still counts as it.
const NOW: f32 = 0.02;

struct SpaceTime(Sheet);

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let size = GridSize::of(scenery.picture.cut, scenery.lattice);
    let places = [Places::new(size.width, size.wraps[0], FINE), Places::new(ROWS, false, FINE)];
    let sheet = Sheet::new(&places, workshop);
    let mesh = workshop.mesh(grid::grid(&places[0], &places[1]));
    let grid = Vec4::new(scenery.uniform.grid.x, scenery.uniform.grid.y, 0.0, 0.0);
    let uniform = SurfaceUniform { grid, ..scenery.uniform };
    let stage = Stage::lit(shaders::HEIGHT_FIELD, "growing", "fragment");
    workshop.part(scenery, mesh, uniform, sheet.buffer(), stage);
    Box::new(SpaceTime(sheet))
}

impl Layer for SpaceTime {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let (history, length) = (&showing.planes.history, showing.picture.history);
        let rows = (0..ROWS).flat_map(|row| history.row(row, length).into_iter().flatten());
        self.0.grown(history.filled(length));
        self.0.bring_all(rows, showing, workshop);
    }
}

/// The place along the line, and across it the row of the past, counted back from now.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let (ray, place) = (gaze.ray(), &drawn.placement);
    let normal = place.along.cross(place.across).normalize_or_zero();
    let away = ray.direction.dot(normal);
    let along = (place.origin - ray.origin).dot(normal) / away;
    let point = ray.origin + along * *ray.direction - place.origin;
    let at = point.dot(place.along) / place.along.length_squared();
    let rows = point.dot(place.across) / place.across.length_squared() / (ROWS - 1) as f32;
    // From the beginning of the map to a little beyond now.
    let past = -drawn.planes.history.filled(drawn.picture.history) - NOW..=NOW;
    let inside = along > 0.0 && (0.0..=drawn.extent()[0]).contains(&at) && past.contains(&rows);
    let row = rows.min(0.0) * (ROWS - 1) as f32;
    inside.then_some(Hit { cut: drawn.cut, place: [at, row], on_surface: true })
}
