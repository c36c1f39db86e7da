//! Running a scene to see whether what it promises holds.

use super::Expectation;
use super::frequency::{angular_frequency, line};
use crate::scene::{BuildOptions, Scene, SceneError};
use crate::simulation::{Alarm, Simulation};
use serde::Serialize;

/// What one expectation came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckRow {
    /// What was expected, in a line.
    pub what: String,
    /// The value found; NaN when the run stopped before.
    pub measured: f64,
    /// The value expected (0 of an upper bound; of a lower one itself).
    pub expected: f64,
    /// How far from it is still right.
    pub tolerance: f64,
    /// Whether it holds.
    pub pass: bool,
    /// Why it could not be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What an expectation saw.
#[derive(Debug)]
struct Trace {
    /// What the values are divided by.
    scale: f64,
    values: Vec<f64>,
}

impl Scene {
    /// Runs the scene as long as its expectations need and measures each of them. A run that blows
    /// up fails those it leaves open.
    ///
    /// # Errors
    /// When the scene cannot be built.
    pub fn check(&self, options: &BuildOptions) -> Result<Vec<CheckRow>, SceneError> {
        let mut run = self.build(options)?;
        let trace = |expected: &Expectation| Trace { scale: expected.scale(&run), values: vec![] };
        let mut traces: Vec<Trace> = self.expect.iter().map(trace).collect();
        let last = self.expect.iter().map(Expectation::last_tick).max().unwrap_or_default();
        let alarm = watch(&mut run, &self.expect, &mut traces, last).err();
        let rows = self.expect.iter().zip(&traces);
        Ok(rows.map(|(expectation, trace)| expectation.row(trace, &run, alarm.as_ref())).collect())
    }
}

fn watch(
    run: &mut Simulation,
    expect: &[Expectation],
    traces: &mut [Trace],
    last: u64,
) -> Result<(), Alarm> {
    let mut tick = 0;
    loop {
        run.verdict()?;
        for (expectation, trace) in expect.iter().zip(traces.iter_mut()) {
            if expectation.due(tick) {
                trace.values.push(expectation.look(run) / trace.scale);
            }
        }
        if tick >= last {
            return Ok(());
        }
        let due = |tick: &u64| expect.iter().any(|expectation| expectation.due(*tick));
        let next = (tick + 1..last).find(due).unwrap_or(last);
        run.advance(next - tick)?;
        tick = next;
    }
}

impl Expectation {
    fn row(&self, trace: &Trace, run: &Simulation, alarm: Option<&Alarm>) -> CheckRow {
        let step = self.every() as f64 * run.clock.dt;
        let stopped = alarm.filter(|alarm| alarm.tick <= self.last_tick());
        let measured = match stopped {
            Some(_) => f64::NAN,
            None => self.conclude(&self.unwrapped(trace, run), step),
        };
        let (expected, (_, tolerance)) = (self.expected(), self.limit());
        let (pass, tolerance) = match self {
            Self::Exceeds { .. } | Self::Changed { .. } => (measured >= expected, 0.0),
            _ => ((measured - expected).abs() <= tolerance, tolerance),
        };
        let note = stopped.map(|alarm| format!("the run stopped: {alarm}"));
        CheckRow { what: self.what(), measured, expected, tolerance, pass, note }
    }

    /// Positions on a circle, continued beyond it.
    fn unwrapped(&self, trace: &Trace, run: &Simulation) -> Vec<f64> {
        let lattice = &run.lattice;
        let Some(axis) =
            self.position_axis().filter(|axis| lattice.boundary()[*axis].is_periodic())
        else {
            return trace.values.clone();
        };
        let length = lattice.shape()[axis] as f64 * lattice.spacing();
        let mut turns = 0.0;
        let mut before = None;
        let continued = trace.values.iter().map(|&x| {
            turns -= before.map_or(0.0, |before: f64| ((x - before) / length).round());
            before = Some(x);
            x + turns * length
        });
        continued.collect()
    }

    /// The value that the looks, `step` of time apart, come to.
    fn conclude(&self, values: &[f64], step: f64) -> f64 {
        let first = values.first().copied().unwrap_or(f64::NAN);
        let largest = |f: &dyn Fn(f64) -> f64| values.iter().map(|&x| f(x)).fold(0.0, worse);
        match self {
            Self::Drift { .. } => largest(&|x| (x - first).abs()),
            Self::Bounded { .. } | Self::Unchanged { .. } => largest(&f64::abs),
            Self::Exceeds { .. } => first.abs(),
            Self::Speed { .. } => line(values).0 / step,
            Self::Frequency { .. } => angular_frequency(values, step).unwrap_or(f64::NAN),
            Self::Amplitude { .. } => {
                let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (high - low) / 2.0
            }
            _ => first,
        }
    }

    /// In a line, for a table.
    fn what(&self) -> String {
        match self {
            Self::Drift { observable, ticks, .. } => {
                format!("relative drift of {observable} in {ticks} ticks")
            }
            Self::Bounded { observable, ticks, .. } => {
                format!("largest |{observable}| in {ticks} ticks")
            }
            Self::Exceeds { observable, tick, .. } => {
                format!("|{observable}| at tick {tick}, at least")
            }
            Self::Unchanged { of, ticks, .. } => {
                format!("largest change of {of} against the twin in {ticks} ticks")
            }
            Self::Changed { of, tick, .. } => {
                format!("change of {of} against the twin at tick {tick}, at least")
            }
            Self::Value { observable, tick, .. } => format!("{observable} at tick {tick}"),
            Self::Quantity { quantity, at, tick, .. } => {
                format!("{quantity} at {at:?}, tick {tick}")
            }
            Self::Position { axis, tick, .. } => {
                format!("mean position along axis {axis} at tick {tick}")
            }
            Self::Share { axis, from, tick, .. } => {
                format!("share beyond {from} along axis {axis} at tick {tick}")
            }
            Self::Peak { quantity, axis, tick, .. } => {
                format!("peak of {quantity} along axis {axis} at tick {tick}")
            }
            Self::Speed { axis, ticks, .. } => {
                format!("speed along axis {axis} in {ticks} ticks")
            }
            Self::Duality { ticks, .. } => {
                format!("distance from the Hamiltonian system in {ticks} ticks")
            }
            Self::Condition { condition, .. } => {
                format!("residual of the condition \"{condition}\"")
            }
            Self::Frequency { of, ticks, .. } => format!("frequency of {of} in {ticks} ticks"),
            Self::Amplitude { of, ticks, .. } => format!("amplitude of {of} in {ticks} ticks"),
        }
    }
}

/// The larger of two, or NaN when one is.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b <= a { a } else { b }
}

impl std::fmt::Display for super::Signal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Position { axis } => write!(f, "the mean position along axis {axis}"),
            Self::Quantity { quantity, at } => write!(f, "{quantity} at {at:?}"),
        }
    }
}
