//! A volume at half the resolution, for as long as the picture moves on a slow adapter.
//!
//! The medium is moved to a layer of its own, which a second camera draws into an image half as wide
//! and high; the image is stretched over the picture, after the lines of the box.

use super::camera::PictureCamera;
use super::material::{StretchMaterial, VolumeMaterial};
use super::panes::layer;
use super::picture::Picture;
use super::values::SurfaceSystems;
use super::workshop::SurfacePart;
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::core_pipeline::core_3d::main_transparent_pass_3d;
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::core_pipeline::upscaling::upscaling;
use bevy::ecs::schedule::{ScheduleBuildSettings, ScheduleLabel};
use bevy::mesh::PrimitiveTopology;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::render_resource::TextureFormat;
use bevy::render::view::NoIndirectDrawing;

/// Whether speed matters more than detail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Resource)]
pub struct Haste(pub bool);

/// Layer of a medium that the camera of the picture does not see.
const LAYER: usize = 1;

/// The passes of the second camera: the medium, and the way to its image.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
struct MediumPasses;

/// What is there only for the sake of speed.
#[derive(Component)]
struct Makeshift;

/// The second camera.
#[derive(Component)]
struct MediumCamera;

/// Draws media coarsely as long as [`Haste`] asks for it.
pub(super) struct CoarsePlugin;

impl Plugin for CoarsePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Haste>()
            .add_systems(Update, arrange.after(SurfaceSystems))
            .add_systems(
                PostUpdate,
                follow
                    .before(bevy::camera::CameraUpdateSystems)
                    .before(TransformSystems::Propagate)
                    .after(bevy_egui::EguiPostUpdateSet::EndPass),
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

type Cameras<'w, 's> = Query<'w, 's, &'static Camera, With<PictureCamera>>;

/// Puts the second camera up or takes it down, as there is haste and a medium or not.
fn arrange(
    mut commands: Commands,
    (haste, picture): (Res<Haste>, Option<Res<Picture>>),
    media: Media,
    (cameras, old): (Cameras, Query<Entity, With<Makeshift>>),
    (mut images, mut meshes): (ResMut<Assets<Image>>, ResMut<Assets<Mesh>>),
    mut materials: ResMut<Assets<StretchMaterial>>,
    mut arranged: Local<Option<UVec2>>,
) {
    let size = cameras.iter().next().and_then(Camera::physical_target_size);
    // The image is stretched over all of the target, which two panes would share.
    let single = picture.is_some_and(|picture| picture.beside.is_none());
    let wanted = size.filter(|_| haste.0 && single && !media.is_empty());
    for (medium, SurfacePart(pane), layers) in &media {
        let place = if wanted.is_some() { RenderLayers::layer(LAYER) } else { layer(*pane) };
        if *layers != place {
            commands.entity(medium).insert(place);
        }
    }
    if *arranged == wanted {
        return;
    }
    *arranged = wanted;
    old.iter().for_each(|entity| commands.entity(entity).despawn());
    if let Some(size) = wanted {
        let half = (size / 2).max(UVec2::ONE);
        let format = TextureFormat::Rgba8UnormSrgb;
        let image = images.add(Image::new_target_texture(half.x, half.y, format, None));
        let material = StretchMaterial { image: image.clone() };
        commands.spawn((
            Makeshift,
            Mesh3d(meshes.add(triangle())),
            MeshMaterial3d(materials.add(material)),
            NoFrustumCulling,
        ));
        commands.spawn(camera(image));
    }
}

/// The second camera: before that of the picture, on nothing.
fn camera(image: Handle<Image>) -> impl Bundle {
    (
        (Makeshift, MediumCamera, Camera3d::default()),
        Camera { order: -1, clear_color: ClearColorConfig::Custom(Color::NONE), ..default() },
        CameraRenderGraph::new(MediumPasses),
        RenderTarget::Image(ImageRenderTarget { handle: image, scale_factor: 1.0 }),
        (Tonemapping::None, DebandDither::Disabled, Msaa::Off, NoIndirectDrawing),
        RenderLayers::layer(LAYER),
    )
}

/// All of a picture in one triangle.
fn triangle() -> Mesh {
    let corners = vec![[-1.0, -1.0, 0.0], [3.0, -1.0, 0.0], [-1.0, 3.0, 0.0]];
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, corners)
}

type First<'w, 's> = Query<
    'w,
    's,
    (&'static Transform, &'static Projection),
    (With<PictureCamera>, Without<MediumCamera>),
>;

/// Keeps the second camera where the first is.
fn follow(first: First, mut second: Query<(&mut Transform, &mut Projection), With<MediumCamera>>) {
    for (mut transform, mut projection) in &mut second {
        if let Some((place, lens)) = first.iter().next() {
            *transform = *place;
            *projection = lens.clone();
        }
    }
}
