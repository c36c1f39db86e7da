//! How a picture is composed: the box as large as it can be without covering what is written.

use super::camera::{Clearance, Framing, Orbit, fit};
use super::field_surface::height_scale;
use super::frame_box::BoxFrame;
use super::layout::Layout;
use super::picture::Picture;
use super::tiles;
use crate::lattice::Lattice;
use crate::scene::settings::CameraSettings;
use bevy::math::{Vec2, Vec3};

/// Least room for tick labels and names, in points: left, right, below, above.
const LABELS: [f32; 4] = [66.0, 48.0, 50.0, 20.0];
/// Room for tick labels beside the name of an axis, in points.
const BESIDE_NAME: [f32; 2] = [44.0, 30.0];
/// Width of a letter of an axis name, in points.
const LETTER: f32 = 7.0;
/// Room at the edges without labels.
const BARE: [f32; 4] = [24.0, 24.0, 24.0, 24.0];

/// The view a scene asks for, fitted to the picture when the scene leaves the distance open.
pub fn compose(
    picture: &Picture,
    lattice: &Lattice,
    camera: &CameraSettings,
    layout: &Layout,
) -> Orbit {
    let orbit = Orbit::from_settings(camera);
    if camera.distance.is_some() {
        return orbit;
    }
    fit(orbit, &framing(picture, lattice, layout, camera.turntable != 0.0))
}

/// All of the box, from the side it is seen from already.
pub fn frame_all(orbit: Orbit, picture: &Picture, lattice: &Lattice, layout: &Layout) -> Orbit {
    let orbit = Orbit { target: Vec3::ZERO, ..orbit };
    fit(orbit, &framing(picture, lattice, layout, false))
}

/// The box, and the places that are to be left free for what is written.
fn framing(picture: &Picture, lattice: &Lattice, layout: &Layout, turns: bool) -> Framing {
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let [left, right, below, above] = if picture.axes { labels(&frame) } else { BARE };
    let normalised = |a: f32, b: f32, size: f32| Vec2::new(2.0 * a / size, 2.0 * b / size);
    Framing {
        aspect: layout.size.x / layout.size.y,
        corners: tiles::corners(picture, lattice, &frame.corners()),
        clearance: Clearance {
            sides: normalised(left, right, layout.size.x),
            ends: normalised(below, above, layout.size.y),
        },
        taken: layout.taken().map(|rect| layout.normalised(rect)).collect(),
        turns,
    }
}

/// Room for what is written at the box: the name of the upright axis stands to its left, that of
/// the one into the depth may stand to its right.
fn labels(frame: &BoxFrame) -> [f32; 4] {
    let width = |axis: usize| LETTER * frame.sides[axis].name.chars().count() as f32;
    let [left, right, below, above] = LABELS;
    let [beside_left, beside_right] = BESIDE_NAME;
    [left.max(beside_left + width(1)), right.max(beside_right + width(2)), below, above]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::camera::AXIS_VIEWS;
    use crate::view::layout::LegendKind;
    use crate::view::testing::Subject;
    use bevy::math::Rect;

    #[test]
    fn all_of_the_box_is_seen_from_every_side_and_leaves_the_rest_free() {
        let subject = Subject::new(&[10, 6, 14], "", |_| 0.3);
        let corners = BoxFrame::new(&subject.lattice, &height_scale(&subject.picture));
        let corners = corners.corners();
        let start = Orbit { target: Vec3::new(0.4, 0.1, 0.0), distance: 0.4, ..subject.orbit() };
        let sides = AXIS_VIEWS.map(|view| start.facing(view));
        for size in [Vec2::new(900.0, 600.0), Vec2::new(400.0, 300.0)] {
            let region = Rect::from_corners(Vec2::new(40.0, 25.0), Vec2::new(40.0, 25.0) + size);
            let layout = Layout::within(region, Some(18), Some(LegendKind::Wheel), true);
            for start in sides.iter().chain([&start]) {
                for orbit in [*start, start.other_projection()] {
                    let seen = frame_all(orbit, &subject.picture, &subject.lattice, &layout);
                    assert_eq!((seen.yaw, seen.pitch), (orbit.yaw, orbit.pitch));
                    for corner in &corners {
                        let place = seen.project(*corner, size.x / size.y);
                        assert!(place.abs().max_element() < 1.0, "{place}");
                        assert!(
                            !layout.taken().any(|rect| layout.normalised(rect).contains(place))
                        );
                    }
                }
            }
        }
    }
}
