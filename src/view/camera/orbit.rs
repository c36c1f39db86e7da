//! An eye that circles a target.

use super::Lens;
use crate::scene::settings::CameraSettings;
use bevy::math::{EulerRot, Mat4, Quat, Vec2, Vec3};
use bevy::transform::components::Transform;

/// Steepest look down or up, in radians: short of the pole, where yaw would lose its meaning.
const STEEPEST: f32 = 1.55;

/// Nearest and farthest eye.
const DISTANCES: std::ops::RangeInclusive<f32> = 0.05..=50.0;

/// A view of the box: all that a camera key frame holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orbit {
    /// Angle about the vertical, in radians.
    pub yaw: f32,
    /// Angle above the horizontal, in radians.
    pub pitch: f32,
    /// Distance of the eye from the target.
    pub distance: f32,
    /// Point looked at.
    pub target: Vec3,
    /// Vertical field of view, in radians.
    pub fov: f32,
    /// Parallel projection, as large at the target as the perspective one.
    pub orthographic: bool,
    /// Where the target lies in the picture, in normalised coordinates.
    pub shift: Vec2,
}

impl Orbit {
    /// The view a scene asks for; the distance is still to be fitted when the scene leaves it open.
    pub fn from_settings(settings: &CameraSettings) -> Self {
        Self {
            yaw: settings.yaw.to_radians() as f32,
            pitch: (settings.pitch.to_radians() as f32).clamp(-STEEPEST, STEEPEST),
            distance: settings.distance.unwrap_or(3.0) as f32,
            target: Vec3::from_array(settings.target.map(|x| x as f32)),
            fov: (settings.fov.to_radians() as f32).clamp(0.05, 2.5),
            orthographic: settings.orthographic,
            shift: Vec2::ZERO,
        }
    }

    /// Orientation of the eye.
    pub fn rotation(&self) -> Quat {
        Quat::from_euler(EulerRot::YXZ, self.yaw, -self.pitch, 0.0)
    }

    /// Position of the eye.
    pub fn eye(&self) -> Vec3 {
        self.target + self.rotation() * Vec3::Z * self.distance
    }

    /// Position and orientation, for the camera entity.
    pub fn transform(&self) -> Transform {
        Transform::from_translation(self.eye()).with_rotation(self.rotation())
    }

    /// The projection for a picture of this aspect ratio.
    pub fn lens(&self, aspect: f32) -> Lens {
        let half_height = (0.5 * self.fov).tan() * self.distance;
        Lens {
            fov: self.fov,
            parallel: self.orthographic.then_some(half_height),
            aspect,
            near: 0.02 * self.distance.min(1.0),
            far: self.distance + 20.0,
            shift: self.shift,
        }
    }

    /// The matrix from world to clip space.
    pub fn clip_from_world(&self, aspect: f32) -> Mat4 {
        self.lens(aspect).matrix() * self.transform().to_matrix().inverse()
    }

    /// Where a point of the world lies in the picture, in normalised coordinates.
    pub fn project(&self, point: Vec3, aspect: f32) -> Vec2 {
        self.clip_from_world(aspect).project_point3(point).truncate()
    }

    /// Turned by angles in radians: positive `dx` brings the left side forward.
    pub fn orbited(self, dx: f32, dy: f32) -> Self {
        let pitch = (self.pitch + dy).clamp(-STEEPEST, STEEPEST);
        Self { yaw: (self.yaw - dx).rem_euclid(std::f32::consts::TAU), pitch, ..self }
    }

    /// Moved so that what lies at the target shifts by `by` in normalised coordinates.
    pub fn panned(self, by: Vec2, aspect: f32) -> Self {
        let half = (0.5 * self.fov).tan() * self.distance;
        let (right, up) = (self.rotation() * Vec3::X, self.rotation() * Vec3::Y);
        Self { target: self.target - (right * by.x * aspect + up * by.y) * half, ..self }
    }

    /// Nearer by `factor` (below one) or farther, the point under the cursor staying under it.
    pub fn zoomed(self, factor: f32, cursor: Vec2, aspect: f32) -> Self {
        let distance = (self.distance * factor).clamp(*DISTANCES.start(), *DISTANCES.end());
        let kept = distance / self.distance;
        let from_target = cursor - self.shift;
        Self { distance, ..self }.panned(from_target * (1.0 - 1.0 / kept), aspect)
    }

    /// The view a part `t` of the way to another, yaw taking the shorter way.
    pub fn lerp(self, other: Self, t: f32) -> Self {
        use std::f32::consts::{PI, TAU};
        let turn = (other.yaw - self.yaw + PI).rem_euclid(TAU) - PI;
        let at = |a: f32, b: f32| a + (b - a) * t;
        Self {
            yaw: self.yaw + turn * t,
            pitch: at(self.pitch, other.pitch),
            distance: self.distance * (other.distance / self.distance).powf(t),
            target: self.target.lerp(other.target, t),
            fov: at(self.fov, other.fov),
            orthographic: if t < 0.5 { self.orthographic } else { other.orthographic },
            shift: self.shift.lerp(other.shift, t),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orbit() -> Orbit {
        let settings = CameraSettings { target: [0.1, -0.05, 0.2], ..Default::default() };
        Orbit { shift: Vec2::new(0.1, -0.2), ..Orbit::from_settings(&settings) }
    }

    #[test]
    fn the_target_lies_where_the_shift_says() {
        for orthographic in [false, true] {
            let orbit = Orbit { orthographic, ..orbit() };
            assert!(orbit.project(orbit.target, 1.7).distance(orbit.shift) < 1e-5);
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_cursor() {
        let (before, aspect) = (orbit(), 1.6);
        let cursor = Vec2::new(-0.3, 0.4);
        // A point of the plane through the target, facing the eye, under the cursor.
        let half = (0.5 * before.fov).tan() * before.distance;
        let offset = (cursor - before.shift) * Vec2::new(aspect, 1.0) * half;
        let point = before.target + before.rotation() * offset.extend(0.0);
        assert!(before.project(point, aspect).distance(cursor) < 1e-5);
        let after = before.zoomed(0.6, cursor, aspect);
        assert!((after.distance - 0.6 * before.distance).abs() < 1e-5);
        assert!(after.project(point, aspect).distance(cursor) < 1e-4);
    }

    #[test]
    fn panning_moves_the_target_by_as_much() {
        let moved = orbit().panned(Vec2::new(0.2, -0.1), 1.5);
        let seen = moved.project(orbit().target, 1.5);
        assert!(seen.distance(orbit().shift + Vec2::new(0.2, -0.1)) < 1e-5, "{seen}");
    }

    #[test]
    fn yaw_takes_the_shorter_way() {
        let (from, to) = (Orbit { yaw: 0.2, ..orbit() }, Orbit { yaw: 6.0, ..orbit() });
        assert!(from.lerp(to, 0.5).yaw < 0.2);
        assert!((from.lerp(to, 1.0).yaw.rem_euclid(std::f32::consts::TAU) - 6.0).abs() < 1e-5);
    }

    #[test]
    fn the_eye_never_reaches_the_pole() {
        assert!(orbit().orbited(0.3, 10.0).pitch < std::f32::consts::FRAC_PI_2);
    }
}
