//! What the second pane shows.

use super::Comparison;
use crate::quantity::{CutError, InGauge, Sight};
use crate::view::{Picture, Planes, Ranges};
use bevy::app::{App, Plugin};
use bevy::ecs::resource::Resource;

/// Values and scales of the second pane.
#[derive(Default, Resource)]
pub struct SecondPane {
    /// The values that are drawn; none as long as there is nothing to show.
    pub planes: Planes,
    /// The scales.
    pub ranges: Ranges,
}

impl SecondPane {
    /// Takes the values of a picture's second pane. A twin is drawn on the scales of the field, and
    /// lets them grow as the field does, so that equal values look equal.
    pub(in crate::view) fn follow(
        &mut self,
        picture: &Picture,
        gauge: &InGauge,
        ranges: &mut Ranges,
    ) -> Result<(), CutError> {
        let Some((beside, twin)) = picture.beside.as_deref().zip(gauge.of_twin()) else {
            self.planes = Planes::default();
            return Ok(());
        };
        if picture.comparison.kind == Comparison::Difference {
            self.planes.take(beside, &Sight::in_gauge(gauge))?;
            self.ranges.follow(beside, &self.planes);
        } else {
            self.planes.take(beside, &Sight::in_gauge(&twin))?;
            ranges.follow(picture, &self.planes);
            self.ranges = *ranges;
        }
        Ok(())
    }
}

/// Keeps what the second pane shows.
pub(in crate::view) struct SecondPanePlugin;

impl Plugin for SecondPanePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<SecondPane>();
    }
}
