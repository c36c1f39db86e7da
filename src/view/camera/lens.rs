//! The projection of a picture.

use bevy::math::{Mat4, Vec2, Vec3, Vec3A};

/// Perspective or parallel projection whose middle may be shifted, so that a legend beside the
/// subject costs no distortion.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// Vertical field of view in radians, when not parallel.
    pub fov: f32,
    /// Half the height of what is seen, for a parallel projection.
    pub parallel: Option<f32>,
    /// Width over height of the picture.
    pub aspect: f32,
    /// Nearest depth drawn.
    pub near: f32,
    /// Farthest depth drawn (parallel projection only; a perspective one has no end).
    pub far: f32,
    /// Where the optical axis meets the picture, in normalised coordinates.
    pub shift: Vec2,
}

impl Lens {
    /// From view to clip space, depth reversed as Bevy wants it.
    pub fn matrix(&self) -> Mat4 {
        let straight = match self.parallel {
            Some(half) => {
                let side = half * self.aspect;
                Mat4::orthographic_rh(-side, side, -half, half, self.far, self.near)
            }
            None => Mat4::perspective_infinite_reverse_rh(self.fov, self.aspect, self.near),
        };
        Mat4::from_translation(self.shift.extend(0.0)) * straight
    }

    /// What is seen at a place of the picture, at a depth in front of the eye, in view space.
    pub fn at(&self, place: Vec2, depth: f32) -> Vec3A {
        let half = self.parallel.unwrap_or((0.5 * self.fov).tan() * depth);
        let Vec2 { x, y } = place - self.shift;
        Vec3A::from(Vec3::new(x * half * self.aspect, y * half, -depth))
    }
}
