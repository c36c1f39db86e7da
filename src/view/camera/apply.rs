//! Putting the orbit into the camera.

use super::{Lens, Orbit};
use bevy::camera::{Camera, CameraProjection, Projection, SubCameraView};
use bevy::math::Vec3A;
use bevy::prelude::*;

/// The camera that takes the picture, and the view it has.
#[derive(Clone, Copy, Component, Debug, PartialEq)]
pub struct PictureCamera(pub Orbit);

/// The part of the camera's target that the picture fills, in normalised coordinates: the rest of
/// a window has panels before it.
#[derive(Clone, Copy, Debug, PartialEq, Resource)]
pub struct PictureRegion(pub Rect);

impl Default for PictureRegion {
    /// All of it.
    fn default() -> Self {
        Self(Rect::new(-1.0, -1.0, 1.0, 1.0))
    }
}

/// Keeps the camera where its orbit says.
pub struct CameraPlugin;

impl Plugin for CameraPlugin {
    fn build(&self, app: &mut App) {
        // Before transforms are propagated and frusta are taken, both in PostUpdate.
        app.init_resource::<PictureRegion>().add_systems(Update, place_cameras);
    }
}

/// Puts every camera where its orbit says.
pub fn place_cameras(
    region: Res<PictureRegion>,
    mut cameras: Query<(&PictureCamera, &Camera, &mut Transform, &mut Projection)>,
) {
    for (PictureCamera(orbit), camera, mut transform, mut projection) in &mut cameras {
        let size = camera.physical_target_size().filter(|size| size.min_element() > 0);
        let size = size.unwrap_or(UVec2::new(16, 9)).as_vec2();
        transform.set_if_neq(orbit.transform());
        let mut framed = Framed { lens: orbit.lens(1.0), part: region.0 };
        framed.update(size.x, size.y);
        *projection = Projection::custom(framed);
    }
}

/// A lens whose picture fills a part of what the camera draws on.
#[derive(Clone, Debug, PartialEq)]
struct Framed {
    lens: Lens,
    part: Rect,
}

impl CameraProjection for Framed {
    fn get_clip_from_view(&self) -> Mat4 {
        let (middle, half) = (self.part.center(), self.part.half_size());
        Mat4::from_translation(middle.extend(0.0))
            * Mat4::from_scale(half.extend(1.0))
            * self.lens.matrix()
    }

    fn get_clip_from_view_for_sub(&self, _: &SubCameraView) -> Mat4 {
        self.get_clip_from_view()
    }

    fn update(&mut self, width: f32, height: f32) {
        let size = self.part.size() * Vec2::new(width, height);
        self.lens.aspect = size.x / size.y;
    }

    fn far(&self) -> f32 {
        self.lens.far
    }

    fn get_frustum_corners(&self, z_near: f32, z_far: f32) -> [Vec3A; 8] {
        // The corners of the target, as the picture would have them.
        let place = |corner: Vec2| (corner - self.part.center()) / self.part.half_size();
        let ring = |z: f32| {
            [(1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)]
                .map(|(x, y)| self.lens.at(place(Vec2::new(x, y)), z))
        };
        let ([a, b, c, d], [e, f, g, h]) = (ring(-z_near), ring(-z_far));
        [a, b, c, d, e, f, g, h]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;

    fn framed(part: Rect) -> (Orbit, Framed) {
        let settings = CameraSettings { target: [0.1, -0.05, 0.2], ..Default::default() };
        let orbit = Orbit { shift: Vec2::new(0.1, -0.2), ..Orbit::from_settings(&settings) };
        let mut framed = Framed { lens: orbit.lens(1.0), part };
        framed.update(1500.0, 800.0);
        (orbit, framed)
    }

    #[test]
    fn a_picture_beside_panels_is_the_picture_in_less_room() {
        let part = Rect::new(-0.5, -0.3, 0.9, 0.95);
        let (orbit, framed) = framed(part);
        let aspect = (1.4 * 1500.0) / (1.25 * 800.0);
        let view = orbit.transform().to_matrix().inverse();
        for point in [Vec3::new(0.3, 0.2, -0.4), Vec3::new(-0.5, 0.0, 0.5)] {
            let seen = (framed.get_clip_from_view() * view).project_point3(point).truncate();
            let wanted = part.center() + orbit.project(point, aspect) * part.half_size();
            assert!(seen.distance(wanted) < 1e-5, "{seen} {wanted}");
        }
    }

    #[test]
    fn what_is_culled_is_outside_the_target() {
        let (_, framed) = framed(Rect::new(-0.5, -0.3, 0.9, 0.95));
        let corners = framed.get_frustum_corners(-1.0, -2.0);
        let seen = corners.map(|corner| framed.get_clip_from_view().project_point3(corner.into()));
        for (corner, wanted) in
            seen.iter().zip([(1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)])
        {
            assert!(corner.truncate().distance(Vec2::from(wanted)) < 1e-4, "{corner}");
        }
    }
}
