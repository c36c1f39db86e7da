//! The values at the ends of the scales.

use super::picture::Picture;
use crate::quantity::{Kind, Plane};
use crate::scene::settings::Range;
use bevy::ecs::resource::Resource;

/// What a scale shows when the field is zero everywhere.
const NOTHING: f32 = 1.0;

/// The value of height at the top of the box and the value of colour at full lightness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Resource)]
pub struct Ranges {
    /// Height; zero as long as no value was seen.
    height: f32,
    /// Colour; zero as long as no value was seen.
    colour: f32,
}

impl Ranges {
    /// Lets the ranges follow a field.
    pub fn follow(&mut self, picture: &Picture, height: &Plane, colour: &Plane) {
        let top = |plane: &Plane, kind: Kind, signed: bool| match (kind, signed) {
            (Kind::Scalar, false) => plane.values.iter().map(|value| value[0]).fold(0.0, f32::max),
            _ => plane.largest(),
        };
        grow(
            &mut self.height,
            picture.range,
            top(height, picture.height.kind, picture.height.signed),
        );
        grow(
            &mut self.colour,
            picture.colour_range,
            top(colour, picture.colour.kind, picture.colour.signed),
        );
    }

    /// Value of height at the top of the box.
    pub fn height(&self) -> f32 {
        if self.height > 0.0 { self.height } else { NOTHING }
    }

    /// Value of colour at full lightness.
    pub fn colour(&self) -> f32 {
        if self.colour > 0.0 { self.colour } else { NOTHING }
    }
}

fn grow(range: &mut f32, rule: Range, seen: f32) {
    *range = match rule {
        Range::Fixed(value) => value.abs() as f32,
        Range::Auto if seen.is_finite() => range.max(seen),
        Range::Auto => *range,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auto_grows_and_never_shrinks() {
        let mut range = 0.0;
        for (seen, after) in
            [(0.5, 0.5), (0.2, 0.5), (0.9, 0.9), (f32::NAN, 0.9), (f32::INFINITY, 0.9)]
        {
            grow(&mut range, Range::Auto, seen);
            assert_eq!(range, after);
        }
    }

    #[test]
    fn fixed_stays() {
        let mut range = 0.0;
        grow(&mut range, Range::Fixed(2.0), 17.0);
        assert_eq!(range, 2.0);
    }

    #[test]
    fn a_zero_field_has_a_scale() {
        assert_eq!((Ranges::default().height(), Ranges::default().colour()), (1.0, 1.0));
    }
}
