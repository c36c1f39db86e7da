//! What a box of sites holds, in a few numbers.

use super::sample::taker;
use super::segment::of_row;
use super::{QuantityInfo, Sight};
use crate::lattice::Lattice;
use rayon::prelude::*;

/// A box of sites: along each axis from a first to a last index, both of them within it; 0 along
/// axes the lattice does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Lowest index along each axis.
    pub first: [usize; 3],
    /// Highest index along each axis.
    pub last: [usize; 3],
}

impl Region {
    /// All sites of a lattice.
    pub fn whole(lattice: &Lattice) -> Self {
        let last = [0, 1, 2].map(|mu| lattice.shape().get(mu).map_or(0, |sites| sites - 1));
        Self { first: [0; 3], last }
    }

    /// The smallest box that holds two sites, given by row and place in it.
    pub fn holding(lattice: &Lattice, sites: [(usize, usize); 2]) -> Self {
        let [a, b] = sites.map(|(row, x)| {
            [0, 1, 2].map(|mu| if mu < lattice.dim() { lattice.index(row, x, mu) } else { 0 })
        });
        let each = |pick: fn(usize, usize) -> usize| [0, 1, 2].map(|mu| pick(a[mu], b[mu]));
        Self { first: each(usize::min), last: each(usize::max) }
    }

    /// The part of it that lies in a lattice.
    pub fn within(&self, lattice: &Lattice) -> Self {
        let most = Self::whole(lattice).last;
        let last = [0, 1, 2].map(|mu| self.last[mu].min(most[mu]));
        Self { first: [0, 1, 2].map(|mu| self.first[mu].min(last[mu])), last }
    }

    /// Number of sites.
    pub fn count(&self) -> usize {
        (0..3).map(|mu| self.last[mu] + 1 - self.first[mu]).product()
    }

    /// The rows it has a part of, in order.
    fn rows(&self, lattice: &Lattice) -> Vec<usize> {
        let span = |mu: usize| match mu + 1 < lattice.dim() {
            true => self.first[mu]..=self.last[mu],
            false => 0..=0,
        };
        let rows = span(0).flat_map(|i| span(1).map(move |j| [i, j, 0]));
        rows.map(|site| of_row(lattice, &site).0).collect()
    }

    /// The places in each of those rows.
    fn along(&self, lattice: &Lattice) -> std::ops::RangeInclusive<usize> {
        let mu = lattice.dim() - 1;
        self.first[mu]..=self.last[mu]
    }
}

/// A quantity over a box, in a few numbers. Of a complex one, its magnitude.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statistics {
    /// Sites whose value is a finite number.
    pub count: usize,
    /// Sites where it is not.
    pub not_finite: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation about the mean, of these values and no others.
    pub deviation: f64,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Sum over the sites.
    pub sum: f64,
}

/// Values seen so far: how many, their mean, and their squares about it.
#[derive(Clone, Copy)]
struct Part {
    count: usize,
    not_finite: usize,
    mean: f64,
    squares: f64,
    range: [f64; 2],
    sum: f64,
}

impl Part {
    const NONE: Self = Self {
        count: 0,
        not_finite: 0,
        mean: 0.0,
        squares: 0.0,
        range: [f64::INFINITY, f64::NEG_INFINITY],
        sum: 0.0,
    };

    fn with(mut self, value: f64) -> Self {
        if !value.is_finite() {
            self.not_finite += 1;
            return self;
        }
        self.count += 1;
        let off = value - self.mean;
        self.mean += off / self.count as f64;
        self.squares += off * (value - self.mean);
        self.range = [self.range[0].min(value), self.range[1].max(value)];
        self.sum += value;
        self
    }

    /// Both together.
    ///
    /// # Reference
    /// T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise algorithm for
    /// computing sample variances" (1979).
    fn and(self, other: Self) -> Self {
        let not_finite = self.not_finite + other.not_finite;
        if self.count == 0 || other.count == 0 {
            let there = if self.count == 0 { other } else { self };
            return Self { not_finite, ..there };
        }
        let count = self.count + other.count;
        let (off, share) = (other.mean - self.mean, other.count as f64 / count as f64);
        Self {
            count,
            not_finite,
            mean: self.mean + off * share,
            squares: self.squares + other.squares + off * off * share * self.count as f64,
            range: [self.range[0].min(other.range[0]), self.range[1].max(other.range[1])],
            sum: self.sum + other.sum,
        }
    }

    fn finished(self) -> Statistics {
        let Self { count, not_finite, mean, squares, range: [min, max], sum } = self;
        if count == 0 {
            return Statistics { not_finite, ..Statistics::default() };
        }
        let deviation = (squares / count as f64).sqrt();
        Statistics { count, not_finite, mean, deviation, min, max, sum }
    }
}

/// The numbers of a quantity over a box; rows are added in their order, however many threads there
/// are.
pub fn statistics(quantity: &QuantityInfo, sight: &Sight, region: &Region) -> Statistics {
    let lattice = sight.lattice;
    let region = region.within(lattice);
    let take = taker(quantity, sight);
    let row = |row: &usize| {
        let places = region.along(lattice);
        places.fold(Part::NONE, |part, x| part.with(quantity.in_one(take.at(*row, x))))
    };
    let parts: Vec<Part> = region.rows(lattice).par_iter().map(row).collect();
    parts.into_iter().fold(Part::NONE, Part::and).finished()
}

/// The values of a quantity over a box, of every so manieth row where there would be more than
/// `most`; and of which row. Of a complex one, its magnitude.
pub fn values(
    quantity: &QuantityInfo,
    sight: &Sight,
    region: &Region,
    most: usize,
) -> (Vec<f64>, usize) {
    let lattice = sight.lattice;
    let region = region.within(lattice);
    let take = taker(quantity, sight);
    let every = region.count().div_ceil(most.max(1)).max(1);
    let rows: Vec<usize> = region.rows(lattice).into_iter().step_by(every).collect();
    let of_row = |row: &usize| -> Vec<f64> {
        region.along(lattice).map(|x| quantity.in_one(take.at(*row, x))).collect()
    };
    let all: Vec<Vec<f64>> = rows.par_iter().map(of_row).collect();
    (all.concat(), every)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::testing::field;
    use crate::quantity::{Given, quantity};

    fn phi(dim: usize) -> &'static QuantityInfo {
        quantity("phi1", "klein-gordon", dim, Given::default()).expect("there")
    }

    #[test]
    fn numbers_of_a_box_are_those_of_its_sites() {
        let number = |[x, y, z]: [f64; 3]| 100.0 + 0.7 * x - 0.3 * y * y + 0.2 * z;
        for (shape, first, last) in [
            (&[14][..], [3, 0, 0], [9, 0, 0]),
            (&[9, 14], [2, 5, 0], [2, 12, 0]),
            (&[9, 7, 14], [1, 2, 3], [8, 4, 13]),
        ] {
            let field = field(shape, "\"periodic\"", number);
            let lattice = &field.lattice;
            let region = Region { first, last };
            let found = statistics(phi(shape.len()), &field.sight(), &region);
            let inside = |row: usize, x: usize| {
                (0..shape.len())
                    .all(|mu| (first[mu]..=last[mu]).contains(&lattice.index(row, x, mu)))
            };
            let sites =
                (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
            let all: Vec<f64> = sites
                .filter(|(row, x)| inside(*row, *x))
                .map(|(row, x)| number(lattice.site_position(row, x)))
                .collect();
            let (count, sum) = (all.len(), all.iter().sum::<f64>());
            let mean = sum / count as f64;
            let square = all.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count as f64;
            assert_eq!((found.count, found.not_finite, region.count()), (count, 0, count));
            assert!((found.sum - sum).abs() < 1e-9 && (found.mean - mean).abs() < 1e-11);
            assert!((found.deviation - square.sqrt()).abs() < 1e-9, "{shape:?}");
            let ends = [f64::min, f64::max].map(|pick| all.iter().copied().reduce(pick));
            assert_eq!([Some(found.min), Some(found.max)], ends);
            let (mut listed, every) = values(phi(shape.len()), &field.sight(), &region, 10_000);
            listed.sort_by(f64::total_cmp);
            let mut all = all;
            all.sort_by(f64::total_cmp);
            assert_eq!((listed, every), (all, 1));
        }
    }

    #[test]
    fn what_is_no_number_is_counted_apart() {
        let field = field(&[9, 14], "\"periodic\"", |[x, ..]| if x > 1.1 { f64::NAN } else { 2.0 });
        let found = statistics(phi(2), &field.sight(), &Region::whole(&field.lattice));
        assert_eq!(found.count + found.not_finite, 126);
        assert!(found.not_finite > 0 && found.not_finite.is_multiple_of(14));
        assert_eq!((found.mean, found.min, found.max, found.deviation), (2.0, 2.0, 2.0, 0.0));
    }

    #[test]
    fn a_box_is_held_by_its_corners_and_cut_to_the_lattice() {
        let field = field(&[9, 7, 14], "\"periodic\"", |_| 1.0);
        let region = Region::holding(&field.lattice, [(5 * 7 + 1, 12), (2 * 7 + 6, 3)]);
        assert_eq!(region, Region { first: [2, 1, 3], last: [5, 6, 12] });
        let far = Region { first: [4, 9, 2], last: [99, 12, 99] };
        assert_eq!(far.within(&field.lattice), Region { first: [4, 6, 2], last: [8, 6, 13] });
        let some = values(phi(3), &field.sight(), &Region::whole(&field.lattice), 300);
        assert_eq!((some.0.len(), some.1), (21 * 14, 3));
    }
}
