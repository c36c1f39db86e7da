//! The menu of time.

use super::{CommandInfo, Keys, Menu};
use crate::app::{FieldCommand, HalfTick, Pace, runs_back};
use crate::window::{Request, Shown, Travel, arrival};
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
            keys: &[Keys::of(Key::Period), Keys::control(Key::ArrowRight)],
            repeats: true,
            enabled: |shown, _| shown.halt.is_none(),
            run: |_, _, requests| {
                requests.push(Request::Pause(true));
                requests.push(Request::Step(1));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "step-back",
            title: "One tick back",
            tip: "Stand still and go back by one tick: computed backwards, or from a kept moment",
            keys: &[Keys::control(Key::ArrowLeft)],
            repeats: true,
            enabled: |shown, _| has_past(shown),
            undoable: true,
            run: |_, _, requests| requests.push(Request::Travel(Travel::Back(1))),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "backwards",
            title: "Run backwards",
            tip: "Let time run backwards: computed where the run is reversible",
            keys: &[Keys::shift(Key::Space)],
            enabled: |shown, _| has_past(shown),
            on: |shown, _| Some(shown.travels.backwards),
            run: |shown, _, requests| {
                requests.push(Request::Travel(Travel::Backwards(!shown.travels.backwards)));
            },
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "earlier",
            title: "Earlier moment",
            tip: "Go back to the moment that was kept before this one",
            keys: &[Keys::shift(Key::ArrowLeft)],
            repeats: true,
            enabled: |shown, _| shown.timeline.ticks().any(|tick| tick < now(shown)),
            undoable: true,
            run: |_, _, requests| requests.push(Request::Travel(Travel::Earlier)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "later",
            title: "Later moment",
            tip: "Go on to the moment that was kept after this one",
            keys: &[Keys::shift(Key::ArrowRight)],
            repeats: true,
            enabled: |shown, _| shown.timeline.span().is_some_and(|(_, last)| last > now(shown)),
            undoable: true,
            run: |_, _, requests| requests.push(Request::Travel(Travel::Later)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "earliest",
            title: "Earliest moment",
            tip: "Go back to the first moment that is kept",
            keys: &[Keys::control(Key::Home)],
            enabled: |shown, _| shown.timeline.span().is_some_and(|(first, _)| first < now(shown)),
            undoable: true,
            run: |_, _, requests| requests.push(Request::Travel(Travel::To(0))),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "latest",
            title: "Latest moment",
            tip: "Go on to the last tick that the field has come to",
            keys: &[Keys::control(Key::End)],
            enabled: |shown, _| shown.timeline.span().is_some_and(|(_, last)| last > now(shown)),
            undoable: true,
            run: |_, _, requests| requests.push(Request::Travel(Travel::To(u64::MAX))),
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
            undoable: true,
            run: |_, _, requests| requests.edit(FieldCommand::Reset),
            ..CommandInfo::PLAIN
        },
    ],
};

/// The tick at which the field stands or arrives.
fn now(shown: &Shown) -> u64 {
    arrival(shown.clock, shown.playback)
}

/// Whether there is anything to go back to.
fn has_past(shown: &Shown) -> bool {
    let kept = shown.timeline.ticks().any(|tick| tick < now(shown));
    kept || runs_back(shown.parameters, shown.lattice, shown.clock, Some(shown.scene)).is_ok()
}

/// A pace so many times as fast, within what the slider offers.
fn scaled(pace: Pace, factor: f64) -> Pace {
    match pace {
        Pace::PerSecond(ticks) => Pace::PerSecond((ticks * factor).clamp(1.0, 10_000.0)),
        Pace::PerFrame(ticks) => {
            Pace::PerFrame((f64::from(ticks) * factor).clamp(1.0, 1_000.0) as u32)
        }
    }
}
