//! The values at the ends of the scales.

use super::field_surface::Planes;
use super::picture::Picture;
use crate::quantity::{Cut, Kind, Plane, QuantityInfo};
use crate::scene::settings::Range;
use bevy::ecs::resource::Resource;

/// What a scale shows when the field is zero everywhere.
const NOTHING: f32 = 1.0;

/// The value of height at the top of the box and the value of colour at full lightness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Resource)]
pub struct Ranges {
    height: Scale,
    colour: Scale,
}

/// A scale that follows the values it was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Scale {
    /// The value at its end; zero as long as none was seen.
    top: f32,
    /// Quantity, cut and rule: of others it must forget what it has seen.
    of: Option<(&'static str, Cut, Range)>,
}

impl Scale {
    fn follow(&mut self, quantity: &QuantityInfo, cut: Cut, rule: Range, plane: &Plane) {
        let of = Some((quantity.name, cut, rule));
        if self.of != of {
            *self = Self { top: 0.0, of };
        }
        let seen = match (quantity.kind, quantity.signed) {
            (Kind::Scalar, false) => plane.values.iter().map(|value| value[0]).fold(0.0, f32::max),
            _ => plane.largest(),
        };
        grow(&mut self.top, rule, seen);
    }

    fn top(&self) -> f32 {
        if self.top > 0.0 { self.top } else { NOTHING }
    }
}

impl Ranges {
    /// Lets the ranges follow a field. Other quantities, another cut and another rule begin anew;
    /// other surroundings of the same values do not.
    pub fn follow(&mut self, picture: &Picture, planes: &Planes) {
        let Planes { height, colour } = planes;
        self.height.follow(picture.height, picture.cut, picture.range, height);
        self.colour.follow(picture.colour, picture.cut, picture.colour_range, colour);
    }

    /// Value of height at the top of the box.
    pub fn height(&self) -> f32 {
        self.height.top()
    }

    /// Value of colour at full lightness.
    pub fn colour(&self) -> f32 {
        self.colour.top()
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
    use crate::quantity::QUANTITIES;

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
    fn only_other_values_begin_a_scale_anew() {
        let plane = |value: f32| Plane { values: vec![[value, 0.0]; 4], ..Plane::default() };
        let [first, second] = [&QUANTITIES[0], &QUANTITIES[1]];
        let [auto, fixed] = [Range::Auto, Range::Fixed(7.0)];
        let [here, there] = [3, 4].map(|index| Cut::Plane { axis: 1, index });
        let mut scale = Scale::default();
        for (quantity, cut, rule, value, top) in [
            (first, here, auto, 2.0, 2.0),
            (first, here, auto, 0.5, 2.0),
            (first, there, auto, 0.5, 0.5),
            (second, there, auto, 0.25, 0.25),
            (second, there, fixed, 0.25, 7.0),
            (second, there, auto, 0.25, 0.25),
        ] {
            scale.follow(quantity, cut, rule, &plane(value));
            assert_eq!(scale.top(), top);
        }
    }

    #[test]
    fn a_zero_field_has_a_scale() {
        assert_eq!((Ranges::default().height(), Ranges::default().colour()), (1.0, 1.0));
    }
}
