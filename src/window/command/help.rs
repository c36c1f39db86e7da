//! The menu of help.

use super::{CommandInfo, Keys, Menu};
use crate::window::panel::Finder;
use crate::window::{CameraMove, Request};
use bevy_egui::egui::Key;

pub(super) const MENU: Menu = Menu {
    title: "Help",
    commands: &[
        CommandInfo {
            id: "find",
            title: "Find a command",
            tip: "Type some letters of what is to be done, and choose it",
            keys: &[Keys::control(Key::P)],
            on: |_, desk| Some(desk.finder.is_some()),
            run: |_, desk, _| desk.finder = Some(Finder::default()),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "keys",
            title: "Keys and mouse",
            tip: "Show every key and what the mouse does",
            keys: &[Keys::of(Key::Questionmark), Keys::of(Key::F1)],
            on: |_, desk| Some(desk.help),
            run: |_, desk, _| desk.help = !desk.help,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "close",
            title: "Close what is open",
            tip: "Close the gallery and this overview; end a flight",
            keys: &[Keys::of(Key::Escape)],
            run: |shown, desk, requests| match shown.rig.flight {
                Some(_) => requests.push(Request::Camera(CameraMove::Fly)),
                None => desk.close(),
            },
            ..CommandInfo::PLAIN
        },
    ],
};
