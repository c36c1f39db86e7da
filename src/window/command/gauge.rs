//! The menu of the gauge.

use super::{CommandInfo, Keys, Menu};
use crate::app::FieldCommand;
use crate::gauge::{Fix, GaugeCommand, GaugeMode, has_phase};
use crate::view::panes::COMPARISONS;
use crate::window::analysis::Tab;
use crate::window::gauge::with_twin;
use crate::window::{Desk, Request, Requests, Shown, Tool};
use bevy_egui::egui::Key;

/// A row of this menu when nothing else is said: for fields that have a phase.
const ROW: CommandInfo = CommandInfo {
    enabled: |shown, _| has_phase(shown.parameters),
    undoable: true,
    ..CommandInfo::PLAIN
};

pub(super) const MENU: Menu = Menu {
    title: "Gauge",
    commands: &[
        CommandInfo {
            id: "gauge-brush",
            title: "Gauge brush",
            tip: "Drag over the field to turn its local phase; the right button turns it back",
            keys: &[Keys::of(Key::T)],
            on: |_, desk| Some(desk.tool == Tool::Gauge),
            run: |shown, desk, requests| {
                desk.tool = Tool::Gauge;
                with_twin(shown, requests);
            },
            ..ROW
        },
        CommandInfo {
            id: "wilson-loop",
            title: "Wilson loop",
            tip: "Draw a closed loop on the field: its angle is the same in every gauge",
            keys: &[Keys::of(Key::W)],
            on: |_, desk| Some(desk.tool == Tool::Loop),
            run: |_, desk, _| {
                desk.tool = Tool::Loop;
                desk.gauge.shows_loop = true;
            },
            ..ROW
        },
        CommandInfo {
            id: "covariant",
            title: "Covariant",
            tip: "From now on the links turn with the field: nothing that can be measured moves",
            keys: &[Keys::of(Key::F2)],
            on: |shown, _| Some(shown.gauge.mode() == GaugeMode::Covariant),
            run: |_, _, requests| set_mode(requests, GaugeMode::Covariant),
            ..ROW
        },
        CommandInfo {
            id: "bare",
            title: "Bare",
            tip: "From now on the field turns alone, without its links: everything may move",
            keys: &[Keys::of(Key::F3)],
            on: |shown, _| Some(shown.gauge.mode() == GaugeMode::Bare),
            run: |_, _, requests| set_mode(requests, GaugeMode::Bare),
            ..ROW
        },
        CommandInfo {
            id: "paper",
            title: "Paper (5.5)",
            tip: "Links act additively, as in the paper: the same to first order in the gradient",
            keys: &[Keys::of(Key::F4)],
            on: |shown, _| Some(shown.gauge.mode() == GaugeMode::Paper),
            run: |_, _, requests| set_mode(requests, GaugeMode::Paper),
            ..ROW
        },
        CommandInfo {
            id: "random-gauge",
            title: "Random gauge",
            tip: "Turn the phase at every site by a random angle",
            keys: &[Keys::of(Key::E)],
            run: |shown, desk, requests| {
                with_twin(shown, requests);
                gauge(requests, desk.gauge.random());
            },
            ..ROW
        },
        CommandInfo {
            id: "rotate-pattern",
            title: "Turn by the pattern",
            tip: "Turn the phase at once by the pattern that is chosen in the controls",
            keys: &[Keys::of(Key::I)],
            run: |shown, desk, requests| {
                with_twin(shown, requests);
                gauge(requests, GaugeCommand::Rotate(desk.gauge.pattern(shown)));
            },
            ..ROW
        },
        CommandInfo {
            id: "drive-pattern",
            title: "Drive by the pattern",
            tip: "Let the pattern that is chosen in the controls drive the phase from now on",
            keys: &[Keys::shift(Key::I)],
            run: |shown, desk, requests| {
                with_twin(shown, requests);
                let mut drive = shown.gauge.drive().to_vec();
                drive.push(desk.gauge.pattern(shown));
                gauge(requests, GaugeCommand::Drive(drive));
            },
            ..ROW
        },
        CommandInfo {
            id: "stop-drive",
            title: "Stop driving",
            tip: "End all that drives the phase; what it has turned is turned back",
            keys: &[Keys::control(Key::I)],
            enabled: |shown, _| !shown.gauge.drive().is_empty(),
            run: |_, _, requests| gauge(requests, GaugeCommand::Drive(Vec::new())),
            ..ROW
        },
        CommandInfo {
            id: "undo-gauge",
            title: "Undo gauge",
            tip: "Turn everything back that was turned, to the gauge the field began in",
            keys: &[Keys::of(Key::Z)],
            run: |_, _, requests| gauge(requests, GaugeCommand::UndoGauge),
            ..ROW
        },
        CommandInfo {
            id: "landau-gauge",
            title: "Landau gauge",
            tip: "Turn to where the links are as smooth as can be",
            keys: &[Keys::of(Key::J)],
            run: |_, _, requests| gauge(requests, GaugeCommand::Fix(Fix::Landau)),
            ..ROW
        },
        CommandInfo {
            id: "temporal-gauge",
            title: "Temporal gauge",
            tip: "Let links that turn do the work of the potential from now on",
            keys: &[Keys::shift(Key::J)],
            on: |shown, _| Some(shown.gauge.is_temporal()),
            run: |_, _, requests| gauge(requests, GaugeCommand::Fix(Fix::Temporal)),
            ..ROW
        },
        CommandInfo {
            id: "twin",
            title: "Twin",
            tip: "Run the field in its first gauge beside this one, to compare with",
            keys: &[Keys::of(Key::K)],
            on: |shown, _| Some(shown.gauge.twin().is_some()),
            run: |shown, _, requests| {
                gauge(requests, GaugeCommand::Twin(shown.gauge.twin().is_none()));
            },
            ..ROW
        },
        CommandInfo {
            id: "compare",
            title: "Beside the twin",
            tip: "Show the field alone, beside its twin, or beside how far the two are apart",
            keys: &[Keys::of(Key::Y)],
            on: |shown, _| Some(shown.view.compare != COMPARISONS[0].name),
            label: |command, shown| {
                let info = COMPARISONS.iter().find(|info| info.name == shown.view.compare);
                let now = info.filter(|info| info.name != COMPARISONS[0].name);
                now.map_or(command.title.to_owned(), |info| {
                    format!("{}: {}", command.title, info.name)
                })
            },
            run: |shown, _, requests| compare(shown, requests),
            ..ROW
        },
        CommandInfo {
            id: "readout",
            title: "Readout",
            tip: "Show what depends on the gauge and what does not, beside the twin",
            keys: &[Keys::of(Key::M)],
            on: |_, desk| Some(desk.analysis.open == Some(Tab::Gauge)),
            run: |_, desk, _| desk.analysis.toggle(Tab::Gauge),
            ..ROW
        },
        CommandInfo {
            id: "picture-readout",
            title: "Readout in the picture",
            tip: "Write the readout below the picture, in films too",
            keys: &[Keys::shift(Key::M)],
            on: |shown, _| Some(shown.view.readout),
            run: |shown, _, requests| {
                let view = crate::scene::settings::ViewSettings {
                    readout: !shown.view.readout,
                    ..shown.view.clone()
                };
                with_twin(shown, requests);
                requests.push(Request::View(Box::new(view)));
            },
            ..ROW
        },
    ],
};

fn gauge(requests: &mut Requests, command: GaugeCommand) {
    requests.edit(FieldCommand::Gauge(command));
}

fn set_mode(requests: &mut Requests, mode: GaugeMode) {
    gauge(requests, GaugeCommand::SetMode(mode));
}

/// The next way to compare; with a twin, where there is none yet.
fn compare(shown: &Shown, requests: &mut Requests) {
    let now = COMPARISONS.iter().position(|info| info.name == shown.view.compare);
    let next = COMPARISONS[(now.unwrap_or(0) + 1) % COMPARISONS.len()].name;
    if next != COMPARISONS[0].name {
        with_twin(shown, requests);
    }
    let view = shown.view.clone();
    let view = crate::scene::settings::ViewSettings { compare: next.to_owned(), ..view };
    requests.push(Request::View(Box::new(view)));
}

/// Calls the command of a mode after the one that is on.
pub fn next_mode(shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    const MODES: [&str; 3] = ["covariant", "bare", "paper"];
    let now = GaugeMode::ALL.iter().position(|mode| *mode == shown.gauge.mode()).unwrap_or(0);
    if let Some(command) = super::command(MODES[(now + 1) % MODES.len()]) {
        command.call(shown, desk, requests);
    }
}
