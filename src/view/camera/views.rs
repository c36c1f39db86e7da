//! Views along the axes of the box, and what else brings the eye somewhere at once.

use super::Orbit;
use bevy::math::Vec3;
use std::f32::consts::{FRAC_PI_2, PI};

/// Half the height, in the world, of what is seen about a point that is looked at closely.
const CLOSE: f32 = 0.2;

/// A view straight at a side of the box.
///
/// # Conventions
/// From the front, x is to the right and the height (in three dimensions z) is up; y goes away from
/// the viewer. From the top, x is to the right and y is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisView {
    /// Along y.
    Front,
    /// Against y.
    Back,
    /// Against x.
    Right,
    /// Along x.
    Left,
    /// Down.
    Top,
    /// Up.
    Bottom,
}

/// All axis views.
pub const AXIS_VIEWS: [AxisView; 6] = [
    AxisView::Front,
    AxisView::Back,
    AxisView::Right,
    AxisView::Left,
    AxisView::Top,
    AxisView::Bottom,
];

impl AxisView {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
            Self::Right => "right",
            Self::Left => "left",
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }

    /// The view from the other side.
    pub fn opposite(self) -> Self {
        match self {
            Self::Front => Self::Back,
            Self::Back => Self::Front,
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Top => Self::Bottom,
            Self::Bottom => Self::Top,
        }
    }

    /// Direction from the middle of the box to the eye, in the world.
    pub fn side(self) -> Vec3 {
        match self {
            Self::Front => Vec3::Z,
            Self::Back => Vec3::NEG_Z,
            Self::Right => Vec3::X,
            Self::Left => Vec3::NEG_X,
            Self::Top => Vec3::Y,
            Self::Bottom => Vec3::NEG_Y,
        }
    }

    /// The view from the side that lies most in a direction of the world.
    pub fn nearest(direction: Vec3) -> Self {
        let nearer = |a: Self, b: Self| {
            if b.side().dot(direction) > a.side().dot(direction) { b } else { a }
        };
        AXIS_VIEWS.into_iter().fold(Self::Front, nearer)
    }

    /// Yaw and pitch.
    fn angles(self) -> [f32; 2] {
        match self {
            Self::Front => [0.0, 0.0],
            Self::Back => [PI, 0.0],
            Self::Right => [FRAC_PI_2, 0.0],
            Self::Left => [-FRAC_PI_2, 0.0],
            Self::Top => [0.0, FRAC_PI_2],
            Self::Bottom => [0.0, -FRAC_PI_2],
        }
    }
}

impl Orbit {
    /// The same target seen from a side.
    pub fn facing(self, view: AxisView) -> Self {
        let [yaw, pitch] = view.angles();
        Self { yaw, pitch, ..self }
    }

    /// With parallel rays instead of perspective, or the other way round; what lies at the target
    /// keeps its size.
    pub fn other_projection(self) -> Self {
        Self { orthographic: !self.orthographic, ..self }
    }

    /// The eye turned to a point of the world, which comes to where the target was in the picture,
    /// and nearer where it was far.
    pub fn focused(self, point: Vec3) -> Self {
        let close = CLOSE / (0.5 * self.fov).tan();
        Self { target: point, distance: self.distance.min(close), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;
    use bevy::math::{Vec2, Vec3Swizzles};

    fn orbit() -> Orbit {
        let settings = CameraSettings { target: [0.1, -0.05, 0.2], ..Default::default() };
        Orbit { shift: Vec2::new(0.1, -0.2), ..Orbit::from_settings(&settings) }
    }

    #[test]
    fn the_eye_is_on_the_side_it_is_named_after() {
        for view in AXIS_VIEWS {
            let seen = orbit().facing(view);
            let towards = (seen.eye() - seen.target).normalize();
            assert!(towards.distance(view.side()) < 1e-6, "{}", view.name());
            assert_eq!(view.opposite().side(), -view.side());
            assert_eq!(AxisView::nearest(view.side() + 0.3 * view.side().yzx()), view);
            assert_eq!((seen.target, seen.distance), (orbit().target, orbit().distance));
        }
    }

    #[test]
    fn axes_run_as_the_box_names_them() {
        let along = |view: AxisView, axis: Vec3| {
            let orbit = Orbit { target: Vec3::ZERO, ..orbit().facing(view) };
            (orbit.project(0.1 * axis, 1.5) - orbit.project(Vec3::ZERO, 1.5)).normalize()
        };
        // The second axis of a lattice goes away from the viewer, against the z of the world.
        for (view, axis, direction) in [
            (AxisView::Front, Vec3::X, Vec2::X),
            (AxisView::Front, Vec3::Y, Vec2::Y),
            (AxisView::Back, Vec3::X, Vec2::NEG_X),
            (AxisView::Right, Vec3::NEG_Z, Vec2::X),
            (AxisView::Left, Vec3::NEG_Z, Vec2::NEG_X),
            (AxisView::Top, Vec3::X, Vec2::X),
            (AxisView::Top, Vec3::NEG_Z, Vec2::Y),
            (AxisView::Bottom, Vec3::NEG_Z, Vec2::NEG_Y),
        ] {
            assert!(along(view, axis).distance(direction) < 1e-4, "{} {axis}", view.name());
        }
    }

    #[test]
    fn another_projection_keeps_sizes_at_the_target() {
        let size = |orbit: Orbit| {
            let beside = orbit.target + orbit.rotation() * Vec3::new(0.03, 0.05, 0.0);
            orbit.project(beside, 1.4) - orbit.project(orbit.target, 1.4)
        };
        let other = orbit().other_projection();
        assert!(size(orbit()).distance(size(other)) < 1e-5);
        assert_eq!(other.other_projection(), orbit());
    }

    #[test]
    fn a_focused_point_comes_to_the_middle_of_what_is_free() {
        let point = Vec3::new(-0.3, 0.1, 0.4);
        for orthographic in [false, true] {
            let far = Orbit { orthographic, distance: 5.0, ..orbit() };
            let near = far.focused(point);
            assert!(near.project(point, 1.7).distance(far.shift) < 1e-5);
            assert!((near.half_height() - CLOSE).abs() < 1e-5);
            // Who is near already stays as near.
            let nearer = Orbit { distance: 0.2, ..near };
            assert_eq!(nearer.focused(Vec3::ZERO).distance, 0.2);
        }
    }
}
