//! The colour maps there are.

use super::Oklab;
pub use crate::scene::settings::MapKind;
use std::f32::consts::{FRAC_PI_2, TAU};

/// A colour map: one row of [`COLOUR_MAPS`].
pub struct ColourMap {
    /// Name in scenes.
    pub name: &'static str,
    /// What it looks like and when to take it.
    pub summary: &'static str,
    /// What it is for.
    pub kind: MapKind,
    /// The curve through Oklab: `u` in [0, 1] and the lightness of zero in the theme. Tables walk
    /// it at even speed, whatever the parametrisation here.
    pub curve: fn(u: f32, neutral: f32) -> Oklab,
}

/// All colour maps; the first of each kind is the default.
pub const COLOUR_MAPS: &[ColourMap] = &[
    ColourMap {
        name: "phase",
        summary: "hue is phase: the largest circle of one lightness inside sRGB",
        kind: MapKind::Cyclic,
        curve: |u, _| Oklab::from_lch(CIRCLE_L, CIRCLE_C, TAU * u + HUE_OF_ZERO),
    },
    ColourMap {
        name: "phase-safe",
        summary: "phase by lightness and blue-yellow, for eyes that mix up red and green",
        kind: MapKind::Cyclic,
        curve: |u, _| {
            let (sin, cos) = (TAU * u).sin_cos();
            Oklab::new(0.66 + 0.125 * cos, 0.0, 0.125 * sin)
        },
    },
    ColourMap {
        name: "diverging",
        summary: "blue below zero, orange above, zero as quiet as the surroundings",
        kind: MapKind::Diverging,
        curve: diverging,
    },
    ColourMap {
        name: "sequential",
        summary: "from quiet through violet and rose to pale gold, lightness rising evenly",
        kind: MapKind::Sequential,
        curve: sequential,
    },
];

/// A circle in Oklab: what the shader makes a phase factor `cos + i sin` into, without an angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// The middle.
    pub centre: Oklab,
    /// From the middle to phase 0.
    pub cosine: Oklab,
    /// From the middle to phase `pi/2`.
    pub sine: Oklab,
}

impl Circle {
    /// The circle of a cyclic map, begun at `zero` radians.
    pub fn new(map: &ColourMap, neutral: f32, zero: f32) -> Self {
        let at = |phase: f32| (map.curve)(((phase - zero) / TAU).rem_euclid(1.0), neutral);
        let centre = at(0.0).mix(at(0.5 * TAU), 0.5);
        let from_centre = |c: Oklab| Oklab::new(c.l - centre.l, c.a - centre.a, c.b - centre.b);
        Self { centre, cosine: from_centre(at(0.0)), sine: from_centre(at(FRAC_PI_2)) }
    }

    /// The colour of a phase.
    pub fn at(&self, phase: f32) -> Oklab {
        let (sin, cos) = phase.sin_cos();
        let sum = |m: f32, c: f32, s: f32| m + cos * c + sin * s;
        let Self { centre, cosine, sine } = self;
        Oklab::new(
            sum(centre.l, cosine.l, sine.l),
            sum(centre.a, cosine.a, sine.a),
            sum(centre.b, cosine.b, sine.b),
        )
    }
}

/// Lightness of the phase circle.
pub const CIRCLE_L: f32 = 0.75;
/// Chroma of the phase circle: the largest for which every hue is inside sRGB at that lightness.
pub const CIRCLE_C: f32 = 0.1275;
/// Hue of phase zero in radians: a warm red, so that +1 is warm and -1 is its cool opposite.
const HUE_OF_ZERO: f32 = 0.45;

/// The map of that name.
pub fn colour_map(name: &str) -> Option<&'static ColourMap> {
    COLOUR_MAPS.iter().find(|map| map.name == name)
}

/// The default map for a kind of data.
pub fn default_map(kind: MapKind) -> &'static ColourMap {
    COLOUR_MAPS.iter().find(|map| map.kind == kind).unwrap_or(&COLOUR_MAPS[0])
}

/// Two arms of equal length and lightness from the neutral grey, bent so that they leave it in
/// their own hue.
fn diverging(u: f32, neutral: f32) -> Oklab {
    let end_l = if neutral < 0.5 { 0.76 } else { 0.56 };
    let (blue, orange) = (Oklab::from_lch(end_l, 0.112, 4.35), Oklab::from_lch(end_l, 0.112, 1.05));
    let t = (2.0 * u - 1.0).abs();
    let end = if u < 0.5 { blue } else { orange };
    let swell = 0.035 * (t * 2.0 * FRAC_PI_2).sin();
    let straight = Oklab::grey(neutral).mix(end, t);
    let (sin, cos) = end.hue().sin_cos();
    Oklab::new(straight.l, straight.a + swell * cos, straight.b + swell * sin)
}

/// A spiral from the neutral grey to the far end of lightness.
fn sequential(u: f32, neutral: f32) -> Oklab {
    let dark = neutral < 0.5;
    let far = if dark { 0.93 } else { 0.33 };
    let lightness = neutral + (far - neutral) * u;
    // Violet first, gold last, whichever way lightness runs.
    let place = if dark { u } else { 1.0 - u };
    let hue = -1.25 + 2.85 * place;
    let chroma =
        0.125 * (u * 2.4).min(1.0).powf(0.8) * if dark { 1.0 - 0.45 * u.powi(4) } else { 1.0 };
    Oklab::from_lch(lightness, chroma, hue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyclic_maps_are_circles() {
        for map in COLOUR_MAPS.iter().filter(|map| map.kind == MapKind::Cyclic) {
            let circle = Circle::new(map, 0.27, 0.4);
            for i in 0..50 {
                let phase = 0.13 * i as f32;
                let u = ((phase - 0.4) / TAU).rem_euclid(1.0);
                assert!(
                    circle.at(phase).distance((map.curve)(u, 0.27)) < 1e-5,
                    "{} {phase}",
                    map.name
                );
            }
        }
    }
}
