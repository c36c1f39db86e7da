//! How far away solid shapes are, for what is drawn through: a medium ends where a shape begins.
//!
//! After the solid shapes of a camera are drawn, the depth of each pixel is copied into an image that
//! the shader of the medium reads; a picture without company does without.

use super::coarse::Apart;
use super::material::VolumeMaterial;
use super::panes::CamerasSystems;
use super::picture::Picture;
use bevy::asset::RenderAssetUsages;
use bevy::camera::Camera3d;
use bevy::prelude::*;
use bevy::render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy::render::render_asset::RenderAssets;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages};
use bevy::render::renderer::{RenderContext, ViewQuery};
use bevy::render::texture::GpuImage;
use bevy::render::view::ViewDepthTexture;

/// Keeps the depth of solid shapes for the media among them.
pub(super) struct DepthPlugin;

impl Plugin for DepthPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<SolidDepth>()
            .add_plugins(ExtractResourcePlugin::<SolidDepth>::default())
            .add_systems(Update, provide.after(CamerasSystems).run_if(resource_exists::<Picture>));
    }
}

/// Where the depth of solid shapes is kept, pixel by pixel of the target.
#[derive(Clone, Debug, Default, ExtractResource, Resource)]
pub struct SolidDepth {
    image: Handle<Image>,
    /// A single pixel where nobody reads it, none before there is a target.
    size: UVec2,
}

/// A camera whose depth can be copied.
pub fn camera_with_depth() -> Camera3d {
    let usages = TextureUsages::RENDER_ATTACHMENT | TextureUsages::COPY_SRC;
    Camera3d { depth_texture_usages: usages.into(), ..default() }
}

/// Makes the image as large as it must be, and tells the media of it.
fn provide(
    (picture, apart): (Res<Picture>, Res<Apart>),
    cameras: Query<&Camera, With<super::camera::PictureCamera>>,
    mut depth: ResMut<SolidDepth>,
    mut images: ResMut<Assets<Image>>,
    mut media: ResMut<Assets<VolumeMaterial>>,
) {
    let Some(target) = cameras.iter().find_map(Camera::physical_target_size) else { return };
    let read = !media.is_empty() && picture.panes().any(|picture| picture.modes().count() > 1);
    let size = if read { target.max(UVec2::ONE) } else { UVec2::ONE };
    if depth.size != size {
        *depth = SolidDepth { image: images.add(depth_image(size)), size };
    }
    let solid = match apart.0 {
        _ if !read => Vec4::ZERO,
        Some(coarse) => (target.as_vec2() / coarse.as_vec2()).extend(1.0).extend(0.0),
        None => Vec4::new(1.0, 1.0, 1.0, 0.0),
    };
    let stale =
        |material: &VolumeMaterial| material.solid != depth.image || material.volume.solid != solid;
    let stale: Vec<_> =
        media.iter().filter(|(_, material)| stale(material)).map(|(id, _)| id).collect();
    for id in stale {
        if let Some(mut material) = media.get_mut(id) {
            (material.solid, material.volume.solid) = (depth.image.clone(), solid);
        }
    }
}

fn depth_image(size: UVec2) -> Image {
    let extent = Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 };
    let (format, usage) = (TextureFormat::Depth32Float, RenderAssetUsages::RENDER_WORLD);
    let mut image = Image::new_uninit(extent, TextureDimension::D2, format, usage);
    image.texture_descriptor.usage = TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST;
    image
}

/// Copies the depth of the solid shapes of a camera, as soon as they are drawn.
pub fn keep_depth(
    view: ViewQuery<&ViewDepthTexture>,
    depth: Res<SolidDepth>,
    images: Res<RenderAssets<GpuImage>>,
    mut ctx: RenderContext,
) {
    let drawn = &view.into_inner().texture;
    let Some(image) = images.get(&depth.image).filter(|_| depth.size != UVec2::ONE) else { return };
    if image.texture.size() == drawn.size() {
        let (from, to) = (drawn.as_image_copy(), image.texture.as_image_copy());
        ctx.command_encoder().copy_texture_to_texture(from, to, drawn.size());
    }
}
