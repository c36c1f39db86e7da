//! How values become displacements and colours.

use super::Reach;
use crate::quantity::Kind;
use crate::view::colours::MapKind;
use crate::view::scale::Norm;
use crate::view::{Picture, Ranges};

/// How a value of the height becomes a displacement.
#[derive(Clone, Copy, Debug)]
pub struct HeightRule {
    norm: Norm,
    kind: Kind,
    /// Whether a complex value stands up by its magnitude.
    magnitude: bool,
}

impl HeightRule {
    /// That of a picture.
    pub fn new(picture: &Picture, ranges: &Ranges) -> Self {
        let parts = (picture.mode.reach)(picture.cut) == Reach::Components;
        // Components are real, whatever the height is.
        let kind = if parts { Kind::Scalar } else { picture.height.kind };
        let magnitude = kind == Kind::Complex && !picture.winds();
        Self { norm: ranges.height_norm(), kind, magnitude }
    }

    /// Real and imaginary part of the displacement, in units of the top of the range; none where
    /// there is no number.
    pub fn of(&self, [re, im]: [f32; 2]) -> [f32; 2] {
        if re.is_nan() || im.is_nan() {
            return [0.0; 2];
        }
        match self.kind {
            _ if self.magnitude => [self.norm.of(re.hypot(im)), 0.0],
            Kind::Complex => self.norm.of_complex([re, im]),
            Kind::Scalar | Kind::Angle => [self.norm.of(re), 0.0],
        }
    }
}

/// How a value of the colour becomes a place on its map.
#[derive(Clone, Copy, Debug)]
pub struct ColourRule {
    norm: Norm,
    phases: bool,
    /// Whether the middle of the map stands for 0, though the scale begins at its lower end.
    centred: bool,
}

impl ColourRule {
    /// That of a picture.
    pub fn new(picture: &Picture, ranges: &Ranges) -> Self {
        let norm = ranges.colour_norm();
        let centred = picture.map.kind == MapKind::Diverging && !norm.is_about_zero();
        Self { norm, phases: picture.shows_phase(), centred }
    }

    /// Real and imaginary part of a phase with its magnitude, or a place on a map of values; what is
    /// no number stays none.
    #[inline]
    pub fn of(&self, [re, im]: [f32; 2]) -> [f32; 2] {
        match (self.phases, self.centred) {
            (true, _) => self.norm.of_complex([re, im]),
            (false, true) => [2.0 * self.norm.of(re) - 1.0, 0.0],
            (false, false) => [self.norm.of(re), 0.0],
        }
    }
}
