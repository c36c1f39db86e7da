//! Values over time, in bounded memory.

/// Rows kept at most.
pub const MOST_ROWS: usize = 1 << 16;

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// Whole ticks since the beginning of the run.
    pub tick: u64,
    /// Time.
    pub time: f64,
    /// A value for each column.
    pub values: &'a [f64],
}

/// Rows of values over time.
///
/// # Conventions
/// When there are more than [`MOST_ROWS`], every other one is dropped and from then on only every
/// other one kept: the rows that stay are at multiples of [`Series::stride`] ticks, besides the
/// first and the latest, which always stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    columns: usize,
    stride: u64,
    ticks: Vec<u64>,
    times: Vec<f64>,
    values: Vec<f64>,
    /// Whether the last row is there only because it is the latest.
    passing: bool,
}

impl Series {
    /// Without rows yet, to get one every `stride` ticks.
    pub fn new(columns: usize, stride: u64) -> Self {
        let (ticks, times, values) = (Vec::new(), Vec::new(), Vec::new());
        Self { columns, stride: stride.max(1), ticks, times, values, passing: false }
    }

    /// Adds a row.
    pub fn push(&mut self, tick: u64, time: f64, values: &[f64]) {
        if self.passing {
            self.truncate(self.len() - 1);
        }
        self.passing = !self.is_empty() && !tick.is_multiple_of(self.stride);
        self.ticks.push(tick);
        self.times.push(time);
        self.values.extend_from_slice(&values[..self.columns]);
        if self.len() > MOST_ROWS {
            self.thin();
        }
    }

    /// The same rows with other columns: each a column there was, or none, whose values are not a
    /// number.
    pub fn with_columns(&self, columns: &[Option<usize>]) -> Self {
        let value = |row: &[f64], column: &Option<usize>| column.map_or(f64::NAN, |at| row[at]);
        let rows = self.rows().flat_map(|row| columns.iter().map(move |at| value(row.values, at)));
        Self { values: rows.collect(), columns: columns.len(), ..self.clone() }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ticks.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ticks.is_empty()
    }

    /// Bytes of memory that the rows take.
    pub fn bytes(&self) -> usize {
        8 * (self.ticks.len() + self.times.len() + self.values.len())
    }

    /// Ticks between two rows.
    pub fn stride(&self) -> u64 {
        self.stride
    }

    /// All rows, in order of time.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        (0..self.len()).map(|at| self.row(at))
    }

    /// The latest row.
    pub fn latest(&self) -> Option<Row<'_>> {
        self.len().checked_sub(1).map(|at| self.row(at))
    }

    fn row(&self, at: usize) -> Row<'_> {
        let values = &self.values[at * self.columns..][..self.columns];
        Row { tick: self.ticks[at], time: self.times[at], values }
    }

    /// Doubles the stride and drops what it does not meet.
    fn thin(&mut self) {
        self.stride *= 2;
        let last = self.len() - 1;
        let mut kept = 0;
        for at in 0..=last {
            let meets = self.ticks[at].is_multiple_of(self.stride);
            if at == 0 || at == last || meets {
                self.ticks[kept] = self.ticks[at];
                self.times[kept] = self.times[at];
                self.values
                    .copy_within(at * self.columns..(at + 1) * self.columns, kept * self.columns);
                kept += 1;
            }
        }
        self.passing = !self.ticks[kept - 1].is_multiple_of(self.stride);
        self.truncate(kept);
    }

    /// Drops the rows after a tick.
    pub fn forget_after(&mut self, tick: u64) {
        let kept = self.ticks.partition_point(|row| *row <= tick);
        if kept < self.len() {
            self.truncate(kept);
            self.passing = false;
        }
    }

    fn truncate(&mut self, rows: usize) {
        self.ticks.truncate(rows);
        self.times.truncate(rows);
        self.values.truncate(rows * self.columns);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(first: u64, every: u64, rows: u64) -> Series {
        let mut series = Series::new(2, every);
        series.push(first, first as f64 / 8.0, &[first as f64, -1.0]);
        for tick in (0..first + every * rows).filter(|tick| *tick > first && tick % every == 0) {
            series.push(tick, tick as f64 / 8.0, &[tick as f64, 0.5 + tick as f64]);
        }
        series
    }

    #[test]
    fn a_long_series_keeps_first_and_last_and_an_even_stride() {
        let series = filled(7, 3, 200_000);
        assert!(series.len() <= MOST_ROWS && series.len() > MOST_ROWS / 3);
        assert_eq!(series.stride(), 3 * 4);
        let ticks: Vec<u64> = series.rows().map(|row| row.tick).collect();
        assert_eq!((ticks[0], ticks[ticks.len() - 1]), (7, 600_006));
        assert!(ticks[1..ticks.len() - 1].windows(2).all(|pair| pair[1] - pair[0] == 12));
        assert!(series.rows().all(|row| row.values[0] == row.tick as f64));
    }

    #[test]
    fn what_comes_after_a_tick_is_forgotten() {
        let mut series = filled(7, 3, 20);
        series.forget_after(31);
        let ticks = |series: &Series| series.rows().map(|row| row.tick).collect::<Vec<_>>();
        assert_eq!(ticks(&series), [7, 9, 12, 15, 18, 21, 24, 27, 30]);
        series.push(33, 4.125, &[33.0, 33.5]);
        assert_eq!(series.latest().map(|row| (row.tick, row.values[1])), Some((33, 33.5)));
        series.forget_after(2);
        assert!(series.is_empty());
    }

    #[test]
    fn the_latest_row_stays_though_the_stride_does_not_meet_it() {
        let mut series = filled(0, 1, MOST_ROWS as u64 + 1);
        assert_eq!(series.stride(), 2);
        for tick in [MOST_ROWS as u64 + 1, MOST_ROWS as u64 + 2, MOST_ROWS as u64 + 3] {
            series.push(tick, 0.0, &[1.0, 2.0]);
            assert_eq!(series.latest().map(|row| row.tick), Some(tick));
        }
        let odd = series.rows().filter(|row| row.tick % 2 == 1).count();
        assert_eq!(odd, 1, "only the latest row is off the stride");
    }
}
