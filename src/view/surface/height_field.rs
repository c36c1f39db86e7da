//! A sheet over a plane, displaced by the height.

use super::grid::{self, Places};
use super::sheet::Sheet;
use super::{Drawn, GridSize, Layer, Reach, RenderMode, Showing};
use crate::quantity::Cut;
use crate::view::material::Stage;
use crate::view::pick::{Gaze, Hit};
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::math::{Ray3d, Vec3};

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "height-field",
    summary: "a sheet over a 2-D lattice or over a plane of a 3-D one, displaced by the height",
    fits: |cut| cut != Cut::Line,
    reach: |_| Reach::Cut,
    stands: true,
    sheet: true,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// Intervals along a line that look smooth. A software rasteriser pays for every triangle, however
/// small: a third more along each axis would take half as long again.
const FINE: usize = 128;

/// The places of a sheet over a cut, where so many intervals look smooth.
pub(super) fn places(scenery: &Scenery, cut: Cut, fine: usize) -> [Places; 2] {
    let size = GridSize::of(cut, scenery.lattice);
    let axis = |sites, wraps| Places::within(sites, wraps, fine, scenery.fineness);
    [axis(size.width, size.wraps[0]), axis(size.height, size.wraps[1])]
}

struct HeightField(Sheet);

pub(super) fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let places = places(scenery, scenery.picture.cut, FINE);
    let sheet = Sheet::new(&places, workshop);
    let mesh = workshop.mesh(grid::grid(&places[0], &places[1]));
    let stage = Stage::lit(shaders::HEIGHT_FIELD, "height_field", "fragment");
    workshop.part(scenery, mesh, scenery.uniform, sheet.buffer(), stage);
    Box::new(HeightField(sheet))
}

impl Layer for HeightField {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        self.0.bring(&showing.planes.cut, showing, workshop);
    }
}

/// Steps to a site in which a line of sight is followed: a crest thinner than one is missed.
const STEPS: f32 = 3.0;

/// Most steps of one line of sight.
const MOST_STEPS: f32 = 20_000.0;

/// Halvings that find where, within a step, the sheet is met.
const HALVINGS: usize = 20;

/// The nearest point at which the smooth sheet is met; where none is, the point of its plane at
/// height zero, so that a brush finds its way to an edge that dips out of sight.
pub(super) fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let sight = Sight::new(drawn, gaze.ray());
    let [enter, leave] = sight.over(drawn.extent(), [0.0, gaze.orbit.distance + 20.0])?;
    if let Some(along) = sight.first_crossing([enter, leave]) {
        return Some(Hit { cut: drawn.cut, place: sight.place(along), on_surface: true });
    }
    let along = -sight.height[0] / sight.height[1];
    let place = || sight.place(along);
    (enter..=leave).contains(&along).then(|| Hit {
        cut: drawn.cut,
        place: place(),
        on_surface: false,
    })
}

/// A line of sight in the coordinates of a sheet: each with its start, and its change per length.
struct Sight<'a> {
    drawn: &'a Drawn<'a>,
    /// Along and across, in sites.
    places: [[f32; 2]; 2],
    /// Above the plane of height zero, in the world.
    height: [f32; 2],
    /// Height in the world of a value at the top of the range.
    rise: f32,
}

impl<'a> Sight<'a> {
    fn new(drawn: &'a Drawn, ray: Ray3d) -> Self {
        let place = &drawn.placement;
        let start = ray.origin - place.origin;
        let normal = place.along.cross(place.across).normalize_or_zero();
        let onto = |axis: Vec3| [start.dot(axis), ray.direction.dot(axis)];
        let in_sites = |axis: Vec3| onto(axis / axis.length_squared());
        Self {
            drawn,
            places: [in_sites(place.along), in_sites(place.across)],
            height: onto(normal),
            rise: place.up.dot(normal),
        }
    }

    fn place(&self, along: f32) -> [f32; 2] {
        let [u, v] = self.places.map(|[start, change]| start + along * change);
        let [last, last_line] = self.drawn.extent();
        [u.clamp(0.0, last), v.clamp(0.0, last_line)]
    }

    /// The part of it above or below the sheet.
    fn over(&self, extent: [f32; 2], part: [f32; 2]) -> Option<[f32; 2]> {
        let [enter, leave] =
            self.places.iter().zip(extent).fold(part, |[enter, leave], ([start, change], last)| {
                if *change == 0.0 {
                    let inside = (0.0..=last).contains(start);
                    return if inside { [enter, leave] } else { [f32::MAX, f32::MIN] };
                }
                let [a, b] = [-start / change, (last - start) / change];
                [enter.max(a.min(b)), leave.min(a.max(b))]
            });
        (enter < leave).then_some([enter, leave])
    }

    /// How far it is above the sheet.
    fn clearance(&self, along: f32) -> f32 {
        let [start, change] = self.height;
        start + along * change - self.rise * self.drawn.height(self.place(along))[0]
    }

    /// Where it first goes through the sheet, from above or from below.
    fn first_crossing(&self, [enter, leave]: [f32; 2]) -> Option<f32> {
        let speed = self.places.iter().map(|[_, change]| change.abs()).fold(0.0, f32::max);
        let steps = (STEPS * speed * (leave - enter)).ceil().clamp(1.0, MOST_STEPS) as usize;
        let at = |i: usize| enter + (leave - enter) * i as f32 / steps as f32;
        let mut last = [self.clearance(enter); 2];
        for i in 1..=steps {
            let now = self.clearance(at(i));
            let [earlier, before] = last;
            if before * now <= 0.0 {
                return Some(self.narrow([at(i - 1), at(i)], before > 0.0));
            }
            if i > 1 && before.abs() < earlier.abs() && before.abs() < now.abs() {
                // It comes near and goes away again: through a crest, perhaps, within a step.
                let turn = 0.5 * (earlier - now) / (earlier - 2.0 * before + now);
                let nearest = at(i - 1) + turn * (at(i) - at(i - 1));
                if self.clearance(nearest) * before <= 0.0 {
                    return Some(self.narrow([at(i - 2), nearest], before > 0.0));
                }
            }
            last = [before, now];
        }
        None
    }

    /// Halves an interval in which the sheet is met.
    fn narrow(&self, interval: [f32; 2], from_above: bool) -> f32 {
        let [low, high] = (0..HALVINGS).fold(interval, |[low, high], _| {
            let middle = 0.5 * (low + high);
            let still = (self.clearance(middle) > 0.0) == from_above;
            if still { [middle, high] } else { [low, middle] }
        });
        0.5 * (low + high)
    }
}
