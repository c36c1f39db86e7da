//! What holds the camera: the view now, and where it is going.

use crate::scene::settings::CameraSettings;
use crate::view::camera::{AxisView, Flight, Glide, Orbit};
use bevy::ecs::resource::Resource;
use bevy::math::{Rect, Vec2, Vec3};
use bevy_egui::egui::{self, pos2};
use std::time::{Duration, Instant};

/// How long a view stands still until it rests.
const REST: Duration = Duration::from_millis(300);

/// Turn of a turntable that the scene does not say otherwise of, in degrees per second.
const TURNTABLE: f64 = 20.0;

/// Longest time a turntable makes up for: after a frame that took longer it does not jump.
const LONGEST: Duration = Duration::from_millis(500);

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
    /// How the eye flies, while it does.
    pub flight: Option<Flight>,
    /// When the view was last moved.
    moved: Option<Instant>,
    /// Where the view is going.
    glide: Option<(Glide, Instant)>,
    /// A turntable: its turn in radians per second, and until when it was turned.
    turntable: Option<(f32, Instant)>,
}

/// A wish about the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraMove {
    /// This view at once: the hand is on it.
    To(Orbit),
    /// This view, smoothly: it was there before.
    Back(Orbit),
    /// All of the box, from the direction it is seen from.
    Frame,
    /// The view of the scene.
    Home,
    /// A view along an axis.
    Axis(AxisView),
    /// A point of the world, from near.
    Focus(Vec3),
    /// Begin or end to fly.
    Fly,
    /// Fly on, wishing to go one way for so many seconds; see [`Flight::advance`].
    Flown(Vec3, f32),
    /// Fly faster by a factor.
    FlyFaster(f32),
    /// Let the view turn by itself, or stand.
    Turntable,
}

impl Rig {
    /// The view of a scene, before the size of the picture is known.
    pub fn new(camera: &CameraSettings) -> Self {
        let orbit = Orbit::from_settings(camera);
        Self {
            orbit,
            framed: true,
            region: Rect::default(),
            pane: Vec2::ZERO,
            flight: None,
            moved: None,
            glide: None,
            turntable: None,
        }
    }

    /// The view of another scene in the same window.
    pub fn begin(&mut self, camera: &CameraSettings) {
        *self = Self { region: self.region, pane: self.pane, ..Self::new(camera) };
    }

    /// Width over height of a pane.
    pub fn aspect(&self) -> f32 {
        let Vec2 { x, y } = self.pane;
        if y > 0.0 { x / y } else { 1.0 }
    }

    /// Where the view is going; where it is, when it stands.
    pub fn goal(&self) -> Orbit {
        self.glide.map_or(self.orbit, |(glide, _)| glide.to)
    }

    /// Nearer by a factor below one, or farther.
    pub fn zoomed(&self, factor: f32) -> Orbit {
        self.orbit.zoomed(factor, Vec2::ZERO, self.aspect())
    }

    /// This view at once.
    pub fn put(&mut self, orbit: Orbit) {
        (self.orbit, self.glide) = (orbit, None);
        self.moved = Some(Instant::now());
    }

    /// This view, smoothly unless motion is to be reduced.
    pub fn go(&mut self, orbit: Orbit, reduced_motion: bool) {
        self.glide = Some((Glide::new(self.orbit, orbit, reduced_motion), Instant::now()));
        self.advance();
    }

    /// Whether the view moves, or did a moment ago.
    pub fn is_moving(&self) -> bool {
        let flies = self.flight.is_some_and(|flight| flight.is_moving());
        let moved = self.moved.is_some_and(|moved| moved.elapsed() < REST);
        self.is_gliding() || self.turns() || flies || moved
    }

    /// The view when it has arrived.
    pub fn destination(&self) -> Orbit {
        self.glide.map_or(self.orbit, |(glide, _)| glide.to)
    }

    /// Whether the view is on its way.
    pub fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// Whether the view turns by itself.
    pub fn turns(&self) -> bool {
        self.turntable.is_some()
    }

    /// Begins to fly from where the eye is, with perspective; or ends it.
    pub fn fly(&mut self) {
        if self.flight.take().is_some() {
            return;
        }
        let orbit = self.orbit;
        self.put(if orbit.orthographic { orbit.other_projection() } else { orbit });
        (self.flight, self.turntable) = (Some(Flight::default()), None);
    }

    /// Lets the view turn as the scene says, or as is usual; or stops it.
    pub fn turn(&mut self, camera: &CameraSettings) {
        let usual = if camera.turntable == 0.0 { TURNTABLE } else { camera.turntable };
        self.turntable = match self.turntable {
            Some(_) => None,
            None => Some((usual.to_radians() as f32, Instant::now())),
        };
    }

    /// Takes the view to where it is on its way by now.
    pub fn advance(&mut self) {
        let now = Instant::now();
        let turned = self.turntable.as_mut().map(|(speed, until)| {
            let passed = now.duration_since(*until).min(LONGEST);
            *until = now;
            *speed * passed.as_secs_f32()
        });
        match self.glide {
            Some((glide, begun)) => {
                let seconds = now.duration_since(begun).as_secs_f32();
                self.orbit = glide.at(seconds);
                if glide.is_over(seconds) {
                    self.glide = None;
                }
            }
            None => self.orbit = self.orbit.orbited(-turned.unwrap_or(0.0), 0.0),
        }
    }
}

/// A rectangle as egui has it.
pub(super) fn boxed(rect: Rect) -> egui::Rect {
    egui::Rect::from_min_max(pos2(rect.min.x, rect.min.y), pos2(rect.max.x, rect.max.y))
}
