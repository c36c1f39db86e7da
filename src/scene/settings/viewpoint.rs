//! Named views that a scene brings along.

use super::CameraSettings;
use serde::{Deserialize, Serialize};

/// Most viewpoints of a scene.
pub const MOST_VIEWPOINTS: usize = 32;

/// A view of the box with a name. Angles in degrees, lengths in units of the longest side of the
/// box that surrounds the lattice, as in [`CameraSettings`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ViewpointSettings {
    /// What it is called.
    pub name: String,
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
    /// Where the target lies in the picture, whose sides go from -1 to 1.
    pub shift: [f64; 2],
}

impl Default for ViewpointSettings {
    fn default() -> Self {
        let CameraSettings { yaw, pitch, distance, target, fov, orthographic, .. } =
            CameraSettings::default();
        let (name, shift) = (String::new(), [0.0; 2]);
        Self { name, yaw, pitch, distance, target, fov, orthographic, shift }
    }
}

impl ViewpointSettings {
    /// The camera it is seen with.
    pub fn camera(&self) -> CameraSettings {
        let Self { yaw, pitch, distance, target, fov, orthographic, .. } = *self;
        CameraSettings { yaw, pitch, distance, target, fov, orthographic, turntable: 0.0 }
    }
}
