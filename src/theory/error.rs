//! Why a model cannot run.

use crate::network::NetworkError;
use thiserror::Error;

/// Why a theory, a schedule, a lattice and a state do not make a simulation.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum ModelError {
    /// dt beyond the stable limit.
    #[error(
        "dt = {dt} is not stable: {theory} with the {schedule} schedule on this lattice needs \
         |dt| < {limit}; use at most dt = {largest_dt}, or set allow_unstable: true to watch it blow up"
    )]
    UnstableStep {
        /// What was asked.
        dt: f64,
        /// The limit, which dt must stay strictly below.
        limit: f64,
        /// The limit rounded down to six digits: a dt that is accepted.
        largest_dt: f64,
        /// Theory.
        theory: &'static str,
        /// Schedule.
        schedule: &'static str,
    },
    /// A schedule that cannot run the theory, or not on this lattice.
    #[error("{theory} cannot run with the {schedule} schedule: {why}; {instead}")]
    Schedule {
        /// Theory.
        theory: &'static str,
        /// Schedule.
        schedule: &'static str,
        /// What is in the way.
        why: String,
        /// What would do.
        instead: &'static str,
    },
    /// dt that is no step.
    #[error("dt = {dt} is not a time step: it must be a finite number other than 0")]
    Step {
        /// What was asked.
        dt: f64,
    },
    /// Links or `A_0` where they are not felt, or a coupling to them that there is not.
    #[error("{theory} cannot run in a gauge field with the {schedule} schedule: {why}; {instead}")]
    Gauge {
        /// Theory.
        theory: &'static str,
        /// Schedule.
        schedule: &'static str,
        /// What is in the way.
        why: &'static str,
        /// What would do.
        instead: &'static str,
    },
    /// A boundary the theory does not have.
    #[error("{theory} has no {boundary} boundary (axis {axis}); use {allowed}")]
    Boundary {
        /// Theory.
        theory: &'static str,
        /// Axis, from 0.
        axis: usize,
        /// Boundary asked for.
        boundary: &'static str,
        /// What would do.
        allowed: &'static str,
    },
    /// A potential missing, or not taken.
    #[error("{theory} does not take {given}; {allowed}")]
    Potential {
        /// Theory.
        theory: &'static str,
        /// What was given.
        given: String,
        /// What would do.
        allowed: String,
    },
    /// A typed potential that has no finite value where the field is.
    #[error(
        "the potential {text:?} or its derivative is not finite at phi = {phi}; it must be smooth for |phi| up to {reach}"
    )]
    PotentialNotFinite {
        /// The expression.
        text: String,
        /// Where.
        phi: f64,
        /// How far the field may reach.
        reach: f64,
    },
    /// Wrong number of components, or fields of another lattice.
    #[error(
        "the state's {field} holds {given} values, {theory} on this lattice needs {needed} (K = {components} components)"
    )]
    Components {
        /// `phi`, `pi`, `edge`, `a` or `a0`.
        field: &'static str,
        /// Theory.
        theory: &'static str,
        /// Components K the theory has in this dimension.
        components: usize,
        /// Number of values given.
        given: usize,
        /// Number of values needed.
        needed: usize,
    },
    /// A state with NaN or infinity in it.
    #[error("{field}{} is {value} at site {site:?}: every value must be finite", number(field, *component))]
    NotFinite {
        /// `phi`, `pi`, `a` or `a0`.
        field: &'static str,
        /// Component, from 0.
        component: usize,
        /// Indices of the site.
        site: Vec<usize>,
        /// The value.
        value: f64,
    },
    /// Matrices or functions that make no network.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// A coupling out of range.
    #[error("{name} = {value} is out of range: {why}")]
    Parameter {
        /// Name.
        name: &'static str,
        /// Value.
        value: f64,
        /// What is wrong.
        why: String,
    },
}

/// The number of a component as it is counted by people; `A_0` has but one.
fn number(field: &str, component: usize) -> String {
    if field == "a0" { String::new() } else { (component + 1).to_string() }
}
