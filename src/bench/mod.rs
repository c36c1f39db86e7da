//! How fast ticks are, beside how fast memory is in the same minute.
//!
//! # Conventions
//! A *site update* is one whole staged tick of one site. Rates are medians over rounds, and within a
//! round everything that is compared is timed in turn: the speed of a machine changes from one minute
//! to the next. Rates of different machines say little; ratios of one run do.

mod bandwidth;
mod cases;
mod measured;
mod routes;
mod watch;

pub use cases::{Case, cases};
pub use measured::Measured;
pub use routes::{Route, ticker};
#[cfg(feature = "viewer")]
pub(crate) use watch::median;

use crate::scene::memory;
use serde::Serialize;
use thiserror::Error;

/// How long to measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// Rounds, of which the median counts.
    pub rounds: usize,
    /// Seconds that one timing takes at least.
    pub seconds: f64,
    /// Seconds after which no further round begins.
    pub most_seconds: f64,
    /// Threads beside one.
    pub threads: usize,
}

/// Why a case is not measured.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize)]
pub enum Skipped {
    /// It does not fit.
    #[error("{needed} bytes are needed and {free} are free")]
    Memory {
        /// Bytes of fields, links and the arrays that the bandwidth is measured on.
        needed: u64,
        /// Bytes there are.
        free: u64,
    },
    /// No threads to run on.
    #[error("{threads} threads cannot be started: {why}")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system says.
        why: String,
    },
    /// A theory that cannot be built.
    #[error("{why}")]
    Model {
        /// What it says.
        why: String,
    },
}

/// Measures a case, if its fields fit.
///
/// # Errors
/// See [`Skipped`].
pub fn measure(case: &Case, effort: Effort) -> Result<Measured, Skipped> {
    let (needed, free) = (case.bytes(), memory::available());
    if needed > free {
        return Err(Skipped::Memory { needed, free });
    }
    routes::measure(case, effort)
}
