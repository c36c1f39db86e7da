//! What the interface asks for.

use super::charts::ChartFile;
use super::instruments::Measure;
use super::rig::CameraMove;
use super::travel::Travel;
use super::viewpoints::ViewpointWish;
use crate::app::{FieldCommand, Pace};
use crate::scene::settings::ViewSettings;
use crate::view::Pick;
use bevy::ecs::resource::Resource;
use bevy::math::Rect;
use std::path::PathBuf;

/// A wish of the interface.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// An edit of the field; edits of one gesture are undone together.
    Edit {
        /// Gesture it belongs to.
        gesture: Option<u64>,
        /// The edit.
        command: FieldCommand,
    },
    /// Takes back the latest change, of the field or of the view.
    Undo,
    /// Brings back what was taken back last.
    Redo,
    /// Another picture of the same field.
    View(Box<ViewSettings>),
    /// Another view.
    Camera(CameraMove),
    /// A view that is kept by name.
    Viewpoint(ViewpointWish),
    /// Another scene.
    Open(SceneChoice),
    /// Run, or stand still.
    Pause(bool),
    /// So many ticks while standing still.
    Step(u32),
    /// Activation, or the learning that completes the tick, while standing still.
    HalfTick,
    /// Measure random waves on a small lattice.
    MeasureWaves,
    /// Run both sides of the duality from the field as it is.
    CompareSides,
    /// Another time of the same field.
    Travel(Travel),
    /// Another pace.
    Pace(Pace),
    /// The field has this part of the window, in points.
    Region(Rect),
    /// Watch a site.
    Pin(Pick),
    /// Watch a site no longer: the one of this number, or take back the one that was set last.
    Unpin(Option<usize>),
    /// Watch no site any longer.
    UnpinAll,
    /// Lay a line or a box over the field, or take them away.
    Measure(Measure),
    /// Write the chart that is shown to a file.
    Chart(ChartFile),
    /// Measure whether a built-in scene, or the one that is shown, keeps what it promises.
    Check(Option<&'static str>),
    /// A stop of the tour, or its end.
    Tour(Option<usize>),
    /// Begin or end a recording.
    Record,
    /// A still picture.
    Still(StillKind),
    /// Write a scene that begins in the gauge there is.
    SaveScene,
    /// Close the window.
    Quit,
}

/// What is on a still picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillKind {
    /// The field before its surroundings.
    Field,
    /// The field alone: nothing behind it.
    Transparent,
    /// The whole window, panels and all.
    Window,
}

/// Which scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SceneChoice {
    /// One that travels inside the program.
    BuiltIn(&'static str),
    /// A scene file, or a film made of one.
    File(PathBuf),
    /// A stop of the tour.
    Stop(usize),
    /// The one that is shown, read again.
    Again,
}

/// The wishes of a frame, in order.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct Requests(Vec<Request>);

impl Requests {
    /// Adds a wish.
    pub fn push(&mut self, request: Request) {
        self.0.push(request);
    }

    /// An edit that is a step of its own.
    pub fn edit(&mut self, command: FieldCommand) {
        self.push(Request::Edit { gesture: None, command });
    }

    /// Takes all wishes out.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.0)
    }

    /// The wishes.
    pub fn iter(&self) -> impl Iterator<Item = &Request> {
        self.0.iter()
    }
}
