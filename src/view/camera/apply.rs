//! Putting the orbit into the camera.

use super::{Lens, Orbit};
use crate::view::Picture;
use crate::view::coarse::{Apart, MediumCamera};
use crate::view::overlay::Overlay;
use crate::view::panes::PaneCamera;
use bevy::camera::{Camera, CameraProjection, Projection, SubCameraView, Viewport};
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

/// Cameras that draw a part of what the main one shows, each on a part of its target.
type Parts<'w, 's> = Query<
    'w,
    's,
    (
        AnyOf<(&'static PaneCamera, &'static MediumCamera)>,
        &'static mut Camera,
        &'static mut Transform,
        &'static mut Projection,
    ),
    Without<PictureCamera>,
>;

/// Puts every camera where its orbit says: that of a pane, and of its media, where the main one is.
pub fn place_cameras(
    region: Res<PictureRegion>,
    (overlay, picture): (Option<Res<Overlay>>, Option<Res<Picture>>),
    apart: Option<Res<Apart>>,
    mut cameras: Query<(&PictureCamera, &Camera, &mut Transform, &mut Projection)>,
    mut panes: Parts,
) {
    let parts = overlay.zip(picture).map(|(overlay, picture)| overlay.parts(&picture));
    let part = |pane: usize| {
        let part = parts.as_ref().and_then(|parts| parts.get(pane).copied());
        part.map_or(region.0, |part| within(region.0, part))
    };
    for (PictureCamera(orbit), camera, mut transform, mut projection) in &mut cameras {
        let target = camera.physical_target_size().filter(|size| size.min_element() > 0);
        let target = target.unwrap_or(UVec2::new(16, 9));
        transform.set_if_neq(orbit.transform());
        *projection = Framed::projection(orbit, part(0), target);
        for (which, mut camera, mut transform, mut projection) in &mut panes {
            // Media are drawn into an image of another size.
            let image = apart.as_ref().and_then(|apart| apart.0);
            let (pane, drawn_on) = match (which, image) {
                ((_, Some(MediumCamera(pane))), Some(image)) => (*pane, image),
                ((Some(PaneCamera(pane)), _), _) => (*pane, target),
                _ => continue,
            };
            let (viewport, part) = viewport(part(pane), drawn_on);
            camera.is_active = viewport.physical_size.min_element() > 0;
            transform.set_if_neq(orbit.transform());
            *projection = Framed::projection(orbit, part, viewport.physical_size);
            camera.viewport = Some(viewport);
        }
    }
}

/// A part of a part.
fn within(whole: Rect, part: Rect) -> Rect {
    let place = |p: Vec2| whole.center() + p * whole.half_size();
    Rect { min: place(part.min), max: place(part.max) }
}

/// The pixels of a target that show a part of it, and the part in their normalised coordinates.
fn viewport(part: Rect, target: UVec2) -> (Viewport, Rect) {
    let size = target.as_vec2();
    let flip = Vec2::new(1.0, -1.0);
    let pixel = |p: Vec2| ((0.5 + 0.5 * p * flip) * size).round().clamp(Vec2::ZERO, size);
    let [a, b] = [part.min, part.max].map(pixel);
    let (low, high) = (a.min(b), a.max(b));
    let seen = Rect { min: low, max: high };
    let place = |p: Vec2| {
        let at = (0.5 + 0.5 * p * flip) * size;
        (at - seen.center()) / seen.half_size().max(Vec2::splat(0.5)) * flip
    };
    let viewport = Viewport {
        physical_position: low.as_uvec2(),
        physical_size: (high - low).as_uvec2(),
        ..default()
    };
    (viewport, Rect { min: place(part.min), max: place(part.max) })
}

/// A lens whose picture fills a part of what the camera draws on.
#[derive(Clone, Debug, PartialEq)]
struct Framed {
    lens: Lens,
    part: Rect,
}

impl Framed {
    /// The projection of a picture that fills a part of what is drawn on.
    fn projection(orbit: &Orbit, part: Rect, size: UVec2) -> Projection {
        let mut framed = Self { lens: orbit.lens(1.0), part };
        framed.update(size.x as f32, size.y as f32);
        Projection::custom(framed)
    }
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
    fn a_viewport_holds_its_part_to_the_pixel() {
        let target = UVec2::new(1281, 720);
        let part = Rect::new(-1.0, -0.4, -0.001, 0.9);
        let (viewport, inside) = viewport(part, target);
        assert_eq!(viewport.physical_position, UVec2::new(0, 36));
        assert_eq!(viewport.physical_size, UVec2::new(640, 468));
        // What lies outside is less than half a pixel.
        for (seen, pixels) in [(inside.min, 640.0), (inside.max, 468.0)] {
            assert!((seen.abs() - 1.0).abs().max_element() < 2.0 / pixels, "{inside:?}");
        }
        let (viewport, inside) = super::viewport(Rect::new(0.5, 0.5, 3.0, 3.0), target);
        assert_eq!(viewport.physical_position + viewport.physical_size, UVec2::new(1281, 180));
        assert!(inside.max.min_element() > 5.0, "what is beyond the target is not squeezed in");
        let (viewport, _) = super::viewport(Rect::new(1.5, 0.0, 2.0, 1.0), target);
        assert_eq!(viewport.physical_size.x, 0);
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
