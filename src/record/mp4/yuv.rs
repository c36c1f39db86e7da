//! sRGB to Y'CbCr 4:2:0, BT.709, limited range.
//!
//! # Equation
//! ```text
//! Y' = 16 + 219 (Kr R' + Kg G' + Kb B')
//! Cb = 128 + 224 (B' - Y'709) / (2 (1 - Kb))
//! Cr = 128 + 224 (R' - Y'709) / (2 (1 - Kr))
//! ```
//! # Conventions
//! R', G', B' are sRGB bytes / 255. A colour sample sits on the left pixel of its pair and between
//! its two rows, which is what a decoder assumes of H.264 that does not say otherwise; the pixels
//! around it weigh 1 2 1 along the row and 1 1 across.
//!
//! # Reference
//! ITU-R BT.709-6, section 3; ITU-T H.264, figure E-1 (chroma sample location type 0).

use crate::lattice::simd::{Kernel, Vector, dispatch};
use openh264::formats::YUVSource;

/// Weight of red in the luma of BT.709.
const KR: f64 = 0.2126;
/// Weight of blue.
const KB: f64 = 0.0722;

/// What red, green and blue bytes add to luma, and to the two colour differences.
const LUMA: [f32; 3] = [
    (219.0 / 255.0 * KR) as f32,
    (219.0 / 255.0 * (1.0 - KR - KB)) as f32,
    (219.0 / 255.0 * KB) as f32,
];
const CB: [f32; 3] = chroma(-KR / (2.0 - 2.0 * KB), 0.5);
const CR: [f32; 3] = {
    let [blue, green, red] = chroma(-KB / (2.0 - 2.0 * KR), 0.5);
    [red, green, blue]
};

/// Coefficients of a colour difference, of which the middle one makes the sum zero: grey has no
/// colour.
const fn chroma(first: f64, last: f64) -> [f32; 3] {
    let (first, last) = (224.0 / 255.0 * first, 224.0 / 255.0 * last);
    [first as f32, (-first - last) as f32, last as f32]
}

/// Numbers from here on have no fraction, so adding this one rounds, and leaves the integer in the
/// lowest bits: half the work of a conversion, and done in vectors on every machine.
const ROUND: f32 = (1 << 23) as f32;

/// A picture in three planes, the form the encoder takes: whole blocks of 16 x 16 pixels, filled up
/// beyond the right and lower edge with what is on it.
pub(super) struct Yuv {
    /// Size of the picture.
    width: usize,
    /// Size of the planes.
    wide: usize,
    high: usize,
    y: Vec<u8>,
    u: Vec<u8>,
    v: Vec<u8>,
}

impl Yuv {
    /// A picture of even extents.
    pub fn new(width: usize, height: usize) -> Self {
        let (wide, high) = (width.next_multiple_of(16), height.next_multiple_of(16));
        let quarter = wide / 2 * (high / 2);
        let plane = |pixels| vec![0; pixels];
        Self { width, wide, high, y: plane(wide * high), u: plane(quarter), v: plane(quarter) }
    }

    /// Converts a picture of the same size; its alpha is ignored. On this thread alone: the others
    /// are at work on the next picture.
    pub fn convert(&mut self, rgba: &[u8]) {
        let height = rgba.len() / (4 * self.width);
        dispatch(Conversion { yuv: self, rgba });
        let (wide, half) = (self.wide, self.wide / 2);
        fill_rows(&mut self.y, wide, height);
        fill_rows(&mut self.u, half, height / 2);
        fill_rows(&mut self.v, half, height / 2);
    }
}

/// All rows of a picture; plain loops, of which the instructions of the machine make vectors.
struct Conversion<'a> {
    yuv: &'a mut Yuv,
    rgba: &'a [u8],
}

impl Kernel<f32> for Conversion<'_> {
    #[inline(always)]
    fn run<V: Vector<f32>>(self) {
        let Self { yuv, rgba } = self;
        let (width, wide, half) = (yuv.width, yuv.wide, yuv.wide / 2);
        let chroma = yuv.u.chunks_mut(half).zip(yuv.v.chunks_mut(half));
        let planes = yuv.y.chunks_mut(2 * wide).zip(chroma);
        for (pair, (y, (u, v))) in rgba.chunks(8 * width).zip(planes) {
            let (above, below) = pair.as_chunks::<4>().0.split_at(width);
            let (first, second) = y.split_at_mut(wide);
            luma(above, first);
            luma(below, second);
            colour(above, below, &mut u[..width / 2], &mut v[..width / 2]);
            fill_row(first, width);
            fill_row(second, width);
            fill_row(u, width / 2);
            fill_row(v, width / 2);
        }
    }
}

/// Repeats the last pixel of a row.
fn fill_row(row: &mut [u8], width: usize) {
    let last = row[width - 1];
    row[width..].fill(last);
}

/// Repeats the last row of a plane.
fn fill_rows(plane: &mut [u8], wide: usize, height: usize) {
    let last = (height - 1) * wide..height * wide;
    for start in (height * wide..plane.len()).step_by(wide) {
        plane.copy_within(last.clone(), start);
    }
}

#[inline(always)]
fn luma(pixels: &[[u8; 4]], y: &mut [u8]) {
    for (pixel, y) in pixels.iter().zip(y) {
        let [r, g, b] = channels(*pixel).map(|channel| channel as f32);
        *y = rounded(dot(LUMA, [r, g, b]) + (ROUND + 16.0));
    }
}

/// Colour differences of one pair of rows.
#[inline(always)]
fn colour(above: &[[u8; 4]], below: &[[u8; 4]], u: &mut [u8], v: &mut [u8]) {
    // The weights 1 2 1 times 1 1 add up to 8.
    const EIGHTH: f32 = 0.125;
    let sum = |p: [u8; 4], q: [u8; 4]| {
        let (p, q) = (channels(p), channels(q));
        [p[0] + q[0], p[1] + q[1], p[2] + q[2]]
    };
    // Left of the first pixel there is nothing but itself.
    let mut left: [i32; 3] = sum(above[0], below[0]);
    let pairs = above.as_chunks::<2>().0.iter().zip(below.as_chunks::<2>().0);
    for ((above, below), (u, v)) in pairs.zip(u.iter_mut().zip(v)) {
        let (middle, right) = (sum(above[0], below[0]), sum(above[1], below[1]));
        let rgb = [0, 1, 2].map(|c| (left[c] + 2 * middle[c] + right[c]) as f32 * EIGHTH);
        *u = rounded(dot(CB, rgb) + (ROUND + 128.0));
        *v = rounded(dot(CR, rgb) + (ROUND + 128.0));
        left = right;
    }
}

/// Red, green and blue, taken out of one word rather than out of three bytes.
#[inline(always)]
fn channels(pixel: [u8; 4]) -> [i32; 3] {
    let word = i32::from_le_bytes(pixel);
    [word & 255, (word >> 8) & 255, (word >> 16) & 255]
}

#[inline(always)]
fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The integer that a number above [`ROUND`] ends in.
#[inline(always)]
fn rounded(number: f32) -> u8 {
    number.to_bits() as u8
}

impl YUVSource for Yuv {
    fn dimensions(&self) -> (usize, usize) {
        (self.wide, self.high)
    }
    fn strides(&self) -> (usize, usize, usize) {
        (self.wide, self.wide / 2, self.wide / 2)
    }
    fn y(&self) -> &[u8] {
        &self.y
    }
    fn u(&self) -> &[u8] {
        &self.u
    }
    fn v(&self) -> &[u8] {
        &self.v
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colour bars at full amplitude, in the order red, green, blue, white, black.
    /// ITU-R BT.709 in limited range, rounded from the defining equations.
    const BARS: [([u8; 3], [u8; 3]); 5] = [
        ([255, 0, 0], [63, 102, 240]),
        ([0, 255, 0], [173, 42, 26]),
        ([0, 0, 255], [32, 240, 118]),
        ([255, 255, 255], [235, 128, 128]),
        ([0, 0, 0], [16, 128, 128]),
    ];

    #[test]
    fn colour_bars() {
        for ([r, g, b], expected) in BARS {
            let mut yuv = Yuv::new(6, 4);
            yuv.convert(&[r, g, b, 255].repeat(24));
            assert!(yuv.y.iter().all(|&y| y == expected[0]), "luma of {r} {g} {b}");
            assert!(yuv.u.iter().all(|&u| u == expected[1]), "Cb of {r} {g} {b}");
            assert!(yuv.v.iter().all(|&v| v == expected[2]), "Cr of {r} {g} {b}");
        }
    }

    #[test]
    fn colour_sits_on_the_left_pixel() {
        // One red column, at x = 2 of 8: the sample at its left pixel takes half of it, no other any.
        let even = red_column(2);
        assert_eq!(even, [128, 184, 128, 128]);
        // At x = 3 it is shared evenly by the samples at x = 2 and x = 4.
        assert_eq!(red_column(3), [128, 156, 156, 128]);
    }

    fn red_column(at: usize) -> Vec<u8> {
        let mut rgba = [0, 0, 0, 255].repeat(16);
        rgba[4 * at] = 255;
        rgba[4 * (8 + at)] = 255;
        let mut yuv = Yuv::new(8, 2);
        yuv.convert(&rgba);
        yuv.v[..4].to_vec()
    }
}
