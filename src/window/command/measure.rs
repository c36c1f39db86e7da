//! The menu of what is read off the field, and of its charts.

use super::{CommandInfo, Keys, Menu};
use crate::window::charts::{ChartFile, ChartZoom};
use crate::window::instruments::Measure;
use crate::window::{Desk, Request, Tool};
use bevy_egui::egui::Key;

/// Whether charts can be seen.
fn seen(desk: &Desk) -> bool {
    desk.settings.plots && !desk.hidden
}

/// Whether a chart of curves can be seen: the first kind is several plots.
fn charts(desk: &Desk) -> bool {
    seen(desk) && desk.charts.open > 0
}

/// Shows a chart; where it is shown already, what is shown at first.
fn toggle(desk: &mut Desk, name: &str) {
    let shown = seen(desk) && desk.charts.shows(name);
    desk.charts.show(if shown { "" } else { name });
    desk.settings.plots = true;
}

/// A row that shows a chart.
macro_rules! chart {
    ($id:literal, $name:literal, $title:literal, $tip:literal, $key:expr) => {
        CommandInfo {
            id: $id,
            title: $title,
            tip: $tip,
            keys: &[Keys::shift($key)],
            on: |_, desk| Some(seen(desk) && desk.charts.shows($name)),
            run: |_, desk, _| toggle(desk, $name),
            ..CommandInfo::PLAIN
        }
    };
}

pub(super) const MENU: Menu = Menu {
    title: "Measure",
    commands: &[
        CommandInfo {
            id: "line-tool",
            title: "Lay a line",
            tip: "Drag over the field, or click twice: the values along the line are plotted",
            keys: &[Keys::shift(Key::L)],
            on: |_, desk| Some(desk.tool == Tool::Line),
            run: |_, desk, _| desk.tool = Tool::Line,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "region-tool",
            title: "Choose a box",
            tip: "Drag over the field, or click two corners: what the box of sites holds is plotted",
            keys: &[Keys::shift(Key::B)],
            on: |_, desk| Some(desk.tool == Tool::Region),
            run: |_, desk, _| desk.tool = Tool::Region,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "clear-measures",
            title: "Remove line and box",
            tip: "Take the line and the box off the field",
            keys: &[Keys::shift(Key::X)],
            enabled: |shown, _| !shown.instruments.is_empty(),
            run: |_, _, requests| requests.push(Request::Measure(Measure::Clear)),
            ..CommandInfo::PLAIN
        },
        chart!(
            "chart-pins",
            "pins",
            "Pins over time",
            "Plot the values at the pinned sites over time",
            Key::P
        ),
        chart!(
            "chart-spectrum",
            "spectrum",
            "Spectrum of pins",
            "Plot the frequencies in the values at the pinned sites",
            Key::S
        ),
        chart!(
            "chart-histogram",
            "histogram",
            "Histogram",
            "Plot how often values occur in the field, or in the box",
            Key::H
        ),
        chart!(
            "chart-waves",
            "waves",
            "Wave lengths",
            "Plot what waves of every length contribute to the field",
            Key::W
        ),
        CommandInfo {
            id: "chart-log-x",
            title: "Logarithmic x",
            tip: "Let equal ways along x be equal factors",
            keys: &[Keys::control_shift(Key::X)],
            enabled: |_, desk| charts(desk),
            on: |_, desk| Some(desk.charts.log[0]),
            run: |_, desk, _| desk.charts.log[0] = !desk.charts.log[0],
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-log-y",
            title: "Logarithmic y",
            tip: "Let equal ways along y be equal factors",
            keys: &[Keys::control_shift(Key::Y)],
            enabled: |_, desk| charts(desk),
            on: |_, desk| Some(desk.charts.log[1]),
            run: |_, desk, _| desk.charts.log[1] = !desk.charts.log[1],
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-legend",
            title: "Legend of the chart",
            tip: "Name the curves of the chart; a click on a name hides its curve",
            keys: &[Keys::control_shift(Key::L)],
            enabled: |_, desk| charts(desk),
            on: |_, desk| Some(desk.charts.legend),
            run: |_, desk, _| desk.charts.legend = !desk.charts.legend,
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-whole",
            title: "Whole chart",
            tip: "Bring all of the chart into sight, as a double click on it does",
            keys: &[Keys::control_shift(Key::F)],
            enabled: |_, desk| charts(desk),
            run: |_, desk, _| desk.charts.zoom = Some(ChartZoom::Whole),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-nearer",
            title: "Chart nearer",
            tip: "Show less of the chart, larger, as the wheel does",
            keys: &[Keys::alt(Key::Plus)],
            enabled: |_, desk| charts(desk),
            run: |_, desk, _| desk.charts.zoom = Some(ChartZoom::By(1.25)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-farther",
            title: "Chart farther",
            tip: "Show more of the chart, smaller, as the wheel does",
            keys: &[Keys::alt(Key::Minus)],
            enabled: |_, desk| charts(desk),
            run: |_, desk, _| desk.charts.zoom = Some(ChartZoom::By(0.8)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-csv",
            title: "Chart as CSV",
            tip: "Write the numbers of the chart to a new file",
            keys: &[Keys::control(Key::E)],
            enabled: |_, desk| seen(desk),
            run: |_, _, requests| requests.push(Request::Chart(ChartFile::Csv)),
            ..CommandInfo::PLAIN
        },
        CommandInfo {
            id: "chart-png",
            title: "Chart as PNG",
            tip: "Write a picture of the chart to a new file",
            keys: &[Keys::control_shift(Key::E)],
            enabled: |_, desk| seen(desk),
            run: |_, _, requests| requests.push(Request::Chart(ChartFile::Png)),
            ..CommandInfo::PLAIN
        },
    ],
};
