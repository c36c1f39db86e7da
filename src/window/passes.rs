//! What is drawn in a frame of the window.

use crate::view::keep_depth;
use bevy::core_pipeline::core_3d::{main_opaque_pass_3d, main_transparent_pass_3d};
use bevy::core_pipeline::upscaling::upscaling;
use bevy::ecs::schedule::{ScheduleBuildSettings, ScheduleLabel};
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy_egui::render::{egui_pass, prepare_egui_pass};

/// The passes of a film, and the way to the screen: surfaces, lines, panels.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct WindowPasses;

pub(super) struct WindowPassesPlugin;

impl Plugin for WindowPassesPlugin {
    fn build(&self, app: &mut App) {
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            let mut schedule = Schedule::new(WindowPasses);
            // Passes hand in their commands in this order when the schedule ends.
            schedule.set_build_settings(ScheduleBuildSettings {
                auto_insert_apply_deferred: false,
                ..default()
            });
            schedule.add_systems(
                (
                    main_opaque_pass_3d,
                    keep_depth,
                    main_transparent_pass_3d,
                    prepare_egui_pass,
                    egui_pass,
                    upscaling,
                )
                    .chain(),
            );
            render_app.add_schedule(schedule);
        }
    }
}
