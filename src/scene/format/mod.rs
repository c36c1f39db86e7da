//! The scene file as it is written, before anything in it is checked.
//!
//! Whole numbers that a person might get wrong by sign are read signed, so that "-4" is answered
//! with a sentence about extents and not with one about integers.

mod read;
mod theory;

pub use read::{check_length, read, read_file, written};
pub use theory::{TheoryText, WiringText};

use super::expect::Expectation;
use super::initial::Initial;
use super::settings::{CameraSettings, RecordSettings, ViewSettings, ViewpointSettings};
use crate::gauge::GaugeSettings;
use crate::lattice::Precision;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Everything a scene file may hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Scene")]
pub struct SceneFile {
    /// Which theory, and its numbers.
    pub theory: TheoryText,
    /// The lattice.
    pub lattice: LatticeText,
    /// How the stages are scheduled.
    pub schedule: ScheduleText,
    /// Precision of the fields.
    #[serde(default)]
    pub precision: Precision,
    /// Seed of everything random.
    #[serde(default)]
    pub seed: u64,
    /// Initial conditions; they add up.
    #[serde(default)]
    pub initial: Vec<Initial>,
    /// The gauge: background, rotations, a twin.
    #[serde(default)]
    pub gauge: GaugeSettings,
    /// When observables are taken.
    #[serde(default)]
    pub measure: MeasureText,
    /// What is drawn.
    #[serde(default)]
    pub view: ViewSettings,
    /// Where it is seen from.
    #[serde(default)]
    pub camera: CameraSettings,
    /// Further views, by name.
    #[serde(default)]
    pub viewpoints: Vec<ViewpointSettings>,
    /// The film.
    #[serde(default)]
    pub record: RecordSettings,
    /// What must hold.
    #[serde(default)]
    pub expect: Vec<Expectation>,
}

/// `lattice: (shape: [128, 96], h: 1.0, boundary: "periodic")`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "lattice")]
pub struct LatticeText {
    /// Extents.
    pub shape: Vec<i64>,
    /// Spacing.
    #[serde(default = "one")]
    pub h: f64,
    /// Name of the boundary of all axes, or of each.
    #[serde(default)]
    pub boundary: Boundaries,
    /// The layer of absorbing boundaries.
    #[serde(default)]
    pub layer: Option<LayerText>,
}

/// `layer: (width: 12, strength: 1.0)`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "layer")]
pub struct LayerText {
    /// Sites from the edge inwards.
    pub width: i64,
    /// Damping rate at the edge, 1/time.
    pub strength: f64,
}

/// `schedule: (name: "staged", dt: 0.25)`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "schedule")]
pub struct ScheduleText {
    /// Name of the schedule.
    pub name: String,
    /// Time step.
    pub dt: f64,
    /// Whether a dt beyond the stable limit is run all the same.
    #[serde(default)]
    pub allow_unstable: bool,
}

/// `measure: (every: 10)`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "measure")]
pub struct MeasureText {
    /// Ticks between two measurements.
    pub every: i64,
}

impl Default for MeasureText {
    fn default() -> Self {
        Self { every: 10 }
    }
}

fn one() -> f64 {
    1.0
}

/// A name for all axes, or a list with a name for each.
#[derive(Clone, Debug, PartialEq)]
pub enum Boundaries {
    /// `"periodic"`
    All(String),
    /// `["periodic", "absorbing"]`
    Each(Vec<String>),
}

impl Default for Boundaries {
    fn default() -> Self {
        Self::All("periodic".to_owned())
    }
}

impl<'de> Deserialize<'de> for Boundaries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BoundariesVisitor)
    }
}

struct BoundariesVisitor;

impl<'de> Visitor<'de> for BoundariesVisitor {
    type Value = Boundaries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a boundary in quotes, or a list of names")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Boundaries, E> {
        Ok(Boundaries::All(name.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Boundaries, A::Error> {
        let mut each = Vec::new();
        while let Some(name) = names.next_element()? {
            each.push(name);
        }
        Ok(Boundaries::Each(each))
    }
}
