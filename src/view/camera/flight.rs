//! Flying: an eye that goes where it looks, at a speed of its own.

use super::Orbit;
use bevy::math::Vec3;
use std::ops::RangeInclusive;

/// Time in which the velocity comes to within 1/e of what is wished, in seconds.
const EASE: f32 = 0.12;
/// Slowest and fastest, in lengths of the longest side of the box per second.
const SPEEDS: RangeInclusive<f32> = 0.02..=10.0;
/// Part of the speed below which the eye stands still.
const STILL: f32 = 1e-3;

/// How the eye flies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// Full speed, in lengths of the longest side of the box per second.
    pub speed: f32,
    /// Velocity now, in the world.
    velocity: Vec3,
}

impl Default for Flight {
    /// At rest, ready to cross the box in two seconds.
    fn default() -> Self {
        Self { speed: 0.5, velocity: Vec3::ZERO }
    }
}

impl Flight {
    /// Faster by a factor, or slower by one below one.
    pub fn faster(&mut self, factor: f32) {
        self.speed = (self.speed * factor).clamp(*SPEEDS.start(), *SPEEDS.end());
    }

    /// Whether the eye moves.
    pub fn is_moving(&self) -> bool {
        self.velocity != Vec3::ZERO
    }

    /// The view after so many seconds in which the hand wishes to go one way: along the axes of the
    /// eye, x to the right, y up, z backwards; not at all for zero. With `reduced_motion` the eye
    /// is at full speed, or at rest, at once.
    ///
    /// # Equation
    /// `v' = (w - v)/τ`, solved exactly for the time that has passed: where one ends does not
    /// depend on the number of frames.
    pub fn advance(
        &mut self,
        orbit: Orbit,
        wish: Vec3,
        seconds: f32,
        reduced_motion: bool,
    ) -> Orbit {
        let wished = self.speed * (orbit.rotation() * wish.normalize_or_zero());
        let ease = if reduced_motion { 0.0 } else { EASE };
        let left = if ease > 0.0 { (-seconds / ease).exp() } else { 0.0 };
        let way = wished * seconds + (self.velocity - wished) * (ease * (1.0 - left));
        self.velocity = wished + (self.velocity - wished) * left;
        if wish == Vec3::ZERO && self.velocity.length() < STILL * self.speed {
            self.velocity = Vec3::ZERO;
        }
        Orbit { target: orbit.target + way, ..orbit }
    }
}

impl Orbit {
    /// Turned by angles in radians about the eye, which stays where it is: positive `dx` looks to
    /// the right, positive `dy` down.
    pub fn looked(self, dx: f32, dy: f32) -> Self {
        let (eye, turned) = (self.eye(), self.orbited(dx, dy));
        Self { target: eye - (turned.eye() - turned.target), ..turned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;

    const FORWARDS: Vec3 = Vec3::NEG_Z;

    fn orbit() -> Orbit {
        Orbit { yaw: 0.7, pitch: 0.3, ..Orbit::from_settings(&CameraSettings::default()) }
    }

    #[test]
    fn where_a_flight_ends_does_not_depend_on_the_frames() {
        let fly = |frames: usize| {
            let (mut flight, mut seen) = (Flight::default(), orbit());
            flight.faster(1.7);
            let wishes = [FORWARDS, Vec3::new(1.0, 0.5, 0.0), Vec3::ZERO];
            for (wish, seconds) in wishes.into_iter().zip([0.4, 0.25, 0.3]) {
                for _ in 0..frames {
                    seen = flight.advance(seen, wish, seconds / frames as f32, false);
                }
            }
            seen.eye()
        };
        assert!(fly(1).distance(fly(120)) < 1e-5, "{} {}", fly(1), fly(120));
        assert!(fly(1).distance(orbit().eye()) > 0.3);
    }

    #[test]
    fn the_eye_goes_where_it_looks_and_comes_to_rest() {
        let mut flight = Flight::default();
        let ahead = flight.advance(orbit(), FORWARDS, 2.0, true);
        let way = ahead.eye() - orbit().eye();
        assert!(way.distance(2.0 * 0.5 * (orbit().rotation() * FORWARDS)) < 1e-6);
        assert!(flight.is_moving());
        let stopped = flight.advance(ahead, Vec3::ZERO, 0.1, true);
        assert_eq!(stopped, ahead);
        assert!(!flight.is_moving());
        // With easing it runs on for a while, and ends.
        let mut flight = Flight::default();
        flight.advance(orbit(), FORWARDS, 1.0, false);
        flight.advance(orbit(), Vec3::ZERO, 0.1, false);
        assert!(flight.is_moving());
        flight.advance(orbit(), Vec3::ZERO, 2.0, false);
        assert!(!flight.is_moving());
    }

    #[test]
    fn looking_about_leaves_the_eye_where_it_is() {
        let looked = orbit().looked(0.4, -0.2);
        assert!(looked.eye().distance(orbit().eye()) < 1e-5);
        // What was straight ahead goes to the left and down in the picture.
        let ahead = orbit().eye() + 2.0 * (orbit().rotation() * FORWARDS);
        let seen = looked.project(ahead, 1.5);
        assert!(seen.x < -0.1 && seen.y < -0.1, "{seen}");
        assert_eq!((looked.distance, looked.fov), (orbit().distance, orbit().fov));
    }

    #[test]
    fn the_speed_stays_within_its_bounds() {
        let mut flight = Flight::default();
        flight.faster(1e9);
        assert_eq!(flight.speed, *SPEEDS.end());
        flight.faster(0.0);
        assert_eq!(flight.speed, *SPEEDS.start());
    }
}
