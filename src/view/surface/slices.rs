//! Three planes of a 3-D lattice, each of which can be moved.

use super::flat_map::{note, plane};
use super::sheet::Sheet;
use super::{Drawn, Layer, Reach, RenderMode, Showing, height_field};
use crate::quantity::Cut;
use crate::view::pick::{Gaze, Hit};
use crate::view::workshop::{Scenery, Workshop};

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "slices",
    summary: "three planes through a 3-D lattice in the colours of the field, each of them movable",
    fits: |cut| matches!(cut, Cut::Plane { .. }),
    reach: |_| Reach::Slices,
    sheet: true,
    note,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// Intervals along a line that look smooth on three planes, each of which is a part of the picture.
const FINE: usize = 80;

struct Slices([Sheet; 3]);

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    Box::new(Slices(scenery.picture.slices().map(|cut| plane(scenery, cut, FINE, workshop))))
}

impl Layer for Slices {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        for (sheet, pair) in self.0.iter_mut().zip(&showing.planes.slices) {
            sheet.bring(pair, showing, workshop);
        }
    }
}

/// The slice that is met first.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let hits = drawn.picture.slices().into_iter().filter_map(|cut| {
        let hit = height_field::pick(&drawn.on(cut), gaze)?;
        Some((drawn.on(cut).world(hit.place).distance_squared(gaze.orbit.eye()), hit))
    });
    hits.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, hit)| hit)
}
