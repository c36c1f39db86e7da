//! What is seen from a frame on.

use crate::scene::settings::ViewSettings;
use crate::view::camera::Orbit;
use bevy::math::{Vec2, Vec3};
use serde::{Deserialize, Serialize};

/// What is seen; what is absent stays as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// What is drawn of the field, on scales that begin anew.
    pub view: Option<ViewSettings>,
    /// Where it is seen from.
    pub camera: Option<CameraKey>,
}

impl Look {
    /// This look, as a later one changes it.
    pub(in crate::film) fn then(self, later: Self) -> Self {
        Self { view: later.view.or(self.view), camera: later.camera.or(self.camera) }
    }
}

/// What is seen from a frame on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewKey {
    /// The frame, from 0.
    pub frame: u32,
    /// See [`Look::view`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<ViewSettings>,
    /// See [`Look::camera`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraKey>,
}

impl ViewKey {
    /// A look from a frame on.
    pub fn new(frame: u32, Look { view, camera }: Look) -> Self {
        Self { frame, view, camera }
    }

    /// What is seen.
    pub fn look(&self) -> Look {
        Look { view: self.view.clone(), camera: self.camera }
    }
}

/// An [`Orbit`] as it is written: angles in radians, lengths in units of the longest side of the
/// box, the shift in normalised coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraKey {
    /// Angle about the vertical.
    pub yaw: f32,
    /// Angle above the horizontal.
    pub pitch: f32,
    /// Distance of the eye from the target.
    pub distance: f32,
    /// Point looked at.
    pub target: [f32; 3],
    /// Vertical field of view.
    pub fov: f32,
    /// Parallel projection.
    #[serde(default)]
    pub orthographic: bool,
    /// Where the target lies in the picture.
    #[serde(default)]
    pub shift: [f32; 2],
}

impl From<Orbit> for CameraKey {
    fn from(orbit: Orbit) -> Self {
        let Orbit { yaw, pitch, distance, target, fov, orthographic, shift } = orbit;
        let (target, shift) = (target.to_array(), shift.to_array());
        Self { yaw, pitch, distance, target, fov, orthographic, shift }
    }
}

impl From<CameraKey> for Orbit {
    fn from(key: CameraKey) -> Self {
        let CameraKey { yaw, pitch, distance, target, fov, orthographic, shift } = key;
        let (target, shift) = (Vec3::from_array(target), Vec2::from_array(shift));
        Self { yaw, pitch, distance, target, fov, orthographic, shift }
    }
}

impl CameraKey {
    /// Whether something can be seen from there.
    pub fn is_sound(&self) -> bool {
        self.fault().is_none()
    }

    /// What is wrong with it: the name of a value, and what would be right.
    pub(super) fn fault(&self) -> Option<(&'static str, &'static str)> {
        let finite = |values: &[f32]| values.iter().all(|value| value.is_finite());
        let checks = [
            ("yaw", finite(&[self.yaw]), "a finite number"),
            ("pitch", self.pitch.abs() <= 1.6, "from -1.6 to 1.6"),
            ("distance", (0.001..=1000.0).contains(&self.distance), "from 0.001 to 1000"),
            ("target", finite(&self.target), "finite"),
            ("fov", (0.01..=3.0).contains(&self.fov), "from 0.01 to 3"),
            ("shift", finite(&self.shift), "finite"),
        ];
        checks.into_iter().find(|(_, right, _)| !right).map(|(name, _, right)| (name, right))
    }
}
