//! The cameras of the panes: each draws its own part of the target, the main one what is written.

use crate::view::Picture;
use crate::view::camera::{PictureCamera, place_cameras};
use crate::view::coarse::{Apart, STRETCHED, order};
use crate::view::depth::{camera_with_depth, keep_depth};
use bevy::camera::visibility::RenderLayers;
use bevy::camera::{Camera, CameraMainTextureUsages, RenderTarget};
use bevy::core_pipeline::core_3d::{main_opaque_pass_3d, main_transparent_pass_3d};
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::ecs::schedule::{ScheduleBuildSettings, ScheduleLabel};
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::extract_component::{ExtractComponent, ExtractComponentPlugin};
use bevy::render::view::NoIndirectDrawing;

/// Marks the camera that draws a pane. With one pane there is none, the main camera draws it, unless
/// media are drawn apart from it.
#[derive(Clone, Copy, Component, Debug, ExtractComponent, PartialEq, Eq)]
pub struct PaneCamera(pub usize);

/// What is behind everything: what the first camera that draws clears its target with.
#[derive(Clone, Copy, Component, Debug)]
pub struct Backdrop(pub ClearColorConfig);

/// The passes of a pane: surfaces and lines. What is written comes with the main camera.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct PanePasses;

/// Layers of the panes: the first has the one that everything has.
const LAYERS: [usize; 2] = [0, 2];

/// The layer of what only one pane shows.
pub(in crate::view) fn layer(pane: usize) -> RenderLayers {
    RenderLayers::layer(LAYERS[pane.min(LAYERS.len() - 1)])
}

/// The systems that keep a camera for each pane.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::view) struct CamerasSystems;

/// Keeps a camera for each pane.
pub(in crate::view) struct CamerasPlugin;

impl Plugin for CamerasPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(ExtractComponentPlugin::<PaneCamera>::default()).add_systems(
            Update,
            (keep, share)
                .chain()
                .in_set(CamerasSystems)
                .before(place_cameras)
                .run_if(resource_exists::<Picture>),
        );
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            let mut schedule = Schedule::new(PanePasses);
            // Passes hand in their commands in this order when the schedule ends.
            schedule.set_build_settings(ScheduleBuildSettings {
                auto_insert_apply_deferred: false,
                ..default()
            });
            schedule
                .add_systems((main_opaque_pass_3d, keep_depth, main_transparent_pass_3d).chain());
            render_app.add_schedule(schedule);
        }
    }
}

/// The main camera and what the cameras of the panes have in common with it.
type Main<'a> = (&'a RenderTarget, &'a CameraMainTextureUsages);

/// Makes the cameras that are missing, and takes away those that are not needed.
fn keep(
    mut commands: Commands,
    (picture, apart): (Res<Picture>, Res<Apart>),
    main: Query<Main, With<PictureCamera>>,
    panes: Query<(Entity, &PaneCamera)>,
) {
    let Some((target, usages)) = main.iter().next() else { return };
    let wanted = if divided(&picture, &apart) { picture.panes().count() } else { 0 };
    for (camera, PaneCamera(pane)) in &panes {
        if *pane >= wanted {
            commands.entity(camera).despawn();
        }
    }
    for pane in (0..wanted).filter(|pane| !panes.iter().any(|(_, camera)| camera.0 == *pane)) {
        commands.spawn((
            PaneCamera(pane),
            camera_with_depth(),
            Camera { order: order(pane, false), ..default() },
            CameraRenderGraph::new(PanePasses),
            (target.clone(), *usages),
            (Tonemapping::None, DebandDither::Disabled, Msaa::Off, NoIndirectDrawing),
            layer(pane),
        ));
    }
}

/// Whether the panes have cameras of their own.
fn divided(picture: &Picture, apart: &Apart) -> bool {
    picture.beside.is_some() || apart.0.is_some()
}

/// Who clears the target and who draws the field: the panes, where they have cameras.
fn share(
    mut commands: Commands,
    (picture, apart): (Res<Picture>, Res<Apart>),
    mut main: Query<(Entity, &Backdrop, &mut Camera), With<PictureCamera>>,
    mut panes: Query<(&PaneCamera, &mut Camera), Without<PictureCamera>>,
) {
    let Some((camera, Backdrop(backdrop), mut main)) = main.iter_mut().next() else { return };
    let (behind, layers) = match divided(&picture, &apart) {
        true if apart.0.is_some() => (ClearColorConfig::None, RenderLayers::layer(STRETCHED)),
        true => (ClearColorConfig::None, RenderLayers::none()),
        false => (*backdrop, layer(0)),
    };
    main.clear_color = behind;
    commands.entity(camera).insert(layers);
    for (PaneCamera(pane), mut camera) in &mut panes {
        camera.clear_color = if *pane == 0 { *backdrop } else { ClearColorConfig::None };
    }
}
