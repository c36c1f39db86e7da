//! The Oklab colour space and its way to and from sRGB.

/// A colour in Oklab: lightness and two opponent axes (green-red, blue-yellow).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Oklab {
    /// Lightness, 0 black to 1 white.
    pub l: f32,
    /// Green (negative) to red.
    pub a: f32,
    /// Blue (negative) to yellow.
    pub b: f32,
}

/// A colour in sRGB, 8 bits a channel, as it stands in a file.
pub type Srgb = [u8; 3];

impl Oklab {
    /// From its three coordinates.
    pub const fn new(l: f32, a: f32, b: f32) -> Self {
        Self { l, a, b }
    }

    /// From lightness, chroma and hue in radians.
    pub fn from_lch(l: f32, chroma: f32, hue: f32) -> Self {
        Self::new(l, chroma * hue.cos(), chroma * hue.sin())
    }

    /// A grey.
    pub const fn grey(l: f32) -> Self {
        Self::new(l, 0.0, 0.0)
    }

    /// Hue angle in radians, in (-pi, pi].
    pub fn hue(self) -> f32 {
        self.b.atan2(self.a)
    }

    /// Distance from grey.
    pub fn chroma(self) -> f32 {
        self.a.hypot(self.b)
    }

    /// The point a part `t` of the way to `other`.
    pub fn mix(self, other: Self, t: f32) -> Self {
        let at = |x: f32, y: f32| x + (y - x) * t;
        Self::new(at(self.l, other.l), at(self.a, other.a), at(self.b, other.b))
    }

    /// Euclidean distance: how different two colours look.
    pub fn distance(self, other: Self) -> f32 {
        ((self.l - other.l).powi(2) + (self.a - other.a).powi(2) + (self.b - other.b).powi(2))
            .sqrt()
    }

    /// Linear-light sRGB; outside [0, 1] when sRGB cannot show the colour.
    pub fn to_linear(self) -> [f32; 3] {
        let Self { l, a, b } = self;
        let p = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let q = (l - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let r = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        [
            4.076_741_7 * p - 3.307_711_6 * q + 0.230_969_94 * r,
            -1.268_438 * p + 2.609_757_4 * q - 0.341_319_4 * r,
            -0.004_196_086_3 * p - 0.703_418_6 * q + 1.707_614_7 * r,
        ]
    }

    /// From linear-light sRGB.
    pub fn from_linear([r, g, b]: [f32; 3]) -> Self {
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        Self {
            l: 0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            a: 1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            b: 0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        }
    }

    /// 8-bit sRGB, channels clamped.
    pub fn to_srgb(self) -> Srgb {
        self.to_linear().map(|x| (encode(x.clamp(0.0, 1.0)) * 255.0).round() as u8)
    }

    /// From 8-bit sRGB.
    pub fn from_srgb(colour: Srgb) -> Self {
        Self::from_linear(colour.map(|x| decode(f32::from(x) / 255.0)))
    }
}

/// Linear light to the sRGB curve.
fn encode(x: f32) -> f32 {
    if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 }
}

/// The sRGB curve to linear light.
fn decode(x: f32) -> f32 {
    if x <= 0.040_45 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn srgb_survives_the_round_trip() {
        for colour in [[0, 0, 0], [255, 255, 255], [255, 0, 0], [13, 200, 97], [1, 2, 250]] {
            assert_eq!(Oklab::from_srgb(colour).to_srgb(), colour);
        }
    }

    #[test]
    fn published_values_are_reproduced() {
        let red = Oklab::from_srgb([255, 0, 0]);
        assert!(red.distance(Oklab::new(0.627_955, 0.224_863, 0.125_846)) < 1e-5, "{red:?}");
        assert!(Oklab::from_srgb([255, 255, 255]).distance(Oklab::grey(1.0)) < 1e-5);
    }

    #[test]
    fn scaling_linear_light_keeps_the_hue() {
        let colour = Oklab::from_lch(0.75, 0.1275, 2.1);
        let dimmed = Oklab::from_linear(colour.to_linear().map(|x| 0.37 * x));
        assert!((dimmed.hue() - 2.1).abs() < 1e-4);
    }
}
