//! The menu of views that are kept by name.

use super::{CommandInfo, Keys, Menu};
use crate::window::{Request, Shown, ViewpointWish};
use bevy_egui::egui::Key;

/// A row for the view of a number, from 0.
const fn go<const NUMBER: usize>(
    id: &'static str,
    title: &'static str,
    keys: &'static [Keys],
) -> CommandInfo {
    CommandInfo {
        id,
        title,
        tip: "Go to a view that was kept",
        keys,
        enabled: |shown, _| shown.viewpoints.kept().len() > NUMBER,
        on: |shown, _| Some(shown.viewpoints.latest() == Some(NUMBER)),
        label: |command, shown| named(command, shown, NUMBER),
        run: |_, _, requests| requests.push(Request::Viewpoint(ViewpointWish::Go(NUMBER))),
        ..CommandInfo::PLAIN
    }
}

/// The title, with the name of the view.
fn named(command: &CommandInfo, shown: &Shown, number: usize) -> String {
    let kept = shown.viewpoints.kept().get(number);
    kept.map_or(command.title.to_owned(), |kept| format!("{}: {}", command.title, kept.name))
}

pub(super) const MENU: Menu = Menu {
    title: "Viewpoints",
    commands: &[
        CommandInfo {
            id: "keep-view",
            title: "Keep this view",
            tip: "Keep the view by a name; it is saved with the scene",
            keys: &[Keys::shift(Key::V)],
            run: |_, _, requests| requests.push(Request::Viewpoint(ViewpointWish::Keep)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "next-viewpoint",
            title: "Next view",
            tip: "Go to the next view that was kept",
            keys: &[Keys::shift(Key::N)],
            enabled: |shown, _| !shown.viewpoints.kept().is_empty(),
            run: |_, _, requests| requests.push(Request::Viewpoint(ViewpointWish::Step(1))),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "previous-viewpoint",
            title: "Previous view",
            tip: "Go to the view that was kept before",
            keys: &[Keys::control_shift(Key::N)],
            enabled: |shown, _| !shown.viewpoints.kept().is_empty(),
            run: |_, _, requests| requests.push(Request::Viewpoint(ViewpointWish::Step(-1))),
            ..CommandInfo::PLAIN
        },
        go::<0>("viewpoint-1", "View 1", &[Keys::alt(Key::Num1)]),
        go::<1>("viewpoint-2", "View 2", &[Keys::alt(Key::Num2)]),
        go::<2>("viewpoint-3", "View 3", &[Keys::alt(Key::Num3)]),
        go::<3>("viewpoint-4", "View 4", &[Keys::alt(Key::Num4)]),
        go::<4>("viewpoint-5", "View 5", &[Keys::alt(Key::Num5)]),
    ],
};
