//! Colour wheel and colour bar.

mod grip;

pub use grip::Grip;

use super::colours::{CURVE_COLOURS, Oklab, Table, table, with_magnitude};
use super::frame_box::short;
use super::layout::LegendKind;
use super::overlay::{Sheet, Size};
use super::picture::Picture;
use super::ranges::Ranges;
use super::scale::Norm;
use super::surface::Reach;
use crate::quantity::Kind;
use bevy::math::{Rect, Vec2};
use bevy_egui::egui::{Align2, Color32, Mesh, Pos2, Shape, Stroke, pos2};
use std::f32::consts::{FRAC_PI_2, PI, TAU};

/// Radius of the wheel.
const RADIUS: f32 = 46.0;
/// Height of the first line of the legend.
const HEAD: f32 = 26.0;
/// Steps around and outwards in which the wheel is painted.
const STEPS: (u32, u32) = (96, 12);
/// From the rim of the wheel to the magnitudes below it.
const MAGNITUDE: f32 = 23.0;
/// Size of the bar.
const BAR: Vec2 = Vec2::new(14.0, 164.0);

/// The legend a picture has.
pub fn kind(picture: &Picture) -> LegendKind {
    match picture.widest() {
        Reach::Components => LegendKind::Names(picture.components.len()),
        _ if picture.shows_phase() => LegendKind::Wheel,
        _ => LegendKind::Bar,
    }
}

/// Paints the legend of a picture's colours.
pub fn paint(sheet: &Sheet, rect: Rect, picture: &Picture, ranges: &Ranges) {
    let table = table(picture.map, picture.theme.neutral);
    match kind(picture) {
        LegendKind::Wheel => wheel(sheet, rect, picture, &table, &ranges.colour_norm()),
        LegendKind::Bar => bar(sheet, rect, picture, &table, &ranges.colour_norm()),
        LegendKind::Names(_) => names(sheet, rect, picture),
    }
}

/// The components of the field in the colours of their curves.
fn names(sheet: &Sheet, rect: Rect, picture: &Picture) {
    for (number, info) in picture.components.iter().enumerate() {
        let middle = rect.min + Vec2::new(8.0, 24.0 * number as f32 + 14.0);
        let colour = sheet.colour(CURVE_COLOURS[number % CURVE_COLOURS.len()], 1.0);
        sheet.line([middle, middle + Vec2::new(22.0, 0.0)], Stroke::new(3.5, colour));
        let (at, text) = (middle + Vec2::new(32.0, 0.0), sheet.theme.text);
        sheet.text(at, Align2::LEFT_CENTER, info.label, Size::Name, text);
    }
}

/// What arrows mean: the quantity, and the value of the longest.
pub fn arrow(sheet: &Sheet, rect: Rect, picture: &Picture, ranges: &Ranges) {
    let Some(vector) = picture.vector else { return };
    let (middle, half) = (rect.min + Vec2::new(0.5 * rect.width(), 10.0), 24.0);
    let stroke = Stroke::new(2.0, sheet.colour(sheet.theme.text, 1.0));
    let tip = middle + Vec2::new(half, 0.0);
    sheet.line([middle - Vec2::new(half, 0.0), tip], stroke);
    for side in [-1.0, 1.0] {
        sheet.line([tip, tip + Vec2::new(-9.0, 5.0 * side)], stroke);
    }
    let text = format!("|{}| ≤ {}", vector.label, short(f64::from(ranges.vector())));
    let below = Vec2::new(middle.x, middle.y + 10.0);
    sheet.text(below, Align2::CENTER_TOP, &text, Size::Label, sheet.theme.muted);
}

/// Hue is phase, lightness is magnitude.
fn wheel(sheet: &Sheet, rect: Rect, picture: &Picture, table: &Table, norm: &Norm) {
    let (text, muted) = (sheet.theme.text, sheet.theme.muted);
    let label = &picture.colour_label;
    let angle = picture.colour.kind == Kind::Angle;
    let argument = if angle {
        label.clone()
    } else if label.chars().count() > 2 {
        format!("arg({label})")
    } else {
        format!("arg {label}")
    };
    let middle = wheel_middle(rect);
    sheet.text(Vec2::new(middle.x, rect.min.y), Align2::CENTER_TOP, &argument, Size::Name, text);
    disc(sheet, middle, picture, table);
    let rim = pos2(middle.x, middle.y);
    // Strokes are smooth at their edges, the mesh of the wheel is not.
    sheet.painter.circle_stroke(rim, RADIUS, Stroke::new(1.6, sheet.colour(sheet.theme.line, 0.8)));
    let out = RADIUS + 5.0;
    for (phase, anchor, name) in [
        (0.0, Align2::LEFT_CENTER, "0"),
        (FRAC_PI_2, Align2::CENTER_BOTTOM, "π/2"),
        (PI, Align2::RIGHT_CENTER, "π"),
        (-FRAC_PI_2, Align2::CENTER_TOP, "\u{2212}π/2"),
    ] {
        sheet.text(
            middle + out * Vec2::new(phase.cos(), -phase.sin()),
            anchor,
            name,
            Size::Label,
            muted,
        );
    }
    if angle {
        return;
    }
    let below = Vec2::new(middle.x, middle.y + RADIUS + MAGNITUDE);
    let magnitude = magnitudes(label, norm);
    sheet.text(below, Align2::CENTER_TOP, &magnitude, Size::Label, muted);
}

/// The middle of the wheel of a legend.
fn wheel_middle(rect: Rect) -> Vec2 {
    Vec2::new(rect.center().x, rect.min.y + HEAD + 16.0 + RADIUS)
}

/// Which magnitudes lie between the middle of the wheel and its rim.
fn magnitudes(label: &str, norm: &Norm) -> String {
    let [low, high] = norm.ends().map(|end| short(f64::from(end)));
    match (norm.is_log(), low == "0") {
        (true, _) => format!("{low} … |{label}| … {high}"),
        (false, true) => format!("|{label}| ≤ {high}"),
        (false, false) => format!("{low} ≤ |{label}| ≤ {high}"),
    }
}

/// The filled wheel.
fn disc(sheet: &Sheet, middle: Vec2, picture: &Picture, table: &Table) {
    let (around, outwards) = STEPS;
    let mut mesh = Mesh::default();
    for ring in 0..=outwards {
        for step in 0..=around {
            let (m, phase) = (ring as f32 / outwards as f32, TAU * step as f32 / around as f32);
            let full = table.at_phase(phase - picture.phase_zero);
            let place = middle + RADIUS * m * Vec2::new(phase.cos(), -phase.sin());
            mesh.colored_vertex(at(place), opaque(with_magnitude(full, picture.theme.neutral, m)));
        }
    }
    add_quads(&mut mesh, around, outwards);
    sheet.painter.add(Shape::mesh(mesh));
}

/// The bar of a legend.
fn bar_place(rect: Rect) -> Rect {
    let corner = rect.min + Vec2::new(10.0, HEAD + 8.0);
    Rect::from_corners(corner, corner + BAR)
}

/// A vertical bar with ticks.
fn bar(sheet: &Sheet, rect: Rect, picture: &Picture, table: &Table, norm: &Norm) {
    let corner = bar_place(rect).min;
    sheet.text(
        Vec2::new(corner.x, rect.min.y),
        Align2::LEFT_TOP,
        &picture.colour_label,
        Size::Name,
        sheet.theme.text,
    );
    let mut mesh = Mesh::default();
    let steps = STEPS.0;
    for step in 0..=steps {
        let u = step as f32 / steps as f32;
        for x in [0.0, BAR.x] {
            mesh.colored_vertex(at(corner + Vec2::new(x, BAR.y * (1.0 - u))), opaque(table.at(u)));
        }
    }
    add_quads(&mut mesh, 1, steps);
    sheet.painter.add(Shape::mesh(mesh));
    for tick in norm.ticks(4) {
        let u = tick.value as f32;
        let place = corner + Vec2::new(BAR.x, BAR.y * (1.0 - u));
        sheet.line(
            [place, place + Vec2::new(4.0, 0.0)],
            Stroke::new(1.0, sheet.colour(sheet.theme.line, 0.8)),
        );
        sheet.text(
            place + Vec2::new(8.0, 0.0),
            Align2::LEFT_CENTER,
            &tick.label,
            Size::Label,
            sheet.theme.muted,
        );
    }
}

/// Joins `lines + 1` lines of `width + 1` vertices.
fn add_quads(mesh: &mut Mesh, width: u32, lines: u32) {
    for line in 0..lines {
        for x in 0..width {
            let i = line * (width + 1) + x;
            mesh.add_triangle(i, i + 1, i + width + 1);
            mesh.add_triangle(i + 1, i + width + 2, i + width + 1);
        }
    }
}

fn at(place: Vec2) -> Pos2 {
    pos2(place.x, place.y)
}

fn opaque(colour: Oklab) -> Color32 {
    let [r, g, b] = colour.to_srgb();
    Color32::from_rgb(r, g, b)
}
