//! Title and time.

use super::overlay::{Sheet, Size};
use super::picture::Picture;
use super::ranges::Ranges;
use crate::simulation::{Clock, Dynamics};
use bevy::ecs::system::{Res, SystemParam};
use bevy::math::Vec2;
use bevy_egui::egui::Align2;

/// What the caption tells.
#[derive(SystemParam)]
pub struct Caption<'w> {
    clock: Res<'w, Clock>,
    dynamics: Res<'w, Dynamics>,
    picture: Res<'w, Picture>,
    ranges: Res<'w, Ranges>,
}

/// Colour of a warning, legible on dark and on light.
const WARNING: [u8; 3] = [214, 98, 60];

/// Writes the title, no wider than there is room, and the time below it.
pub fn paint(sheet: &Sheet, (corner, room): (Vec2, f32), title: &str, caption: &Caption) {
    let title = sheet.cut_text(corner, room, title, Size::Title, sheet.theme.text);
    let below = Vec2::new(corner.x + 1.0, title.max.y + 5.0);
    let time = format!("t = {}", time(caption.clock.time(), caption.clock.dt));
    let time = sheet.text(below, Align2::LEFT_TOP, &time, Size::Label, sheet.theme.muted);
    // A fixed place, so that the tick does not move as the time grows by a digit.
    let next = Vec2::new(below.x + (time.width() / 24.0).ceil() * 24.0 + 16.0, below.y);
    let tick = format!("tick {}", caption.clock.tick);
    sheet.text(next, Align2::LEFT_TOP, &tick, Size::Label, sheet.theme.muted);
    let mut next = Vec2::new(below.x, time.max.y + 4.0);
    let note = caption.picture.mode.note;
    if let Some(height) = note(&caption.picture, &caption.ranges.height_norm()) {
        next.y =
            sheet.text(next, Align2::LEFT_TOP, &height, Size::Label, sheet.theme.muted).max.y + 4.0;
    }
    if !caption.dynamics.stable() {
        sheet.text(next, Align2::LEFT_TOP, "dt is beyond the stable limit", Size::Label, WARNING);
    }
}

/// A time, with digits enough to tell ticks apart.
fn time(time: f64, dt: f64) -> String {
    let digits = (1.0 - dt.abs().log10().floor()).clamp(1.0, 6.0) as usize;
    format!("{time:.digits$}").replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn ticks_can_be_told_apart() {
        assert_eq!(time(12.25, 0.25), "12.25");
        assert_eq!(time(0.002, 0.001), "0.0020");
        assert_eq!(time(-3.0, -0.5), "\u{2212}3.00");
    }
}
