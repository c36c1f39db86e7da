//! The colours a film will be made of, known before its first frame: a GIF has one palette for all
//! of them, and the first frame may show few.

use crate::view::Picture;
use crate::view::colours::{MapKind, Oklab, Srgb, table, with_magnitude};

/// Every so many colours of the map's table: about as many as can be told apart.
const STEP: usize = 16;

/// Magnitudes of a complex value, where lightness shows them.
const MAGNITUDES: [f32; 4] = [0.1, 0.3, 0.6, 1.0];

/// How the light dims the surface, in linear light, from its dark side to its lit one.
const LIGHT: [f32; 4] = [0.4, 0.6, 0.8, 1.0];

/// The colours of a picture's map at all magnitudes, in light and shade, and of its surroundings.
pub(super) fn of(picture: &Picture) -> Vec<Srgb> {
    let neutral = picture.theme.neutral;
    let table = table(picture.map, neutral);
    let mut colours = vec![picture.theme.background, picture.theme.text, picture.theme.line];
    for full in table.colours().iter().step_by(STEP) {
        let shown: Vec<Oklab> = match picture.map.kind {
            MapKind::Cyclic => {
                MAGNITUDES.iter().map(|&m| with_magnitude(*full, neutral, m)).collect()
            }
            MapKind::Diverging | MapKind::Sequential => vec![*full],
        };
        for (colour, light) in shown.iter().flat_map(|colour| LIGHT.map(|light| (colour, light))) {
            let lit = colour.to_linear().map(|channel| channel * light);
            colours.push(Oklab::from_linear(lit).to_srgb());
        }
    }
    colours
}
