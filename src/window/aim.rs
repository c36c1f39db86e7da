//! What lies under the pointer: in which pane, and what is there.

use super::Shown;
use crate::scene::settings::ViewSettings;
use crate::view::camera::{AxisView, Orbit};
use crate::view::legend::Grip;
use crate::view::panes::Comparison;
use crate::view::triad::end_at;
use crate::view::{Gaze, Pick};
use bevy::math::{Rect, Vec2};
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

    /// The legend of the pane, unless its scale is not for the hand to change.
    fn legend(&self) -> Option<Rect> {
        let picture = self.shown.picture;
        let own = self.pane == 0 || picture.comparison.kind == Comparison::Twin;
        let layouts = own.then(|| self.shown.overlay.layouts(picture));
        layouts?.get(self.pane)?.legend
    }

    /// What of a legend is there to take hold of.
    pub fn grip(&self, at: Pos2) -> Option<Grip> {
        Grip::at(self.legend()?, self.shown.picture, Vec2::new(at.x, at.y))
    }

    /// The view after a legend was dragged.
    pub fn dragged(&self, grip: Grip, way: [Pos2; 2]) -> Option<ViewSettings> {
        let Shown { picture, ranges, view, .. } = *self.shown;
        let way = way.map(|at| Vec2::new(at.x, at.y));
        grip.dragged(self.legend()?, (picture, ranges), way, view)
    }

    pub fn aspect(&self) -> f32 {
        self.rect.aspect_ratio()
    }

    pub fn orbit(&self) -> Orbit {
        self.shown.rig.orbit
    }
}
