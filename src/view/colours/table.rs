//! Sampling a map at even steps of perceived difference.

use super::{ColourMap, MapKind, Oklab};

/// Number of intervals of a table; the last entry repeats the first of a cyclic map.
pub const TABLE_LEN: usize = 512;

/// Points of the curve that are measured to find the even steps.
const FINE: usize = 8 * TABLE_LEN;

/// A colour map as `TABLE_LEN + 1` colours at even steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Table(Vec<Oklab>);

/// Samples a map for a theme whose zero has lightness `neutral`.
pub fn table(map: &ColourMap, neutral: f32) -> Table {
    let curve: Vec<Oklab> =
        (0..=FINE).map(|i| (map.curve)(i as f32 / FINE as f32, neutral)).collect();
    match map.kind {
        // The arms are evened out separately, so that zero stays in the middle.
        MapKind::Diverging => {
            let mut colours = even(&curve[..=FINE / 2], TABLE_LEN / 2);
            colours.pop();
            colours.extend(even(&curve[FINE / 2..], TABLE_LEN / 2));
            Table(colours)
        }
        MapKind::Cyclic | MapKind::Sequential => Table(even(&curve, TABLE_LEN)),
    }
}

impl Table {
    /// The colour at `u`, which is clamped to [0, 1].
    pub fn at(&self, u: f32) -> Oklab {
        let place = u.clamp(0.0, 1.0) * TABLE_LEN as f32;
        let i = (place as usize).min(TABLE_LEN - 1);
        self.0[i].mix(self.0[i + 1], place - i as f32)
    }

    /// The colour of a phase in radians.
    pub fn at_phase(&self, phase: f32) -> Oklab {
        self.at((phase / std::f32::consts::TAU).rem_euclid(1.0))
    }

    /// All `TABLE_LEN + 1` colours.
    pub fn colours(&self) -> &[Oklab] {
        &self.0
    }
}

/// `count + 1` points along a curve at equal arc length.
fn even(curve: &[Oklab], count: usize) -> Vec<Oklab> {
    let mut length = vec![0.0f32; curve.len()];
    for i in 1..curve.len() {
        length[i] = length[i - 1] + curve[i].distance(curve[i - 1]);
    }
    let total = length[curve.len() - 1];
    let mut i = 0;
    let at = |k: usize| {
        let goal = total * k as f32 / count as f32;
        while i + 2 < curve.len() && length[i + 1] < goal {
            i += 1;
        }
        let step = (length[i + 1] - length[i]).max(f32::MIN_POSITIVE);
        curve[i].mix(curve[i + 1], ((goal - length[i]) / step).clamp(0.0, 1.0))
    };
    (0..=count).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{COLOUR_MAPS, with_magnitude};
    use super::*;

    const NEUTRALS: [f32; 2] = [0.27, 0.94];

    #[test]
    fn steps_are_uniform() {
        for (map, neutral) in COLOUR_MAPS.iter().flat_map(|map| NEUTRALS.map(|n| (map, n))) {
            let colours = table(map, neutral);
            let steps: Vec<f32> =
                colours.colours().windows(2).map(|pair| pair[0].distance(pair[1])).collect();
            let mean = steps.iter().sum::<f32>() / steps.len() as f32;
            for (i, step) in steps.iter().enumerate() {
                assert!((step / mean - 1.0).abs() < 0.02, "{} step {i}: {step} {mean}", map.name);
            }
        }
    }

    #[test]
    fn everything_is_inside_srgb() {
        for (map, neutral) in COLOUR_MAPS.iter().flat_map(|map| NEUTRALS.map(|n| (map, n))) {
            for colour in table(map, neutral).colours() {
                for m in [0.1, 0.5, 1.0] {
                    let shown = if map.kind == MapKind::Cyclic {
                        with_magnitude(*colour, neutral, m)
                    } else {
                        *colour
                    };
                    for channel in shown.to_linear() {
                        assert!(
                            (-0.004..1.004).contains(&channel),
                            "{} {shown:?} {channel}",
                            map.name
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn cyclic_ends_meet() {
        for map in COLOUR_MAPS.iter().filter(|map| map.kind == MapKind::Cyclic) {
            let colours = table(map, 0.27);
            assert!(colours.at(0.0).distance(colours.at(1.0)) < 1e-5, "{}", map.name);
            assert!(
                colours.at_phase(-0.3).distance(colours.at_phase(std::f32::consts::TAU - 0.3))
                    < 1e-4
            );
        }
    }

    #[test]
    fn phase_is_hue_at_one_lightness() {
        let colours = table(&COLOUR_MAPS[0], 0.27);
        let zero = colours.at_phase(0.0).hue();
        for i in 1..100 {
            let phase = 0.0628 * i as f32;
            let colour = colours.at_phase(phase);
            let turned = (colour.hue() - zero).rem_euclid(std::f32::consts::TAU);
            assert!(
                (turned - phase).abs() < 2e-3 && (colour.l - 0.75).abs() < 1e-4,
                "{phase} {turned}"
            );
        }
    }

    #[test]
    fn lightness_is_monotone_and_symmetric_where_promised() {
        for neutral in NEUTRALS {
            for map in COLOUR_MAPS {
                let colours = table(map, neutral);
                let rising = |from: f32, to: f32| {
                    let l = |t: f32| colours.at(from + (to - from) * t).l;
                    let sign = (l(1.0) - l(0.0)).signum();
                    (0..64).all(|i| sign * (l((i + 1) as f32 / 64.0) - l(i as f32 / 64.0)) > 0.0)
                };
                match map.kind {
                    MapKind::Cyclic => {}
                    MapKind::Sequential => assert!(rising(0.0, 1.0), "{}", map.name),
                    MapKind::Diverging => {
                        assert!(rising(0.5, 1.0) && rising(0.5, 0.0), "{}", map.name);
                        for u in [0.1, 0.3, 0.45] {
                            assert!((colours.at(u).l - colours.at(1.0 - u).l).abs() < 1e-3);
                        }
                    }
                }
            }
        }
    }
}
