//! How often values occur.

/// How many values lie in each of some intervals of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The lower edge of the first interval and the upper edge of the last one.
    pub range: [f64; 2],
    /// Values in each.
    pub counts: Vec<u64>,
    /// Values that are no finite numbers.
    pub not_finite: u64,
}

impl Histogram {
    /// Of some values in so many intervals, from the smallest to the largest, which is in the last;
    /// `None` where there is no finite one.
    pub fn of(values: &[f64], intervals: usize) -> Option<Self> {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let low = finite().reduce(f64::min)?;
        let high = finite().reduce(f64::max)?;
        // One value alone has an interval about it.
        let room = if high > low { 0.0 } else { 0.5 * low.abs().max(1e-12) };
        let range = [low - room, high + room];
        let mut counts = vec![0; intervals.max(1)];
        let (last, per) = (counts.len() - 1, counts.len() as f64 / (range[1] - range[0]));
        for value in finite() {
            counts[(((value - range[0]) * per) as usize).min(last)] += 1;
        }
        let not_finite = (values.len() - finite().count()) as u64;
        Some(Self { range, counts, not_finite })
    }

    /// The edges of the intervals, one more than there are of those.
    pub fn edges(&self) -> Vec<f64> {
        let ([low, high], count) = (self.range, self.counts.len());
        let part = |i: usize| i as f64 / count as f64;
        (0..=count).map(|i| low + part(i) * (high - low)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_in_its_interval() {
        let values = [0.0, 0.1, 0.3, 0.3, 0.74, 1.0, f64::NAN, f64::INFINITY];
        let found = Histogram::of(&values, 4).expect("values");
        assert_eq!((found.counts.as_slice(), found.not_finite), (&[2, 2, 1, 1][..], 2));
        assert_eq!(found.edges(), [0.0, 0.25, 0.5, 0.75, 1.0]);
        let even: Vec<f64> = (0..1000).map(|i| -3.0 + f64::from(i) * 0.01).collect();
        let found = Histogram::of(&even, 10).expect("values");
        assert_eq!(found.counts.iter().sum::<u64>(), 1000);
        assert!(found.counts.iter().all(|count| count.abs_diff(100) <= 1), "{:?}", found.counts);
    }

    #[test]
    fn one_value_alone_has_room_and_none_has_no_histogram() {
        let found = Histogram::of(&[2.5; 7], 5).expect("values");
        assert_eq!(found.counts, [0, 0, 7, 0, 0]);
        assert!(found.range[0] < 2.5 && found.range[1] > 2.5);
        assert_eq!(Histogram::of(&[0.0; 3], 4).expect("values").counts.iter().sum::<u64>(), 3);
        assert_eq!(Histogram::of(&[f64::NAN], 4), None);
        assert_eq!(Histogram::of(&[], 4), None);
    }
}
