//! The menu of the camera.

use super::{CommandInfo, Keys, Menu};
use crate::view::camera::AxisView;
use crate::window::{CameraMove, Request};
use bevy_egui::egui::Key;

/// Turn of the view by an arrow key, in radians.
const TURN: f32 = 0.12;
/// How much nearer one press of a key brings the field.
const NEARER: f32 = 0.85;

/// A row for a view along an axis.
const fn along(
    id: &'static str,
    title: &'static str,
    tip: &'static str,
    keys: &'static [Keys],
    run: fn(&crate::window::Shown, &mut crate::window::Desk, &mut crate::window::Requests),
) -> CommandInfo {
    CommandInfo { id, title, tip, keys, run, repeats: true, ..ROW }
}

/// A row of this menu when nothing else is said: undo takes it back.
const ROW: CommandInfo = CommandInfo { undoable: true, ..CommandInfo::PLAIN };

pub(super) const MENU: Menu = Menu {
    title: "Camera",
    commands: &[
        CommandInfo {
            id: "frame",
            title: "Frame all",
            tip: "Bring all of the lattice into the picture",
            keys: &[Keys::of(Key::F)],
            run: |_, _, requests| requests.push(Request::Camera(CameraMove::Frame)),
            ..ROW
        },
        CommandInfo {
            id: "home",
            title: "View of the scene",
            tip: "Bring back the view the scene begins with",
            keys: &[Keys::of(Key::R), Keys::of(Key::Home)],
            run: |_, _, requests| requests.push(Request::Camera(CameraMove::Home)),
            ..ROW
        },
        CommandInfo {
            id: "fly",
            title: "Fly",
            tip: "Fly through the field by W, A, S, D, Q and E; a drag looks about, the wheel sets the speed",
            keys: &[Keys::shift(Key::F)],
            on: |shown, _| Some(shown.rig.flight.is_some()),
            run: |_, _, requests| requests.push(Request::Camera(CameraMove::Fly)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "turntable",
            title: "Turntable",
            tip: "Let the view turn about the field by itself",
            keys: &[Keys::shift(Key::T)],
            on: |shown, _| Some(shown.rig.turns()),
            run: |_, _, requests| requests.push(Request::Camera(CameraMove::Turntable)),
            ..CommandInfo::PLAIN
        },
        along(
            "front",
            "Front",
            "Look along the depth",
            &[Keys::of(Key::Num1)],
            |_, _, requests| {
                requests.push(Request::Camera(CameraMove::Axis(AxisView::Front)));
            },
        ),
        along("back", "Back", "Look from behind", &[Keys::control(Key::Num1)], |_, _, requests| {
            requests.push(Request::Camera(CameraMove::Axis(AxisView::Back)));
        }),
        along("right", "Right", "Look from the right", &[Keys::of(Key::Num3)], |_, _, requests| {
            requests.push(Request::Camera(CameraMove::Axis(AxisView::Right)));
        }),
        along(
            "left",
            "Left",
            "Look from the left",
            &[Keys::control(Key::Num3)],
            |_, _, requests| {
                requests.push(Request::Camera(CameraMove::Axis(AxisView::Left)));
            },
        ),
        along("top", "Top", "Look from above", &[Keys::of(Key::Num7)], |_, _, requests| {
            requests.push(Request::Camera(CameraMove::Axis(AxisView::Top)));
        }),
        along(
            "bottom",
            "Bottom",
            "Look from below",
            &[Keys::control(Key::Num7)],
            |_, _, requests| {
                requests.push(Request::Camera(CameraMove::Axis(AxisView::Bottom)));
            },
        ),
        CommandInfo {
            id: "orthographic",
            title: "Orthographic",
            tip: "Draw without perspective",
            keys: &[Keys::of(Key::Num5)],
            on: |shown, _| Some(shown.rig.orbit.orthographic),
            run: |shown, _, requests| {
                let orbit = shown.rig.orbit;
                let turned =
                    crate::view::camera::Orbit { orthographic: !orbit.orthographic, ..orbit };
                requests.push(Request::Camera(CameraMove::To(turned)));
            },
            ..ROW
        },
        along(
            "turn-left",
            "Turn left",
            "Turn the view to the left",
            &[Keys::of(Key::ArrowLeft)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.orbit.orbited(-TURN, 0.0))));
            },
        ),
        along(
            "turn-right",
            "Turn right",
            "Turn the view to the right",
            &[Keys::of(Key::ArrowRight)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.orbit.orbited(TURN, 0.0))));
            },
        ),
        along(
            "rise",
            "Rise",
            "Look from higher up",
            &[Keys::of(Key::ArrowUp)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.orbit.orbited(0.0, TURN))));
            },
        ),
        along(
            "sink",
            "Sink",
            "Look from lower down",
            &[Keys::of(Key::ArrowDown)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.orbit.orbited(0.0, -TURN))));
            },
        ),
        along(
            "nearer",
            "Nearer",
            "Bring the field nearer",
            &[Keys::of(Key::Plus)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.zoomed(NEARER))));
            },
        ),
        along(
            "farther",
            "Farther",
            "Move away from the field",
            &[Keys::of(Key::Minus)],
            |shown, _, requests| {
                requests.push(Request::Camera(CameraMove::To(shown.rig.zoomed(1.0 / NEARER))));
            },
        ),
    ],
};
