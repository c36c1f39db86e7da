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
/// Lines.
pub const LINES: Handle<Shader> = uuid_handle!("5b0f6a2e-7d1c-4c39-9a86-2f1de0c4a704");

/// Puts the embedded shaders among the assets.
pub struct ShadersPlugin;

impl Plugin for ShadersPlugin {
    fn build(&self, app: &mut App) {
        let sources = [
            (SURFACE, "surface.wgsl", include_str!("../../assets/shaders/surface.wgsl")),
            (
                HEIGHT_FIELD,
                "height_field.wgsl",
                include_str!("../../assets/shaders/height_field.wgsl"),
            ),
            (RIBBON, "ribbon.wgsl", include_str!("../../assets/shaders/ribbon.wgsl")),
            (LINES, "lines.wgsl", include_str!("../../assets/shaders/lines.wgsl")),
        ];
        let mut shaders = app.world_mut().resource_mut::<Assets<Shader>>();
        for (handle, path, source) in sources {
            // Inserting under a fixed id cannot fail: only a recycled index can be refused.
            let _ = shaders.insert(&handle, Shader::from_wgsl(source, path));
        }
    }
}
