//! The materials: surfaces, a luminous medium, lines.

mod lines;
mod medium;
mod surface;

pub use lines::{ATTRIBUTE_CORNER, ATTRIBUTE_OTHER_END, ATTRIBUTE_WIDTH, LineMaterial};
pub use medium::{StretchMaterial, VolumeMaterial, VolumeUniform};
pub use surface::{ATTRIBUTE_NORMAL, ATTRIBUTE_VALUE, Stage, SurfaceMaterial, SurfaceUniform};

use bevy::pbr::MaterialPlugin;
use bevy::prelude::{App, Plugin};

/// All materials.
pub struct MaterialsPlugin;

impl Plugin for MaterialsPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((
            MaterialPlugin::<SurfaceMaterial>::default(),
            MaterialPlugin::<VolumeMaterial>::default(),
            MaterialPlugin::<StretchMaterial>::default(),
            MaterialPlugin::<LineMaterial>::default(),
        ));
    }
}
