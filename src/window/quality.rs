//! Quality that follows the speed of drawing: what takes too long is drawn at half the resolution.

use super::rig::Rig;
use super::shown::Machine;
use crate::app::Rates;
use crate::view::{Haste, Picture};
use bevy::prelude::*;

/// Frames a second below which a view that moves is drawn coarsely.
const SMOOTH: f64 = 15.0;
/// Frames a second below which a view at rest is, too.
const LEAST: f64 = 2.0;
/// Frames a second from which on a view at rest is drawn in full again.
const ENOUGH: f64 = 12.0;

/// Whether media are drawn at half the resolution even though the view is at rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Resource)]
pub struct Quality {
    lowered: bool,
}

impl Quality {
    /// After so many frames a second: whether there is haste.
    fn after(&mut self, rate: f64, slow: bool, moving: bool) -> bool {
        // Before the first frames there is no rate.
        let known = rate > 0.0;
        self.lowered = known && if self.lowered { rate < ENOUGH } else { rate < LEAST && !moving };
        self.lowered || moving && (slow || known && rate < SMOOTH)
    }
}

/// Adapts the quality to the last frames. A picture without media is drawn in full.
pub(super) fn adapt(
    (rig, machine, rates): (Res<Rig>, Res<Machine>, Res<Rates>),
    picture: Res<Picture>,
    mut quality: ResMut<Quality>,
    mut haste: ResMut<Haste>,
) {
    let (rate, moving) = (rates.frames_per_second(), rig.is_moving());
    let wanted = picture.has_medium() && quality.after(rate, machine.slow, moving);
    haste.set_if_neq(Haste(wanted));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_slow_is_lowered_and_comes_back() {
        let mut quality = Quality::default();
        for (rate, slow, moving, haste) in [
            (0.0, false, false, false),
            (60.0, false, true, false),
            (10.0, false, false, false),
            (10.0, false, true, true),
            (60.0, true, true, true),
            (3.0, true, false, false),
            (1.5, true, false, true),
            // At half the resolution it is faster, but not fast enough for the whole.
            (5.0, true, false, true),
            (13.0, true, false, false),
            (1.0, true, true, true),
            (3.0, true, false, false),
        ] {
            assert_eq!(quality.after(rate, slow, moving), haste, "{rate} {slow} {moving}");
        }
    }
}
