//! Backgrounds, rotations and drives.

use crate::gauge::{GaugeError, GaugeSettings};
use crate::lattice::Lattice;
use crate::scene::error::Problem;
use crate::simulation::Parameters;

/// Refuses a gauge that the field cannot have.
pub fn gauge(
    settings: &GaugeSettings,
    lattice: &Lattice,
    parameters: &Parameters,
) -> Result<(), Problem> {
    settings.check(lattice, parameters).map_err(|error| gauge_problem("gauge", &error))
}

/// What is wrong with a gauge, at its path within `outer`.
pub fn gauge_problem(outer: &str, error: &GaugeError) -> Problem {
    let path = match error.path.as_str() {
        "" => outer.to_owned(),
        inner => format!("{outer}.{inner}"),
    };
    Problem::new(path, error.fault.to_string())
}
