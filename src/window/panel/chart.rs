//! A chart, drawn: zoomed by the wheel, moved by a drag, its axes logarithmic where that is wished.

use super::super::charts::{Chart, ChartDesk, ChartZoom, Curve, Shape};
use super::super::style::Palette;
use super::PIN_COLOURS;
use super::plots::thinned;
use super::widget::called;
use bevy_egui::egui::{Color32, Id, RichText, TextStyle, Ui, Vec2, Vec2b, vec2};
use egui_plot::{
    AxisHints, Corner, GridMark, Legend, Line, LineStyle, Plot, PlotBounds, PlotPoints, PlotUi,
    Points,
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
    let points = curve.on_axes(log);
    let count = points.len();
    let points = PlotPoints::from(thinned(points.into_iter(), count));
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

/// A mark on a logarithmic axis.
fn power_of_ten(mark: GridMark, _: &RangeInclusive<f64>) -> String {
    let text = match mark.value.fract().abs() < 1e-9 {
        true if mark.value.abs() > 2.5 => format!("1e{:.0}", mark.value),
        _ => format!("{:.3}", 10f64.powf(mark.value)),
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
        assert_eq!(text(0.5), "3.162");
    }

    #[test]
    fn what_is_read_is_the_value_itself() {
        assert_eq!(label("a", [-2.0, 0.5], [true, false]), "a\nx = 0.0100\ny = 0.5000");
        assert_eq!(label("", [-1e-7, 0.0], [false; 2]), "x = \u{2212}1.000e\u{2212}7\ny = 0.0000");
    }
}
