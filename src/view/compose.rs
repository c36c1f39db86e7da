//! How a picture is composed: the box as large as it can be without covering what is written.

use super::camera::{Clearance, Framing, Orbit, fit};
use super::field_surface::height_scale;
use super::frame_box::BoxFrame;
use super::layout::Layout;
use super::picture::Picture;
use crate::lattice::Lattice;
use crate::scene::settings::CameraSettings;
use bevy::math::{Rect, Vec2};

/// Room for tick labels and names, in points: left, right, below, above.
const LABELS: [f32; 4] = [66.0, 48.0, 50.0, 20.0];
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
    let room = if picture.axes { LABELS } else { BARE };
    let [left, right, below, above] = room;
    let normalised = |a: f32, b: f32, size: f32| Vec2::new(2.0 * a / size, 2.0 * b / size);
    let taken: Vec<Rect> = [layout.caption, layout.legend]
        .into_iter()
        .flatten()
        .map(|rect| layout.normalised(rect))
        .collect();
    let framing = Framing {
        aspect: layout.size.x / layout.size.y,
        corners: BoxFrame::new(lattice, &height_scale(picture, 1.0)).corners(),
        clearance: Clearance {
            sides: normalised(left, right, layout.size.x),
            ends: normalised(below, above, layout.size.y),
        },
        taken,
        turns: camera.turntable != 0.0,
    };
    fit(orbit, &framing)
}
