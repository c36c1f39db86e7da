//! What is marked on the surface: where a brush would fall, the site under the cursor, pins.
//!
//! Each mark is geometry on the surface, found by a pure function, and a painter.

mod curves;
mod measure;
mod pin;

pub use curves::{cross, path, place_of, ring};
pub use pin::pin;

use super::camera::Orbit;
use super::colours::Srgb;
use super::overlay::{Sheet, Size};
use super::surface::Drawn;
use crate::quantity::{Region, Segment};
use bevy::math::{Vec2, Vec3};
use bevy_egui::egui::{Rect, Stroke, pos2, vec2};

/// Width of a mark, and of the edge that sets it off from the field, in points.
const WIDTHS: [f32; 2] = [1.6, 3.2];

/// From a path up to what it says, in points.
const LABEL: f32 = 18.0;

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

/// Paints a path from site to site, in a colour, with what it says beside its first site on show.
pub fn route(
    sheet: &Sheet,
    orbit: &Orbit,
    drawn: &Drawn,
    (sites, closed): (&[Vec<usize>], bool),
    (words, colour): (&str, Srgb),
) {
    let [width, edge] = WIDTHS.map(|width| 1.3 * width);
    let edge = Stroke::new(edge, sheet.colour(sheet.theme.background, 1.0));
    let line = Stroke::new(width, sheet.colour(colour, 1.0));
    let curves = path(drawn, sites, closed);
    for stroke in [edge, line] {
        curves.iter().for_each(|curve| sheet.curve(orbit, curve, stroke));
    }
    // The uppermost site has the most room above it.
    let seen = sites.iter().filter_map(|site| {
        let place = place_of(drawn, site)?;
        sheet
            .place(orbit, curves::lift(drawn, place))
            .filter(|at| sheet.rect().contains(pos2(at.x, at.y)))
    });
    if let Some(at) = seen.min_by(|a, b| a.y.total_cmp(&b.y)).filter(|_| !words.is_empty()) {
        label(sheet, at - LABEL * Vec2::Y, words, colour);
    }
}

/// Paints a line that is measured, its ends named.
pub fn line(sheet: &Sheet, orbit: &Orbit, drawn: &Drawn, line: &Segment) {
    let (points, ends) = measure::segment(drawn, line);
    paint(sheet, orbit, &[points]);
    for (end, name) in ends.into_iter().zip(["A", "B"]) {
        if let Some(at) = sheet.place(orbit, end) {
            label(sheet, at - LABEL * Vec2::Y, name, sheet.theme.accent);
        }
    }
}

/// Paints the outline of a box of sites that is measured.
pub fn region(sheet: &Sheet, orbit: &Orbit, drawn: &Drawn, region: &Region) {
    paint(sheet, orbit, &measure::outline(drawn, region));
}

/// Words on a card of the background.
fn label(sheet: &Sheet, at: Vec2, words: &str, colour: Srgb) {
    let galley = sheet.layout(words, Size::Name, colour);
    let rect = Rect::from_center_size(pos2(at.x, at.y), galley.size());
    let inside = sheet.rect().shrink(8.0);
    let shift =
        (inside.min - rect.min).max(vec2(0.0, 0.0)) + (inside.max - rect.max).min(vec2(0.0, 0.0));
    let rect = rect.translate(shift);
    sheet.painter.rect_filled(
        rect.expand2(vec2(7.0, 3.0)),
        6.0,
        sheet.colour(sheet.theme.background, 0.85),
    );
    sheet.painter.galley(rect.min, galley, sheet.colour(colour, 1.0));
}

fn paint(sheet: &Sheet, orbit: &Orbit, curves: &[Vec<Vec3>]) {
    let [width, edge] = WIDTHS;
    let edge = Stroke::new(edge, sheet.colour(sheet.theme.background, 1.0));
    let line = Stroke::new(width, sheet.colour(sheet.theme.accent, 1.0));
    for stroke in [edge, line] {
        curves.iter().for_each(|curve| sheet.curve(orbit, curve, stroke));
    }
}
