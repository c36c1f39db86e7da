//! Where in a volume there is anything: so that rays pass through the rest at once.

use rayon::prelude::*;

/// Sites along the side of a brick.
pub const SIDE: usize = 4;

/// The largest height within each brick, between whose sites and those around it heights are
/// interpolated.
#[derive(Clone, Debug)]
pub struct Bricks {
    shape: [usize; 3],
    wraps: [bool; 3],
    /// Bricks along each axis.
    pub count: [usize; 3],
    /// The largest magnitudes, the last axis contiguous.
    pub largest: Vec<f32>,
}

impl Bricks {
    /// Those of a lattice.
    pub fn new(shape: [usize; 3], wraps: [bool; 3]) -> Self {
        let count = shape.map(|sites| sites.div_ceil(SIDE));
        Self { shape, wraps, count, largest: vec![0.0; count.iter().product()] }
    }

    /// Finds the largest magnitudes of values, one for each site.
    pub fn fill(&mut self, values: &[f32]) {
        let Self { shape, wraps, count, largest } = self;
        let [_, wide, deep] = *count;
        largest.par_iter_mut().enumerate().for_each(|(number, largest)| {
            let brick = [number / (wide * deep), number / deep % wide, number % deep];
            let [x, y, z] = [0, 1, 2].map(|axis| around(brick[axis], shape[axis], wraps[axis]));
            *largest = 0.0;
            for i in x {
                for j in y.clone() {
                    let row = (i % shape[0] * shape[1] + j % shape[1]) * shape[2];
                    let highest = z.clone().map(|k| values[row + k % shape[2]].abs());
                    *largest = highest.fold(*largest, f32::max);
                }
            }
        });
    }
}

/// The sites of a brick along an axis and one more at each end, counted from one round ahead.
fn around(brick: usize, sites: usize, wraps: bool) -> std::ops::Range<usize> {
    let (from, to) = (brick * SIDE, (brick * SIDE + SIDE).min(sites));
    let (before, after) = if wraps { (1, 1) } else { (from.min(1), (sites - to).min(1)) };
    from + sites - before..to + sites + after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_value_is_seen_from_its_brick_and_those_beside_it() {
        let shape = [9, 12, 8];
        for (wraps, site, seen) in [
            ([false; 3], [4, 5, 2], 2),
            ([false; 3], [0, 0, 0], 1),
            ([true; 3], [0, 0, 0], 8),
            ([true, false, false], [0, 5, 2], 2),
            ([false; 3], [3, 4, 3], 8),
        ] {
            let mut values = vec![0.0; shape.iter().product()];
            values[(site[0] * shape[1] + site[1]) * shape[2] + site[2]] = -0.75;
            let mut bricks = Bricks::new(shape, wraps);
            bricks.fill(&values);
            assert_eq!(bricks.count, [3, 3, 2]);
            let full = bricks.largest.iter().filter(|largest| **largest == 0.75).count();
            assert_eq!(full, seen, "{wraps:?} {site:?}");
            assert!(bricks.largest.iter().all(|largest| [0.0, 0.75].contains(largest)));
        }
    }
}
