//! The values at the ends of the scales.

use super::picture::Picture;
use super::scale::Norm;
use super::surface::Reach;
use super::values::{Pair, Planes};
use crate::quantity::{Cut, Kind, QuantityInfo};
use crate::scene::settings::{Range, Scaling};
use bevy::ecs::resource::Resource;

/// What a scale shows when the field is zero everywhere.
const NOTHING: f32 = 1.0;

/// The scales of height, colour and arrows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Resource)]
pub struct Ranges {
    height: Scale,
    colour: Scale,
    vector: Scale,
    begins: f64,
}

/// What a scale was made for: quantity, cut (none for all of the lattice) and rule.
type Subject = (&'static str, Option<Cut>, Range);

/// A scale that follows the values it was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Scale {
    /// Values at its ends; zero as long as none was seen.
    ends: [f32; 2],
    /// Of other values it must forget what it has seen.
    of: Option<Subject>,
    /// Whether zero is in the middle, and how values lie.
    manner: (bool, Scaling),
}

impl Scale {
    fn follow(&mut self, of: Subject, manner: (bool, Scaling), seen: Seen) {
        if self.of != Some(of) {
            *self = Self { ends: [0.0; 2], of: Some(of), ..*self };
        }
        self.manner = manner;
        self.ends = follow(self.ends, of.2, seen);
    }

    /// Makes room for what is beside it on the same scale.
    fn widen(&mut self, seen: Seen) {
        let Some((_, _, range)) = self.of else { return };
        let ([low, high], [least, most]) = (self.ends, follow(self.ends, range, seen));
        self.ends = [low.min(least), high.max(most)];
    }

    fn norm(&self) -> Norm {
        let (about_zero, scaling) = self.manner;
        let [low, high] = match self.ends {
            [low, high] if about_zero => [0.0, high.max(-low)],
            ends => ends,
        };
        let free = self.of.is_some_and(|(_, _, range)| range.is_free());
        let ends = match (free, low < high) {
            (_, true) => [low, high],
            // The same value everywhere is at the top.
            (true, false) if high != 0.0 => [high - high.abs(), high],
            _ => [0.0, NOTHING],
        };
        Norm::new(ends, about_zero, scaling)
    }
}

/// What there is of a quantity: the smallest and the largest value, or magnitude.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    least: f32,
    most: f32,
}

impl Seen {
    const NONE: Self = Self { least: f32::INFINITY, most: f32::NEG_INFINITY };

    /// Of the height; one that cannot be negative is 0 at least.
    fn of(quantity: &QuantityInfo, values: &[[f32; 2]]) -> Self {
        Self::of_kind(quantity.kind, quantity.signed, values)
    }

    /// Of the colour: angles are drawn as phases, which have two parts.
    fn of_colour(quantity: &QuantityInfo, values: &[[f32; 2]]) -> Self {
        let kind = if quantity.kind == Kind::Angle { Kind::Complex } else { quantity.kind };
        Self::of_kind(kind, quantity.signed, values)
    }

    fn of_kind(kind: Kind, signed: bool, values: &[[f32; 2]]) -> Self {
        let least = if signed { f32::NEG_INFINITY } else { 0.0 };
        let value = |[re, im]: &[f32; 2]| match kind {
            Kind::Complex => re.hypot(*im),
            Kind::Scalar | Kind::Angle => re.clamp(least, f32::INFINITY),
        };
        values.iter().map(value).fold(Self::NONE, Self::with)
    }

    fn with(self, value: f32) -> Self {
        // What is no number is passed over by both.
        Self { least: self.least.min(value), most: self.most.max(value) }
    }

    fn and(self, other: Self) -> Self {
        self.with(other.least).with(other.most)
    }

    /// The largest magnitude.
    fn largest(self) -> f32 {
        self.most.max(-self.least)
    }
}

/// What is drawn of height and colour.
fn seen(picture: &Picture, planes: &Planes) -> [Seen; 2] {
    let of = |Pair { height, colour }: &Pair| {
        [Seen::of(picture.height, &height.values), Seen::of_colour(picture.colour, &colour.values)]
    };
    let both = |[a, b]: [Seen; 2], [c, d]: [Seen; 2]| [a.and(c), b.and(d)];
    match picture.widest() {
        Reach::Cut => of(&planes.cut),
        Reach::All => of(&planes.all),
        Reach::Slices => planes.slices.iter().map(of).fold([Seen::NONE; 2], both),
        Reach::History => planes.history.lines().fold([Seen::NONE; 2], |all, [height, colour]| {
            let of = Seen::of(picture.height, height);
            both(all, [of, Seen::of_colour(picture.colour, colour)])
        }),
        Reach::Components => {
            let all = planes.components.iter().map(|(info, plane)| Seen::of(info, &plane.values));
            let colour = Seen::of_colour(picture.colour, &planes.cut.colour.values);
            [all.fold(Seen::NONE, Seen::and), colour]
        }
    }
}

impl Ranges {
    /// Lets the ranges follow a field. Other quantities, another cut and another rule begin anew;
    /// other surroundings of the same values do not.
    pub fn follow(&mut self, picture: &Picture, planes: &Planes) {
        let [height, colour] = seen(picture, planes);
        let reach = picture.widest();
        let cut = (!matches!(reach, Reach::All | Reach::Slices)).then_some(picture.cut);
        let name = if reach == Reach::Components { "components" } else { picture.height.name };
        let manner = (picture.height_signed(), picture.scale);
        self.height.follow((name, cut, picture.range), manner, height);
        let manner = (picture.colour_about_zero(), picture.colour_scale);
        self.colour.follow((picture.colour.name, cut, picture.colour_range), manner, colour);
        if picture.time().is_some() {
            self.begins = planes.history.begins(picture.history);
        }
        if let Some(vector) = picture.vector {
            let most = planes.vectors.largest().max(planes.flow.largest());
            let seen = Seen { least: 0.0, most };
            let manner = (false, Scaling::Linear);
            self.vector.follow((vector.name, None, Range::Grow), manner, seen);
        }
    }

    /// Makes room for values that are drawn on the same scales in another pane.
    pub fn widen(&mut self, picture: &Picture, planes: &Planes) {
        let [height, colour] = seen(picture, planes);
        self.height.widen(height);
        self.colour.widen(colour);
        if picture.vector.is_some() {
            let most = planes.vectors.largest().max(planes.flow.largest());
            self.vector.widen(Seen { least: 0.0, most });
        }
    }

    /// The scale of height.
    pub fn height_norm(&self) -> Norm {
        self.height.norm()
    }

    /// The scale of colour.
    pub fn colour_norm(&self) -> Norm {
        self.colour.norm()
    }

    /// Value of height at the top of the box.
    pub fn height(&self) -> f32 {
        self.height.norm().top()
    }

    /// Value of colour at the top of its map.
    pub fn colour(&self) -> f32 {
        self.colour.norm().top()
    }

    /// Length of the longest arrow.
    pub fn vector(&self) -> f32 {
        self.vector.norm().top()
    }

    /// When a map of time begins.
    pub fn begins(&self) -> f64 {
        self.begins
    }
}

/// The ends of a scale after something was seen on it.
fn follow([low, high]: [f32; 2], rule: Range, seen: Seen) -> [f32; 2] {
    let (largest, finite) = (seen.largest(), seen.least.is_finite() && seen.most.is_finite());
    match rule {
        Range::Fixed(value) => [0.0, value.abs() as f32],
        Range::Between(low, high) => [low as f32, high as f32],
        _ if !finite => [low, high],
        Range::Grow => [0.0, high.max(largest)],
        Range::Auto => [0.0, largest],
        Range::Spread => [seen.least, seen.most],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::QUANTITIES;

    const EVEN: (bool, Scaling) = (false, Scaling::Linear);

    fn all(range: Range, seen: &[f32]) -> [f32; 2] {
        let seen = seen.iter().map(|most| Seen { least: -0.1, most: *most });
        seen.fold([0.0; 2], |ends, seen| follow(ends, range, seen))
    }

    #[test]
    fn ends_follow_as_they_are_told() {
        let values = [0.5, 0.9, 0.2];
        for (range, ends) in [
            (Range::Grow, [0.0, 0.9]),
            (Range::Auto, [0.0, 0.2]),
            (Range::Spread, [-0.1, 0.2]),
            (Range::Fixed(2.0), [0.0, 2.0]),
            (Range::Between(0.25, 0.5), [0.25, 0.5]),
        ] {
            assert_eq!(all(range, &values), ends, "{range:?}");
            let with = [&values[..], &[f32::NAN, f32::INFINITY]].concat();
            assert_eq!(all(range, &with), ends, "{range:?}: what is not finite is passed over");
        }
    }

    #[test]
    fn only_other_values_begin_a_scale_anew() {
        let [grow, fixed] = [Range::Grow, Range::Fixed(7.0)];
        let [here, there] = [3, 4].map(|index| Some(Cut::Plane { axis: 1, index }));
        let mut scale = Scale::default();
        for (quantity, cut, rule, value, top) in [
            ("first", here, grow, 2.0, 2.0),
            ("first", here, grow, 0.5, 2.0),
            ("first", there, grow, 0.5, 0.5),
            ("second", there, grow, 0.25, 0.25),
            ("second", there, fixed, 0.25, 7.0),
            ("second", there, grow, 0.25, 0.25),
            ("second", None, grow, 0.125, 0.125),
        ] {
            scale.follow((quantity, cut, rule), EVEN, Seen { least: 0.0, most: value });
            assert_eq!(scale.norm().top(), top);
        }
    }

    #[test]
    fn a_scale_of_two_holds_both() {
        for (range, ends) in [
            (Range::Grow, [0.0, 0.9]),
            (Range::Auto, [0.0, 0.7]),
            (Range::Spread, [0.2, 0.7]),
            (Range::Between(0.1, 0.3), [0.1, 0.3]),
        ] {
            let mut scale = Scale::default();
            for most in [0.9, 0.4] {
                scale.follow(("any", None, range), EVEN, Seen { least: 0.3, most });
            }
            scale.widen(Seen { least: 0.2, most: 0.7 });
            assert_eq!(scale.ends, ends, "{range:?}");
        }
    }

    #[test]
    fn what_cannot_be_negative_counts_by_its_value() {
        let values = [[-3.0, 0.0], [1.5, 0.0]];
        let named = |name| QUANTITIES.iter().find(|info| info.name == name).expect("known");
        for (name, largest) in [("density", 1.5), ("phi1", 3.0)] {
            assert_eq!(Seen::of(named(name), &values).largest(), largest);
        }
        assert_eq!(Seen::of(named("psi1"), &values), Seen { least: 1.5, most: 3.0 });
    }

    #[test]
    fn a_field_that_is_the_same_everywhere_has_a_scale() {
        assert_eq!((Ranges::default().height(), Ranges::default().colour()), (1.0, 1.0));
        for (value, ends) in [(0.0, [0.0, 1.0]), (-2.0, [-4.0, -2.0]), (0.5, [0.0, 0.5])] {
            let mut scale = Scale::default();
            scale.follow(("any", None, Range::Spread), EVEN, Seen { least: value, most: value });
            assert_eq!(scale.norm().ends(), ends);
        }
    }
}
