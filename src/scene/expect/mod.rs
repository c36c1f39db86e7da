//! What must hold when a scene runs: its `expect:` list, which `check` and the tests measure.

mod frequency;
mod known;
mod probe;
mod run;

pub use run::CheckRow;

use super::check::{quantity, within};
use super::error::Problem;
use crate::lattice::Lattice;
use crate::simulation::Parameters;
use known::{known_axis, known_condition, known_observable, learns, place};
use serde::Deserialize;

/// Longest run of both sides of a duality.
const LONGEST_DUALITY: u64 = 10_000;

/// Longest run an expectation may ask for, in ticks.
const LONGEST: u64 = 1_000_000;

/// Something that must hold.
///
/// # Conventions
/// Positions `at` are physical, from the middle site. The mean position is that of the density
/// |phi|² + |pi|² (Dirac) or of the energy (Klein-Gordon), taken on a circle where the axis is one.
/// A frequency is an angular one. A tolerance is absolute: |measured - value| <= tolerance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Expectation {
    /// An observable, with what absorbing layers have taken of it, never leaves its first value by
    /// more than `below` times its size then.
    Drift {
        /// Name of the observable.
        observable: String,
        /// Largest relative drift.
        below: f64,
        /// Length of the run.
        ticks: u64,
    },
    /// An observable never exceeds `below` in magnitude.
    Bounded {
        /// Name of the observable.
        observable: String,
        /// The bound.
        below: f64,
        /// Length of the run.
        ticks: u64,
    },
    /// An observable has a value.
    Value {
        /// Name of the observable.
        observable: String,
        /// When.
        tick: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// A real quantity has a value at a place (of a complex one: its magnitude).
    Quantity {
        /// Name of the quantity.
        quantity: String,
        /// Where: the nearest site.
        at: Vec<f64>,
        /// When.
        tick: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// The mean position along an axis.
    Position {
        /// Which axis, from 0.
        #[serde(default)]
        axis: usize,
        /// When.
        tick: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// Where along an axis a quantity is largest in magnitude, to a fraction of a site.
    Peak {
        /// Name of the quantity.
        quantity: String,
        /// Which axis, from 0.
        #[serde(default)]
        axis: usize,
        /// When.
        tick: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// The velocity of the mean position along an axis: the slope of the best straight line.
    Speed {
        /// Which axis, from 0.
        #[serde(default)]
        axis: usize,
        /// Length of the run.
        ticks: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// The strongest angular frequency in a signal.
    Frequency {
        /// The signal.
        of: Signal,
        /// Length of the run.
        ticks: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// How far a network and the Hamiltonian system it may be dual to part within so many ticks of
    /// the schedule's dt, from the state the run begins with: the largest difference of any phi or
    /// beta.
    Duality {
        /// Length of both runs.
        ticks: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// How far a network is from a condition of duality, as it begins.
    Condition {
        /// Name of the condition: symmetric, commute, invertible or path.
        condition: String,
        /// The residual expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
    /// Half the range of a signal from its lowest to its highest value.
    Amplitude {
        /// The signal.
        of: Signal,
        /// Length of the run.
        ticks: u64,
        /// The value expected.
        value: f64,
        /// How far from it.
        tolerance: f64,
    },
}

/// A number that changes with time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Signal {
    /// The mean position along an axis.
    Position {
        /// Which axis, from 0.
        #[serde(default)]
        axis: usize,
    },
    /// A quantity at a place (of a complex one: its real part).
    Quantity {
        /// Name of the quantity.
        quantity: String,
        /// Where: the nearest site.
        at: Vec<f64>,
    },
}

impl Expectation {
    /// The tick after which nothing more is needed.
    pub fn last_tick(&self) -> u64 {
        match self {
            Self::Drift { ticks, .. }
            | Self::Bounded { ticks, .. }
            | Self::Speed { ticks, .. }
            | Self::Frequency { ticks, .. }
            | Self::Amplitude { ticks, .. } => *ticks,
            Self::Value { tick, .. }
            | Self::Quantity { tick, .. }
            | Self::Position { tick, .. }
            | Self::Peak { tick, .. } => *tick,
            Self::Duality { .. } | Self::Condition { .. } => 0,
        }
    }

    /// Looks up every name and checks every number; `path` is that of the expectation.
    pub(super) fn check(
        &self,
        path: &str,
        parameters: &Parameters,
        lattice: &Lattice,
    ) -> Result<(), Problem> {
        let sub = |field: &str| format!("{path}.{field}");
        let (ticks, least) = match self {
            Self::Drift { observable, .. } | Self::Bounded { observable, .. } => {
                known_observable(&sub("observable"), observable, parameters, lattice)?;
                ("ticks", 1)
            }
            Self::Value { observable, .. } => {
                known_observable(&sub("observable"), observable, parameters, lattice)?;
                ("tick", 0)
            }
            Self::Quantity { quantity: name, at, .. } => {
                quantity(&sub("quantity"), name, parameters, lattice.dim())?;
                place(&sub("at"), at, lattice)?;
                ("tick", 0)
            }
            Self::Peak { quantity: name, axis, .. } => {
                quantity(&sub("quantity"), name, parameters, lattice.dim())?;
                known_axis(&sub("axis"), *axis, lattice)?;
                ("tick", 0)
            }
            Self::Position { axis, .. } => {
                known_axis(&sub("axis"), *axis, lattice)?;
                ("tick", 0)
            }
            Self::Speed { axis, .. } => {
                known_axis(&sub("axis"), *axis, lattice)?;
                ("ticks", 1)
            }
            Self::Duality { ticks, .. } => {
                learns(path, parameters)?;
                within(&sub("ticks"), *ticks as f64, 1.0, LONGEST_DUALITY as f64)?;
                return self.check_tolerance(path);
            }
            Self::Condition { condition, .. } => {
                learns(path, parameters)?;
                known_condition(&sub("condition"), condition)?;
                return self.check_tolerance(path);
            }
            Self::Frequency { of, .. } | Self::Amplitude { of, .. } => {
                of.check(&sub("of"), parameters, lattice)?;
                ("ticks", 8)
            }
        };
        within(&sub(ticks), self.last_tick() as f64, f64::from(least), LONGEST as f64)?;
        self.check_tolerance(path)
    }

    fn check_tolerance(&self, path: &str) -> Result<(), Problem> {
        let (name, limit) = self.limit();
        within(&format!("{path}.{name}"), limit, 0.0, f64::MAX)
    }

    /// The field that says how far is too far, and what it says.
    fn limit(&self) -> (&'static str, f64) {
        match self {
            Self::Drift { below, .. } | Self::Bounded { below, .. } => ("below", *below),
            Self::Value { tolerance, .. }
            | Self::Quantity { tolerance, .. }
            | Self::Position { tolerance, .. }
            | Self::Peak { tolerance, .. }
            | Self::Speed { tolerance, .. }
            | Self::Frequency { tolerance, .. }
            | Self::Duality { tolerance, .. }
            | Self::Condition { tolerance, .. }
            | Self::Amplitude { tolerance, .. } => ("tolerance", *tolerance),
        }
    }

    /// The value expected; 0 where a bound is.
    fn expected(&self) -> f64 {
        match self {
            Self::Drift { .. } | Self::Bounded { .. } => 0.0,
            Self::Value { value, .. }
            | Self::Quantity { value, .. }
            | Self::Position { value, .. }
            | Self::Peak { value, .. }
            | Self::Speed { value, .. }
            | Self::Frequency { value, .. }
            | Self::Duality { value, .. }
            | Self::Condition { value, .. }
            | Self::Amplitude { value, .. } => *value,
        }
    }
}

impl Signal {
    fn check(&self, path: &str, parameters: &Parameters, lattice: &Lattice) -> Result<(), Problem> {
        match self {
            Self::Position { axis } => known_axis(&format!("{path}.axis"), *axis, lattice),
            Self::Quantity { quantity: name, at } => {
                quantity(&format!("{path}.quantity"), name, parameters, lattice.dim())?;
                place(&format!("{path}.at"), at, lattice)
            }
        }
    }
}
