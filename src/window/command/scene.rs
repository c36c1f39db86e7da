//! The menu of scenes.

use super::{CommandInfo, Keys, Menu};
use crate::window::request::{Request, SceneChoice};
use bevy_egui::egui::Key;

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
