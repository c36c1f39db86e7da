//! What lies under the pointer: in which pane, and what is there.

use super::Shown;
use crate::view::camera::{AxisView, Orbit};
use crate::view::triad::end_at;
use crate::view::{Gaze, Pick};
use bevy_egui::egui::{self, Pos2, Response};

/// The pane the hand is at.
pub(super) struct Aim<'a> {
    /// What it fills, in points.
    pub rect: egui::Rect,
    pub shown: &'a Shown<'a>,
    pane: usize,
}

impl<'a> Aim<'a> {
    /// Where the pointer is; where it was pressed, as long as it is.
    pub fn new(response: &Response, shown: &'a Shown<'a>) -> Self {
        let down = response.is_pointer_button_down_on();
        let pressed = response.ctx.input(|input| input.pointer.press_origin()).filter(|_| down);
        let at = pressed.or(response.hover_pos()).unwrap_or_default();
        let (pane, rect) = shown.overlay.pane_at(shown.picture, at);
        Self { rect, shown, pane }
    }

    pub fn gaze(&self, at: Pos2) -> Gaze {
        Gaze::new(self.shown.rig.orbit, self.rect, at)
    }

    /// What lies there, if the field is there.
    pub fn pick(&self, at: Pos2) -> Option<Pick> {
        self.shown.drawn_in(self.pane)?.pick(&self.gaze(at))
    }

    /// The end of the triad there.
    pub fn axis(&self, at: Pos2) -> Option<AxisView> {
        end_at(&self.shown.triad(), at).map(|end| end.view)
    }

    pub fn aspect(&self) -> f32 {
        self.rect.aspect_ratio()
    }

    pub fn orbit(&self) -> Orbit {
        self.shown.rig.orbit
    }
}
