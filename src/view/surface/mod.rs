//! Shapes a field can take: one file each, one row in [`RENDER_MODES`] each.

mod drawn;
mod grid;
mod height_field;
mod refine;
mod ribbon;

pub use drawn::{Drawn, HeightRule};
pub use grid::Places;
pub use refine::{Refiner, Texel};

use super::material::Stage;
use super::pick::{Gaze, Hit};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use bevy::mesh::Mesh;

/// A way to draw a cut of a field.
pub struct RenderMode {
    /// Name in scenes.
    pub name: &'static str,
    /// What it looks like.
    pub summary: &'static str,
    /// Whether it can draw such a cut.
    pub fits: fn(Cut) -> bool,
    /// Whether a complex height has both parts drawn; else its magnitude is.
    pub complex_height: bool,
    /// The places along and across at which the field is drawn.
    pub places: fn(&GridSize) -> [Places; 2],
    /// The meshes it is made of, whose vertices name those places.
    pub parts: fn(&[Places; 2]) -> Vec<Part>,
    /// Where a line of sight meets it.
    pub pick: fn(&Drawn, &Gaze) -> Option<Hit>,
}

/// All render modes; the first that fits a cut is its default.
pub const RENDER_MODES: &[RenderMode] = &[height_field::MODE, ribbon::MODE];

/// How many values a cut has, and whether it closes on itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridSize {
    /// Values in a line.
    pub width: usize,
    /// Number of lines.
    pub height: usize,
    /// Whether a line, and whether the set of lines, closes on itself.
    pub wraps: [bool; 2],
}

impl GridSize {
    /// Of a cut of a lattice.
    pub fn of(cut: Cut, lattice: &Lattice) -> Self {
        let (width, height) = cut.size(lattice);
        let (along, across) = cut.axes();
        let wraps = |axis: usize| lattice.boundary()[axis].is_periodic();
        Self { width, height, wraps: [wraps(along), across.is_some_and(wraps)] }
    }
}

/// A mesh whose vertices are places on the lattice, and the stage that lifts them into the world.
pub struct Part {
    /// Made once, never rebuilt while a field runs.
    pub mesh: Mesh,
    /// What is done with it.
    pub stage: Stage,
}

/// The render mode of that name; the default one of a cut for `"auto"`.
pub fn render_mode(name: &str, cut: Cut) -> Option<&'static RenderMode> {
    RENDER_MODES
        .iter()
        .find(|mode| if name == "auto" { (mode.fits)(cut) } else { mode.name == name })
}
