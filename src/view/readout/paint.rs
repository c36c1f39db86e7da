//! The readout, written below the picture.

use super::{Head, Readout, Row, plot};
use crate::simulation::Level;
use crate::view::colours::Srgb;
use crate::view::overlay::{Sheet, Size};
use crate::view::theme::Theme;
use bevy::math::{Rect, Vec2};
use bevy_egui::egui::{self, Align2, Stroke};

/// From the edge of the readout to what is written in it, in points.
const MARGIN: Vec2 = Vec2::new(26.0, 12.0);
/// Between columns.
const GAP: f32 = 30.0;
/// From line to line.
const LINE: f32 = 18.5;
/// Height of the heading of a column.
const HEADING: f32 = 25.0;
/// Width of the first column, and the least width of the others.
const COLUMN: f32 = 205.0;
/// Width of the bars that show residuals by their decades.
const BAR: f32 = 64.0;
/// Decades the bars and the plot reach down.
pub(super) const DECADES: f64 = 17.0;

/// Colour of a promise; of what has none, that of values.
pub(super) fn colour(theme: &Theme, level: Option<Level>) -> Srgb {
    let [good, warning, bad] = theme.levels;
    match level {
        Some(Level::Green) => good,
        Some(Level::Amber) => warning,
        Some(Level::Red) => bad,
        None => theme.accent,
    }
}

/// How far a residual reaches, from 0 (rounding, or less) to 1 (as large as what it is of).
pub(super) fn reach(residual: f64) -> f32 {
    if residual > 0.0 { (1.0 + residual.log10() / DECADES).clamp(0.0, 1.0) as f32 } else { 0.0 }
}

/// Writes the readout: how the gauge is treated, what depends on it and what does not, and how that
/// was over time. What there is no room for is left out, the plot first.
pub fn paint(sheet: &Sheet, rect: Rect, readout: &Readout) {
    let background = sheet.colour(sheet.theme.background, 1.0);
    sheet.painter.rect_filled(crate::view::overlay::boxed(rect), 0.0, background);
    let top = [rect.min, Vec2::new(rect.max.x, rect.min.y)];
    sheet.line(top, Stroke::new(1.0, sheet.faded(sheet.theme.line, 0.35)));
    let Some(head) = &readout.head else { return nothing(sheet, rect) };
    let columns = columns(rect);
    if let Some(place) = columns.first() {
        paint_head(sheet, *place, head, readout);
    }
    for (place, invariant) in columns.iter().skip(1).zip([false, true]) {
        paint_rows(sheet, *place, readout, invariant);
    }
    if let Some(place) = columns.get(3) {
        plot::paint(sheet, *place, &readout.trace);
    }
}

fn nothing(sheet: &Sheet, rect: Rect) {
    let text = "Nothing to compare with: no twin runs beside the field";
    sheet.text(rect.center(), Align2::CENTER_CENTER, text, Size::Name, sheet.theme.muted);
}

/// The places of the columns, as many as there is room for.
fn columns(rect: Rect) -> Vec<Rect> {
    let inside = Rect { min: rect.min + MARGIN, max: rect.max - MARGIN };
    let room = inside.width();
    let count = (1..=4).rev().find(|count| {
        let gaps = GAP * (*count - 1) as f32;
        COLUMN * *count as f32 + gaps <= room
    });
    let Some(count) = count else { return vec![inside] };
    let rest = room - GAP * (count - 1) as f32 - COLUMN;
    let width = if count > 1 { rest / (count - 1) as f32 } else { 0.0 };
    let column = |i: usize| {
        let left = if i == 0 { 0.0 } else { COLUMN + GAP + (i - 1) as f32 * (width + GAP) };
        let min = inside.min + Vec2::new(left, 0.0);
        let wide = if i == 0 { COLUMN } else { width };
        Rect { min, max: Vec2::new(min.x + wide, inside.max.y) }
    };
    (0..count).map(column).collect()
}

/// The mode, large, and the sum of it all.
fn paint_head(sheet: &Sheet, place: Rect, head: &Head, readout: &Readout) {
    let Theme { text, muted, .. } = *sheet.theme;
    let worst = readout.rows.iter().filter(|row| row.invariant).filter_map(|row| row.level).max();
    let mark = sheet.colour(colour(sheet.theme, worst), 1.0);
    let bar = egui::Rect::from_min_size(
        egui::pos2(place.min.x, place.min.y + 2.0),
        egui::vec2(4.0, 46.0),
    );
    sheet.painter.rect_filled(bar, 2.0, mark);
    let at = |y: f32| place.min + Vec2::new(14.0, y);
    sheet.text(at(0.0), Align2::LEFT_TOP, head.mode, Size::Title, text);
    let width = place.width() - 14.0;
    sheet.cut_text(at(29.0), width, head.summary, Size::Label, muted);
    let lines = [
        ("turned by up to", format!("{} rad", short(head.turned))),
        ("gauge invariant", scientific(readout.largest(true))),
        ("gauge dependent", scientific(readout.largest(false))),
    ];
    for (i, (name, value)) in lines.iter().enumerate() {
        let y = 62.0 + LINE * i as f32;
        if place.min.y + y + LINE > place.max.y {
            break;
        }
        sheet.text(at(y), Align2::LEFT_TOP, name, Size::Label, muted);
        let right = Vec2::new(place.max.x, place.min.y + y);
        sheet.text(right, Align2::RIGHT_TOP, value, Size::Label, text);
    }
}

/// A heading and a line for each quantity: a dot, a name, a number, a bar.
fn paint_rows(sheet: &Sheet, place: Rect, readout: &Readout, invariant: bool) {
    let heading = if invariant { "the same in every gauge" } else { "depends on the gauge" };
    sheet.text(place.min, Align2::LEFT_TOP, heading, Size::Name, sheet.theme.text);
    let rows = readout.rows.iter().filter(|row| row.invariant == invariant);
    for (i, row) in rows.enumerate() {
        let y = place.min.y + HEADING + LINE * i as f32;
        if y + LINE > place.max.y + 0.5 * MARGIN.y {
            break;
        }
        let line = Rect::new(place.min.x, y, place.max.x, y + LINE);
        paint_row(sheet, line, row);
    }
}

fn paint_row(sheet: &Sheet, line: Rect, row: &Row) {
    let Theme { text, muted, .. } = *sheet.theme;
    let shade = sheet.colour(colour(sheet.theme, row.level), 1.0);
    let middle = line.center().y;
    sheet.painter.circle_filled(egui::pos2(line.min.x + 4.0, middle), 3.6, shade);
    let bar = Rect::new(line.max.x - BAR, middle - 2.5, line.max.x, middle + 2.5);
    let filled = Rect { max: Vec2::new(bar.min.x + BAR * reach(row.residual), bar.max.y), ..bar };
    for (part, shade) in [(bar, sheet.faded(sheet.theme.line, 0.22)), (filled, shade)] {
        sheet.painter.rect_filled(crate::view::overlay::boxed(part), 2.5, shade);
    }
    let number = Vec2::new(bar.min.x - 10.0, middle);
    let value = scientific(row.residual);
    let number = sheet.text(number, Align2::RIGHT_CENTER, &value, Size::Label, text);
    let name = Vec2::new(line.min.x + 15.0, number.min.y);
    sheet.cut_text(name, number.min.x - name.x - 8.0, row.label, Size::Label, muted);
}

/// A residual, as wide for every value.
pub(super) fn scientific(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return "not finite".to_owned();
    }
    format!("{value:.1e}").replace('-', "\u{2212}")
}

fn short(value: f64) -> String {
    crate::view::frame_box::short(value)
}
