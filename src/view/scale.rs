//! How values lie on a scale: evenly, or by their decades; about zero, or from end to end.

use super::frame_box::{Tick, scale_ticks};
use crate::scene::settings::{Range, Scaling};

/// The way from values to parts of a scale.
///
/// # Conventions
/// A part is 1 at the top. On a scale about zero it is 0 at value 0 and -1 at the bottom; on any
/// other it is 0 at the bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    /// Values at both ends.
    ends: [f32; 2],
    /// Whether zero is in the middle, and values of either sign are shown.
    about_zero: bool,
    /// Of a scale of decades, the powers of ten between which magnitudes lie.
    powers: Option<[f32; 2]>,
}

impl Norm {
    /// A scale between two values, the first below the second; of one about zero the second counts.
    pub fn new([low, high]: [f32; 2], about_zero: bool, scaling: Scaling) -> Self {
        let ends = if about_zero { [-high, high] } else { [low, high] };
        let powers = match scaling {
            Scaling::Linear => None,
            Scaling::Log(decades) => {
                let top = high.abs().max(f32::MIN_POSITIVE).log10();
                let begins = !about_zero && low > 0.0;
                Some([if begins { low.log10() } else { top - decades as f32 }, top])
            }
        };
        Self { ends, about_zero, powers }
    }

    /// An even scale to 1.
    pub fn unit(about_zero: bool) -> Self {
        Self::new([0.0, 1.0], about_zero, Scaling::Linear)
    }

    /// Values at both ends.
    pub fn ends(&self) -> [f32; 2] {
        match self.powers {
            Some([bottom, _]) if !self.about_zero => [10f32.powf(bottom), self.ends[1]],
            _ => self.ends,
        }
    }

    /// The value at the top.
    pub fn top(&self) -> f32 {
        self.ends[1]
    }

    /// Whether zero is in the middle.
    pub fn is_about_zero(&self) -> bool {
        self.about_zero
    }

    /// Whether values lie by their decades.
    pub fn is_log(&self) -> bool {
        self.powers.is_some()
    }

    /// Where a value lies. What is no number is none.
    #[inline]
    pub fn of(&self, value: f32) -> f32 {
        let [low, high] = self.ends;
        match self.powers {
            None if self.about_zero => value / high,
            None => (value - low) / (high - low),
            Some(_) if value.is_nan() => value,
            Some([bottom, top]) => {
                let part = ((value.abs().log10() - bottom) / (top - bottom)).max(0.0);
                match (self.about_zero, value > 0.0) {
                    (true, _) => part.copysign(value),
                    (false, true) => part,
                    (false, false) => 0.0,
                }
            }
        }
    }

    /// A complex value, or a phase: its magnitude lies on the scale, its direction stays.
    #[inline]
    pub fn of_complex(&self, [re, im]: [f32; 2]) -> [f32; 2] {
        let size = re.hypot(im);
        let by = match self.powers {
            None if self.ends[0] <= 0.0 => self.ends[1].recip(),
            _ if size > 0.0 => self.of(size).max(0.0) / size,
            _ => 0.0,
        };
        [re * by, im * by]
    }

    /// The value that lies there.
    pub fn value(&self, part: f32) -> f32 {
        let [low, high] = self.ends;
        match self.powers {
            None if self.about_zero => part * high,
            None => low + part * (high - low),
            Some([bottom, top]) => 10f32.powf(bottom + part.abs() * (top - bottom)).copysign(part),
        }
    }

    /// What a side of a box measures: numbers at its ends and, of a scale of decades, the power of
    /// ten at number 0.
    pub fn measured(&self) -> ([f64; 2], Option<f64>) {
        match self.powers {
            None => (self.ends.map(f64::from), None),
            Some([bottom, top]) => {
                let decades = f64::from(top - bottom);
                let low = if self.about_zero { -decades } else { 0.0 };
                ([low, decades], Some(f64::from(bottom)))
            }
        }
    }

    /// Ticks of a bar, the value of each the part of the way from its bottom to its top.
    pub fn ticks(&self, least: usize) -> Vec<Tick> {
        let ([low, high], decades) = self.measured();
        let part = |tick: Tick| Tick { value: (tick.value - low) / (high - low), ..tick };
        scale_ticks(low, high, least, decades).into_iter().map(part).collect()
    }

    /// The range on which what lies at one part of the way up a bar comes to lie at another; the end
    /// that is farther away stays where it is.
    pub fn dragged(&self, from: f32, to: f32) -> Option<Range> {
        let ends = self.powers.unwrap_or(self.ends);
        let back = |x: f32| if self.powers.is_some() { 10f32.powf(x) } else { x };
        let range = if self.about_zero {
            self.dragged_about_zero(2.0 * from - 1.0, 2.0 * to - 1.0)?
        } else {
            let [low, high] = ends;
            let value = low + from * (high - low);
            let [low, high] = match from > 0.5 {
                true => [low, low + (value - low) / to],
                false => [high - (high - value) / (1.0 - to), high],
            };
            let [low, high] = [low, high].map(|x| f64::from(back(x)));
            match self.ends[0] == 0.0 && from > 0.5 {
                true => Range::Fixed(high),
                false => Range::Between(low, high),
            }
        };
        let sound = match range {
            Range::Fixed(top) => top > 0.0 && top.is_finite(),
            Range::Between(low, high) => low < high && low.is_finite() && high.is_finite(),
            _ => false,
        };
        sound.then_some(range)
    }

    fn dragged_about_zero(&self, from: f32, to: f32) -> Option<Range> {
        let by = from / to;
        let top = match self.powers {
            None => self.ends[1] * by,
            // The number of decades stays.
            Some([bottom, top]) => 10f32.powf(top + (from.abs() - to.abs()) * (top - bottom)),
        };
        (by > 0.0).then_some(Range::Fixed(f64::from(top)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scales() -> [Norm; 6] {
        let log = Scaling::Log(4);
        [
            Norm::new([0.0, 2.5], true, Scaling::Linear),
            Norm::new([0.0, 2.5], false, Scaling::Linear),
            Norm::new([-0.5, 2.5], false, Scaling::Linear),
            Norm::new([0.0, 2.5], true, log),
            Norm::new([0.0, 2.5], false, log),
            Norm::new([0.01, 2.5], false, log),
        ]
    }

    #[test]
    fn values_come_back_from_where_they_lie() {
        for norm in scales() {
            for value in [0.02, 0.4, 1.7, 2.5] {
                for value in [value, -value] {
                    let shown = norm.is_about_zero() || value > 0.0 && value >= norm.ends()[0];
                    if shown {
                        let back = norm.value(norm.of(value));
                        assert!((back - value).abs() < 1e-5, "{norm:?} {value} {back}");
                    }
                }
            }
            assert!((norm.of(norm.top()) - 1.0).abs() < 1e-6, "{norm:?}");
            assert!(norm.of(f32::NAN).is_nan());
            let low = if norm.is_about_zero() { -1.0 } else { 0.0 };
            assert!((norm.of(norm.ends()[0]) - low).abs() < 1e-6, "{norm:?}");
        }
    }

    #[test]
    fn decades_are_even_and_what_is_below_them_is_nothing() {
        for norm in [scales()[3], scales()[4]] {
            let parts = [2.5, 0.25, 0.025, 0.0025, 0.00025, 1e-9, 0.0].map(|x| norm.of(x));
            for (part, wanted) in parts.into_iter().zip([1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0]) {
                assert!((part - wanted).abs() < 1e-5, "{part} {wanted}");
            }
        }
        assert!((scales()[3].of(-0.025) + 0.5).abs() < 1e-5);
    }

    #[test]
    fn a_phase_keeps_its_direction() {
        for norm in scales() {
            let [re, im] = norm.of_complex([-0.3, 0.4]);
            assert!((im.atan2(re) - 0.4f32.atan2(-0.3)).abs() < 1e-5, "{norm:?}");
            // Magnitudes begin at zero, whatever the scale does.
            let wanted = if norm == scales()[2] { 0.5 / 2.5 } else { norm.of(0.5) };
            assert!((re.hypot(im) - wanted).abs() < 1e-5, "{norm:?}");
            assert_eq!(norm.of_complex([0.0; 2]), [0.0; 2]);
        }
    }

    #[test]
    fn ticks_lie_where_their_values_do() {
        for norm in scales() {
            let ticks = norm.ticks(4);
            assert!(ticks.len() > 2, "{norm:?} {ticks:?}");
            for Tick { value, label } in ticks {
                let number: f32 = label.replace('\u{2212}', "-").parse().expect("a number");
                let part = norm.of(number);
                let part = if norm.is_about_zero() { 0.5 + 0.5 * part } else { part };
                assert!((f64::from(part) - value).abs() < 1e-4, "{norm:?} {label} {value}");
            }
        }
    }

    #[test]
    fn a_value_that_is_dragged_lies_where_it_was_left() {
        for norm in scales() {
            for (from, to) in [(0.9, 0.7), (0.8, 0.95), (0.2, 0.3), (0.1, 0.05)] {
                let part = |u: f32| if norm.is_about_zero() { 2.0 * u - 1.0 } else { u };
                let value = norm.value(part(from));
                let Some(range) = norm.dragged(from, to) else { panic!("{norm:?} {from} {to}") };
                let scaling = if norm.is_log() { Scaling::Log(4) } else { Scaling::Linear };
                let ends = match range {
                    Range::Fixed(top) => [0.0, top as f32],
                    Range::Between(low, high) => [low as f32, high as f32],
                    _ => panic!("{range:?}"),
                };
                let now = Norm::new(ends, norm.is_about_zero(), scaling);
                // Below what is seen of a scale of four decades its lower end moves along.
                if !(norm == scales()[4] && from > 0.5) {
                    let apart = (now.of(value) - part(to)).abs();
                    assert!(apart < 1e-3, "{norm:?} {from} {to}: {range:?} {apart}");
                }
            }
            if !norm.is_log() {
                assert_eq!(norm.dragged(0.9, if norm.is_about_zero() { 0.5 } else { 0.0 }), None);
            }
        }
    }
}
