//! What a change of gauge leaves alone and what it does not, as numbers below the picture.

mod follow;
mod paint;
mod plot;
mod trace;

pub use trace::{Moment, Trace};

pub(super) use follow::ReadoutPlugin;
pub(super) use paint::paint;

use crate::simulation::Level;
use bevy::ecs::resource::Resource;

/// What the readout shows; nothing as long as nothing is compared.
#[derive(Clone, Debug, Default, Resource)]
pub struct Readout {
    /// How the gauge is treated.
    pub head: Option<Head>,
    /// What is compared.
    pub rows: Vec<Row>,
    /// The largest residuals over time.
    pub trace: Trace,
}

/// How the gauge is treated.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Name of the mode.
    pub mode: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Largest phase by which the field has been turned so far, in radians.
    pub turned: f64,
}

/// A quantity that is compared with the twin.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub name: &'static str,
    /// Its symbol.
    pub label: &'static str,
    /// Whether it is the same in every gauge.
    pub invariant: bool,
    /// How far it is from the twin's, relative to its size.
    pub residual: f64,
    /// What to think of that; none where nothing is promised.
    pub level: Option<Level>,
}

impl Readout {
    /// The largest residual of those that are the same in every gauge, or of the others.
    pub fn largest(&self, invariant: bool) -> f64 {
        let rows = self.rows.iter().filter(|row| row.invariant == invariant);
        rows.map(|row| row.residual).fold(0.0, f64::max)
    }
}
