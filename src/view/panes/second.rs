//! What the second pane shows.

use crate::lattice::FieldState;
use crate::view::{Planes, Ranges};
use bevy::app::{App, Plugin};
use bevy::ecs::resource::Resource;

/// The field beside the one that runs.
#[derive(Clone, Debug, Resource)]
pub struct Companion(pub FieldState);

/// Values and scales of the second pane.
#[derive(Default, Resource)]
pub struct SecondPane {
    /// The values that are drawn; none as long as there is nothing to show.
    pub planes: Planes,
    /// The scales.
    pub ranges: Ranges,
}

/// Keeps what the second pane shows.
pub(in crate::view) struct SecondPanePlugin;

impl Plugin for SecondPanePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<SecondPane>();
    }
}
