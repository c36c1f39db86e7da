//! Which faces of the box lie behind the field, and at which edges the labels stand.

use super::BoxFrame;
use crate::view::camera::Orbit;
use bevy::math::{Vec2, Vec3};

/// How the box is seen: per axis, the sign of the face that lies behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// -1 or 1 for x, y and z.
    pub behind: [f32; 3],
}

impl Sight {
    /// Of a box about the origin, seen from an orbit.
    pub fn new(orbit: &Orbit) -> Self {
        let towards = if orbit.orthographic { orbit.rotation() * Vec3::Z } else { orbit.eye() };
        Self { behind: towards.to_array().map(|x| if x > 0.0 { -1.0 } else { 1.0 }) }
    }
}

/// The two ends of an edge along `axis`, the other two coordinates at `signs` of their halves.
pub fn edge(half: Vec3, axis: usize, signs: [f32; 2]) -> [Vec3; 2] {
    let [p, q] = others(axis);
    [-1.0, 1.0].map(|end| {
        let mut corner = [0.0; 3];
        (corner[axis], corner[p], corner[q]) = (end, signs[0], signs[1]);
        half * Vec3::from_array(corner)
    })
}

/// The other two axes.
pub fn others(axis: usize) -> [usize; 2] {
    [(axis + 1) % 3, (axis + 2) % 3]
}

/// The edge along `axis` at which its labels stand clear of the box: on the outline, lowest for a
/// horizontal axis, leftmost for the vertical one.
pub fn label_edge(frame: &BoxFrame, axis: usize, orbit: &Orbit, aspect: f32) -> [Vec3; 2] {
    let half = frame.half();
    let behind = Sight::new(orbit).behind;
    let [p, q] = others(axis);
    // On the outline, one of the two faces that meet is in front and the other behind.
    let outline =
        [[behind[p], -behind[q]], [-behind[p], behind[q]]].map(|signs| edge(half, axis, signs));
    let low = |ends: &[Vec3; 2]| {
        let middle = 0.5 * (orbit.project(ends[0], aspect) + orbit.project(ends[1], aspect));
        middle.dot(if axis == 1 { Vec2::new(1.0, 0.1) } else { Vec2::new(0.05, 1.0) })
    };
    let [first, second] = outline;
    if low(&first) < low(&second) { first } else { second }
}

#[cfg(test)]
mod tests {
    use super::super::Side;
    use super::*;
    use crate::scene::settings::CameraSettings;

    fn frame() -> BoxFrame {
        let side =
            |half| Side { name: "q".to_owned(), ends: [-1.0, 1.0], half, zero: 0.0, decades: None };
        BoxFrame { sides: [side(0.5), side(0.2), side(0.35)] }
    }

    #[test]
    fn the_far_faces_lie_behind() {
        let orbit = Orbit::from_settings(&CameraSettings::default());
        assert_eq!(Sight::new(&orbit).behind, [-1.0, -1.0, -1.0]);
        let other = Orbit { yaw: -2.5, pitch: -0.4, ..orbit };
        assert_eq!(Sight::new(&other).behind, [1.0, 1.0, 1.0]);
    }

    #[test]
    fn labels_stand_at_the_outline_below_and_left() {
        let orbit = Orbit::from_settings(&CameraSettings::default());
        let (frame, aspect) = (frame(), 1.7);
        for axis in 0..3 {
            let ends = label_edge(&frame, axis, &orbit, aspect);
            let middle = orbit.project(0.5 * (ends[0] + ends[1]), aspect);
            let centre = orbit.project(Vec3::ZERO, aspect);
            assert!(if axis == 1 { middle.x < centre.x } else { middle.y < centre.y }, "{axis}");
        }
    }
}
