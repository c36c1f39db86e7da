//! The readout: what depends on the gauge beside what does not, each against the twin.

use super::super::super::command::command;
use super::super::super::gauge::{COVARIANCE, Residuals};
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::drift::colour;
use super::super::plots::{decades, frame, power_of_ten, thinned, y_axis};
use super::super::widget::{called, remark};
use crate::gauge::has_phase;
use crate::gauge::readout::Reading;
use bevy_egui::egui::{Align, Button, Color32, Grid, Layout, RichText, Sense, Ui, vec2};
use egui_plot::{Line, PlotPoints, PlotUi};

/// The smallest change that is told apart from none, as a power of ten.
const FLOOR: f64 = -17.0;
/// Height of the plot, least and most.
const HEIGHT: [f32; 2] = [130.0, 260.0];

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    if !has_phase(shown.parameters) {
        let words = format!(
            "{} has no phase that could be turned, so there is one gauge only. Dirac fields and \
             complex Klein-Gordon fields have one.",
            shown.parameters.theory.name
        );
        return drop(remark(ui, &palette, words));
    }
    head(ui, shown, desk, requests, &palette);
    for (title, invariant) in [("the same in every gauge", true), ("depends on the gauge", false)] {
        ui.add_space(6.0);
        ui.label(RichText::new(title).strong().color(palette.accent));
        table(ui, shown.residuals, invariant, &palette);
    }
    ui.add_space(8.0);
    if shown.gauge.twin().is_some() {
        plot(ui, shown.residuals, &palette);
    }
}

/// How far the field is from its twin, in large type; without one, a way to begin it.
fn head(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests, palette: &Palette) {
    let Some((change, level)) =
        shown.residuals.covariance().filter(|_| shown.gauge.twin().is_some())
    else {
        remark(ui, palette, "There is nothing to compare with: no twin runs in the first gauge.");
        if let Some(command) = command("twin")
            && called(ui.add(Button::new("Begin a twin")), "Begin a twin").clicked()
        {
            command.call(shown, desk, requests);
        }
        return;
    };
    let colour = colour(palette, Some(level));
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 26.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 6.5, colour);
        ui.label(RichText::new(scientific(change)).size(24.0).strong().color(colour));
    });
    remark(ui, palette, "max |\u{3c8} \u{2212} rot(\u{398}) \u{3c8} of the twin| / max |\u{3c8}|");
}

/// A line for each quantity: how it stands, what it is, its value, its change.
fn table(ui: &mut Ui, residuals: &Residuals, invariant: bool, palette: &Palette) {
    let wanted = |reading: &&Reading| reading.info.invariant == invariant;
    Grid::new(("readout", invariant)).num_columns(4).spacing([10.0, 2.0]).show(ui, |ui| {
        for heading in ["", "", "value", "against the twin"] {
            right(ui, RichText::new(heading).small().color(palette.muted));
        }
        ui.end_row();
        for reading in residuals.readings().iter().filter(wanted) {
            let shade = colour(palette, reading.level);
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, shade);
            let info = reading.info;
            let name = format!("{}   {}", info.label, info.summary);
            ui.add(bevy_egui::egui::Label::new(name).truncate()).on_hover_text(info.summary);
            right(ui, RichText::new(scientific(reading.value)).monospace().color(palette.muted));
            let change = reading.change.map_or("\u{2013}".to_owned(), scientific);
            let ink = if reading.level.is_some() { shade } else { palette.text };
            right(ui, RichText::new(change).monospace().strong().color(ink));
            ui.end_row();
        }
    });
}

fn right(ui: &mut Ui, text: RichText) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
}

/// Two digits and a power of ten, minus as it is printed.
fn scientific(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { format!("{value:.1e}").replace('-', "\u{2212}") }
}

/// All changes over time, on a logarithmic scale.
fn plot(ui: &mut Ui, residuals: &Residuals, palette: &Palette) {
    remark(ui, palette, "Change against the twin over time; grey depends on the gauge.");
    let height = ui.available_height().clamp(HEIGHT[0], HEIGHT[1]);
    let axis = y_axis().formatter(power_of_ten);
    let plot = frame(ui, "residuals", axis).y_grid_spacer(decades).height(height);
    let plot = plot.include_y(FLOOR + 1.0).include_y(0.5).show(ui, |ui| {
        for reading in residuals.readings() {
            let shade = match reading.level {
                Some(level) => colour(palette, Some(level)),
                None => palette.muted.gamma_multiply(0.55),
            };
            line(ui, residuals, reading.info.name, shade, 1.2);
        }
        if let Some((_, level)) = residuals.covariance() {
            line(ui, residuals, COVARIANCE, colour(palette, Some(level)), 2.4);
        }
    });
    called(plot.response, "Changes over time");
}

fn line(ui: &mut PlotUi, residuals: &Residuals, name: &'static str, shade: Color32, width: f32) {
    let Some(rows) = residuals.of(name) else { return };
    let rows = rows.map(|[time, change]| [time, change.abs().log10().clamp(FLOOR, 3.0)]);
    let points = PlotPoints::from(thinned(rows, residuals.len()));
    ui.line(Line::new(name, points).color(shade).width(width));
}

#[cfg(test)]
mod tests {
    use super::scientific;

    #[test]
    fn numbers_are_short() {
        assert_eq!(scientific(0.0), "0");
        assert_eq!(scientific(-3.26e-14), "\u{2212}3.3e\u{2212}14");
        assert_eq!(scientific(1.0), "1.0e0");
    }
}
