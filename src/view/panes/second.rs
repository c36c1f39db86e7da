//! What the second pane shows.

use super::Comparison;
use crate::quantity::{CutError, InGauge, Sight};
use crate::view::{Picture, Planes, Ranges};
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
        (gauge, time): (&InGauge, f64),
        ranges: &mut Ranges,
    ) -> Result<(), CutError> {
        let Some((beside, twin)) = picture.beside.as_deref().zip(gauge.of_twin()) else {
            self.planes = Planes::default();
            return Ok(());
        };
        if picture.comparison.kind == Comparison::Difference {
            self.planes.take_picture(beside, &Sight::in_gauge(gauge), time)?;
            self.ranges.follow(beside, &self.planes);
        } else {
            self.planes.take_picture(beside, &Sight::in_gauge(&twin), time)?;
            ranges.widen(picture, &self.planes);
            self.ranges = *ranges;
        }
        Ok(())
    }

    /// Notes how its line is, for a map of time.
    pub(in crate::view) fn remember(
        &mut self,
        picture: &Picture,
        gauge: &InGauge,
        time: f64,
    ) -> Result<(), CutError> {
        match (picture.beside.as_deref(), gauge.of_twin(), picture.comparison.kind) {
            (Some(beside), Some(_), Comparison::Difference) => {
                self.planes.remember(beside, &Sight::in_gauge(gauge), time)
            }
            (Some(beside), Some(twin), _) => {
                self.planes.remember(beside, &Sight::in_gauge(&twin), time)
            }
            _ => Ok(()),
        }
    }
}
