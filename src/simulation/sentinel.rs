//! Watches the state for values no run recovers from.

use thiserror::Error;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AlarmKind {
    /// A value is NaN or infinite.
    NotFinite,
}

/// Why a run stopped.
#[derive(Clone, Debug, Error, PartialEq)]
#[error("{field}{} is not finite at tick {tick}, site {site:?}", component + 1)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// Tick at which it was found.
    pub tick: u64,
    /// Where.
    pub site: Vec<usize>,
    /// `phi` or `pi`.
    pub field: &'static str,
    /// Component, from 0.
    pub component: usize,
}
