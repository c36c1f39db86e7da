//! What a stroke adds to the field.

use super::Shown;
use crate::app::Brush;
use crate::lattice::Lattice;

/// The brush of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrushSettings {
    /// Height of the bump.
    pub amount: f64,
    /// Its standard deviation.
    pub radius: f64,
    /// Its phase in radians.
    pub phase: f32,
    /// Component of the spinor, from 1.
    pub component: usize,
}

impl Default for BrushSettings {
    fn default() -> Self {
        Self { amount: 0.5, radius: 3.0, phase: 0.0, component: 1 }
    }
}

impl BrushSettings {
    /// A brush that suits a field: half as high as what is drawn, a thirtieth as wide as the
    /// lattice.
    pub fn for_field(shown: &Shown) -> Self {
        let longest = Self::default().longest(shown.lattice);
        let amount = 0.5 * f64::from(shown.ranges.height());
        let radius = (longest / 7.5).max(1.5 * shown.lattice.spacing());
        Self { amount: two_digits(amount), radius: two_digits(radius), ..Self::default() }
    }

    /// The largest radius that makes sense: a quarter of the longest side.
    pub fn longest(&self, lattice: &Lattice) -> f64 {
        let sites = lattice.shape().iter().copied().max().unwrap_or(1);
        (0.25 * sites as f64 * lattice.spacing()).max(lattice.spacing())
    }

    /// The bump at a place; `sign` is negative when it takes away.
    pub fn at(&self, centre: [f64; 3], sign: f64) -> Brush {
        let Self { amount, radius, phase, component } = *self;
        Brush { centre, radius, amount: sign * amount, phase: f64::from(phase), component }
    }
}

/// Two significant digits.
fn two_digits(value: f64) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return 1.0;
    }
    let scale = 10f64.powf(1.0 - value.log10().floor());
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brush_takes_away_what_it_adds() {
        let brush = BrushSettings { phase: 0.7, component: 2, ..BrushSettings::default() };
        let [adds, takes] = [1.0, -1.0].map(|sign| brush.at([1.0, 2.0, -3.0], sign));
        assert_eq!(adds.amount, -takes.amount);
        assert_eq!(Brush { amount: 0.0, ..adds }, Brush { amount: 0.0, ..takes });
        assert_eq!((adds.component, adds.centre), (2, [1.0, 2.0, -3.0]));
    }

    #[test]
    fn numbers_begin_round() {
        assert_eq!(two_digits(0.123_4), 0.12);
        assert_eq!(two_digits(4_321.0), 4_300.0);
        assert_eq!(two_digits(f64::NAN), 1.0);
    }
}
