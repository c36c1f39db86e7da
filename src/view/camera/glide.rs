//! A short move from one view to another.

use super::Orbit;

/// A move of the eye that begins and ends gently.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    /// Where it begins.
    pub from: Orbit,
    /// Where it ends.
    pub to: Orbit,
    /// How long it takes, in seconds; none for a jump.
    pub seconds: f32,
}

impl Glide {
    /// How long a move takes unless something else is said.
    pub const SECONDS: f32 = 0.25;

    /// A move; a jump when motion is to be reduced.
    pub fn new(from: Orbit, to: Orbit, reduced_motion: bool) -> Self {
        Self { from, to, seconds: if reduced_motion { 0.0 } else { Self::SECONDS } }
    }

    /// The view so many seconds after the beginning; exactly [`Self::to`] from the end on.
    pub fn at(&self, seconds: f32) -> Orbit {
        if self.is_over(seconds) {
            return self.to;
        }
        let part = (seconds / self.seconds).max(0.0);
        self.from.lerp(self.to, part * part * (3.0 - 2.0 * part))
    }

    /// Whether it has come to its end.
    pub fn is_over(&self, seconds: f32) -> bool {
        seconds >= self.seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;
    use bevy::math::Vec3;

    fn ends() -> [Orbit; 2] {
        let from = Orbit::from_settings(&CameraSettings::default());
        let target = Vec3::new(0.1, 0.2, -0.3);
        [from, Orbit { yaw: 6.0, pitch: -0.3, distance: 0.8, target, ..from }]
    }

    #[test]
    fn a_move_begins_and_ends_where_it_should_and_at_rest() {
        let [from, to] = ends();
        let glide = Glide::new(from, to, false);
        assert_eq!((glide.at(0.0), glide.at(glide.seconds), glide.at(9.0)), (from, to, to));
        let way = |seconds: f32| glide.at(seconds).target.distance(from.target);
        let whole = to.target.distance(from.target);
        let quarters: Vec<f32> = [0.25, 0.5, 0.75].map(|t| way(t * glide.seconds) / whole).into();
        assert!((quarters[1] - 0.5).abs() < 1e-4);
        assert!(quarters[0] < 0.2 && quarters[2] > 0.8, "{quarters:?}");
        assert!(!glide.is_over(0.99 * glide.seconds));
    }

    #[test]
    fn reduced_motion_jumps() {
        let [from, to] = ends();
        let glide = Glide::new(from, to, true);
        assert_eq!(glide.at(0.0), to);
        assert!(glide.is_over(0.0));
    }
}
