//! Supersampled pictures brought to size.

use super::Frame;
use rayon::prelude::*;
use std::sync::LazyLock;

/// sRGB byte to linear light in 16 bits.
static TO_LINEAR: LazyLock<[u16; 256]> = LazyLock::new(|| {
    std::array::from_fn(|byte| {
        let s = byte as f64 / 255.0;
        let linear = if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) };
        (linear * 65535.0).round() as u16
    })
});

/// Linear light in 16 bits to sRGB byte. With fewer bits the darkest bytes would not come back.
static TO_SRGB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let encode = |value: u32| {
        let linear = f64::from(value) / 65535.0;
        let s = if linear <= 0.003_130_8 {
            12.92 * linear
        } else {
            1.055 * linear.powf(1.0 / 2.4) - 0.055
        };
        (s * 255.0).round() as u8
    };
    (0..=65535).map(encode).collect()
});

/// Averages squares of `factor` by `factor` pixels.
///
/// `rgba` holds `width * factor` by `height * factor` pixels, `out` becomes `width` by `height`.
///
/// # Conventions
/// The mean is that of light, not of sRGB values, so that thin bright lines keep their brightness;
/// colours weigh by their alpha, so that an edge against nothing does not turn dark.
///
/// # Panics
/// If `rgba` does not hold that many pixels.
pub fn downsample(rgba: &[u8], width: u32, height: u32, factor: u32, out: &mut Frame) {
    let (wide, factor) = (width as usize * factor as usize, factor as usize);
    assert_eq!(rgba.len(), wide * height as usize * factor * 4, "pixels to average");
    out.resize(width, height);
    if rgba.is_empty() {
        return;
    }
    if factor == 1 {
        out.rgba.copy_from_slice(rgba);
        return;
    }
    let bands = rgba.par_chunks(wide * factor * 4);
    let rows = out.rgba.par_chunks_mut(width as usize * 4);
    bands.zip(rows).for_each(|(band, row)| average_band(band, wide, factor, row));
}

/// Averages one band of `factor` rows into one row.
fn average_band(band: &[u8], wide: usize, factor: usize, row: &mut [u8]) {
    let to_linear: &[u16; 256] = &TO_LINEAR;
    let to_srgb: &[u8] = &TO_SRGB;
    for (x, pixel) in row.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        // Red, green, blue weighted by alpha, and alpha: 8 * 8 * 65535 * 255 still fits.
        let mut sum = [0u32; 4];
        for line in band.chunks_exact(wide * 4) {
            let run = &line[x * factor * 4..(x + 1) * factor * 4];
            for &[r, g, b, a] in run.as_chunks::<4>().0 {
                let alpha = u32::from(a);
                sum[0] += u32::from(to_linear[usize::from(r)]) * alpha;
                sum[1] += u32::from(to_linear[usize::from(g)]) * alpha;
                sum[2] += u32::from(to_linear[usize::from(b)]) * alpha;
                sum[3] += alpha;
            }
        }
        *pixel = mean(sum, (factor * factor) as u32, to_srgb);
    }
}

/// The mean colour of a square, from its weighted sums.
fn mean([red, green, blue, alpha]: [u32; 4], pixels: u32, to_srgb: &[u8]) -> [u8; 4] {
    if alpha == 0 {
        return [0; 4];
    }
    let colour = |sum: u32| to_srgb[((sum + alpha / 2) / alpha) as usize];
    [colour(red), colour(green), colour(blue), ((alpha + pixels / 2) / pixels) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flat_colour_survives() {
        for byte in 0..=255u8 {
            let input = [byte, 255 - byte, byte / 2, 255].repeat(6 * 4);
            let mut out = Frame::default();
            downsample(&input, 3, 2, 2, &mut out);
            assert_eq!(out.rgba, [byte, 255 - byte, byte / 2, 255].repeat(6));
        }
    }

    #[test]
    fn the_mean_is_that_of_light() {
        let input = [[255, 255, 255, 255], [0, 0, 0, 255]].concat().repeat(2);
        let mut out = Frame::default();
        downsample(&input, 1, 1, 2, &mut out);
        assert_eq!(out.rgba, [188, 188, 188, 255]);
    }

    #[test]
    fn transparent_pixels_give_no_colour() {
        let mut input = [10, 200, 30, 0].repeat(9);
        input[..4].copy_from_slice(&[90, 60, 30, 255]);
        let mut out = Frame::default();
        downsample(&input, 1, 1, 3, &mut out);
        assert_eq!(out.rgba, [90, 60, 30, 28]);
    }

    #[test]
    fn pixels_stay_where_they_are() {
        let mut input = [0, 0, 0, 255].repeat(6 * 4);
        for pixel in [2, 3, 8, 9] {
            input[pixel * 4] = 120;
        }
        let mut out = Frame::default();
        downsample(&input, 3, 2, 2, &mut out);
        let red: Vec<u8> = out.rgba.iter().step_by(4).copied().collect();
        assert_eq!(red, [0, 120, 0, 0, 0, 0]);
    }

    #[test]
    fn factor_one_is_a_copy() {
        let input: Vec<u8> = (0..2 * 3 * 4).collect();
        let mut out = Frame::default();
        downsample(&input, 2, 3, 1, &mut out);
        assert_eq!((out.width, out.height, out.rgba), (2, 3, input));
    }
}
