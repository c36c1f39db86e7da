//! The plot of the dispersion.

use super::super::super::Desk;
use super::super::super::analysis::Zoom;
use super::super::super::style::Palette;
use super::super::widget::called;
use super::waves::Curves;
use crate::spectrum::Spectrum;
use bevy_egui::egui::{Align2, Color32, RichText, Ui};
use egui_plot::{
    GridMark, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, PlotUi, Points, Text,
    VLine,
};

/// Room below the plot.
const BELOW: f32 = 190.0;
/// Height of the plot at least.
const LEAST: f32 = 210.0;

/// Shows curves and marks; the wave vector under the pointer is the one that is read.
pub(super) fn plot(ui: &mut Ui, curves: Curves, desk: &mut Desk, palette: &Palette) {
    let (_, spectrum, _) = curves;
    let height = (ui.ctx().viewport_rect().height() - 240.0 - BELOW).max(LEAST);
    let corners: Vec<(f64, String)> = spectrum
        .corners
        .iter()
        .map(|corner| (spectrum.along[corner.at], corner.name.replace('-', "\u{2212}")))
        .collect();
    let whole = spectrum.along.last().copied().unwrap_or(1.0);
    let (wish, wave) = (desk.analysis.zoom.take(), desk.analysis.wave);
    let answer = frame(&corners, whole).height(height).show(ui, |plot| {
        corners.iter().for_each(|(along, name)| {
            let line = VLine::new(name.clone(), *along).color(palette.edge);
            plot.vline(line.width(1.0));
        });
        lines(plot, spectrum, palette);
        marks(plot, curves, palette);
        let read = spectrum.along[wave.min(spectrum.along.len() - 1)];
        let cursor = VLine::new("read", read).color(palette.text.gamma_multiply(0.4));
        plot.vline(cursor.style(LineStyle::dotted_loose()).width(1.0));
        zoom(plot, wish, spectrum);
        plot.pointer_coordinate()
    });
    if let Some(at) = answer.inner.filter(|_| answer.response.hovered()) {
        desk.analysis.wave = nearest(&spectrum.along, at.x);
    }
    called(answer.response, "Dispersion");
}

/// A plot whose axis of wave vectors names the corners of the path.
fn frame(corners: &[(f64, String)], whole: f64) -> Plot<'static> {
    let (marks, names) = (corners.to_vec(), corners.to_vec());
    Plot::new("dispersion")
        .allow_double_click_reset(true)
        .show_background(false)
        .label_formatter(|_, _| String::new())
        .x_grid_spacer(move |_| {
            // A step so wide that every corner has room for its name.
            let mark = |(value, _): &(f64, String)| GridMark { value: *value, step_size: whole };
            marks.iter().map(mark).collect()
        })
        .x_axis_formatter(move |mark, _| {
            let there = |(value, _): &&(f64, String)| (value - mark.value).abs() < 1e-9;
            names.iter().find(there).map(|(_, name)| name.clone()).unwrap_or_default()
        })
        .y_axis_label("ω")
        .include_y(0.0)
}

/// What was measured, and the doublers.
fn marks(plot: &mut PlotUi, (shown, spectrum, followed): Curves, palette: &Palette) {
    if let Some(followed) = followed {
        let marks = spectrum.seen(&followed.frequencies);
        plot.points(dots("measured", marks, palette.warning, MarkerShape::Circle));
    }
    if let Some(random) = shown.waves.random() {
        let marks = random.seen(&random.measured);
        plot.points(dots("random waves", marks, palette.good, MarkerShape::Diamond));
    }
    name_doublers(plot, spectrum, palette);
}

/// Branch by branch, those that turn forwards; -w is there for every w.
fn lines(plot: &mut PlotUi, spectrum: &Spectrum, palette: &Palette) {
    let dashed = LineStyle::Dashed { length: 6.0 };
    for (name, all, colour, style) in [
        ("continuum", &spectrum.curve.continuum, palette.muted, dashed),
        ("lattice", &spectrum.curve.lattice, palette.accent, LineStyle::Solid),
    ] {
        let branches = all.iter().map(Vec::len).min().unwrap_or_default();
        for branch in branches / 2..branches {
            let points = spectrum.curve.along.iter().zip(all).map(|(along, w)| [*along, w[branch]]);
            let line = Line::new(name, points.collect::<PlotPoints>()).color(colour);
            plot.line(line.style(style).width(1.6));
        }
    }
}

fn dots(name: &str, marks: Vec<[f64; 2]>, colour: Color32, shape: MarkerShape) -> Points<'static> {
    let points = Points::new(name.to_owned(), PlotPoints::from(marks));
    points.color(colour).shape(shape).radius(3.2).filled(true)
}

/// A mark and a name for every doubler on the path.
fn name_doublers(plot: &mut PlotUi, spectrum: &Spectrum, palette: &Palette) {
    for doubler in &spectrum.doublers {
        for corner in spectrum.corners.iter().filter(|corner| corner.name == doubler.name) {
            let place = [spectrum.along[corner.at], doubler.frequency];
            let mark = dots("doubler", vec![place], palette.bad, MarkerShape::Square);
            plot.points(mark.radius(5.0).filled(false));
            let name = format!("doubler {}", doubler.name).replace('-', "\u{2212}");
            let words = RichText::new(name).small().color(palette.bad);
            let place = PlotPoint::new(place[0], place[1]);
            // Towards the middle, where there is room for it.
            let late = corner.at > spectrum.k.len() / 2;
            let anchor = if late { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
            plot.text(Text::new("doubler", place, words).anchor(anchor));
        }
    }
}

/// Meets a wish about what is seen.
fn zoom(plot: &mut PlotUi, wish: Option<Zoom>, spectrum: &Spectrum) {
    match wish {
        Some(Zoom::All) => {
            let last = spectrum.along.last().copied().unwrap_or(1.0);
            let all = spectrum.lattice.iter().chain(&spectrum.continuum).flatten();
            let top = 1.05 * all.fold(0.0f64, |most, w| most.max(*w));
            plot.set_plot_bounds_x(-0.02 * last..=1.02 * last);
            plot.set_plot_bounds_y(-0.03 * top..=top);
        }
        Some(Zoom::By(factor)) => {
            let (bounds, centre) = (plot.plot_bounds(), plot.plot_bounds().center());
            let half = [bounds.width(), bounds.height()].map(|side| factor * side / 2.0);
            plot.set_plot_bounds_x(centre.x - half[0]..=centre.x + half[0]);
            plot.set_plot_bounds_y(centre.y - half[1]..=centre.y + half[1]);
        }
        Some(Zoom::To(..)) | None => {}
    }
}

fn nearest(along: &[f64], x: f64) -> usize {
    let far = |at: &usize| (along[*at] - x).abs();
    (0..along.len()).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default()
}
