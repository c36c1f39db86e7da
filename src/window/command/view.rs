//! The menu of what is shown.

use super::{CommandInfo, Keys, Menu, Scope};
use crate::quantity::Cut;
use crate::scene::settings::{PlaneSettings, ViewSettings};
use crate::view::tiles::has_periods;
use crate::window::{Request, Requests, Settings, Shown};
use bevy_egui::egui::Key;

/// A row of this menu when nothing else is said: undo takes it back.
const ROW: CommandInfo = CommandInfo { undoable: true, ..CommandInfo::PLAIN };

pub(super) const MENU: Menu = Menu {
    title: "View",
    commands: &[
        CommandInfo {
            id: "hide",
            title: "Hide the panels",
            tip: "Hide everything but the field, or bring it back",
            // Not Tab, which moves the focus from one widget to the next.
            keys: &[Keys::of(Key::H)],
            on: |_, desk| Some(desk.hidden),
            run: |_, desk, _| desk.hidden = !desk.hidden,
            ..ROW
        },
        CommandInfo {
            id: "controls",
            title: "Controls",
            tip: "Show or hide the panel of parameters, view and brush",
            keys: &[Keys::of(Key::C)],
            on: |_, desk| Some(desk.settings.controls),
            run: |_, desk, _| desk.settings.controls = !desk.settings.controls,
            ..ROW
        },
        CommandInfo {
            id: "plots",
            title: "Plots",
            tip: "Show or hide the plots of energy, charge and drift",
            keys: &[Keys::of(Key::P)],
            on: |_, desk| Some(desk.settings.plots),
            run: |_, desk, _| desk.settings.plots = !desk.settings.plots,
            ..ROW
        },
        CommandInfo {
            id: "timeline",
            title: "Timeline",
            tip: "Show or hide the line of the ticks that the field can be taken to",
            keys: &[Keys::of(Key::F6)],
            on: |_, desk| Some(desk.settings.timeline),
            run: |_, desk, _| desk.settings.timeline = !desk.settings.timeline,
            ..ROW
        },
        CommandInfo {
            id: "axes",
            title: "Box and ticks",
            tip: "Show or hide the box around the lattice",
            keys: &[Keys::of(Key::A)],
            on: |shown, _| Some(shown.view.axes),
            run: |shown, _, requests| change(shown, requests, |view| view.axes = !view.axes),
            ..ROW
        },
        CommandInfo {
            id: "periods",
            title: "Neighbouring periods",
            tip: "Draw the lattice again beside itself along the axes that close on themselves",
            keys: &[Keys::shift(Key::O)],
            enabled: |shown, _| has_periods(shown.picture, shown.lattice),
            on: |shown, _| Some(shown.view.periods > 0),
            run: |shown, _, requests| {
                change(shown, requests, |view| view.periods = u32::from(view.periods == 0));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "theme",
            title: "Light surroundings",
            tip: "Change between dark and light surroundings",
            keys: &[Keys::of(Key::L)],
            on: |shown, _| Some(shown.view.theme == "light"),
            run: |shown, desk, requests| {
                let theme = if shown.view.theme == "light" { "dark" } else { "light" };
                desk.settings.theme = Some(theme.to_owned());
                change(shown, requests, |view| view.theme = theme.to_owned());
            },
            ..ROW
        },
        CommandInfo {
            id: "presenter",
            title: "Presenter mode",
            tip: "Hide the panels, write captions large, show the keys that are pressed",
            keys: &[Keys::of(Key::F11)],
            on: |_, desk| Some(desk.presenter),
            run: |_, desk, _| {
                desk.presenter = !desk.presenter;
                desk.hidden = desk.presenter;
            },
            ..ROW
        },
        CommandInfo {
            id: "larger",
            title: "Larger interface",
            tip: "Write everything larger",
            keys: &[Keys::control(Key::Plus), Keys::control(Key::Equals)],
            repeats: true,
            run: |_, desk, _| desk.settings.scale = desk.settings.scaled_by(1),
            ..ROW
        },
        CommandInfo {
            id: "smaller",
            title: "Smaller interface",
            tip: "Write everything smaller",
            keys: &[Keys::control(Key::Minus)],
            repeats: true,
            run: |_, desk, _| desk.settings.scale = desk.settings.scaled_by(-1),
            ..ROW
        },
        CommandInfo {
            id: "usual-size",
            title: "Usual size of the interface",
            tip: "Write everything in the size it usually has",
            keys: &[Keys::control(Key::Num0)],
            run: |_, desk, _| desk.settings.scale = Settings::default().scale,
            ..ROW
        },
        CommandInfo {
            id: "reduced-motion",
            title: "Reduced motion",
            tip: "Let views change at once instead of gliding",
            keys: &[Keys::shift(Key::A)],
            on: |_, desk| Some(desk.settings.reduced_motion),
            run: |_, desk, _| desk.settings.reduced_motion = !desk.settings.reduced_motion,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "settings",
            title: "Settings",
            tip: "Surroundings, size, motion, and whether the session is kept",
            keys: &[Keys::control(Key::Comma)],
            on: |_, desk| Some(desk.preferences),
            run: |_, desk, _| desk.preferences = !desk.preferences,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "next-plane",
            title: "Next plane",
            tip: "Show the next plane of a 3-D field",
            keys: &[Keys::of(Key::PageUp)],
            scope: Scope::NoTour,
            enabled: |shown, _| shown.lattice.dim() == 3,
            run: |shown, _, requests| move_plane(shown, requests, 1),
            ..ROW
        },
        CommandInfo {
            id: "previous-plane",
            title: "Previous plane",
            tip: "Show the previous plane of a 3-D field",
            keys: &[Keys::of(Key::PageDown)],
            scope: Scope::NoTour,
            enabled: |shown, _| shown.lattice.dim() == 3,
            run: |shown, _, requests| move_plane(shown, requests, -1),
            ..ROW
        },
        CommandInfo {
            id: "plane-axis",
            title: "Plane across the next axis",
            tip: "Turn the plane of a 3-D field to the next axis",
            keys: &[Keys::of(Key::Num9)],
            enabled: |shown, _| shown.lattice.dim() == 3,
            run: |shown, _, requests| {
                change(shown, requests, |view| {
                    view.plane = PlaneSettings { axis: (view.plane.axis + 1) % 3, index: None };
                });
            },
            ..ROW
        },
    ],
};

fn change(shown: &Shown, requests: &mut Requests, edit: impl FnOnce(&mut ViewSettings)) {
    let mut view = shown.view.clone();
    edit(&mut view);
    requests.push(Request::View(Box::new(view)));
}

/// The plane beside the one that is shown; around the end where the axis is a circle.
fn move_plane(shown: &Shown, requests: &mut Requests, by: i64) {
    let Cut::Plane { axis, index } = shown.picture.cut else { return };
    let sites = shown.lattice.shape()[axis] as i64;
    let moved = index as i64 + by;
    let wraps = shown.lattice.boundary()[axis].is_periodic();
    let moved = if wraps { moved.rem_euclid(sites) } else { moved.clamp(0, sites - 1) };
    change(shown, requests, |view| {
        view.plane = PlaneSettings { axis, index: Some(moved as usize) };
    });
}
