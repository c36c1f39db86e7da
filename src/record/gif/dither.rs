//! Ordered dithering: every pixel is one of two colours of the palette, by a fixed pattern.
//!
//! The pattern does not depend on the neighbours or on time, so a colour that stands still makes
//! the same dots in every picture: nothing flickers, and unchanged parts cost no bytes.

use super::oklab::{Lab, distance, from_srgb};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Bits of each colour channel that choose a cell.
const BITS: usize = 6;
const SIDE: usize = 1 << BITS;

/// What a mixture of two distant colours costs, as a part of their squared distance: dots that
/// differ much are seen as dots.
const GRAIN: f32 = 0.15;

/// Two colours and how many of 64 dots take the second.
#[derive(Clone, Copy)]
struct Mix {
    first: u8,
    second: u8,
    dots: u8,
}

impl Mix {
    /// As a number that is never [`UNKNOWN`].
    const fn pack(self) -> u32 {
        u32::from_be_bytes([0, self.first, self.second, self.dots])
    }

    const fn unpack(packed: u32) -> Self {
        let [_, first, second, dots] = packed.to_be_bytes();
        Self { first, second, dots }
    }
}

/// Marks a cell whose mixture was not needed so far.
const UNKNOWN: u32 = u32::MAX;

/// The mixture for every colour, by cells of 4 x 4 x 4 sRGB values.
pub(super) struct Ditherer {
    palette: Vec<Lab>,
    /// Filled when first needed: pictures hold few of all colours. Two threads that fill the same
    /// cell write the same value.
    cells: Vec<AtomicU32>,
}

impl Ditherer {
    /// Dithers with these colours.
    pub fn new(palette: &[[u8; 3]]) -> Self {
        let cells: Vec<_> = (0..SIDE.pow(3)).map(|_| AtomicU32::new(UNKNOWN)).collect();
        // A colour of the palette is itself, or flat areas would get a few odd dots.
        for (first, &rgb) in palette.iter().enumerate() {
            let first = first as u8;
            let itself = Mix { first, second: first, dots: 0 };
            cells[cell(rgb)].store(itself.pack(), Relaxed);
        }
        let palette = palette.iter().map(|&rgb| from_srgb(rgb)).collect();
        Self { palette, cells }
    }

    /// Number in the palette of the colour that pixel (x, y) takes.
    pub fn index(&self, rgb: [u8; 3], x: usize, y: usize) -> u8 {
        let mix = self.mix(cell(rgb));
        if BAYER[y % 8][x % 8] < mix.dots { mix.second } else { mix.first }
    }

    fn mix(&self, cell: usize) -> Mix {
        let known = self.cells[cell].load(Relaxed);
        if known != UNKNOWN {
            return Mix::unpack(known);
        }
        let mix = best_mix(from_srgb(centre(cell)), &self.palette);
        self.cells[cell].store(mix.pack(), Relaxed);
        mix
    }
}

fn cell(rgb: [u8; 3]) -> usize {
    rgb.iter().fold(0, |cell, &c| cell << BITS | usize::from(c >> (8 - BITS)))
}

/// The colour in the middle of a cell; black and white stay what they are.
fn centre(cell: usize) -> [u8; 3] {
    let level = |i: usize| (i * 255 / (SIDE - 1)) as u8;
    [level(cell >> (2 * BITS)), level(cell >> BITS & (SIDE - 1)), level(cell & (SIDE - 1))]
}

/// The nearest colour and the partner that brings the mean closest.
fn best_mix(target: Lab, palette: &[Lab]) -> Mix {
    let near = |a: &(usize, &Lab), b: &(usize, &Lab)| {
        distance(*a.1, target).total_cmp(&distance(*b.1, target))
    };
    let (first, &p) = palette.iter().enumerate().min_by(near).unwrap_or((0, &target));
    let mut best = Mix { first: first as u8, second: first as u8, dots: 0 };
    let mut least = distance(p, target);
    for (second, &q) in palette.iter().enumerate() {
        let (part, error) = mixture(target, p, q);
        if error < least {
            least = error;
            best = Mix { second: second as u8, dots: (part * 64.0).round() as u8, ..best };
        }
    }
    best
}

/// The part of `q`, at most a half, that brings `p` closest to the target, and what it costs.
fn mixture(target: Lab, p: Lab, q: Lab) -> (f32, f32) {
    let apart = distance(p, q);
    if apart == 0.0 {
        return (0.0, f32::INFINITY);
    }
    let along: f32 = (0..3).map(|i| (target[i] - p[i]) * (q[i] - p[i])).sum();
    let part = (along / apart).clamp(0.0, 0.5);
    let mean = [0, 1, 2].map(|i| p[i] + part * (q[i] - p[i]));
    (part, distance(mean, target) + GRAIN * part * (1.0 - part) * apart)
}

/// The order in which the dots of an 8 x 8 square are set, as even as possible at every number.
const BAYER: [[u8; 8]; 8] = {
    let mut order = [[0; 8]; 8];
    let mut i = 0;
    while i < 64 {
        let (y, x) = (i / 8, i % 8);
        let mut bit = 0;
        while bit < 3 {
            // Bits of x ^ y and y, interleaved in reverse.
            let (a, b) = ((x ^ y) >> bit & 1, y >> bit & 1);
            order[y][x] |= ((a << 1 | b) << (2 * (2 - bit))) as u8;
            bit += 1;
        }
        i += 1;
    }
    order
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_complete_and_even() {
        let mut seen: Vec<u8> = BAYER.concat();
        seen.sort_unstable();
        assert_eq!(seen, (0..64).collect::<Vec<u8>>());
        // The first quarter of the dots lies on every second row and column.
        for (y, row) in BAYER.iter().enumerate() {
            for (x, &rank) in row.iter().enumerate() {
                assert_eq!(rank < 16, x % 2 == 0 && y % 2 == 0, "({x}, {y})");
            }
        }
    }

    #[test]
    fn the_mean_of_the_dots_is_the_colour() {
        let palette: Vec<[u8; 3]> = (0..=8).map(|i| [i * 31, i * 20 + 20, 200 - i * 20]).collect();
        let ditherer = Ditherer::new(&palette);
        for i in 0..8u8 {
            let wanted = [i * 31 + 12, i * 20 + 28, 192 - i * 20];
            let mut sum = [0; 3];
            for pixel in 0..64 {
                let index = ditherer.index(wanted, pixel % 8, pixel / 8);
                for (sum, c) in sum.iter_mut().zip(palette[usize::from(index)]) {
                    *sum += i32::from(c);
                }
            }
            for (sum, c) in sum.into_iter().zip(wanted) {
                assert!((sum / 64 - i32::from(c)).abs() <= 4, "{wanted:?}: {}", sum / 64);
            }
        }
    }

    #[test]
    fn colours_of_the_palette_are_not_dithered() {
        let palette = [[17, 19, 27], [20, 22, 30], [14, 16, 24], [250, 250, 250]];
        let ditherer = Ditherer::new(&palette);
        for (i, &rgb) in palette.iter().enumerate() {
            assert!((0..64).all(|p| usize::from(ditherer.index(rgb, p % 8, p / 8)) == i));
        }
    }
}
