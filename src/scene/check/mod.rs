//! What is written becomes what can run: names are looked up, numbers checked. What passes needs no
//! further checks, except those that take the initial state (the stable limit of dt).

mod gauge;
mod lattice;
mod picture;
mod theory;

pub use gauge::{gauge, gauge_problem};
pub use lattice::lattice;
pub use picture::{camera, quantity, record, view, viewpoints};
pub use theory::{Spare, parameters};

use super::error::Problem;
use crate::simulation::Cadence;

/// When observables are taken.
pub fn cadence(every: i64) -> Result<Cadence, Problem> {
    match u64::try_from(every) {
        Ok(measure_every @ 1..) => Ok(Cadence { measure_every }),
        _ => Err(Problem::new(
            "measure.every",
            format!("{every} ticks between two measurements; it must be 1 or more"),
        )),
    }
}

/// Refuses a number outside `least..=most`.
pub fn within(path: &str, value: f64, least: f64, most: f64) -> Result<(), Problem> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Problem::new(
        path,
        format!("{path} = {value} is out of range; it must be from {least} to {most}"),
    ))
}

/// Refuses a number that is not positive.
pub fn positive(path: &str, value: f64) -> Result<(), Problem> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Problem::new(path, format!("{path} = {value} is out of range; it must be positive")))
}
