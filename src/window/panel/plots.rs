//! Energy, charge and their drift over time; or a chart.

use super::super::style::{PAD, Palette};
use super::super::{Desk, Requests, Shown};
use super::widget::{called, pane};
use super::{PanelInfo, charts, drift};
use crate::observable::ObservableInfo;
use bevy_egui::egui::{Color32, Frame, Margin, Panel, Rangef, RichText, Ui, vec2};
use egui_plot::{AxisHints, GridInput, GridMark, HLine, Line, LineStyle, Plot, PlotPoints};
use std::ops::RangeInclusive;

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "plots", open: |_, desk| !desk.hidden && desk.settings.plots, show };

/// Points a curve is drawn with at most.
const POINTS: usize = 480;
/// The smallest drift that is told apart from none, as a power of ten.
const FLOOR: f64 = -17.0;
/// Height of the panel.
const HEIGHT: f32 = 168.0;
/// Height of the panel with a chart on it.
const CHART: f32 = 250.0;
/// The part of the height of the window it takes at most.
const PART: f32 = 0.55;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 6));
    let several = desk.charts.open == 0;
    let most = PART * ui.ctx().viewport_rect().height();
    // A chart has a height of its own, for there is more to be seen on it.
    let (name, height) = if several { ("plots", HEIGHT) } else { ("charts", CHART.min(most)) };
    let panel = Panel::bottom(name).frame(frame).default_size(height);
    let panel = panel.size_range(96.0..=most.max(HEIGHT)).resizable(true);
    let around = panel.show_inside(ui, |ui| {
        // The panel is as high as what is on it: without this it would shrink frame by frame.
        ui.set_min_height(ui.available_height());
        charts::bar(ui, shown, desk, requests);
        if several {
            conserved(ui, shown, &palette);
        } else {
            charts::show(ui, shown, desk, &palette);
        }
    });
    pane(&around.response, "Plots");
}

/// What should be conserved, and how far it has drifted.
fn conserved(ui: &mut Ui, shown: &Shown, palette: &Palette) {
    let plotted: Vec<_> = plotted(shown).collect();
    ui.columns(plotted.len() + 1, |columns| {
        for (ui, (column, info)) in columns.iter_mut().zip(&plotted) {
            curve(ui, shown, palette, (*column, info.name, "plots"));
        }
        drifts(&mut columns[plotted.len()], shown, palette);
    });
}

/// What is plotted: the first two observables that something is promised of; where nothing is, the
/// first two.
fn plotted<'a>(shown: &'a Shown) -> impl Iterator<Item = (usize, &'static ObservableInfo)> + 'a {
    let promised = |info: &ObservableInfo| {
        shown.measurements.drift(info.name).is_some_and(|drift| drift.bound.is_some())
    };
    let nothing = !shown.measurements.observables().iter().any(|info| promised(info));
    let all = shown.measurements.observables().iter().copied().enumerate();
    all.filter(move |(_, info)| nothing || promised(info)).take(2)
}

/// The value of an observable over time, under a title, in a part of the window.
pub(super) fn curve(
    ui: &mut Ui,
    shown: &Shown,
    palette: &Palette,
    (column, title, part): (usize, &str, &str),
) {
    let (series, info) = (shown.measurements.series(), shown.measurements.observables()[column]);
    let latest = series.latest().map_or(0.0, |row| row.values[column]);
    heading(ui, palette, title, &format!("{latest:.5}"), info.summary);
    let rows = series.rows().map(|row| [row.time, row.values[column]]);
    let points = thinned(rows, series.len());
    // A conserved value would fill the plot with its rounding: it is shown against its size.
    let size = points.iter().map(|point| point[1].abs()).fold(0.0, f64::max).max(1e-300);
    let plot = frame(ui, (part, info.name), y_axis());
    let plot = plot.include_y(latest - 0.02 * size).include_y(latest + 0.02 * size);
    let plot = plot.show(ui, |ui| {
        ui.line(Line::new(info.name, PlotPoints::from(points)).color(palette.accent).width(1.6));
    });
    called(plot.response, &format!("{title} over time"));
}

/// How far everything promised has drifted, on a logarithmic scale.
fn drifts(ui: &mut Ui, shown: &Shown, palette: &Palette) {
    heading(ui, palette, "drift", "relative, log", "Change of what should be conserved");
    let axis = y_axis().formatter(power_of_ten);
    let plot = frame(ui, "drift", axis).y_grid_spacer(decades);
    let plot = plot.include_y(FLOOR + 1.0).include_y(0.0);
    let plot = plot.show(ui, |ui| {
        for drift in shown.measurements.drifts() {
            let (name, Some(bound)) = (drift.observable.name, drift.bound) else { continue };
            let Some(rows) = shown.drift.of(name) else { continue };
            let colour = drift::colour(palette, drift.level);
            let rows = rows.map(|[time, drift]| [time, drift.abs().log10().max(FLOOR)]);
            let points = PlotPoints::from(thinned(rows, shown.drift.len()));
            ui.line(Line::new(name, points).color(colour).width(1.5));
            let limit = HLine::new(format!("{name} promise"), bound.log10());
            ui.hline(limit.color(faint(colour)).style(LineStyle::dashed_dense()).width(1.0));
        }
    });
    called(plot.response, "drift over time");
}

fn faint(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.5)
}

fn heading(ui: &mut Ui, palette: &Palette, name: &str, value: &str, tip: &str) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).small().strong()).on_hover_text(tip);
        ui.label(RichText::new(value).small().color(palette.muted));
    });
}

/// An axis whose labels may be as near as they can be read.
pub(super) fn y_axis<'a>() -> AxisHints<'a> {
    AxisHints::new_y().min_thickness(46.0).label_spacing(Rangef::new(13.0, 17.0))
}

/// A plot without frills that fills the room it has.
pub(super) fn frame<'a>(ui: &Ui, name: impl std::hash::Hash, axis: AxisHints<'a>) -> Plot<'a> {
    let size = ui.available_size();
    Plot::new(name)
        .height((size.y - 2.0).max(40.0))
        .width(size.x)
        .allow_scroll(false)
        .allow_zoom(false)
        .allow_drag(false)
        .show_background(false)
        .set_margin_fraction(vec2(0.01, 0.12))
        .custom_y_axes(vec![axis])
        .grid_spacing(Rangef::new(7.0, 60.0))
        .grid_color(ui.visuals().weak_text_color().gamma_multiply(0.5))
}

/// Every eighth power of ten.
pub(super) fn decades(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let marks = (-3..=1).map(|i| 8.0 * f64::from(i)).filter(|value| (low..=high).contains(value));
    marks.map(|value| GridMark { value, step_size: 8.0 }).collect()
}

pub(super) fn power_of_ten(mark: GridMark, _: &RangeInclusive<f64>) -> String {
    if mark.value.fract() == 0.0 { format!("1e{}", mark.value) } else { String::new() }
}

/// Few enough points to draw, with the largest and the smallest of those they stand for.
pub(super) fn thinned(rows: impl Iterator<Item = [f64; 2]>, count: usize) -> Vec<[f64; 2]> {
    let bucket = (2 * count).div_ceil(POINTS).max(1);
    if bucket <= 2 {
        return rows.collect();
    }
    let mut points = Vec::with_capacity(POINTS + 2);
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let bucket: Vec<[f64; 2]> = rows.by_ref().take(bucket).collect();
        let by_value = |a: &&[f64; 2], b: &&[f64; 2]| a[1].total_cmp(&b[1]);
        let (low, high) = (bucket.iter().min_by(by_value), bucket.iter().max_by(by_value));
        let mut pair: Vec<[f64; 2]> = low.into_iter().chain(high).copied().collect();
        pair.sort_by(|a, b| a[0].total_cmp(&b[0]));
        points.extend(pair);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_curve_keeps_its_peaks() {
        let rows = (0..50_000).map(|i| [f64::from(i), if i == 31_234 { 7.0 } else { 0.1 }]);
        let points = thinned(rows, 50_000);
        assert!(points.len() <= POINTS + 2);
        assert!(points.contains(&[31_234.0, 7.0]));
        assert!(points.is_sorted_by(|a, b| a[0] <= b[0]));
    }

    #[test]
    fn a_short_curve_is_left_alone() {
        let rows: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i), f64::from(i % 7)]).collect();
        assert_eq!(thinned(rows.iter().copied(), 100), rows);
    }
}
