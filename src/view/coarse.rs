//! Media at half the resolution, for as long as the picture moves on a slow adapter.
//!
//! Each medium is moved to a layer of its own, which a camera draws into an image half as wide and
//! high; the image is stretched over the picture, after all else of it. So that a medium can tell
//! where solid shapes are, these are drawn before it, by the cameras of the panes.

use super::camera::PictureCamera;
use super::material::{StretchMaterial, VolumeMaterial};
use super::panes::{CamerasSystems, layer};
use super::picture::Picture;
use super::values::SurfaceSystems;
use super::workshop::SurfacePart;
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::camera::{CameraOutputMode, ImageRenderTarget, RenderTarget};
use bevy::core_pipeline::core_3d::main_transparent_pass_3d;
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::core_pipeline::upscaling::upscaling;
use bevy::ecs::schedule::{ScheduleBuildSettings, ScheduleLabel};
use bevy::mesh::PrimitiveTopology;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::extract_component::{ExtractComponent, ExtractComponentPlugin};
use bevy::render::render_resource::{BlendState, TextureFormat};
use bevy::render::view::NoIndirectDrawing;

/// Whether speed matters more than detail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Resource)]
pub struct Haste(pub bool);

/// Size of the image that media are drawn into, where they are drawn apart from the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Resource)]
pub struct Apart(pub Option<UVec2>);

/// Layers of the media of the panes where they are drawn apart.
const LAYERS: [usize; 2] = [1, 3];

/// Layer of the image that is stretched over the picture.
pub(super) const STRETCHED: usize = 4;

/// The passes of the cameras of media: the medium, and the way to its image.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
struct MediumPasses;

/// What is there only for the sake of speed.
#[derive(Component)]
struct Makeshift;

/// The camera of the media of a pane.
#[derive(Clone, Component, Copy, Debug, ExtractComponent, PartialEq, Eq)]
pub struct MediumCamera(pub usize);

/// Draws media coarsely as long as [`Haste`] asks for it.
pub(super) struct CoarsePlugin;

impl Plugin for CoarsePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Haste>()
            .init_resource::<Apart>()
            .add_plugins(ExtractComponentPlugin::<MediumCamera>::default())
            .add_systems(
                Update,
                (arrange, layers).chain().after(SurfaceSystems).before(CamerasSystems),
            );
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            let mut schedule = Schedule::new(MediumPasses);
            // Passes hand in their commands in this order when the schedule ends.
            schedule.set_build_settings(ScheduleBuildSettings {
                auto_insert_apply_deferred: false,
                ..default()
            });
            schedule.add_systems((main_transparent_pass_3d, upscaling).chain());
            render_app.add_schedule(schedule);
        }
    }
}

type Media<'w, 's> = Query<
    'w,
    's,
    (Entity, &'static SurfacePart, &'static RenderLayers),
    With<MeshMaterial3d<VolumeMaterial>>,
>;

/// The cameras of the picture, and the parts of what stands in for a medium.
type Cameras<'w, 's> =
    (Query<'w, 's, &'static Camera, With<PictureCamera>>, Query<'w, 's, Entity, With<Makeshift>>);

/// Puts the cameras of the media up or takes them down, as there is haste and a medium or not.
fn arrange(
    mut commands: Commands,
    (haste, picture): (Res<Haste>, Option<Res<Picture>>),
    media: Query<(), With<MeshMaterial3d<VolumeMaterial>>>,
    (cameras, old): Cameras,
    (mut images, mut meshes): (ResMut<Assets<Image>>, ResMut<Assets<Mesh>>),
    mut materials: ResMut<Assets<StretchMaterial>>,
    (mut apart, mut arranged): (ResMut<Apart>, Local<usize>),
) {
    let target = cameras.iter().next().and_then(Camera::physical_target_size);
    let wanted = target.filter(|_| haste.0 && !media.is_empty());
    let wanted = wanted.map(|size| (size / 2).max(UVec2::ONE));
    let panes = picture.filter(|_| wanted.is_some()).map_or(0, |picture| picture.panes().count());
    if (apart.0, *arranged) == (wanted, panes) {
        return;
    }
    (apart.0, *arranged) = (wanted, panes);
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    let Some(half) = wanted else { return };
    let format = TextureFormat::Rgba8UnormSrgb;
    let image = images.add(Image::new_target_texture(half.x, half.y, format, None));
    commands.spawn((
        Makeshift,
        Mesh3d(meshes.add(triangle())),
        MeshMaterial3d(materials.add(StretchMaterial { image: image.clone() })),
        NoFrustumCulling,
        RenderLayers::layer(STRETCHED),
    ));
    (0..panes).for_each(|pane| {
        commands.spawn(camera(pane, image.clone()));
    });
}

/// Moves each medium to where it is drawn.
fn layers(mut commands: Commands, apart: Res<Apart>, media: Media) {
    for (medium, SurfacePart(pane), layers) in &media {
        let own = RenderLayers::layer(LAYERS[(*pane).min(LAYERS.len() - 1)]);
        let place = if apart.0.is_some() { own } else { layer(*pane) };
        if *layers != place {
            commands.entity(medium).insert(place);
        }
    }
}

/// The place of a pane's cameras in the order of all: its solid shapes, then its media; the main
/// camera comes last.
pub(super) fn order(pane: usize, media: bool) -> isize {
    2 * pane as isize + isize::from(media) - 16
}

/// The camera of the media of a pane, on nothing; those of several panes share an image.
fn camera(pane: usize, image: Handle<Image>) -> impl Bundle {
    let clear_color = match pane {
        0 => ClearColorConfig::Custom(Color::NONE),
        _ => ClearColorConfig::None,
    };
    // What is there is taken over as it is, not mixed in once more.
    let output_mode = CameraOutputMode::Write {
        blend_state: Some(BlendState::REPLACE),
        clear_color: ClearColorConfig::None,
    };
    (
        (Makeshift, MediumCamera(pane), Camera3d::default()),
        Camera { order: order(pane, true), clear_color, output_mode, ..default() },
        CameraRenderGraph::new(MediumPasses),
        RenderTarget::Image(ImageRenderTarget { handle: image, scale_factor: 1.0 }),
        (Tonemapping::None, DebandDither::Disabled, Msaa::Off, NoIndirectDrawing),
        RenderLayers::layer(LAYERS[pane.min(LAYERS.len() - 1)]),
    )
}

/// All of a picture in one triangle.
fn triangle() -> Mesh {
    let corners = vec![[-1.0, -1.0, 0.0], [3.0, -1.0, 0.0], [-1.0, 3.0, 0.0]];
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, corners)
}
