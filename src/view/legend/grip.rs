//! Taking hold of a legend: ticks are dragged along the bar, the wheel is a dial of phase zero.

use super::{MAGNITUDE, RADIUS, bar_place, kind, wheel_middle};
use crate::quantity::Kind;
use crate::scene::settings::{Range, ViewSettings};
use crate::view::layout::LegendKind;
use crate::view::{Picture, Ranges};
use bevy::math::{Rect, Vec2};
use std::f32::consts::{PI, TAU};

/// What of a legend can be taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// A value on the bar, by its tick or its label.
    Value,
    /// The wheel, to turn it.
    Wheel,
    /// The largest magnitude, to the left for less and to the right for more.
    Magnitude,
}

/// How far above and below the bar its ends can still be taken.
const BEYOND: f32 = 8.0;
/// Width of a bar with its labels.
const BAR_WIDTH: f32 = 84.0;
/// Height of a line of type.
const LINE: f32 = 20.0;
/// Points that make a magnitude e times as large.
const FOLD: f32 = 80.0;
/// The least part of the way from zero, or from the end that stays, to which a value can be
/// dragged: less would let the scale run away.
const LEAST: f32 = 0.06;

impl Grip {
    /// What lies there, of the legend that fills a rectangle.
    pub fn at(rect: Rect, picture: &Picture, at: Vec2) -> Option<Self> {
        match kind(picture) {
            LegendKind::Bar => {
                let bar = bar_place(rect);
                let place = Rect {
                    min: bar.min - Vec2::new(6.0, BEYOND),
                    max: Vec2::new(bar.min.x + BAR_WIDTH, bar.max.y + BEYOND),
                };
                place.contains(at).then_some(Self::Value)
            }
            LegendKind::Wheel => {
                let from_middle = at - wheel_middle(rect);
                let below = from_middle.y - RADIUS - MAGNITUDE;
                let angle = picture.colour.kind == Kind::Angle;
                let magnitude = (0.0..=LINE).contains(&below) && from_middle.x.abs() < RADIUS;
                match from_middle.length() < RADIUS + BEYOND {
                    true => Some(Self::Wheel),
                    false => (magnitude && !angle).then_some(Self::Magnitude),
                }
            }
            LegendKind::Names(_) => None,
        }
    }

    /// The view after it was dragged from one place to another.
    pub fn dragged(
        self,
        rect: Rect,
        (picture, ranges): (&Picture, &Ranges),
        [from, to]: [Vec2; 2],
        view: &ViewSettings,
    ) -> Option<ViewSettings> {
        let norm = ranges.colour_norm();
        match self {
            Self::Wheel => {
                let phase = |at: Vec2| (at - wheel_middle(rect)).to_angle();
                // Upwards on the screen is against the second axis.
                let turn = (phase(from) - phase(to) + PI).rem_euclid(TAU) - PI;
                let zero = picture.phase_zero + turn;
                let zero = (zero + PI).rem_euclid(TAU) - PI;
                Some(ViewSettings { phase_zero: f64::from(zero), ..view.clone() })
            }
            Self::Magnitude => {
                let top = norm.top() * ((to.x - from.x) / FOLD).exp();
                let colour_range = Range::Fixed(f64::from(top));
                top.is_normal().then(|| ViewSettings { colour_range, ..view.clone() })
            }
            Self::Value => {
                let bar = bar_place(rect);
                let part = |at: Vec2| ((bar.max.y - at.y) / bar.height()).clamp(0.0, 1.0);
                let (from, to) = (part(from), part(to));
                let stays = match (norm.is_about_zero(), from > 0.5) {
                    (true, _) => 0.5,
                    (false, true) => 0.0,
                    (false, false) => 1.0,
                };
                let apart = [from, to].map(|part| part - stays);
                let safe = apart.iter().all(|part| part.abs() > LEAST);
                let colour_range = norm.dragged(from, to).filter(|_| safe)?;
                Some(ViewSettings { colour_range, ..view.clone() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::Subject;

    fn place() -> Rect {
        Rect::from_corners(Vec2::new(40.0, 30.0), Vec2::new(196.0, 240.0))
    }

    fn subject(view: &str) -> Subject {
        Subject::new(&[8, 10], view, |[x, ..]| 0.4 * x)
    }

    #[test]
    fn a_value_on_the_bar_goes_where_it_is_dragged() {
        let bar = bar_place(place());
        let at = |part: f32| Vec2::new(bar.center().x, bar.max.y - part * bar.height());
        let Subject { picture, ranges, .. } = subject("colour_range: Fixed(2.0)");
        assert_eq!(Grip::at(place(), &picture, at(0.9)), Some(Grip::Value));
        assert_eq!(Grip::at(place(), &picture, at(1.4)), None);
        let view = ViewSettings::default();
        let both = (&picture, &ranges);
        // The value 1 lies half way up the upper half; dragged to the top, it is the top.
        let moved = Grip::Value.dragged(place(), both, [at(0.75), at(1.0)], &view).expect("moved");
        let Range::Fixed(top) = moved.colour_range else { panic!("{:?}", moved.colour_range) };
        assert!((top - 1.0).abs() < 1e-3, "{top}");
        assert_eq!(Grip::Value.dragged(place(), both, [at(0.75), at(0.51)], &view), None);
    }

    #[test]
    fn the_wheel_is_turned_by_the_hand_on_it() {
        let Subject { picture, ranges, .. } =
            subject("colour: \"phase-space\", phase_zero: 3.0, colour_range: Fixed(2.0)");
        let middle = wheel_middle(place());
        let at = |angle: f32| middle + 30.0 * Vec2::new(angle.cos(), -angle.sin());
        assert_eq!(Grip::at(place(), &picture, at(1.0)), Some(Grip::Wheel));
        let view = ViewSettings::default();
        let turned = Grip::Wheel.dragged(place(), (&picture, &ranges), [at(-0.2), at(0.4)], &view);
        let zero = turned.expect("turned").phase_zero as f32;
        assert!((zero - (3.6 - TAU)).abs() < 1e-4, "{zero}");
        let below = middle + Vec2::new(0.0, RADIUS + MAGNITUDE + 6.0);
        assert_eq!(Grip::at(place(), &picture, below), Some(Grip::Magnitude));
        let right = below + Vec2::new(FOLD * 2f32.ln(), 0.0);
        let wider = Grip::Magnitude.dragged(place(), (&picture, &ranges), [below, right], &view);
        let Some(Range::Fixed(top)) = wider.map(|view| view.colour_range) else { panic!("wider") };
        assert!((top - 4.0).abs() < 1e-3, "{top}");
    }
}
