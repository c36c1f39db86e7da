//! What is measured while a run goes on: time series, drift and alarms.

mod drift;
mod series;

pub use drift::{Baseline, Drift, Level, Reference};
pub use series::{MOST_ROWS, Row, Series};

use super::Clock;
use super::sentinel::{Alarm, LOOK_EVERY, Sentinel};
use crate::lattice::FieldState;
use crate::observable::{Look, ObservableInfo, observables};
use drift::Watched;
use std::io;

/// How often what is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// Ticks between two measurements; 0 for none but the first.
    pub measure_every: u64,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { measure_every: 10 }
    }
}

/// The observables of a run over time, how far each has drifted, and the sentinel.
///
/// # Conventions
/// Measured at the first tick and at multiples of the cadence, whoever looks at the results and
/// when; the sentinel looks more often, see [`LOOK_EVERY`].
#[derive(Clone, Debug)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Measurements {
    observables: Vec<&'static ObservableInfo>,
    cadence: Cadence,
    series: Series,
    watched: Vec<Watched>,
    first_tick: u64,
    sentinel: Sentinel,
}

impl Measurements {
    /// Takes the first measurement of a run.
    pub fn new(look: &Look, cadence: Cadence) -> Self {
        Self::with(look, cadence, look.gauge.twin().is_some())
    }

    /// The same; with the observables that compare with a twin, or without.
    fn with(look: &Look, cadence: Cadence, twin: bool) -> Self {
        let Look { state, dynamics, clock, .. } = *look;
        let observables: Vec<_> = observables(look.parameters, look.lattice, twin).collect();
        let values: Vec<f64> = observables.iter().map(|info| (info.measure)(look)).collect();
        let measured = observables.iter().zip(&values);
        let watched = measured.map(|(info, value)| Watched::new(info, look, *value)).collect();
        let mut series = Series::new(observables.len(), cadence.measure_every);
        series.push(clock.tick, clock.time(), &values);
        let sentinel = Sentinel::new(state, dynamics, clock);
        Self { observables, cadence, series, watched, first_tick: clock.tick, sentinel }
    }

    /// Whether the state that a tick ends with is looked at, see [`Measurements::measure`].
    pub fn due(&self, tick: u64) -> bool {
        self.sentinel.looks(tick, self.cadence.measure_every)
    }

    /// Ticks from one on until a state is looked at: 1 where it is the next.
    pub fn until_due(&self, tick: u64) -> u64 {
        (1..LOOK_EVERY).find(|ahead| self.due(tick + ahead)).unwrap_or(LOOK_EVERY)
    }

    /// Looks at the state a tick ended with: the sentinel always, the observables when it is time.
    ///
    /// # Errors
    /// When the sentinel finds the state unfit.
    pub fn measure(&mut self, look: &Look) -> Result<(), Alarm> {
        let clock = look.clock;
        self.sentinel.watch(look.lattice, look.state, look.dynamics, clock)?;
        let every = self.cadence.measure_every;
        if every != 0 && clock.tick.is_multiple_of(every) {
            let values: Vec<f64> =
                self.observables.iter().map(|info| (info.measure)(look)).collect();
            let ticks = clock.tick.saturating_sub(self.first_tick);
            for (watched, value) in self.watched.iter_mut().zip(&values) {
                watched.update(look, *value, ticks);
            }
            self.series.push(clock.tick, clock.time(), &values);
        }
        Ok(())
    }

    /// Begins anew with the state that an edit has left, which may change energy and charge by any
    /// amount: drift and the sentinel's limit count from here, the series goes on. When a twin has
    /// come there are further columns, which stay when it has gone.
    pub fn rebase(&mut self, look: &Look) {
        let compared = self.observables.iter().any(|info| info.needs_twin);
        let fresh = Self::with(look, self.cadence, compared || look.gauge.twin().is_some());
        let before = std::mem::replace(self, fresh);
        let column = |info: &&ObservableInfo| {
            before.observables.iter().position(|earlier| earlier.name == info.name)
        };
        let columns: Vec<_> = self.observables.iter().map(column).collect();
        self.series = match columns.len() == before.observables.len() {
            true => before.series,
            false => before.series.with_columns(&columns),
        };
    }

    /// The same measurements without the sentinel's copy of a state, to be put by.
    pub fn without_copy(&self) -> Self {
        Self {
            observables: self.observables.clone(),
            series: self.series.clone(),
            watched: self.watched.clone(),
            sentinel: self.sentinel.without_copy(),
            ..*self
        }
    }

    /// The run has gone back: rows of what was to come are dropped, and the state is known good.
    pub fn go_back(&mut self, state: &FieldState, clock: &Clock) {
        self.series.forget_after(clock.tick);
        self.renew_copy(state, clock);
    }

    /// Takes a state known to be good as the last good one.
    pub fn renew_copy(&mut self, state: &FieldState, clock: &Clock) {
        self.sentinel.renew_copy(state, clock);
    }

    /// Bytes of memory that the series and the sentinel's copy take.
    pub fn bytes(&self) -> usize {
        self.series.bytes() + self.sentinel.bytes()
    }

    /// The observables of the run: the columns of the series.
    pub fn observables(&self) -> &[&'static ObservableInfo] {
        &self.observables
    }

    /// How often is measured.
    pub fn cadence(&self) -> Cadence {
        self.cadence
    }

    /// What was measured when.
    pub fn series(&self) -> &Series {
        &self.series
    }

    /// The values of an observable over time, as `(time, value)`; `None` when the run has none of
    /// that name.
    pub fn values(&self, name: &str) -> Option<impl Iterator<Item = (f64, f64)>> {
        let column = self.observables.iter().position(|info| info.name == name)?;
        Some(self.series.rows().map(move |row| (row.time, row.values[column])))
    }

    /// How far each observable has drifted from its first value.
    pub fn drifts(&self) -> impl Iterator<Item = Drift> {
        self.watched.iter().map(Watched::drift)
    }

    /// The drift of an observable; `None` when the run has none of that name.
    pub fn drift(&self, name: &str) -> Option<Drift> {
        self.drifts().find(|drift| drift.observable.name == name)
    }

    /// A sentence for each promise that is broken.
    pub fn warnings(&self) -> impl Iterator<Item = String> {
        self.drifts().filter_map(|drift| drift.warning())
    }

    /// The sentinel.
    pub fn sentinel(&self) -> &Sentinel {
        &self.sentinel
    }

    /// The last state that was found good and kept, with its clock.
    pub fn last_good(&self) -> Option<(&FieldState, &Clock)> {
        self.sentinel.last_good()
    }

    /// What a checkpoint keeps, so that a resumed run measures drift from the same beginning.
    pub fn baseline(&self) -> Baseline {
        Baseline {
            first_tick: self.first_tick,
            limit: self.sentinel.limit(),
            references: self.watched.iter().map(Watched::reference).collect(),
        }
    }

    /// Takes over the beginning of the run this one continues. Observables it does not name keep
    /// the beginning they have.
    pub fn restore(&mut self, baseline: &Baseline) {
        self.first_tick = baseline.first_tick;
        self.sentinel.set_limit(baseline.limit);
        for watched in &mut self.watched {
            watched.restore(&baseline.references);
        }
    }

    /// Writes the series as comma-separated values: `tick,time`, then a column for each observable.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write_csv(&self, mut to: impl io::Write) -> io::Result<()> {
        write!(to, "tick,time")?;
        self.observables.iter().try_for_each(|info| write!(to, ",{}", info.name))?;
        writeln!(to)?;
        for Row { tick, time, values } in self.series.rows() {
            write!(to, "{tick},{time}")?;
            values.iter().try_for_each(|value| write!(to, ",{value}"))?;
            writeln!(to)?;
        }
        Ok(())
    }
}
