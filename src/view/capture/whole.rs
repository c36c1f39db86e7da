//! Whether all that is to be seen is about to be drawn.

use crate::view::material::{LineMaterial, SurfaceMaterial, VolumeMaterial};
use bevy::core_pipeline::core_3d::{Opaque3d, Transparent3d};
use bevy::prelude::*;
use bevy::render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy::render::render_phase::{ViewBinnedRenderPhases, ViewSortedRenderPhases};
use bevy::render::view::ExtractedView;

/// Counts what a whole picture has in it.
pub struct WholePlugin;

impl Plugin for WholePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Due>()
            .add_plugins(ExtractResourcePlugin::<Due>::default())
            .add_systems(Last, count_due);
    }
}

/// What a whole picture has in it.
#[derive(Clone, Copy, Debug, Default, ExtractResource, PartialEq, Eq, Resource)]
pub struct Due {
    solid: bool,
    blended: usize,
}

/// Shapes whose meshes and materials may still be on their way.
fn count_due(
    surfaces: Query<&MeshMaterial3d<SurfaceMaterial>>,
    media: Query<(), With<MeshMaterial3d<VolumeMaterial>>>,
    lines: Query<(), With<MeshMaterial3d<LineMaterial>>>,
    mut due: ResMut<Due>,
) {
    let (solid, blended) = (!surfaces.is_empty(), media.iter().count() + lines.iter().count());
    due.set_if_neq(Due { solid, blended });
}

/// Whether all that is due is about to be drawn.
pub fn is_whole(
    view: &ExtractedView,
    due: Due,
    solid: &ViewBinnedRenderPhases<Opaque3d>,
    blended: &ViewSortedRenderPhases<Transparent3d>,
) -> bool {
    let view = &view.retained_view_entity;
    let drawn = solid.get(view).is_some_and(|phase| !phase.is_empty());
    let mixed = blended.get(view).map_or(0, |phase| phase.items.len());
    (drawn || !due.solid) && mixed >= due.blended && (drawn || mixed > 0)
}
