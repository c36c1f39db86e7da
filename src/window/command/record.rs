//! The menu of films.

use super::{CommandInfo, Keys, Menu};
use crate::window::{Request, StillKind};
use bevy_egui::egui::Key;

pub(super) const MENU: Menu = Menu {
    title: "Film",
    commands: &[
        CommandInfo {
            id: "record",
            title: "Record",
            tip: "Begin or end a film of the field, without panels",
            keys: &[Keys::of(Key::F9)],
            on: |shown, _| Some(shown.film.recording()),
            run: |_, _, requests| requests.push(Request::Record),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "still",
            title: "Still picture",
            tip: "Save a picture of the field, without panels",
            keys: &[Keys::of(Key::F12), Keys::of(Key::S)],
            run: |_, _, requests| requests.push(Request::Still(StillKind::Field)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "still-transparent",
            title: "Still picture without background",
            tip: "Save a picture of the field with nothing behind it",
            keys: &[Keys::control(Key::F12)],
            run: |_, _, requests| requests.push(Request::Still(StillKind::Transparent)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "still-window",
            title: "Picture of the window",
            tip: "Save a picture of the whole window, panels and all",
            keys: &[Keys::shift(Key::F12)],
            run: |_, _, requests| requests.push(Request::Still(StillKind::Window)),
            ..CommandInfo::PLAIN
        },
    ],
};
