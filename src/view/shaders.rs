//! The shaders, embedded in the binary.

use bevy::asset::{Handle, uuid_handle};
use bevy::prelude::*;
use bevy::shader::Shader;

/// What all surfaces share, and their fragment stage.
pub const SURFACE: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a701");
/// Vertex stage of the height field.
pub const HEIGHT_FIELD: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a702");
/// Vertex stages of the ribbon.
pub const RIBBON: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a703");
/// The flat map.
pub const FLAT_MAP: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a705");
/// Arrows.
pub const ARROWS: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a706");
/// The isosurface.
pub const ISOSURFACE: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a707");
/// The volume.
pub const VOLUME: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a708");
/// Points.
pub const POINTS: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a709");
/// Curves.
pub const CURVES: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a70a");
/// Streamlines.
pub const STREAMLINES: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a70c");
/// Links and plaquettes.
pub const LINKS: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a70d");
/// An image over the picture.
pub const STRETCH: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a70b");
/// Lines.
pub const LINES: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a704");

/// A shader's name, and its text.
macro_rules! source {
    ($name:literal) => {
        ($name, include_str!(concat!("../../assets/shaders/", $name)))
    };
}

/// Puts the embedded shaders among the assets.
pub struct ShadersPlugin;

impl Plugin for ShadersPlugin {
    fn build(&self, app: &mut App) {
        let sources = [
            (SURFACE, source!("surface.wgsl")),
            (HEIGHT_FIELD, source!("height_field.wgsl")),
            (RIBBON, source!("ribbon.wgsl")),
            (FLAT_MAP, source!("flat_map.wgsl")),
            (ARROWS, source!("arrows.wgsl")),
            (ISOSURFACE, source!("isosurface.wgsl")),
            (VOLUME, source!("volume.wgsl")),
            (POINTS, source!("points.wgsl")),
            (CURVES, source!("curves.wgsl")),
            (STREAMLINES, source!("streamlines.wgsl")),
            (LINKS, source!("links.wgsl")),
            (STRETCH, source!("stretch.wgsl")),
            (LINES, source!("lines.wgsl")),
        ];
        let mut shaders = app.world_mut().resource_mut::<Assets<Shader>>();
        for (handle, (path, source)) in sources {
            // Inserting under a fixed id cannot fail: only a recycled index can be refused.
            let _ = shaders.insert(&handle, Shader::from_wgsl(source, path));
        }
    }
}
