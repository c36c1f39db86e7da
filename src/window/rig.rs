//! What holds the camera: the view now, and where it is going.

use crate::scene::settings::CameraSettings;
use crate::view::camera::{AxisView, Glide, Orbit};
use bevy::ecs::resource::Resource;
use bevy::math::{Rect, Vec2, Vec3};
use bevy_egui::egui::{self, pos2};
use std::time::Instant;

/// The camera of the window.
#[derive(Clone, Debug, PartialEq, Resource)]
pub struct Rig {
    /// The view.
    pub orbit: Orbit,
    /// Whether the view follows the size of the picture, because nobody has moved it yet.
    pub framed: bool,
    /// Where the picture lies in the window, in points.
    pub region: Rect,
    /// Size of a pane of the picture, in points.
    pub pane: Vec2,
    /// Where the view is going.
    glide: Option<(Glide, Instant)>,
}

impl Rig {
    /// Width over height of a pane.
    pub fn aspect(&self) -> f32 {
        let Vec2 { x, y } = self.pane;
        if y > 0.0 { x / y } else { 1.0 }
    }

    /// Nearer by a factor below one, or farther.
    pub fn zoomed(&self, factor: f32) -> Orbit {
        self.orbit.zoomed(factor, Vec2::ZERO, self.aspect())
    }
}

/// A wish about the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraMove {
    /// This view at once: the hand is on it.
    To(Orbit),
    /// All of the box, from the direction it is seen from.
    Frame,
    /// The view of the scene.
    Home,
    /// A view along an axis.
    Axis(AxisView),
    /// A point of the world, from near.
    Focus(Vec3),
}

impl Rig {
    /// The view of a scene, before the size of the picture is known.
    pub fn new(camera: &CameraSettings) -> Self {
        let orbit = Orbit::from_settings(camera);
        Self { orbit, framed: true, region: Rect::default(), pane: Vec2::ZERO, glide: None }
    }

    /// The view of another scene in the same window.
    pub fn begin(&mut self, camera: &CameraSettings) {
        *self = Self { region: self.region, pane: self.pane, ..Self::new(camera) };
    }

    /// This view at once.
    pub fn put(&mut self, orbit: Orbit) {
        (self.orbit, self.glide) = (orbit, None);
    }

    /// This view, smoothly unless motion is to be reduced.
    pub fn go(&mut self, orbit: Orbit, reduced_motion: bool) {
        self.glide = Some((Glide::new(self.orbit, orbit, reduced_motion), Instant::now()));
        self.advance();
    }

    /// Whether the view is on its way.
    pub fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// Takes the view to where it is on its way by now.
    pub fn advance(&mut self) {
        let Some((glide, begun)) = self.glide else { return };
        let seconds = begun.elapsed().as_secs_f32();
        self.orbit = glide.at(seconds);
        if glide.is_over(seconds) {
            self.glide = None;
        }
    }
}

/// A rectangle as egui has it.
pub(super) fn boxed(rect: Rect) -> egui::Rect {
    egui::Rect::from_min_max(pos2(rect.min.x, rect.min.y), pos2(rect.max.x, rect.max.y))
}
