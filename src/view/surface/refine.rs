//! The field between the sites: smooth, and at the sites exactly what it is there.

use super::GridSize;
use super::grid::Places;
use rayon::prelude::*;

/// Height and colour at a site, real and imaginary parts, each divided by its range.
pub type Texel = [f32; 4];

/// A vertex as the shader reads it: a [`Texel`], the slopes of both parts of the height along the
/// line, the slope of the height from line to line (all per site), and a number that all share.
pub type Sample = [f32; 8];

/// The way from values at the sites to samples at all places of a grid.
///
/// # Equation
/// Cubic Hermite interpolation with central differences as slopes (Catmull-Rom), along each axis.
pub struct Refiner {
    along: Vec<Stencil>,
    across: Vec<Stencil>,
    width: usize,
    lines: usize,
}

/// Four sites around a place, and what they count for.
struct Stencil {
    sites: [usize; 4],
    weights: [f32; 4],
    slopes: [f32; 4],
}

impl Stencil {
    fn new(place: f32, sites: usize, wraps: bool) -> Self {
        let base = place.floor().min(if wraps { sites } else { sites - 1 } as f32);
        let t = place - base;
        let (t2, t3) = (t * t, t * t * t);
        let site = |offset: i64| {
            let i = base as i64 + offset;
            if wraps {
                i.rem_euclid(sites as i64) as usize
            } else {
                i.clamp(0, sites as i64 - 1) as usize
            }
        };
        Self {
            sites: [-1, 0, 1, 2].map(site),
            weights: [
                -t3 + 2.0 * t2 - t,
                3.0 * t3 - 5.0 * t2 + 2.0,
                -3.0 * t3 + 4.0 * t2 + t,
                t3 - t2,
            ]
            .map(|w| 0.5 * w),
            slopes: [
                -3.0 * t2 + 4.0 * t - 1.0,
                9.0 * t2 - 10.0 * t,
                -9.0 * t2 + 8.0 * t + 1.0,
                3.0 * t2 - 2.0 * t,
            ]
            .map(|w| 0.5 * w),
        }
    }
}

/// The value at a single place between the sites: what [`Refiner`] has there.
pub fn between(
    [along, across]: [f32; 2],
    size: &GridSize,
    value: impl Fn(usize, usize) -> [f32; 2],
) -> [f32; 2] {
    let along = Stencil::new(along, size.width, size.wraps[0]);
    let across = Stencil::new(across, size.height, size.wraps[1]);
    let mut sum = [0.0; 2];
    for (y, by) in across.sites.into_iter().zip(across.weights) {
        for (x, weight) in along.sites.into_iter().zip(along.weights) {
            let [re, im] = value(x, y);
            sum[0] += by * weight * re;
            sum[1] += by * weight * im;
        }
    }
    sum
}

impl Refiner {
    /// From `width` by `height` sites to the places along and across.
    pub fn new((along, across): (&Places, &Places)) -> Self {
        let stencils = |places: &Places| {
            places
                .values
                .iter()
                .map(|place| Stencil::new(*place, places.sites, places.wraps))
                .collect()
        };
        Self {
            along: stencils(along),
            across: stencils(across),
            width: along.sites,
            lines: across.sites,
        }
    }

    /// Whether so many values are those it was made for.
    pub fn takes(&self, values: usize) -> bool {
        values == self.width * self.lines
    }

    /// Bytes of all samples.
    pub fn bytes(&self) -> usize {
        size_of::<Sample>() * self.along.len() * self.across.len()
    }

    /// Fills `out`, [`Self::bytes`] long, with the samples in little-endian order, line by line;
    /// each ends with the number `shared`.
    pub fn run(&self, texels: &[Texel], shared: f32, out: &mut [u8]) {
        let line = size_of::<Sample>() * self.along.len();
        out.par_chunks_mut(line).zip(&self.across).for_each_init(
            Vec::new,
            |columns, (out, stencil)| {
                self.columns(texels, stencil, columns);
                for (bytes, place) in out.as_chunks_mut::<32>().0.iter_mut().zip(&self.along) {
                    write(bytes, &sample(columns, place, shared));
                }
            },
        );
    }

    /// Values, and slopes from line to line, above every site of a line.
    fn columns(&self, texels: &[Texel], across: &Stencil, columns: &mut Vec<(Texel, f32)>) {
        let lines = across.sites.map(|y| &texels[y * self.width..][..self.width]);
        columns.clear();
        columns.extend((0..self.width).map(|x| {
            let mut value = Texel::default();
            let mut slope = 0.0;
            for (k, line) in lines.iter().enumerate() {
                add(&mut value, &line[x], across.weights[k]);
                slope += across.slopes[k] * line[x][0];
            }
            (value, slope)
        }));
    }
}

/// The sample at a place, from the columns around it.
fn sample(columns: &[(Texel, f32)], along: &Stencil, shared: f32) -> Sample {
    let mut value = Texel::default();
    let [mut re, mut im, mut across] = [0.0; 3];
    for (k, x) in along.sites.into_iter().enumerate() {
        let (column, slope) = &columns[x];
        add(&mut value, column, along.weights[k]);
        re += along.slopes[k] * column[0];
        im += along.slopes[k] * column[1];
        across += along.weights[k] * slope;
    }
    let [a, b, c, d] = value;
    [a, b, c, d, re, im, across, shared]
}

fn add(sum: &mut Texel, texel: &Texel, weight: f32) {
    for (sum, part) in sum.iter_mut().zip(texel) {
        *sum += weight * part;
    }
}

fn write(bytes: &mut [u8; 32], sample: &Sample) {
    for (slot, part) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(sample) {
        *slot = part.to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(sites: usize, wraps: bool, per_site: usize) -> Places {
        let cells = if wraps { sites } else { sites - 1 };
        let values = (0..=cells * per_site).map(|i| i as f32 / per_site as f32).collect();
        Places { values, sites, wraps }
    }

    fn refine(texels: &[Texel], along: &Places, across: &Places) -> Vec<Sample> {
        let refiner = Refiner::new((along, across));
        let mut bytes = vec![0; refiner.bytes()];
        refiner.run(texels, 1.0, &mut bytes);
        let floats: Vec<f32> =
            bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        floats.as_chunks::<8>().0.to_vec()
    }

    fn texel(i: usize) -> Texel {
        let x = i as f32;
        [(0.7 * x).sin(), (1.3 * x).cos(), 0.1 * x, (0.2 * x * x).sin()]
    }

    #[test]
    fn sites_keep_their_values() {
        let (along, across) = (places(7, true, 3), places(5, false, 2));
        let texels: Vec<Texel> = (0..35).map(texel).collect();
        let samples = refine(&texels, &along, &across);
        for y in 0..5 {
            for x in 0..=7 {
                let sample = samples[2 * y * along.values.len() + 3 * x];
                assert_eq!(sample[..4], texels[y * 7 + x % 7], "{x} {y}");
            }
        }
    }

    #[test]
    fn quadratics_are_met_inside_with_their_slopes() {
        let (along, across) = (places(8, false, 4), places(6, false, 4));
        let f = |x: f32, y: f32| 0.3 * x * x - 0.2 * x * y + 0.5 * y * y - y + 2.0;
        let texels: Vec<Texel> =
            (0..48).map(|i| [f((i % 8) as f32, (i / 8) as f32), 0.0, 0.0, 0.0]).collect();
        let samples = refine(&texels, &along, &across);
        for (j, y) in across.values.iter().enumerate().filter(|(_, y)| (1.0..=4.0).contains(*y)) {
            for (i, x) in along.values.iter().enumerate().filter(|(_, x)| (1.0..=6.0).contains(*x))
            {
                let s = samples[j * along.values.len() + i];
                assert!((s[0] - f(*x, *y)).abs() < 1e-4, "{x} {y}");
                assert!((s[4] - (0.6 * x - 0.2 * y)).abs() < 1e-4, "{x} {y}");
                assert!((s[6] - (-0.2 * x + y - 1.0)).abs() < 1e-4, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_single_place_has_what_all_places_have() {
        let (along, across) = (places(7, true, 3), places(5, false, 2));
        let texels: Vec<Texel> = (0..35).map(texel).collect();
        let samples = refine(&texels, &along, &across);
        let size = GridSize { width: 7, height: 5, wraps: [true, false] };
        for (j, y) in across.values.iter().enumerate() {
            for (i, x) in along.values.iter().enumerate() {
                let value = |x: usize, y: usize| [texels[7 * y + x][0], texels[7 * y + x][1]];
                let [re, im] = between([*x, *y], &size, value);
                let sample = samples[j * along.values.len() + i];
                assert!((re - sample[0]).abs() + (im - sample[1]).abs() < 1e-5, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_wrapping_line_has_no_seam() {
        let (along, across) = (places(16, true, 4), places(1, false, 1));
        let wave = |i: usize| (std::f32::consts::TAU * i as f32 / 16.0).cos();
        let texels: Vec<Texel> = (0..16).map(|i| [wave(i), 0.0, 0.0, 0.0]).collect();
        let samples = refine(&texels, &along, &across);
        let (first, last) = (samples[0], samples[samples.len() - 1]);
        assert!((first[0] - last[0]).abs() < 1e-6 && (first[4] - last[4]).abs() < 1e-6);
    }
}
