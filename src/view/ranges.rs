//! The values at the ends of the scales.

use super::picture::Picture;
use super::surface::Reach;
use super::values::{Pair, Planes};
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
    vector: Scale,
    begins: f64,
}

/// What a scale was made for: quantity, cut (none for all of the lattice) and rule.
type Subject = (&'static str, Option<Cut>, Range);

/// A scale that follows the values it was made for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Scale {
    /// The value at its end; zero as long as none was seen.
    top: f32,
    /// Of other values it must forget what it has seen.
    of: Option<Subject>,
}

impl Scale {
    fn follow(&mut self, of: Subject, seen: f32) {
        if self.of != Some(of) {
            *self = Self { top: 0.0, of: Some(of) };
        }
        grow(&mut self.top, of.2, seen);
    }

    fn top(&self) -> f32 {
        if self.top > 0.0 { self.top } else { NOTHING }
    }
}

/// The largest value of a quantity; what cannot be negative counts by its value.
fn largest(quantity: &QuantityInfo, plane: &Plane) -> f32 {
    match (quantity.kind, quantity.signed) {
        (Kind::Scalar, false) => plane.values.iter().map(|value| value[0]).fold(0.0, f32::max),
        _ => plane.largest(),
    }
}

/// The largest values of height and colour that are drawn.
fn seen(picture: &Picture, planes: &Planes) -> [f32; 2] {
    let of = |Pair { height, colour }: &Pair| {
        [largest(picture.height, height), largest(picture.colour, colour)]
    };
    let larger = |[a, b]: [f32; 2], [c, d]: [f32; 2]| [a.max(c), b.max(d)];
    match picture.widest() {
        Reach::Cut => of(&planes.cut),
        Reach::All => of(&planes.all),
        Reach::Slices => planes.slices.iter().map(of).fold([0.0; 2], larger),
        Reach::History => planes.history.largest(),
        Reach::Components => {
            let all = planes.components.iter().map(|(info, plane)| largest(info, plane));
            [all.fold(0.0, f32::max), largest(picture.colour, &planes.cut.colour)]
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
        self.height.follow((name, cut, picture.range), height);
        self.colour.follow((picture.colour.name, cut, picture.colour_range), colour);
        if picture.time().is_some() {
            self.begins = planes.history.begins(picture.history);
        }
        if let Some(vector) = picture.vector {
            self.vector.follow((vector.name, None, Range::Auto), planes.vectors.largest());
        }
    }

    /// Value of height at the top of the box.
    pub fn height(&self) -> f32 {
        self.height.top()
    }

    /// Value of colour at full lightness.
    pub fn colour(&self) -> f32 {
        self.colour.top()
    }

    /// Length of the longest arrow.
    pub fn vector(&self) -> f32 {
        self.vector.top()
    }

    /// When a map of time begins.
    pub fn begins(&self) -> f64 {
        self.begins
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
        let [auto, fixed] = [Range::Auto, Range::Fixed(7.0)];
        let [here, there] = [3, 4].map(|index| Some(Cut::Plane { axis: 1, index }));
        let mut scale = Scale::default();
        for (quantity, cut, rule, value, top) in [
            ("first", here, auto, 2.0, 2.0),
            ("first", here, auto, 0.5, 2.0),
            ("first", there, auto, 0.5, 0.5),
            ("second", there, auto, 0.25, 0.25),
            ("second", there, fixed, 0.25, 7.0),
            ("second", there, auto, 0.25, 0.25),
            ("second", None, auto, 0.125, 0.125),
        ] {
            scale.follow((quantity, cut, rule), value);
            assert_eq!(scale.top(), top);
        }
    }

    #[test]
    fn what_cannot_be_negative_counts_by_its_value() {
        let plane = Plane { values: vec![[-3.0, 0.0], [1.5, 0.0]], ..Plane::default() };
        let named = |name| QUANTITIES.iter().find(|info| info.name == name).expect("known");
        assert_eq!(largest(named("density"), &plane), 1.5);
        assert_eq!(largest(named("phi1"), &plane), 3.0);
    }

    #[test]
    fn a_zero_field_has_a_scale() {
        assert_eq!((Ranges::default().height(), Ranges::default().colour()), (1.0, 1.0));
    }
}
