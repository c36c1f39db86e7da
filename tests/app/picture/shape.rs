//! The surface has the height of the field.

use super::{BARE, aspect, klein_gordon, orbit, studio};
use bevy::math::Vec3;
use fieldloom::record::Frame;
use fieldloom::view::StudioOptions;

/// Row of the highest pixel of a column that is not empty.
fn silhouette(frame: &Frame, column: u32) -> Option<f32> {
    let alpha = |row: u32| frame.rgba[4 * (row * frame.width + column) as usize + 3];
    (0..frame.height).find(|row| alpha(*row) > 127).map(|row| row as f32)
}

#[test]
fn a_bump_stands_as_high_as_its_value() {
    let (top, width) = (0.8, 3.0);
    let bump = |x: f64, y: f64| top * (-(x * x + y * y) / (2.0 * width * width)).exp();
    let view = "view: (axes: false, height: \"phi1\", range: Fixed(1.0)), \
                camera: (yaw: 0, pitch: 0, orthographic: true)";
    let options = StudioOptions { width: 480, height: 320, transparent: true, ..BARE };
    let text = klein_gordon(&[40, 56], view);
    let mut studio = studio(&text, options, |[x, y, _]| [bump(x, y), 0.0]);
    let frame = studio.capture().expect("a frame");
    let orbit = orbit(&mut studio);
    for x in [-6.0, -3.0, -1.2, 0.0, 0.7, 3.0, 5.0] {
        // The longest side of the lattice measures 28 and is 1 in the world.
        let place = Vec3::new(x as f32 / 28.0, 0.25 * bump(x, 0.0) as f32, 0.0);
        let seen = orbit.project(place, aspect(&frame));
        let column = ((0.5 + 0.5 * seen.x) * 480.0) as u32;
        let row = silhouette(&frame, column).expect("the surface is in this column");
        let expected = (0.5 - 0.5 * seen.y) * 320.0;
        assert!((row - expected).abs() < 2.0, "at {x}: row {row}, expected {expected}");
    }
}

#[test]
fn a_plane_of_a_box_is_drawn_where_it_lies() {
    // From the side, the plane across z at index 3 of 16 is a line at its height.
    let view = "view: (axes: false, plane: (axis: 2, index: Some(3))), \
                camera: (yaw: 0, pitch: 0.05, orthographic: true)";
    let options = StudioOptions { width: 320, height: 320, transparent: true, ..BARE };
    let mut studio = studio(&klein_gordon(&[12, 10, 16], view), options, |_| [0.0, 0.0]);
    let frame = studio.capture().expect("a frame");
    let seen = orbit(&mut studio).project(Vec3::new(0.0, 3.0 / 16.0 - 0.5, 0.0), 1.0);
    let row = silhouette(&frame, 160).expect("the plane is in the middle");
    assert!((row - (0.5 - 0.5 * seen.y) * 320.0).abs() < 2.5, "{row}");
}
