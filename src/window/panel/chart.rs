//! A chart, drawn: zoomed by the wheel, moved by a drag, its axes logarithmic where that is wished.

use super::super::charts::{Chart, ChartDesk, ChartZoom, Curve, Shape};
use super::super::style::Palette;
use super::PIN_COLOURS;
use super::plots::thinned;
use super::widget::called;
use bevy_egui::egui::{Color32, Id, RichText, TextStyle, Ui, Vec2, Vec2b, vec2};
use egui_plot::{
    AxisHints, Corner, GridInput, GridMark, Legend, Line, LineStyle, Plot, PlotBounds, PlotPoints,
    PlotUi, Points,
};
use std::ops::RangeInclusive;

/// How much nearer a notch of the wheel brings a chart, per point.
const WHEEL: f32 = 0.003;
/// Height below which a chart could not be read, in points.
const LEAST: f32 = 48.0;

/// The colour of a curve.
pub fn colour(number: usize) -> Color32 {
    PIN_COLOURS[number % PIN_COLOURS.len()]
}

/// Its title and what else is to be said.
pub fn heading(ui: &mut Ui, chart: &Chart, palette: &Palette) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&chart.title).small().strong());
        ui.label(RichText::new(&chart.note).small().color(palette.muted));
    });
}

/// The curves in the room that is left; what is seen of them is noted.
pub fn plot(ui: &mut Ui, part: &str, chart: &Chart, desk: &mut ChartDesk, palette: &Palette) {
    let log = desk.log;
    let room = ui.available_size();
    let axes = [AxisHints::new_x(), AxisHints::new_y().min_thickness(46.0)];
    let mut axes = axes.into_iter().enumerate().map(|(axis, hints)| {
        let hints =
            if chart.axes[axis].is_empty() { hints } else { hints.label(&chart.axes[axis]) };
        if log[axis] { hints.formatter(power_of_ten) } else { hints }
    });
    let (x_axis, y_axis) = (axes.next().into_iter().collect(), axes.next().into_iter().collect());
    let mut plot = Plot::new(Id::new((part, desk.info().name, log)))
        .width(room.x)
        .height((room.y - 2.0).max(LEAST))
        .custom_x_axes(x_axis)
        .custom_y_axes(y_axis)
        .allow_scroll(false)
        .allow_double_click_reset(true)
        .show_background(false)
        .set_margin_fraction(vec2(0.01, 0.06))
        .label_formatter(move |name, point| label(name, [point.x, point.y], log))
        .grid_color(palette.muted.gamma_multiply(0.5));
    if log[0] {
        plot = plot.x_grid_spacer(decades);
    }
    if log[1] {
        plot = plot.y_grid_spacer(decades);
    }
    if desk.legend && chart.curves.len() > 1 {
        let legend = Legend::default().text_style(TextStyle::Small).position(Corner::RightTop);
        plot = plot.legend(legend.follow_insertion_order(true));
    }
    let (wish, seen) = (desk.zoom.take(), desk.seen.filter(|_| part == "page"));
    let answer = plot.show(ui, |ui| {
        chart.curves.iter().for_each(|curve| draw(ui, curve, log));
        zoom(ui, wish);
        if let Some([low, high]) = seen {
            ui.set_plot_bounds(PlotBounds::from_min_max(low, high));
        }
    });
    let bounds = answer.transform.bounds();
    desk.seen = Some([bounds.min(), bounds.max()]);
    called(answer.response, &chart.title);
}

fn draw(ui: &mut PlotUi, curve: &Curve, log: [bool; 2]) {
    for piece in curve.on_axes(log) {
        let count = piece.len();
        draw_piece(ui, curve, PlotPoints::from(thinned(piece.into_iter(), count)));
    }
}

fn draw_piece<'a>(ui: &mut PlotUi<'a>, curve: &Curve, points: PlotPoints<'a>) {
    let colour = colour(curve.colour);
    match curve.shape {
        Shape::Points => {
            ui.points(Points::new(curve.name.clone(), points).color(colour).radius(2.5));
        }
        Shape::Line => ui.line(Line::new(curve.name.clone(), points).color(colour).width(1.6)),
        Shape::Dashed => {
            let line = Line::new(curve.name.clone(), points).color(colour).width(1.3);
            ui.line(line.style(LineStyle::dashed_dense()));
        }
    }
}

/// Meets a wish about what is seen, and the wheel.
fn zoom(ui: &mut PlotUi, wish: Option<ChartZoom>) {
    match wish {
        Some(ChartZoom::Whole) => ui.set_auto_bounds(Vec2b::TRUE),
        Some(ChartZoom::By(factor)) => {
            let centre = ui.plot_bounds().center();
            ui.zoom_bounds(Vec2::splat(factor), centre);
        }
        None => {}
    }
    if ui.response().hovered() {
        let scroll = ui.ctx().input(|input| input.smooth_scroll_delta().y);
        if scroll != 0.0 {
            ui.zoom_bounds_around_hovered(Vec2::splat((WHEEL * scroll).exp()));
        }
    }
}

/// What is read under the pointer.
fn label(name: &str, place: [f64; 2], log: [bool; 2]) -> String {
    let [x, y] = [0, 1].map(|axis| if log[axis] { 10f64.powf(place[axis]) } else { place[axis] });
    let number = |value: f64| {
        let size = value.abs();
        let plain = size == 0.0 || (1e-3..1e5).contains(&size);
        let text = if plain { format!("{value:.4}") } else { format!("{value:.3e}") };
        text.replace('-', "\u{2212}")
    };
    let name = if name.is_empty() { String::new() } else { format!("{name}\n") };
    format!("{name}x = {}\ny = {}", number(x), number(y))
}

/// Decades beyond which a logarithmic axis has marks at every so many powers of ten alone.
const MANY_DECADES: f64 = 5.0;

/// The marks of a logarithmic axis: powers of ten, and twice and five times as much where there are
/// few.
fn decades(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let width = high - low;
    if !(width > 0.0 && width < 1e4) {
        return Vec::new();
    }
    let step = (width / MANY_DECADES).ceil();
    let mut marks = Vec::new();
    let mut power = (low / step).floor() * step;
    while power <= high {
        marks.push(GridMark { value: power, step_size: step });
        if step == 1.0 {
            let between = [2f64, 5.0].map(|times| power + times.log10());
            marks.extend(between.map(|value| GridMark { value, step_size: 0.3 }));
        }
        power += step;
    }
    marks.retain(|mark| (low..=high).contains(&mark.value));
    marks
}

/// A mark on a logarithmic axis.
fn power_of_ten(mark: GridMark, _: &RangeInclusive<f64>) -> String {
    let value = 10f64.powf(mark.value);
    let text = match mark.value.abs() > 2.5 {
        true => format!("{value:.0e}"),
        false => format!("{value:.3}"),
    };
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_logarithmic_axis_are_the_values_there() {
        let text = |value: f64| power_of_ten(GridMark { value, step_size: 1.0 }, &(0.0..=1.0));
        assert_eq!([-6.0, 3.0, 0.0, 2.0, -1.0].map(text), ["1e-6", "1e3", "1", "100", "0.1"]);
        assert_eq!([0.5, 5f64.log10(), 2e-6f64.log10()].map(text), ["3.162", "5", "2e-6"]);
    }

    #[test]
    fn a_logarithmic_axis_has_some_marks_however_wide_it_is() {
        let marks = |low: f64, high: f64| {
            let marks = decades(GridInput { bounds: (low, high), base_step_size: 0.1 });
            marks.into_iter().map(|mark| 10f64.powf(mark.value)).collect::<Vec<_>>()
        };
        let near = |found: Vec<f64>, wanted: &[f64]| {
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            assert!(found.iter().zip(wanted).all(|(a, b)| (a / b - 1.0).abs() < 1e-9), "{found:?}");
        };
        near(marks(-0.1, 1.8), &[1.0, 2.0, 5.0, 10.0, 20.0, 50.0]);
        near(marks(0.25, 0.75), &[2.0, 5.0]);
        near(marks(-9.5, 0.5), &[1e-8, 1e-6, 1e-4, 1e-2, 1.0]);
        assert!(marks(1.0, 1.0).is_empty() && marks(-300.0, 300.0).len() < 8);
    }

    #[test]
    fn what_is_read_is_the_value_itself() {
        assert_eq!(label("a", [-2.0, 0.5], [true, false]), "a\nx = 0.0100\ny = 0.5000");
        assert_eq!(label("", [-1e-7, 0.0], [false; 2]), "x = \u{2212}1.000e\u{2212}7\ny = 0.0000");
    }
}
