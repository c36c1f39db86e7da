//! What a stroke of the gauge brush turns.

use crate::app::FieldCommand;
use crate::gauge::{GaugeCommand, Profile, Stroke, ThetaSource};

/// The gauge brush of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaugeBrush {
    /// Its radius, a length.
    pub radius: f64,
    /// Angle in the middle of a dab, radians.
    pub strength: f64,
    /// How it falls off.
    pub profile: Profile,
}

impl Default for GaugeBrush {
    fn default() -> Self {
        Self { radius: 4.0, strength: 0.6, profile: Profile::Gaussian }
    }
}

impl GaugeBrush {
    /// The dab at a place of a lattice of so many dimensions; `sign` is negative when it turns
    /// back.
    pub fn at(&self, centre: [f64; 3], dim: usize, sign: f64) -> FieldCommand {
        let Self { radius, strength, profile } = *self;
        let (centre, negated) = (centre[..dim].to_vec(), sign < 0.0);
        let stroke = Stroke { centre, radius, strength, profile, negated };
        FieldCommand::Gauge(GaugeCommand::Rotate(ThetaSource::Stroke(stroke)))
    }

    /// Rings of the preview, in radii: that of the radius, and that where hardly anything is left.
    pub fn rings(&self) -> &'static [f64] {
        match self.profile {
            Profile::Gaussian => &[1.0, 2.0],
            Profile::Cosine | Profile::Flat => &[1.0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brush_turns_back_what_it_turned() {
        let brush = GaugeBrush { radius: 2.5, strength: 0.3, profile: Profile::Cosine };
        let [on, back] = [1.0, -1.0].map(|sign| brush.at([1.0, -2.0, 9.0], 2, sign));
        let stroke = |command: FieldCommand| match command {
            FieldCommand::Gauge(GaugeCommand::Rotate(ThetaSource::Stroke(stroke))) => stroke,
            other => panic!("{other}"),
        };
        let (on, back) = (stroke(on), stroke(back));
        assert_eq!((on.centre.as_slice(), on.negated), (&[1.0, -2.0][..], false));
        assert_eq!(back, Stroke { negated: true, ..on });
    }
}
