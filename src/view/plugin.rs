//! All that a picture needs.

use super::camera::CameraPlugin;
use super::coarse::CoarsePlugin;
use super::depth::DepthPlugin;
use super::field_surface::FieldSurfacePlugin;
use super::frame_box::FrameBoxPlugin;
use super::material::MaterialsPlugin;
use super::overlay::OverlayPlugin;
use super::panes::CamerasPlugin;
use super::shaders::ShadersPlugin;
use bevy::app::{App, Plugin};

/// Camera, surface, box and what is written on the picture.
///
/// It shows the lattice in the world as the resource [`Picture`](super::Picture) says, from every
/// [`PictureCamera`](super::camera::PictureCamera), and needs Bevy's renderer and egui.
pub struct PicturePlugin;

impl Plugin for PicturePlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((
            ShadersPlugin,
            MaterialsPlugin,
            CameraPlugin,
            CamerasPlugin,
            FieldSurfacePlugin,
            CoarsePlugin,
            DepthPlugin,
            FrameBoxPlugin,
            OverlayPlugin,
        ));
    }
}
