//! Each render mode shows a field whose picture is known.

mod line;
mod periods;
mod plane;
mod space;

use super::{BARE, aspect, hue, orbit, pixel, turn};
use bevy::math::Vec3;
use fieldloom::record::Frame;
use fieldloom::view::colours::{Table, colour_map, table};
use fieldloom::view::{Studio, StudioOptions};

pub const SIDE: StudioOptions =
    StudioOptions { width: 480, height: 480, transparent: true, ..BARE };

pub fn phases() -> Table {
    table(colour_map("phase").expect("the default map"), 0.5)
}

/// A frame, and where points of the world are in it.
pub fn shot(studio: &mut Studio) -> (Frame, impl Fn(Vec3) -> [u8; 4] + use<>) {
    let frame = studio.capture().expect("a frame");
    let (orbit, seen) = (orbit(studio), frame.clone());
    let at = move |point: Vec3| {
        let place = orbit.project(point, aspect(&seen));
        pixel(&seen, place.x, place.y)
    };
    (frame, at)
}

/// Degrees by which the hue of a pixel is off a phase.
pub fn off(colours: &Table, phase: f32, pixel: [u8; 4]) -> f32 {
    turn(colours.at_phase(phase).hue(), hue(pixel)).abs().to_degrees()
}
