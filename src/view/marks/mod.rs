//! What is marked on the surface: where a brush would fall, the site under the cursor, pins.
//!
//! Each mark is geometry on the surface, found by a pure function, and a painter.

mod curves;
mod pin;

pub use curves::{cross, ring};
pub use pin::pin;

use super::camera::Orbit;
use super::overlay::Sheet;
use super::surface::Drawn;
use bevy::math::Vec3;
use bevy_egui::egui::{Stroke, pos2};

/// Width of a mark, and of the edge that sets it off from the field, in points.
const WIDTHS: [f32; 2] = [1.6, 3.2];

/// Paints the ring of a brush of some radius, in the units of the lattice, about a place.
pub fn footprint(sheet: &Sheet, orbit: &Orbit, drawn: &Drawn, place: [f32; 2], radius: f64) {
    paint(sheet, orbit, &ring(drawn, place, radius));
}

/// Paints a small cross of lines that follow the surface, with a point where they meet.
pub fn crosshair(sheet: &Sheet, orbit: &Orbit, drawn: &Drawn, place: [f32; 2]) {
    paint(sheet, orbit, &cross(drawn, place));
    if let Some(at) = sheet.place(orbit, drawn.world(place)) {
        let [accent, shade] =
            [sheet.theme.accent, sheet.theme.background].map(|colour| sheet.colour(colour, 1.0));
        sheet.painter.circle(pos2(at.x, at.y), 3.0, accent, Stroke::new(1.0, shade));
    }
}

fn paint(sheet: &Sheet, orbit: &Orbit, curves: &[Vec<Vec3>]) {
    let [width, edge] = WIDTHS;
    let edge = Stroke::new(edge, sheet.colour(sheet.theme.background, 1.0));
    let line = Stroke::new(width, sheet.colour(sheet.theme.accent, 1.0));
    for stroke in [edge, line] {
        curves.iter().for_each(|curve| sheet.curve(orbit, curve, stroke));
    }
}
