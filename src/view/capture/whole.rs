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

/// Shapes that are to be seen, whose meshes and materials may still be on their way.
fn count_due(
    surfaces: Query<&InheritedVisibility, With<MeshMaterial3d<SurfaceMaterial>>>,
    media: Query<&InheritedVisibility, With<MeshMaterial3d<VolumeMaterial>>>,
    lines: Query<&InheritedVisibility, With<MeshMaterial3d<LineMaterial>>>,
    mut due: ResMut<Due>,
) {
    let solid = surfaces.iter().any(|shown| shown.get());
    let blended = media.iter().chain(&lines).filter(|shown| shown.get()).count();
    due.set_if_neq(Due { solid, blended });
}

/// Whether all that is due is about to be drawn, in one view or another.
pub fn is_whole<'a, V: Iterator<Item = &'a ExtractedView>>(
    views: impl Fn() -> V,
    due: Due,
    solid: &ViewBinnedRenderPhases<Opaque3d>,
    blended: &ViewSortedRenderPhases<Transparent3d>,
) -> bool {
    let phase = |view: &ExtractedView| solid.get(&view.retained_view_entity);
    let drawn = views().filter_map(phase).any(|phase| !phase.is_empty());
    let items = |view: &ExtractedView| {
        blended.get(&view.retained_view_entity).map_or(0, |phase| phase.items.len())
    };
    let mixed: usize = views().map(items).sum();
    (drawn || !due.solid) && mixed >= due.blended && (drawn || mixed > 0)
}
