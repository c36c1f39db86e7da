//! Tick labels and axis names, painted at the outline of the box.

use super::{FrameTicks, label_edge};
use crate::view::camera::Orbit;
use crate::view::overlay::{Sheet, Size};
use bevy::math::{Vec2, Vec3};
use bevy_egui::egui::{Rect, Stroke, pos2};

/// Length of a tick mark, in points.
const MARK: f32 = 5.0;
/// From the end of a mark to its label.
const GAP: f32 = 3.0;
/// From the tick labels to the name of the axis.
const NAME_GAP: f32 = 5.0;

/// Length of an edge, in points, below which it is seen too much from its end for labels.
const SHORTEST: f32 = 48.0;

/// Paints the labels of all axes; one that would cover another, or leave the picture, is left out.
pub fn paint(sheet: &Sheet, ticks: &FrameTicks, orbit: &Orbit) {
    let mut taken = sheet.reserved.clone().unwrap_or_default();
    for axis in [1, 0, 2] {
        if !ticks.frame.sides[axis].name.is_empty() {
            let edge = Edge::new(sheet, ticks, axis, orbit);
            if sheet.reserved.is_none() || edge.is_legible(sheet) {
                edge.paint(sheet, ticks, &mut taken);
            }
        }
    }
}

/// An edge of the box on the sheet.
struct Edge<'a> {
    axis: usize,
    ends: [Vec3; 2],
    outwards: Vec2,
    orbit: &'a Orbit,
}

impl<'a> Edge<'a> {
    fn new(sheet: &Sheet, ticks: &FrameTicks, axis: usize, orbit: &'a Orbit) -> Self {
        let ends = label_edge(&ticks.frame, axis, orbit, sheet.aspect());
        let [from, to] = ends.map(|end| on_sheet(sheet, orbit, end));
        let along = (to - from).normalize_or(Vec2::X);
        let middle = 0.5 * (from + to);
        let normal = along.perp();
        let centre = on_sheet(sheet, orbit, Vec3::ZERO);
        Self {
            axis,
            ends,
            outwards: if normal.dot(middle - centre) < 0.0 { -normal } else { normal },
            orbit,
        }
    }

    fn paint(&self, sheet: &Sheet, ticks: &FrameTicks, taken: &mut Vec<Rect>) {
        let side = &ticks.frame.sides[self.axis];
        let mut reach: f32 = 0.0;
        for tick in &ticks.ticks[self.axis] {
            let share = 0.5 + 0.5 * side.place(tick.value) / side.half;
            let point = self.at(sheet, share);
            let galley = sheet.layout(&tick.label, Size::Label, sheet.theme.muted);
            let rect = self.beside(point, MARK + GAP, galley.size());
            reach = reach.max(extent(self.outwards, galley.size()));
            if free(sheet, rect, taken) {
                sheet.line(
                    [point, point + self.outwards * MARK],
                    Stroke::new(1.2, sheet.colour(sheet.theme.line, 0.8)),
                );
                sheet.painter.galley(rect.min, galley, sheet.colour(sheet.theme.muted, 1.0));
                taken.push(rect.expand(3.0));
            }
        }
        let galley = sheet.layout(&side.name, Size::Name, sheet.theme.text);
        let rect =
            self.beside(self.at(sheet, 0.5), MARK + GAP + 2.0 * reach + NAME_GAP, galley.size());
        if sheet.reserved.is_none() || free(sheet, rect, taken) {
            taken.push(rect);
            sheet.painter.galley(rect.min, galley, sheet.colour(sheet.theme.text, 1.0));
        }
    }

    /// Whether both ends are in front of the eye and far enough from one another.
    fn is_legible(&self, sheet: &Sheet) -> bool {
        let [from, to] = self.ends.map(|end| sheet.place(self.orbit, end));
        from.zip(to).is_some_and(|(from, to)| from.distance(to) > SHORTEST)
    }

    /// The point a part `share` of the way along.
    fn at(&self, sheet: &Sheet, share: f32) -> Vec2 {
        on_sheet(sheet, self.orbit, self.ends[0].lerp(self.ends[1], share))
    }

    /// The rectangle of that size outwards of a point.
    fn beside(&self, point: Vec2, gap: f32, size: bevy_egui::egui::Vec2) -> Rect {
        let centre = point + self.outwards * (gap + extent(self.outwards, size));
        Rect::from_center_size(pos2(centre.x, centre.y), size)
    }
}

/// Half the extent of a rectangle along a direction.
fn extent(direction: Vec2, size: bevy_egui::egui::Vec2) -> f32 {
    // The ellipse inside the rectangle, which looks more even than the rectangle itself.
    0.5 * (direction * Vec2::new(size.x, size.y)).length()
}

fn free(sheet: &Sheet, rect: Rect, taken: &[Rect]) -> bool {
    sheet.rect().shrink(2.0).contains_rect(rect)
        && !taken.iter().any(|other| other.intersects(rect))
}

/// Where a point of the world in front of the eye lies on the sheet, in points.
fn on_sheet(sheet: &Sheet, orbit: &Orbit, point: Vec3) -> Vec2 {
    sheet.at(orbit.project(point, sheet.aspect()))
}
