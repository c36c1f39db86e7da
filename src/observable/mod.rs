//! Observables: one number for the whole field. One file per observable.
//!
//! To add one: a file with an [`ObservableInfo`], and a row in [`OBSERVABLES`].

mod charge;
mod covariance;
mod energy;
mod loss;
mod max;
mod norm;
mod staged_energy;

pub(crate) use max::largest;

use crate::gauge::Gauge;
use crate::lattice::{Boundary, FieldState, Lattice};
use crate::simulation::{Clock, Dynamics, Parameters};
use crate::tick::Keeps;
use thiserror::Error;

/// A state and all that is needed to measure it.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Geometry.
    pub lattice: &'a Lattice,
    /// phi and pi at a whole tick.
    pub state: &'a FieldState,
    /// What the run is made of.
    pub parameters: &'a Parameters,
    /// The parameters, compiled.
    pub dynamics: &'a Dynamics,
    /// The gauge it is in, and the twin in the first gauge, where there is one.
    pub gauge: &'a Gauge,
    /// Tick and time of the state.
    pub clock: &'a Clock,
}

/// How well the schedule keeps an observable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// To rounding.
    Exact,
    /// Within bounds of this order in dt, without drift.
    Order(u32),
    /// Not at all.
    None,
}

impl Promise {
    /// What a schedule keeps.
    fn of(keeps: Keeps) -> Self {
        match keeps {
            Keeps::Exactly => Self::Exact,
            Keeps::ToOrder(order) => Self::Order(order),
            Keeps::Nothing => Self::None,
        }
    }
}

/// An observable: a row in the table of measurements.
///
/// # Conventions
/// Sums over sites carry the cell volume `h^D`, are taken in `f64` and in a fixed order, so they do
/// not depend on the number of threads.
#[derive(Clone, Copy, Debug)]
pub struct ObservableInfo {
    /// Name, also the heading of its column in `observables.csv`.
    pub name: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Its units, with c = ħ = 1.
    pub units: &'static str,
    /// Whether a run has it.
    pub applies: fn(&Parameters, &Lattice) -> bool,
    /// What the run promises of it, at a stable dt. With absorbing boundaries the promise is kept
    /// by the value plus what was absorbed; see [`ObservableInfo::counts_absorbed`].
    pub promise: fn(&Parameters, &Lattice) -> Promise,
    /// Whether it is not kept while a background changes with time, which does work.
    pub disturbed: fn(&Parameters) -> bool,
    /// Whether it compares the run with its twin, so that only a run with a twin has it.
    pub needs_twin: bool,
    /// Whether what absorbing layers take is part of this observable.
    pub counts_absorbed: fn(&Parameters) -> bool,
    /// Takes its value.
    pub measure: fn(&Look) -> f64,
    /// A positive size to compare changes with; `None`: the magnitude of the value itself.
    pub scale: Option<fn(&Look) -> f64>,
}

/// Every observable there is.
pub const OBSERVABLES: &[ObservableInfo] = &[
    energy::INFO,
    staged_energy::INFO,
    loss::INFO,
    charge::INFO,
    norm::INFO,
    max::INFO,
    covariance::INFO,
    covariance::DENSITY,
];

/// No observable of that name.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("there is no observable {name:?} here; did you mean {nearest:?}? There are: {}", available.join(", "))]
pub struct UnknownObservable {
    /// What was asked for.
    pub name: String,
    /// The name most like it.
    pub nearest: &'static str,
    /// Those the run has.
    pub available: Vec<&'static str>,
}

/// The observables of a run, with those that need a twin or without, in the order of
/// [`OBSERVABLES`].
pub fn observables(
    parameters: &Parameters,
    lattice: &Lattice,
    twin: bool,
) -> impl Iterator<Item = &'static ObservableInfo> {
    let wanted = move |info: &&ObservableInfo| twin || !info.needs_twin;
    OBSERVABLES.iter().filter(wanted).filter(|info| (info.applies)(parameters, lattice))
}

/// The observable of that name, of a run that may have a twin.
///
/// # Errors
/// [`UnknownObservable`], with the nearest name.
pub fn observable(
    name: &str,
    parameters: &Parameters,
    lattice: &Lattice,
) -> Result<&'static ObservableInfo, UnknownObservable> {
    let found = observables(parameters, lattice, true).find(|info| info.name == name);
    found.ok_or_else(|| {
        let available = observables(parameters, lattice, true).map(|info| info.name);
        let available: Vec<_> = available.collect();
        let far = |other: &&str| strsim::damerau_levenshtein(&name.to_lowercase(), other);
        let nearest = available.iter().copied().min_by_key(far).unwrap_or_default();
        UnknownObservable { name: name.to_owned(), nearest, available }
    })
}

impl ObservableInfo {
    /// What this state lets the run promise: nothing of what a moving background disturbs, and a tick that corrects its invariant at order dt² keeps
    /// it to that order only, where `A_0` differs from site to site.
    pub fn promised(&self, look: &Look) -> Promise {
        let weakened = look.parameters.schedule.corrected && look.state.has_uneven_potential();
        match (self.promise)(look.parameters, look.lattice) {
            _ if look.gauge.works() && (self.disturbed)(look.parameters) => Promise::None,
            Promise::Exact if weakened => Promise::Order(2),
            promise => promise,
        }
    }

    /// What the promise is about: the value, and what was absorbed where that belongs to it.
    pub fn conserved(&self, look: &Look, value: f64) -> f64 {
        match (self.counts_absorbed)(look.parameters) {
            true => value + look.state.absorbed(),
            false => value,
        }
    }
}

fn always(_parameters: &Parameters, _lattice: &Lattice) -> bool {
    true
}

fn nothing(_parameters: &Parameters, _lattice: &Lattice) -> Promise {
    Promise::None
}

fn never(_parameters: &Parameters) -> bool {
    false
}

fn is_complex_scalar(parameters: &Parameters) -> bool {
    parameters.theory.name == "klein-gordon-complex"
}

fn is_dirac(parameters: &Parameters) -> bool {
    parameters.theory.name == "dirac"
}

fn absorbs(lattice: &Lattice) -> bool {
    lattice.boundary().iter().any(|edge| matches!(edge, Boundary::Absorbing { .. }))
}
