//! How far what should be conserved has drifted, over time, for the plot.

use crate::simulation::{Clock, Drift, Measurements, Series};
use bevy::ecs::prelude::*;
use bevy::prelude::{App, Plugin, Update};

/// Named values, as they were at each frame.
#[derive(Clone, Debug)]
pub struct Trace {
    names: Vec<&'static str>,
    series: Series,
}

impl Default for Trace {
    fn default() -> Self {
        Self { names: Vec::new(), series: Series::new(0, 1) }
    }
}

impl Trace {
    /// A value over time, as `[time, value]`.
    pub fn of(&self, name: &str) -> Option<impl Iterator<Item = [f64; 2]>> {
        let column = self.names.iter().position(|known| *known == name)?;
        Some(self.series.rows().map(move |row| [row.time, row.values[column]]))
    }

    /// Number of frames it holds.
    pub fn len(&self) -> usize {
        self.series.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// Notes how things stand; those of another set begin anew. Where the field has gone back, what
    /// was to come is forgotten.
    pub fn note(&mut self, values: &[(&'static str, f64)], clock: &Clock) {
        let names = || values.iter().map(|(name, _)| *name);
        if !names().eq(self.names.iter().copied()) {
            self.names = names().collect();
            self.series = Series::new(self.names.len(), 1);
        }
        let values: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
        match self.series.latest() {
            Some(latest) if latest.tick == clock.tick && latest.values == values => return,
            Some(latest) if latest.tick >= clock.tick => self.forget_from(clock.tick),
            _ => {}
        }
        self.series.push(clock.tick, clock.time(), &values);
    }

    fn forget_from(&mut self, tick: u64) {
        let mut kept = Series::new(self.names.len(), self.series.stride());
        let rows = self.series.rows().take_while(|row| row.tick < tick);
        rows.for_each(|row| kept.push(row.tick, row.time, row.values));
        self.series = kept;
    }
}

/// The drift of every observable that something is promised of, as it was at each frame.
///
/// # Conventions
/// Relative to the size at the beginning; what absorbing layers took is counted, as the promise
/// is.
#[derive(Resource, Default)]
pub struct DriftTrace(Trace);

impl DriftTrace {
    /// The drift of an observable over time, as `[time, relative drift]`.
    pub fn of(&self, name: &str) -> Option<impl Iterator<Item = [f64; 2]>> {
        self.0.of(name)
    }

    /// Number of frames it holds.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes how things stand.
    fn note(&mut self, measurements: &Measurements, clock: &Clock) {
        let promised = measurements.drifts().filter(|drift| drift.bound.is_some());
        let value = |drift: Drift| (drift.observable.name, drift.relative);
        let values: Vec<_> = promised.map(value).collect();
        self.0.note(&values, clock);
    }
}

/// Follows the field frame by frame.
pub(super) struct TracePlugin;

impl Plugin for TracePlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<DriftTrace>().add_systems(Update, follow);
    }
}

fn follow(mut trace: ResMut<DriftTrace>, measurements: Res<Measurements>, clock: Res<Clock>) {
    trace.note(&measurements, &clock);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{BuildOptions, parse};

    const TEXT: &str = r#"(
        theory: (name: "klein-gordon", potential: "mass", m: 0.4),
        lattice: (shape: [24, 16], h: 0.7, boundary: ["absorbing", "periodic"], layer: (width: 4, strength: 1.2)),
        schedule: (name: "staged", dt: 0.2),
        initial: [Packet(centre: [1, -2.5], width: 2, amplitude: 0.5, momentum: [0.9, 0.2])],
    )"#;

    #[test]
    fn what_is_absorbed_is_no_drift_and_time_can_go_back() {
        let scene = parse("test", TEXT, &[]).expect("a scene");
        let mut run = scene.build(&BuildOptions::default()).expect("a field");
        let mut trace = DriftTrace::default();
        trace.note(&run.measurements, &run.clock);
        for _ in 0..100 {
            run.advance(2).expect("stable");
            trace.note(&run.measurements, &run.clock);
            trace.note(&run.measurements, &run.clock);
        }
        assert_eq!(trace.len(), 101);
        let raw =
            run.measurements.values("staged-energy").expect("measured").map(|(_, value)| value);
        let raw: Vec<f64> = raw.collect();
        assert!(raw[raw.len() - 1] < 0.9 * raw[0], "nothing was absorbed");
        let worst = trace.of("staged-energy").expect("promised").map(|[_, drift]| drift.abs());
        assert!(worst.fold(0.0, f64::max) < 1e-4);
        let mut fresh = scene.build(&BuildOptions::default()).expect("a field");
        fresh.advance(11).expect("stable");
        trace.note(&fresh.measurements, &fresh.clock);
        let times: Vec<f64> =
            trace.of("staged-energy").expect("promised").map(|row| row[0]).collect();
        assert_eq!(times.len(), 7);
        assert!(times.is_sorted_by(|a, b| a < b));
        assert!(trace.of("moonshine").is_none());
    }
}
