//! How a picture is composed: the box as large as it can be without covering what is written.

use super::camera::{Clearance, Framing, Orbit, fit};
use super::field_surface::height_scale;
use super::frame_box::BoxFrame;
use super::layout::Layout;
use super::picture::Picture;
use crate::lattice::Lattice;
use crate::scene::settings::CameraSettings;
use bevy::math::{Rect, Vec2};

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
    let frame = BoxFrame::new(lattice, &height_scale(picture, 1.0));
    let [left, right, below, above] = if picture.axes { labels(&frame) } else { BARE };
    let normalised = |a: f32, b: f32, size: f32| Vec2::new(2.0 * a / size, 2.0 * b / size);
    let taken: Vec<Rect> = [layout.caption, layout.legend]
        .into_iter()
        .flatten()
        .map(|rect| layout.normalised(rect))
        .collect();
    let framing = Framing {
        aspect: layout.size.x / layout.size.y,
        corners: frame.corners(),
        clearance: Clearance {
            sides: normalised(left, right, layout.size.x),
            ends: normalised(below, above, layout.size.y),
        },
        taken,
        turns: camera.turntable != 0.0,
    };
    fit(orbit, &framing)
}

/// Room for what is written at the box: the name of the upright axis stands to its left, that of
/// the one into the depth may stand to its right.
fn labels(frame: &BoxFrame) -> [f32; 4] {
    let width = |axis: usize| LETTER * frame.sides[axis].name.chars().count() as f32;
    let [left, right, below, above] = LABELS;
    let [beside_left, beside_right] = BESIDE_NAME;
    [left.max(beside_left + width(1)), right.max(beside_right + width(2)), below, above]
}
