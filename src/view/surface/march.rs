//! Following a line of sight through all of a 3-D lattice.

use super::{Drawn, GridSize, HeightRule};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites};
use crate::view::pick::{Gaze, Hit};
use bevy::math::Vec3;

/// Steps to a site.
const STEPS: f32 = 4.0;
/// Most steps of one line of sight.
const MOST_STEPS: usize = 8192;

/// The first step at which `stops` says so, told the height there (divided by its range) and the
/// length of a step in the world.
pub(super) fn first(
    drawn: &Drawn,
    gaze: &Gaze,
    mut stops: impl FnMut(f32, f32) -> bool,
) -> Option<Hit> {
    let lattice = drawn.lattice;
    let frame = BoxFrame::new(lattice, &height_scale(drawn.picture));
    let sites = Sites::new(lattice, drawn.cut, &frame);
    let ray = gaze.ray();
    let start = sites.place_of(ray.origin - sites.origin);
    let way = sites.place_of(*ray.direction);
    let [enter, leave] = inside(start, way, extent(lattice))?;
    let speed = way.iter().map(|part| part * part).sum::<f32>().sqrt();
    let step = 1.0 / (STEPS * speed);
    let rule = HeightRule::new(drawn.picture, drawn.ranges);
    let values = &drawn.planes.all.height.values;
    if values.len() != lattice.sites() {
        return None;
    }
    let steps = (((leave - enter) / step) as usize).min(MOST_STEPS);
    let at = |i: usize| [0, 1, 2].map(|axis| start[axis] + (enter + step * i as f32) * way[axis]);
    let found = (0..=steps).map(at).find(|place| {
        let value = between(lattice, *place, |site| rule.of(values[site])[0]);
        stops(value, step)
    })?;
    Some(hit(lattice, found, Vec3::from_array(way)))
}

/// The last place along each axis.
pub(super) fn extent(lattice: &Lattice) -> [f32; 3] {
    [0, 1, 2].map(|axis| {
        let sites = lattice.shape().get(axis).map_or(1, |sites| *sites);
        let wraps = lattice.boundary().get(axis).is_some_and(|edge| edge.is_periodic());
        if wraps { sites as f32 } else { (sites - 1) as f32 }
    })
}

/// The part of a line within the lattice and before the eye.
fn inside(start: [f32; 3], way: [f32; 3], extent: [f32; 3]) -> Option<[f32; 2]> {
    let part = (0..3).fold([0.0f32, f32::MAX], |[enter, leave], axis| {
        let ends = [0.0, extent[axis]].map(|end| (end - start[axis]) / way[axis]);
        let [a, b] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        [enter.max(a), leave.min(b)]
    });
    (part[0] < part[1]).then_some(part)
}

/// A value between the sites, linear along each axis.
fn between(lattice: &Lattice, place: [f32; 3], value: impl Fn(usize) -> f32) -> f32 {
    let shape = lattice.shape();
    let mut sum = 0.0;
    for corner in 0..8usize {
        let (mut site, mut weight) = (0, 1.0);
        for axis in 0..3 {
            let base = place[axis].floor().max(0.0);
            let part = (place[axis] - base).clamp(0.0, 1.0);
            let ahead = corner >> axis & 1;
            weight *= if ahead == 1 { part } else { 1.0 - part };
            let i = base as usize + ahead;
            let wraps = lattice.boundary()[axis].is_periodic();
            let i = if wraps { i % shape[axis] } else { i.min(shape[axis] - 1) };
            site = site * shape[axis] + i;
        }
        sum += if weight > 0.0 { weight * value(site) } else { 0.0 };
    }
    sum
}

/// The place on the plane of sites nearest to it that faces the viewer most.
fn hit(lattice: &Lattice, place: [f32; 3], way: Vec3) -> Hit {
    let axis = way.abs().to_array();
    let axis = (0..3).max_by(|a, b| axis[*a].total_cmp(&axis[*b])).unwrap_or(2);
    let sites = lattice.shape()[axis];
    let wraps = lattice.boundary()[axis].is_periodic();
    let nearest = place[axis].round().max(0.0) as usize;
    let index = if wraps { nearest % sites } else { nearest.min(sites - 1) };
    let cut = Cut::Plane { axis, index };
    let (along, across) = cut.axes();
    let GridSize { width, height, wraps } = GridSize::of(cut, lattice);
    let within = |place: f32, sites: usize, wraps: bool| {
        place.clamp(0.0, if wraps { sites as f32 } else { (sites - 1) as f32 })
    };
    let second = across.map_or(0.0, |axis| place[axis]);
    let place = [within(place[along], width, wraps[0]), within(second, height, wraps[1])];
    Hit { cut, place, on_surface: true }
}
