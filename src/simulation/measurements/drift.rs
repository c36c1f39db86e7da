//! How far an observable is from where it began, and whether that breaks what was promised.

use crate::observable::{Look, ObservableInfo, Promise};
use serde::{Deserialize, Serialize};

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Kept.
    Green,
    /// Broken.
    Amber,
    /// Broken by far: what is seen is no longer the theory.
    Red,
}

/// How far an observable has drifted.
#[derive(Clone, Copy, Debug)]
pub struct Drift {
    /// Which observable.
    pub observable: &'static ObservableInfo,
    /// What it was at the beginning, with what had been absorbed where that belongs to it.
    pub initial: f64,
    /// What it is now, likewise.
    pub latest: f64,
    /// Change since the beginning, relative to the observable's size then.
    pub relative: f64,
    /// The largest magnitude `relative` has had.
    pub worst: f64,
    /// The largest magnitude that keeps the promise; `None` when nothing is promised.
    pub bound: Option<f64>,
    /// How the promise stands; `None` when nothing is promised.
    pub level: Option<Level>,
}

impl Drift {
    /// A sentence, when the promise is broken.
    pub fn warning(&self) -> Option<String> {
        let Self { worst, bound, level, observable, .. } = self;
        let (Some(bound), Some(Level::Amber | Level::Red)) = (bound, level) else { return None };
        let name = observable.name;
        Some(format!(
            "{name} has drifted by {worst:.1e} of its size, beyond the {bound:.1e} this run \
             promises; a smaller dt or --precision f64 would keep it closer"
        ))
    }
}

/// Where an observable began: part of a checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Name of the observable.
    pub name: String,
    /// Its first value.
    pub value: f64,
    /// Its size then.
    pub scale: f64,
    /// The worst drift so far.
    pub worst: f64,
    /// The largest drift so far as a multiple of what was promised at the time; above 1 the
    /// promise was broken.
    pub strain: f64,
}

/// What a resumed run must know of the run it continues, to watch as that one did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// Tick of the first values.
    pub first_tick: u64,
    /// Largest magnitude the sentinel lets pass.
    pub limit: f64,
    /// Where each observable began.
    pub references: Vec<Reference>,
}

/// Beyond this many times the bound a broken promise is red.
const RED: f64 = 10.0;

/// An observable under watch.
#[derive(Clone, Debug)]
pub(super) struct Watched {
    info: &'static ObservableInfo,
    start: Reference,
    latest: f64,
    bound: Option<f64>,
}

impl Watched {
    /// Begins to watch an observable that has this value now.
    pub fn new(info: &'static ObservableInfo, look: &Look, value: f64) -> Self {
        let latest = info.conserved(look, value);
        let size = info.scale.map_or(latest.abs(), |scale| scale(look));
        let scale = if size.is_finite() && size > 0.0 { size } else { 1.0 };
        let start =
            Reference { name: info.name.to_owned(), value: latest, scale, worst: 0.0, strain: 0.0 };
        Self { info, start, latest, bound: bound(info, look, 0) }
    }

    /// Notes the value it has after `ticks` ticks.
    pub fn update(&mut self, look: &Look, value: f64, ticks: u64) {
        self.latest = self.info.conserved(look, value);
        self.bound = bound(self.info, look, ticks);
        let drift = self.relative().abs();
        self.start.worst = largest(self.start.worst, drift);
        if let Some(bound) = self.bound {
            self.start.strain = largest(self.start.strain, drift / bound);
        }
    }

    pub fn drift(&self) -> Drift {
        let Self { info, start, latest, bound } = self;
        let level = bound.map(|_| match start.strain {
            strain if strain <= 1.0 => Level::Green,
            strain if strain <= RED => Level::Amber,
            _ => Level::Red,
        });
        let (initial, worst, relative) = (start.value, start.worst, self.relative());
        Drift { observable: info, initial, latest: *latest, relative, worst, bound: *bound, level }
    }

    pub fn reference(&self) -> Reference {
        self.start.clone()
    }

    /// Takes over the beginning of the run this one continues.
    pub fn restore(&mut self, references: &[Reference]) {
        if let Some(start) = references.iter().find(|start| start.name == self.info.name) {
            self.start = start.clone();
        }
    }

    fn relative(&self) -> f64 {
        (self.latest - self.start.value) / self.start.scale
    }
}

/// The larger of two magnitudes; infinite when one is no number, which nothing promises.
fn largest(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::INFINITY } else { a.max(b) }
}

/// The largest relative drift that keeps what the run promises.
///
/// # Equation
/// Exact: `epsilon (16 + 2 ticks)`, one rounding of both fields at each tick, should all of them
/// err the same way. Order n: `c / (1 - c)` besides, `c` the
/// [coarseness](crate::simulation::Dynamics::coarseness) of dt to the power n: between the energy and
/// what the tick conserves in its place lies at most the fraction c.
fn bound(info: &ObservableInfo, look: &Look, ticks: u64) -> Option<f64> {
    if !look.dynamics.stable() {
        return None;
    }
    let rounding = look.state.precision().epsilon() * (16.0 + 2.0 * ticks as f64);
    match info.promised(look) {
        Promise::Exact => Some(rounding),
        Promise::Order(order) => {
            let c = look.dynamics.coarseness().powi(order as i32);
            (c < 1.0).then(|| c / (1.0 - c) + rounding)
        }
        Promise::None => None,
    }
}
