//! An eye that circles a target.

use super::Lens;
use crate::scene::settings::CameraSettings;
use bevy::math::{Dir3, EulerRot, Mat4, Quat, Ray3d, Vec2, Vec3};
use bevy::transform::components::Transform;
use serde::{Deserialize, Serialize};

/// Steepest look down or up, in radians: straight, where yaw turns the picture about its middle.
const STEEPEST: f32 = std::f32::consts::FRAC_PI_2;

/// How far before its target a parallel projection begins to draw: farther than the box reaches.
const BEFORE: f32 = 1.5;

/// Nearest and farthest eye.
const DISTANCES: std::ops::RangeInclusive<f32> = 0.05..=50.0;

/// A view of the box: all that a camera key frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
        let near = 0.02 * self.distance.min(1.0);
        Lens {
            fov: self.fov,
            parallel: self.orthographic.then_some(self.half_height()),
            aspect,
            // Zoomed in, parallel rays still come from outside the box.
            near: if self.orthographic { near.min(self.distance - BEFORE) } else { near },
            far: self.distance + 20.0,
            shift: self.shift,
        }
    }

    /// Half the height, in the world, of what is seen at the target.
    pub fn half_height(&self) -> f32 {
        (0.5 * self.fov).tan() * self.distance
    }

    /// The line of sight through a place of the picture, from where the drawing begins.
    pub fn ray(&self, cursor: Vec2, aspect: f32) -> Ray3d {
        let (lens, transform) = (self.lens(aspect), self.transform());
        let at = |depth: f32| transform.transform_point(lens.at(cursor, depth).into());
        let [from, to] = [lens.near, lens.near + 1.0].map(at);
        Ray3d::new(from, Dir3::new(to - from).unwrap_or(Dir3::NEG_Z))
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
        Self { target: self.target - self.beside_target(by, aspect), ..self }
    }

    /// Nearer by `factor` (below one) or farther, what lies under the cursor, as far away as the
    /// target, staying under it.
    pub fn zoomed(self, factor: f32, cursor: Vec2, aspect: f32) -> Self {
        self.zoomed_about(factor, self.target + self.beside_target(cursor - self.shift, aspect))
    }

    /// Nearer by `factor` (below one) or farther, a point of the world staying where it is seen.
    pub fn zoomed_about(self, factor: f32, point: Vec3) -> Self {
        let distance = (self.distance * factor).clamp(*DISTANCES.start(), *DISTANCES.end());
        let kept = distance / self.distance;
        Self { distance, target: point + kept * (self.target - point), ..self }
    }

    /// The way in the world, across the line of sight, that is `by` in the picture at the target.
    fn beside_target(&self, by: Vec2, aspect: f32) -> Vec3 {
        let across = by * Vec2::new(aspect, 1.0) * self.half_height();
        self.rotation() * across.extend(0.0)
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

    /// Views with and without perspective, from the side, from below and from the pole.
    fn views() -> impl Iterator<Item = Orbit> {
        let angles = [(0.6, 0.5), (-2.1, -0.9), (3.0, STEEPEST)];
        angles.into_iter().flat_map(|(yaw, pitch)| {
            [false, true].map(|orthographic| Orbit { yaw, pitch, orthographic, ..orbit() })
        })
    }

    #[test]
    fn points_of_a_line_of_sight_are_seen_at_its_cursor() {
        let aspect = 1.6;
        for orbit in views() {
            for cursor in [Vec2::new(-0.7, 0.4), Vec2::new(0.95, -0.8), orbit.shift] {
                let ray = orbit.ray(cursor, aspect);
                for along in [0.001, 1.0, 4.0] {
                    let seen = orbit.project(ray.get_point(along), aspect);
                    assert!(seen.distance(cursor) < 1e-4, "{orbit:?} {cursor} {along}: {seen}");
                }
            }
            let through = orbit.ray(orbit.shift, aspect);
            assert!(through.direction.dot((orbit.target - orbit.eye()).normalize()) > 0.9999);
        }
    }

    #[test]
    fn zooming_keeps_what_is_under_the_cursor() {
        let (aspect, cursor) = (1.6, Vec2::new(-0.3, 0.4));
        for before in views() {
            // A point of the plane through the target, facing the eye, under the cursor.
            let point = before.target + before.beside_target(cursor - before.shift, aspect);
            assert!(before.project(point, aspect).distance(cursor) < 1e-4);
            let after = before.zoomed(0.6, cursor, aspect);
            assert!((after.distance - 0.6 * before.distance).abs() < 1e-5);
            assert!(after.project(point, aspect).distance(cursor) < 1e-4);
        }
    }

    #[test]
    fn zooming_about_a_point_keeps_it_in_place_however_far_it_is() {
        let (aspect, point) = (1.4, Vec3::new(-0.3, 0.2, -0.35));
        for before in views() {
            let seen = before.project(point, aspect);
            for factor in [0.5, 1.7, 1e-9] {
                let after = before.zoomed_about(factor, point);
                assert!(after.project(point, aspect).distance(seen) < 1e-3, "{before:?} {factor}");
                assert!(DISTANCES.contains(&after.distance));
            }
        }
    }

    #[test]
    fn a_near_parallel_view_leaves_nothing_out() {
        let orbit = Orbit { orthographic: true, distance: 0.1, target: Vec3::ZERO, ..orbit() };
        for corner in [Vec3::splat(0.5), Vec3::new(-0.5, 0.25, 0.5)] {
            let depth = orbit.clip_from_world(1.5).project_point3(corner).z;
            assert!((0.0..=1.0).contains(&depth), "{corner} {depth}");
        }
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
    fn the_eye_goes_to_the_pole_and_not_beyond() {
        let above = Orbit { yaw: 0.0, ..orbit() }.orbited(0.0, 10.0);
        assert_eq!(above.pitch, STEEPEST);
        // Straight down, what is away from the viewer is up in the picture.
        assert!((above.rotation() * Vec3::Z).distance(Vec3::Y) < 1e-6);
        assert!((above.rotation() * Vec3::Y).distance(Vec3::NEG_Z) < 1e-6);
    }
}
