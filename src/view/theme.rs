//! Dark and light surroundings.

use super::colours::{Oklab, Srgb};

/// The colours around the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Name in scenes.
    pub name: &'static str,
    /// Behind everything.
    pub background: Srgb,
    /// Titles and values.
    pub text: Srgb,
    /// Labels and units.
    pub muted: Srgb,
    /// The box and its grid.
    pub line: Srgb,
    /// The sides of the box along x, y and z of the world, where they are told apart.
    pub axes: [Srgb; 3],
    /// What is pointed at.
    pub accent: Srgb,
    /// A promise kept, broken, broken by far.
    pub levels: [Srgb; 3],
    /// Lightness, in Oklab, of a field that is zero.
    pub neutral: f32,
    /// How strongly the ticks continue as lines on the surface.
    pub ink: f32,
    /// How strongly the darkest side of the surface is lit.
    pub ambient: f32,
}

/// All themes; the first is the default.
pub const THEMES: &[Theme] = &[
    Theme {
        name: "dark",
        background: [13, 14, 17],
        text: [236, 240, 247],
        muted: [150, 160, 178],
        line: [146, 154, 172],
        axes: [[235, 124, 112], [116, 168, 246], [132, 200, 128]],
        accent: [255, 214, 102],
        levels: [[104, 190, 120], [232, 176, 76], [236, 96, 88]],
        neutral: 0.27,
        ink: 0.22,
        ambient: 0.45,
    },
    Theme {
        name: "light",
        background: [250, 250, 248],
        text: [24, 30, 42],
        muted: [92, 101, 118],
        line: [70, 82, 104],
        axes: [[188, 62, 54], [44, 98, 190], [44, 124, 60]],
        accent: [176, 84, 0],
        levels: [[34, 128, 62], [160, 98, 0], [192, 44, 40]],
        neutral: 0.93,
        ink: 0.25,
        ambient: 0.66,
    },
];

/// The theme of that name.
pub fn theme(name: &str) -> Option<&'static Theme> {
    THEMES.iter().find(|theme| theme.name == name)
}

impl Theme {
    /// The background in linear light.
    pub fn background_linear(&self) -> [f32; 3] {
        Oklab::from_srgb(self.background).to_linear()
    }
}
