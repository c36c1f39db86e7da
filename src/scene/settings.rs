//! How a scene is looked at and recorded. Every field has a default, so a scene names only what it
//! wants otherwise.

mod names;
mod viewpoint;

pub use names::{COMPARISONS, MAPS, MapKind, SURFACES, SurfaceName, THEMES, Wants};
pub use viewpoint::{MOST_VIEWPOINTS, ViewpointSettings};

use serde::{Deserialize, Serialize};

/// What of the field is drawn, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewSettings {
    /// Kind of surface: `"auto"` (by dimension) or one of [`SURFACES`].
    pub surface: String,
    /// Kinds of surface drawn with it, such as `["arrows"]`.
    pub over: Vec<String>,
    /// Quantity drawn as height (ribbon: a complex one winds about the axis). `"auto"`: by theory.
    pub height: String,
    /// Quantity drawn as colour: complex ones by phase, real ones by value. `"auto"`: by theory.
    pub colour: String,
    /// Name of the colour map; `"auto"`: cyclic for phases, diverging or sequential for values.
    pub map: String,
    /// Height of the surface at the top of the range, in units of the longest side of the box.
    pub relief: f64,
    /// Values of `height` at the ends of the box.
    pub range: Range,
    /// Values of `colour` (magnitudes, for phases) at the ends of its map.
    pub colour_range: Range,
    /// How the values of `height` lie between its ends.
    pub scale: Scaling,
    /// How the values of `colour` lie between its ends.
    pub colour_scale: Scaling,
    /// Which plane of a 3-D field is drawn.
    pub plane: PlaneSettings,
    /// Indices of the three slices of a 3-D field, across x, y and z; the middle when absent.
    pub slices: [Option<usize>; 3],
    /// Number of contour lines of `height` on a flat map, from zero to the top of its range.
    pub contours: u32,
    /// Vector quantity drawn as arrows. `"auto"`: by theory.
    pub vector: String,
    /// Most arrows, or points, along the longest side.
    pub density: u32,
    /// Where an isosurface lies, in parts of the top of the range of `height`; at minus this, too,
    /// where that can be negative.
    pub level: f64,
    /// How opaque the values of `height` are in a volume.
    pub opacity: OpacitySettings,
    /// Time that a space-time map goes back; the time light needs along the lattice when absent.
    pub history: Option<f64>,
    /// Number of neighbouring periods that are drawn to each side along axes that are periodic.
    pub periods: u32,
    /// Phase drawn in the first colour of the wheel, in radians.
    pub phase_zero: f64,
    /// Whether the box with ticks is drawn.
    pub axes: bool,
    /// `"dark"` or `"light"` surroundings.
    pub theme: String,
    /// What the field is shown beside: `"none"`, its twin in the original gauge (`"beside"`), or
    /// how far the two are apart (`"difference"`).
    pub compare: String,
    /// Whether what depends on the gauge and what does not stands below the picture, as numbers.
    pub readout: bool,
}

impl Default for ViewSettings {
    fn default() -> Self {
        let auto = || "auto".to_owned();
        Self {
            surface: auto(),
            over: Vec::new(),
            height: auto(),
            colour: auto(),
            map: auto(),
            relief: 0.25,
            range: Range::Grow,
            colour_range: Range::Grow,
            scale: Scaling::Linear,
            colour_scale: Scaling::Linear,
            plane: PlaneSettings::default(),
            slices: [None; 3],
            contours: 8,
            vector: auto(),
            density: 24,
            level: 0.4,
            opacity: OpacitySettings::default(),
            history: None,
            periods: 0,
            phase_zero: 0.0,
            axes: true,
            theme: "dark".to_owned(),
            compare: "none".to_owned(),
            readout: false,
        }
    }
}

/// What is said where a view compares the field with a twin that is not there.
pub(crate) const NO_TWIN: &str = "no twin runs beside the field, so there is nothing to compare it \
                                  with; gauge: (twin: true) begins one";

impl ViewSettings {
    /// The path of the setting that compares the field with its twin, if one does.
    pub(crate) fn compares(&self) -> Option<&'static str> {
        let beside = (self.compare != "none").then_some("view.compare");
        beside.or(self.readout.then_some("view.readout"))
    }
}

/// How the ends of a scale follow the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Range {
    /// About zero, or from it, to the largest value so far: growing with the field, never shrinking.
    #[default]
    Grow,
    /// About zero, or from it, to the largest value there is now.
    Auto,
    /// From minus this to this (or from 0 to this, for what cannot be negative).
    Fixed(f64),
    /// From the smallest to the largest value there is now.
    Spread,
    /// From the first to the second.
    Between(f64, f64),
}

impl Range {
    /// Whether zero has no place of its own on it.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Spread | Self::Between(..))
    }
}

/// How values lie on a scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scaling {
    /// Evenly.
    #[default]
    Linear,
    /// By so many decades below the largest magnitude; or, between two values above zero, by those
    /// between them. Less is nothing; on a scale about zero signs are kept.
    Log(u32),
}

/// The transfer function of a volume: nothing is seen below `low`, and from there to `high` opacity
/// rises evenly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OpacitySettings {
    /// In parts of the top of the range.
    pub low: f64,
    /// In parts of the top of the range.
    pub high: f64,
    /// How much of the light is kept back along a tenth of the longest side at full opacity.
    pub strength: f64,
}

impl Default for OpacitySettings {
    fn default() -> Self {
        Self { low: 0.06, high: 0.8, strength: 0.93 }
    }
}

/// A plane of a 3-D lattice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlaneSettings {
    /// Axis the plane is perpendicular to.
    pub axis: usize,
    /// Index along that axis; the middle when absent.
    pub index: Option<usize>,
}

/// Where the picture is taken from. Angles in degrees, lengths in units of the longest side of the
/// box that surrounds the lattice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CameraSettings {
    /// Angle about the vertical.
    pub yaw: f64,
    /// Angle above the horizontal.
    pub pitch: f64,
    /// Distance from the target; fits the box when absent.
    pub distance: Option<f64>,
    /// Point looked at, from the middle of the box.
    pub target: [f64; 3],
    /// Vertical field of view.
    pub fov: f64,
    /// Parallel projection.
    pub orthographic: bool,
    /// Turn about the vertical in a recording, degrees per second of film.
    pub turntable: f64,
}

impl Default for CameraSettings {
    fn default() -> Self {
        Self {
            yaw: 35.0,
            pitch: 32.0,
            distance: None,
            target: [0.0; 3],
            fov: 35.0,
            orthographic: false,
            turntable: 0.0,
        }
    }
}

/// A film of the scene. Each frame is a fixed number of ticks, whatever the clock on the wall says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RecordSettings {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Frames per second of film.
    pub fps: u32,
    /// Number of frames; the first shows the initial condition.
    pub frames: u32,
    /// Ticks between two frames.
    pub ticks_per_frame: u32,
    /// Each pixel is the mean of this many squared.
    pub supersample: u32,
    /// Whether the legends are drawn.
    pub legend: bool,
    /// Whether title and time are drawn.
    pub caption: bool,
    /// No background (PNG keeps the alpha).
    pub transparent: bool,
}

impl Default for RecordSettings {
    fn default() -> Self {
        Self {
            size: (1280, 720),
            fps: 30,
            frames: 300,
            ticks_per_frame: 2,
            supersample: 2,
            legend: true,
            caption: true,
            transparent: false,
        }
    }
}
