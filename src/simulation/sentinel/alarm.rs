//! What stopped a run.

use super::sweep::Found;
use crate::lattice::Lattice;
use crate::simulation::{Clock, Dynamics};
use std::fmt;

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AlarmKind {
    /// It is NaN or infinite.
    NotFinite,
    /// It is finite, but larger than any value of a sound run.
    BlowUp {
        /// The magnitude no value may exceed.
        limit: f64,
    },
}

/// A field blew up: which value, where and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// Whole ticks at which the state was found unfit.
    pub tick: u64,
    /// Time of that state.
    pub time: f64,
    /// Indices of the first unfit site, in lattice order.
    pub site: Vec<usize>,
    /// `phi` or `pi`.
    pub field: &'static str,
    /// Component, from 0.
    pub component: usize,
    /// The value.
    pub value: f64,
    /// Time step of the run.
    pub dt: f64,
    /// The largest stable time step.
    pub largest_dt: f64,
    /// Whether the time step was below the limit of stability.
    pub stable: bool,
}

impl Alarm {
    pub(super) fn new(
        found: Found,
        limit: f64,
        lattice: &Lattice,
        dynamics: &Dynamics,
        clock: &Clock,
    ) -> Self {
        let Found { row, x, field, component, value } = found;
        let kind = match value.is_finite() {
            true => AlarmKind::BlowUp { limit },
            false => AlarmKind::NotFinite,
        };
        Self {
            kind,
            tick: clock.tick,
            time: clock.time(),
            site: lattice.site(row, x),
            field,
            component,
            value,
            dt: clock.dt,
            largest_dt: dynamics.largest_dt(),
            stable: dynamics.stable(),
        }
    }
}

impl std::error::Error for Alarm {}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tick, time, site, field, component, value, .. } = self;
        let number = component + 1;
        write!(f, "the field blew up at tick {tick} (time {time}): {field}{number} ")?;
        match self.kind {
            AlarmKind::NotFinite => write!(f, "is {value} at site {site:?}; ")?,
            AlarmKind::BlowUp { limit } => {
                write!(f, "= {value:.3e} at site {site:?}, beyond {limit:.3e}; ")?;
            }
        }
        self.advise(f)
    }
}

impl Alarm {
    /// What would help.
    fn advise(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dt, largest_dt, .. } = self;
        match self.stable {
            false if *largest_dt == 0.0 => {
                write!(f, "with this schedule no dt is stable: use another, such as staged")
            }
            false => write!(f, "dt = {dt} is not stable, use at most dt = {largest_dt}"),
            true => write!(
                f,
                "dt = {dt} is within the limit {largest_dt} for the field it began with: use a \
                 smaller dt or a weaker field, or look for a potential without a lower bound"
            ),
        }
    }
}
