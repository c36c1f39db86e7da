//! Whether an expectation can be measured at all.

use super::known::{
    known_axis, known_condition, known_observable, known_readout, learns, needs_twin, place,
};
use super::{Expectation, Signal};
use crate::gauge::GaugeSettings;
use crate::lattice::Lattice;
use crate::quantity::Given;
use crate::scene::check::{quantity, within};
use crate::scene::error::Problem;
use crate::simulation::Parameters;

/// Longest run of both sides of a duality.
const LONGEST_DUALITY: u64 = 10_000;

/// Longest run an expectation may ask for, in ticks.
const LONGEST: u64 = 1_000_000;

impl Expectation {
    /// Looks up every name and checks every number; `path` is that of the expectation.
    pub(in crate::scene) fn check(
        &self,
        path: &str,
        parameters: &Parameters,
        lattice: &Lattice,
        given: Given,
    ) -> Result<(), Problem> {
        let sub = |field: &str| format!("{path}.{field}");
        let (ticks, least) = match self {
            Self::Drift { observable, .. } | Self::Bounded { observable, .. } => {
                known_observable(&sub("observable"), observable, parameters, lattice)?;
                ("ticks", 1)
            }
            Self::Value { observable, .. } | Self::Exceeds { observable, .. } => {
                known_observable(&sub("observable"), observable, parameters, lattice)?;
                ("tick", 0)
            }
            Self::Unchanged { of, .. } => {
                known_readout(&sub("of"), of, parameters, lattice)?;
                ("ticks", 1)
            }
            Self::Changed { of, .. } => {
                known_readout(&sub("of"), of, parameters, lattice)?;
                ("tick", 0)
            }
            Self::Quantity { quantity: name, at, .. } => {
                quantity(&sub("quantity"), name, parameters, lattice.dim(), given)?;
                place(&sub("at"), at, lattice)?;
                ("tick", 0)
            }
            Self::Peak { quantity: name, axis, .. } => {
                quantity(&sub("quantity"), name, parameters, lattice.dim(), given)?;
                known_axis(&sub("axis"), *axis, lattice)?;
                ("tick", 0)
            }
            Self::Position { axis, .. } => {
                known_axis(&sub("axis"), *axis, lattice)?;
                ("tick", 0)
            }
            Self::Share { axis, from, .. } => {
                known_axis(&sub("axis"), *axis, lattice)?;
                let last = lattice.position(*axis, lattice.shape()[*axis] - 1);
                within(&sub("from"), *from, lattice.position(*axis, 0), last)?;
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
                of.check(&sub("of"), parameters, lattice, given)?;
                ("ticks", 8)
            }
        };
        within(&sub(ticks), self.last_tick() as f64, f64::from(least), LONGEST as f64)?;
        self.check_tolerance(path)
    }

    /// Refuses to compare with a twin that does not run.
    pub(in crate::scene) fn check_twin(
        &self,
        path: &str,
        gauge: &GaugeSettings,
    ) -> Result<(), Problem> {
        let (field, compares) = match self {
            Self::Unchanged { .. } | Self::Changed { .. } => ("of", true),
            Self::Drift { observable, .. }
            | Self::Bounded { observable, .. }
            | Self::Exceeds { observable, .. }
            | Self::Value { observable, .. } => ("observable", needs_twin(observable)),
            _ => return Ok(()),
        };
        if !compares || gauge.twin {
            return Ok(());
        }
        let message = "it compares the run with its twin, and there is none; add \
                       gauge: (twin: true)";
        Err(Problem::new(format!("{path}.{field}"), message))
    }

    fn check_tolerance(&self, path: &str) -> Result<(), Problem> {
        let (name, limit) = self.limit();
        within(&format!("{path}.{name}"), limit, 0.0, f64::MAX)
    }
}

impl Signal {
    fn check(
        &self,
        path: &str,
        parameters: &Parameters,
        lattice: &Lattice,
        given: Given,
    ) -> Result<(), Problem> {
        match self {
            Self::Position { axis } => known_axis(&format!("{path}.axis"), *axis, lattice),
            Self::Quantity { quantity: name, at } => {
                quantity(&format!("{path}.quantity"), name, parameters, lattice.dim(), given)?;
                place(&format!("{path}.at"), at, lattice)
            }
        }
    }
}
