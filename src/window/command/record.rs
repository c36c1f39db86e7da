//! The menu of films.

use super::{CommandInfo, Keys, Menu};
use crate::window::Request;
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
            run: |_, _, requests| requests.push(Request::Still),
            ..CommandInfo::PLAIN
        },
    ],
};
