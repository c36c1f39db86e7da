//! The menu of time.

use super::{CommandInfo, Keys, Menu};
use crate::app::{FieldCommand, HalfTick, Pace};
use crate::window::Request;
use bevy_egui::egui::Key;

pub(super) const MENU: Menu = Menu {
    title: "Time",
    commands: &[
        CommandInfo {
            id: "play",
            title: "Run",
            tip: "Let the field run, or stand still",
            keys: &[Keys::of(Key::Space)],
            enabled: |shown, _| shown.halt.is_none(),
            on: |shown, _| Some(!shown.playback.paused),
            label: |_, shown| if shown.playback.paused { "Run" } else { "Stand still" }.to_owned(),
            run: |shown, _, requests| requests.push(Request::Pause(!shown.playback.paused)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "step",
            title: "One tick",
            tip: "Stand still and advance by one tick",
            keys: &[Keys::of(Key::Period)],
            repeats: true,
            enabled: |shown, _| shown.halt.is_none(),
            run: |_, _, requests| {
                requests.push(Request::Pause(true));
                requests.push(Request::Step(1));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "half-tick",
            title: "Half a tick",
            tip: "Stand still and do the next stage of a tick: activation, then learning",
            keys: &[Keys::of(Key::Comma)],
            repeats: true,
            enabled: |shown, _| shown.halt.is_none(),
            label: |_, shown| match shown.halves.next() {
                HalfTick::Activation => "Half a tick: activation".to_owned(),
                HalfTick::Learning => "Half a tick: learning".to_owned(),
            },
            run: |_, _, requests| requests.push(Request::HalfTick),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "faster",
            title: "Faster",
            tip: "Twice as many ticks",
            keys: &[Keys::of(Key::CloseBracket)],
            run: |shown, _, requests| {
                requests.push(Request::Pace(scaled(shown.playback.pace, 2.0)))
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "slower",
            title: "Slower",
            tip: "Half as many ticks",
            keys: &[Keys::of(Key::OpenBracket)],
            run: |shown, _, requests| {
                requests.push(Request::Pace(scaled(shown.playback.pace, 0.5)))
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "restart",
            title: "Start again",
            tip: "Bring back the beginning of the scene, with its own parameters",
            keys: &[Keys::of(Key::Backspace)],
            run: |_, _, requests| requests.edit(FieldCommand::Reset),
            ..CommandInfo::PLAIN
        },
    ],
};

/// A pace so many times as fast, within what the slider offers.
fn scaled(pace: Pace, factor: f64) -> Pace {
    match pace {
        Pace::PerSecond(ticks) => Pace::PerSecond((ticks * factor).clamp(1.0, 10_000.0)),
        Pace::PerFrame(ticks) => {
            Pace::PerFrame((f64::from(ticks) * factor).clamp(1.0, 1_000.0) as u32)
        }
    }
}
