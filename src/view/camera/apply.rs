//! Putting the orbit into the camera.

use super::Orbit;
use bevy::camera::{Camera, Projection};
use bevy::prelude::*;

/// The camera that takes the picture, and the view it has.
#[derive(Clone, Copy, Component, Debug, PartialEq)]
pub struct PictureCamera(pub Orbit);

/// Keeps the camera where its orbit says.
pub struct CameraPlugin;

impl Plugin for CameraPlugin {
    fn build(&self, app: &mut App) {
        // Before transforms are propagated and frusta are taken, both in PostUpdate.
        app.add_systems(Update, apply);
    }
}

fn apply(mut cameras: Query<(&PictureCamera, &Camera, &mut Transform, &mut Projection)>) {
    for (PictureCamera(orbit), camera, mut transform, mut projection) in &mut cameras {
        // That of the camera's part of the target, when it has not all of it.
        let size = camera.physical_viewport_size().filter(|size| size.min_element() > 0);
        let size = size.unwrap_or(UVec2::new(16, 9)).as_vec2();
        transform.set_if_neq(orbit.transform());
        *projection = Projection::custom(orbit.lens(size.x / size.y));
    }
}
