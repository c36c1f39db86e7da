//! What must hold when a scene runs: its `expect:` list, which `check` and the tests measure.

mod check;
mod frequency;
mod known;
mod probe;
mod run;

pub use run::CheckRow;

use serde::Deserialize;

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
    /// An observable exceeds `above` in magnitude.
    Exceeds {
        /// Name of the observable.
        observable: String,
        /// The bound.
        above: f64,
        /// When.
        tick: u64,
    },
    /// A quantity that every gauge has alike never differs from the twin's by more than `below`,
    /// relative to its size.
    Unchanged {
        /// Name of the quantity, see [`READOUTS`](crate::gauge::readout::READOUTS).
        of: String,
        /// Largest change.
        below: f64,
        /// Length of the run.
        ticks: u64,
    },
    /// A quantity differs from the twin's by more than `above`, relative to its size.
    Changed {
        /// Name of the quantity, likewise.
        of: String,
        /// Least change.
        above: f64,
        /// When.
        tick: u64,
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
    /// The part of the density (theories with a charge) or of the energy that lies beyond a place
    /// along an axis, such as what a step lets through.
    Share {
        /// Which axis, from 0.
        #[serde(default)]
        axis: usize,
        /// Where it begins: sites at this position and further along the axis count.
        from: f64,
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
            | Self::Unchanged { ticks, .. }
            | Self::Speed { ticks, .. }
            | Self::Frequency { ticks, .. }
            | Self::Amplitude { ticks, .. } => *ticks,
            Self::Value { tick, .. }
            | Self::Exceeds { tick, .. }
            | Self::Changed { tick, .. }
            | Self::Quantity { tick, .. }
            | Self::Position { tick, .. }
            | Self::Share { tick, .. }
            | Self::Peak { tick, .. } => *tick,
            Self::Duality { .. } | Self::Condition { .. } => 0,
        }
    }

    /// The field that says how far is too far, and what it says.
    fn limit(&self) -> (&'static str, f64) {
        match self {
            Self::Drift { below, .. }
            | Self::Bounded { below, .. }
            | Self::Unchanged { below, .. } => ("below", *below),
            Self::Exceeds { above, .. } | Self::Changed { above, .. } => ("above", *above),
            Self::Value { tolerance, .. }
            | Self::Quantity { tolerance, .. }
            | Self::Position { tolerance, .. }
            | Self::Share { tolerance, .. }
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
            Self::Drift { .. } | Self::Bounded { .. } | Self::Unchanged { .. } => 0.0,
            Self::Exceeds { above, .. } | Self::Changed { above, .. } => *above,
            Self::Value { value, .. }
            | Self::Quantity { value, .. }
            | Self::Position { value, .. }
            | Self::Share { value, .. }
            | Self::Peak { value, .. }
            | Self::Speed { value, .. }
            | Self::Frequency { value, .. }
            | Self::Duality { value, .. }
            | Self::Condition { value, .. }
            | Self::Amplitude { value, .. } => *value,
        }
    }
}
