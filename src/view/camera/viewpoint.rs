//! Views that are kept by name.

use super::Orbit;
use crate::scene::settings::ViewpointSettings;
use bevy::math::Vec2;

impl Orbit {
    /// The view a viewpoint asks for; the distance is still to be fitted when it leaves it open.
    pub fn from_viewpoint(viewpoint: &ViewpointSettings) -> Self {
        let shift = Vec2::from_array(viewpoint.shift.map(|part| part as f32));
        Self { shift, ..Self::from_settings(&viewpoint.camera()) }
    }

    /// This view by a name, with as many digits as can be seen.
    pub fn viewpoint(&self, name: &str) -> ViewpointSettings {
        let degrees = |angle: f32| rounded(f64::from(angle).to_degrees(), 1e-3);
        let length = |length: f32| rounded(f64::from(length), 1e-5);
        ViewpointSettings {
            name: name.to_owned(),
            yaw: degrees(self.yaw),
            pitch: degrees(self.pitch),
            distance: Some(length(self.distance)),
            target: self.target.to_array().map(length),
            fov: degrees(self.fov),
            orthographic: self.orthographic,
            shift: self.shift.to_array().map(length),
        }
    }
}

/// The nearest multiple of a unit that is a power of ten.
fn rounded(value: f64, unit: f64) -> f64 {
    let per = unit.recip().round();
    (value * per).round() / per
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec3;

    #[test]
    fn a_view_comes_back_from_its_viewpoint() {
        let orbit = Orbit {
            yaw: 5.123_456,
            pitch: -0.812_345,
            distance: 1.765_432,
            target: Vec3::new(0.123_456, -0.3, 0.456_789),
            fov: 0.654_321,
            orthographic: true,
            shift: Vec2::new(0.11, -0.234_567),
        };
        let viewpoint = orbit.viewpoint("Near");
        assert_eq!((viewpoint.name.as_str(), viewpoint.pitch), ("Near", -46.544));
        let back = Orbit::from_viewpoint(&viewpoint);
        for point in [Vec3::ZERO, Vec3::new(0.4, 0.2, -0.5)] {
            assert!(back.project(point, 1.6).distance(orbit.project(point, 1.6)) < 1e-4);
        }
        assert!(back.orthographic);
        // What was written once is written the same again.
        assert_eq!(back.viewpoint("Near"), viewpoint);
    }

    #[test]
    fn half_way_between_two_viewpoints_all_is_half_way() {
        let [from, to] = [(350.0, 10.0, 1.0), (20.0, 50.0, 4.0)].map(|(yaw, pitch, distance)| {
            let (distance, target) = (Some(distance), [0.1 * distance, 0.0, -0.2]);
            let name = String::new();
            Orbit::from_viewpoint(&ViewpointSettings {
                name,
                yaw,
                pitch,
                distance,
                target,
                ..Default::default()
            })
        });
        let half = from.lerp(to, 0.5);
        // Over north, not all the way round; the distance as a factor.
        let yaw = half.yaw.to_degrees().rem_euclid(360.0);
        assert!((yaw - 5.0).abs() < 1e-3 && (half.pitch.to_degrees() - 30.0).abs() < 1e-3, "{yaw}");
        assert!((half.distance - 2.0).abs() < 1e-5);
        assert!(half.target.distance(Vec3::new(0.25, 0.0, -0.2)) < 1e-6);
    }
}
