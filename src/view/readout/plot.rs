//! The residuals over time, by their decades.

use super::Trace;
use super::paint::{DECADES, colour, reach};
use crate::simulation::Level;
use crate::view::overlay::{Sheet, Size};
use bevy::math::{Rect, Vec2};
use bevy_egui::egui::{Align2, Pos2, Stroke, pos2};

/// Room for the numbers at the axis and for the time below, in points.
const AXIS: Vec2 = Vec2::new(40.0, 18.0);
/// Decades between two lines.
const STEP: i32 = 4;
/// Narrowest run of a curve that is drawn, in points: one that has just begun is a dot.
const SHORTEST: f32 = 1.0;

/// Draws both curves: what depends on the gauge and what does not.
pub fn paint(sheet: &Sheet, place: Rect, trace: &Trace) {
    let inside =
        Rect { min: place.min + Vec2::new(AXIS.x, 6.0), max: place.max - Vec2::new(0.0, AXIS.y) };
    if inside.width() < 60.0 || inside.height() < 40.0 {
        return;
    }
    grid(sheet, inside);
    let [first, last] = trace.span();
    times(sheet, inside, [first, last]);
    let across = |time: f64| {
        let share = if last > first { (time - first) / (last - first) } else { 0.0 };
        inside.min.x + inside.width() * share as f32
    };
    let curves = [(0, colour(sheet.theme, None)), (1, colour(sheet.theme, Some(Level::Green)))];
    for (kind, shade) in curves {
        let points: Vec<Pos2> = trace
            .moments()
            .map(|moment| pos2(across(moment.time), height(inside, moment.residuals[kind])))
            .collect();
        let Some(end) = points.last().copied() else { continue };
        let shade = sheet.colour(shade, 1.0);
        if end.x - points[0].x > SHORTEST {
            sheet.painter.line(points, Stroke::new(1.8, shade));
        }
        sheet.painter.circle_filled(end, 3.0, shade);
    }
}

fn height(inside: Rect, residual: f64) -> f32 {
    inside.max.y - inside.height() * reach(residual)
}

/// A line for every so many decades.
fn grid(sheet: &Sheet, inside: Rect) {
    let line = Stroke::new(1.0, sheet.faded(sheet.theme.line, 0.25));
    for power in (0..).map(|i| -STEP * i).take_while(|power| f64::from(-power) <= DECADES) {
        let y = height(inside, 10f64.powi(power));
        sheet.line([Vec2::new(inside.min.x, y), Vec2::new(inside.max.x, y)], line);
        let label = if power == 0 { "1".to_owned() } else { format!("1e\u{2212}{}", -power) };
        let at = Vec2::new(inside.min.x - 6.0, y);
        sheet.text(at, Align2::RIGHT_CENTER, &label, Size::Label, sheet.theme.muted);
    }
}

fn times(sheet: &Sheet, inside: Rect, [first, last]: [f64; 2]) {
    let y = inside.max.y + 4.0;
    for (x, anchor, time) in
        [(inside.min.x, Align2::LEFT_TOP, first), (inside.max.x, Align2::RIGHT_TOP, last)]
    {
        let text = format!("t = {}", crate::view::frame_box::short(time));
        sheet.text(Vec2::new(x, y), anchor, &text, Size::Label, sheet.theme.muted);
        if last <= first {
            break;
        }
    }
}
