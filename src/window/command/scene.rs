//! The menu of scenes.

use super::{CommandInfo, Keys, Menu, Scope};
use crate::scene::DEFAULT_SCENE;
use crate::window::panel::OpenFile;
use crate::window::request::{Request, Requests, SceneChoice};
use crate::window::{Desk, Settings, stops};
use bevy_egui::egui::Key;
use std::path::Path;

pub(super) const MENU: Menu = Menu {
    title: "Scene",
    commands: &[
        CommandInfo {
            id: "gallery",
            title: "Gallery",
            tip: "Choose a scene",
            keys: &[Keys::of(Key::G)],
            on: |_, desk| Some(desk.gallery),
            run: |_, desk, _| desk.gallery = !desk.gallery,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "open",
            title: "Open a file",
            tip: "Choose a scene file, or a picture or film that holds its scene",
            keys: &[Keys::control(Key::O)],
            on: |_, desk| Some(desk.open_file.is_some()),
            run: |_, desk, _| desk.open_file = Some(OpenFile::at(Path::new("."))),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "tour",
            title: "Tour",
            tip: "Begin or end a tour of the paper, a scene for each of its steps",
            keys: &[Keys::of(Key::F8)],
            on: |_, desk| Some(desk.tour.is_some()),
            run: |_, desk, requests| {
                let to = desk.tour.is_none().then_some(0);
                requests.push(Request::Tour(to));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "tour-next",
            title: "Next stop",
            tip: "Go on to the next stop of the tour",
            keys: &[Keys::of(Key::PageDown)],
            scope: Scope::Tour,
            enabled: |_, desk| desk.tour.is_some_and(|at| at + 1 < stops().len()),
            run: |_, desk, requests| requests.push(Request::Tour(desk.tour.map(|at| at + 1))),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "tour-previous",
            title: "Previous stop",
            tip: "Go back to the stop of the tour before",
            keys: &[Keys::of(Key::PageUp)],
            scope: Scope::Tour,
            enabled: |_, desk| desk.tour.is_some_and(|at| at > 0),
            run: |_, desk, requests| {
                requests.push(Request::Tour(desk.tour.map(|at| at.saturating_sub(1))));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "check",
            title: "Check",
            tip: "Measure whether the scene keeps what it promises, beside the running field",
            keys: &[Keys::of(Key::F7)],
            on: |_, desk| Some(desk.check),
            run: |_, desk, _| desk.check = !desk.check,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "fresh",
            title: "Start fresh",
            tip: "Open the first scene as it is, with every panel as it was at the very beginning",
            keys: &[Keys::control(Key::N)],
            run: |_, desk, requests| start_fresh(desk, requests),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "reload",
            title: "Read the scene again",
            tip: "Read the scene from its file again and start it",
            keys: &[Keys::of(Key::F5)],
            run: |_, _, requests| requests.push(Request::Open(SceneChoice::Again)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "save-scene",
            title: "Save the scene",
            tip: "Write a scene with these numbers, viewpoints and background, and what was turned",
            keys: &[Keys::control(Key::S)],
            run: |_, _, requests| requests.push(Request::SaveScene),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "quit",
            title: "Quit",
            tip: "Close the window; a recording is finished first",
            keys: &[Keys::control(Key::Q)],
            run: |_, _, requests| requests.push(Request::Quit),
            ..CommandInfo::PLAIN
        },
    ],
};

/// Everything as it is when the program is started for the first time, but for the size of the
/// window, which is where it is.
fn start_fresh(desk: &mut Desk, requests: &mut Requests) {
    desk.settings = Settings { window: desk.settings.window, ..Settings::default() };
    desk.close();
    (desk.hidden, desk.presenter, desk.analysis.open) = (false, false, None);
    requests.push(Request::Tour(None));
    requests.push(Request::Open(SceneChoice::BuiltIn(DEFAULT_SCENE)));
}
