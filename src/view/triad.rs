//! The axes of the box in a corner of the picture, to see how it is turned and to turn it.

use super::camera::{AxisView, Orbit};
use super::frame_box::BoxFrame;
use super::overlay::{Sheet, Size};
use bevy::math::{Rect, Vec2, Vec3};
use bevy_egui::egui::{self, Align2, Stroke, pos2, vec2};

/// Radius of the disc at the end of an axis, in points.
const DISC: f32 = 9.0;

/// Longest name that stands inside its disc; the first letters of a longer one.
const LETTERS: usize = 2;

/// An end of an axis of the triad.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisEnd {
    /// The view from this end: what a click on it asks for.
    pub view: AxisView,
    /// World axis: 0, 1 or 2.
    pub axis: usize,
    /// Name of the axis, on the end where what it measures is large; none on the other end.
    pub name: Option<String>,
    /// Middle of the triad, in points.
    pub middle: Vec2,
    /// Where the end is seen, in points.
    pub at: Vec2,
    /// Distance towards the eye, from -1 to 1.
    pub nearness: f32,
}

impl AxisEnd {
    /// Where a click counts.
    pub fn rect(&self) -> egui::Rect {
        egui::Rect::from_center_size(pos2(self.at.x, self.at.y), vec2(2.0 * DISC, 2.0 * DISC))
    }
}

/// The ends of all axes that have a name, in a rectangle given in points; the nearest last.
pub fn ends(frame: &BoxFrame, orbit: &Orbit, rect: Rect) -> Vec<AxisEnd> {
    let to_view = orbit.rotation().inverse();
    let reach = 0.5 * rect.size().min_element() - DISC - 1.0;
    let end = |axis: usize, sign: f32| {
        let side = &frame.sides[axis];
        let way = sign * [Vec3::X, Vec3::Y, Vec3::Z][axis];
        let seen = to_view * way;
        AxisEnd {
            view: AxisView::nearest(way),
            axis,
            name: (sign * (side.ends[1] - side.ends[0]) as f32 > 0.0).then(|| side.name.clone()),
            middle: rect.center(),
            at: rect.center() + reach * Vec2::new(seen.x, -seen.y),
            nearness: seen.z,
        }
    };
    let named = (0..3).filter(|axis| !frame.sides[*axis].name.is_empty());
    let mut ends: Vec<AxisEnd> = named.flat_map(|axis| [end(axis, -1.0), end(axis, 1.0)]).collect();
    ends.sort_by(|a, b| a.nearness.total_cmp(&b.nearness));
    ends
}

/// The nearest end under a point.
pub fn end_at(ends: &[AxisEnd], point: egui::Pos2) -> Option<&AxisEnd> {
    ends.iter().rev().find(|end| end.rect().contains(point))
}

/// Paints the triad.
pub fn paint(sheet: &Sheet, ends: &[AxisEnd]) {
    for end in ends {
        let [near, at] = [end.middle, end.at].map(|at| pos2(at.x, at.y));
        let axis = sheet.theme.axes[end.axis];
        let paper = sheet.colour(sheet.theme.background, 1.0);
        // What points away is fainter.
        let strength = 0.75 + 0.25 * end.nearness;
        let colour = sheet.faded(axis, strength);
        let Some(name) = &end.name else {
            let outline = Stroke::new(1.2, sheet.faded(axis, 0.6 * strength));
            sheet.painter.circle(at, 0.55 * DISC, paper, outline);
            continue;
        };
        sheet.painter.line_segment([near, at], Stroke::new(1.8, colour));
        sheet.painter.circle(at, DISC, colour, Stroke::new(1.0, paper));
        let short: String = name.chars().filter(|c| *c != '|').take(LETTERS).collect();
        sheet.text(end.at, Align2::CENTER_CENTER, &short, Size::Label, sheet.theme.background);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::camera::AXIS_VIEWS;
    use crate::view::field_surface::height_scale;
    use crate::view::testing::Subject;

    fn subject() -> (Subject, BoxFrame, Rect) {
        let subject = Subject::new(&[6, 8], "", |_| 0.4);
        let frame = BoxFrame::new(&subject.lattice, &height_scale(&subject.picture));
        (subject, frame, Rect::new(30.0, 400.0, 130.0, 500.0))
    }

    #[test]
    fn ends_stay_inside_and_lead_to_the_side_they_are_on() {
        let (subject, frame, rect) = subject();
        for view in AXIS_VIEWS {
            let found = ends(&frame, &subject.orbit().facing(view), rect);
            assert_eq!(found.len(), 6);
            for end in &found {
                let inside = [end.rect().min, end.rect().max].map(|p| Vec2::new(p.x, p.y));
                assert!(inside.iter().all(|p| rect.contains(*p)), "{end:?}");
            }
            // The end that faces the eye is on top and asks for the view there is already.
            let top = found.last().expect("six ends");
            assert_eq!((top.view, top.at), (view, rect.center()));
            assert_eq!(end_at(&found, pos2(80.0, 450.0)).map(|end| end.view), Some(view));
        }
        assert_eq!(end_at(&ends(&frame, &subject.orbit(), rect), pos2(0.0, 0.0)), None);
    }

    #[test]
    fn names_stand_where_the_box_has_the_larger_value() {
        let (subject, frame, rect) = subject();
        let found = ends(&frame, &subject.orbit().facing(AxisView::Top), rect);
        let named = |name: &str| found.iter().find(|end| end.name.as_deref() == Some(name));
        let (x, y) = (named("x").expect("x"), named("y").expect("y"));
        assert!(x.at.x > rect.center().x + 20.0 && (x.at.y - rect.center().y).abs() < 1e-3);
        assert!(y.at.y < rect.center().y - 20.0, "y is up when seen from the top");
        assert_eq!((x.view, y.view), (AxisView::Right, AxisView::Back));
        assert!(named("φ").is_some_and(|end| end.view == AxisView::Top));
    }
}
