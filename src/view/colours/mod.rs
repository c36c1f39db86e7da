//! Colour maps, all built in Oklab so that equal steps of the value look equally large.
//!
//! # Conventions
//! A map is a function of `u` in [0, 1]: for cyclic maps `u = phase / 2 pi`, for diverging ones
//! `u = 1/2` is zero, for sequential ones `u = 0` is zero. Tables hold Oklab, so the shader mixes
//! and darkens where hue does not shift.
//!
//! # Reference
//! B. Ottosson, *A perceptual color space for image processing* (2020).

mod maps;
mod oklab;
mod table;

pub use maps::{COLOUR_MAPS, Circle, ColourMap, MapKind, colour_map, default_map};
pub use oklab::{Oklab, Srgb};
pub use table::{TABLE_LEN, Table, table};

/// Colour of a complex number of magnitude `m` in [0, 1] whose full colour is `full`: from the
/// neutral lightness of zero to the full colour. By the root of `m`, so that weak fields stay
/// visible beside strong ones. The shader does the same.
pub fn with_magnitude(full: Oklab, neutral: f32, m: f32) -> Oklab {
    Oklab::grey(neutral).mix(full, m.clamp(0.0, 1.0).sqrt())
}

/// Colours of curves, told apart by everybody and seen on dark and light.
///
/// # Reference
/// M. Okabe and K. Ito, "Color universal design" (2008), the darkest and the palest of them nearer
/// to the middle.
pub const CURVE_COLOURS: [Srgb; 8] = [
    [230, 159, 0],
    [86, 180, 233],
    [0, 158, 115],
    [204, 121, 167],
    [213, 94, 0],
    [52, 128, 196],
    [196, 178, 40],
    [128, 128, 136],
];
