//! Both sides of the duality, and what must hold for them to be the same.

use super::super::super::analysis::{Run, TICKS};
use super::super::super::request::Request;
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::widget::{called, formula, named, remark};
use crate::network::Condition;
use bevy_egui::egui::{DragValue, Grid, RichText, Ui};
use egui_plot::{Line, LineStyle, Plot, PlotPoints};

/// Height of each of the two plots at least.
const LEAST: f32 = 130.0;
/// What is above and below them.
const OTHERS: f32 = 500.0;
/// The smallest distance that is told apart from none, as a power of ten.
const FLOOR: f64 = -17.0;

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let name = shown.parameters.theory.name;
    if shown.parameters.wiring.is_none() {
        let words = format!(
            "The duality is shown of neurons with matrices of their own: the theories network and \
             neuron. Of the theory {name}, fieldloom verify proves that its learning is the \
             gradient of its loss."
        );
        return drop(remark(ui, &palette, words));
    }
    let words = "The learning system follows the gradient of its loss, the Hamiltonian system its \
                 Hamiltonian; both from the same moment, by the same rule.";
    remark(ui, &palette, words);
    ui.horizontal(|ui| {
        if ui.button("Begin again from here").clicked() {
            requests.push(Request::CompareSides);
        }
        if shown.rivals.is_stale() {
            ui.label(RichText::new("the parameters have changed").small().color(palette.warning));
        }
    });
    let Some(run) = shown.rivals.run() else { return };
    if let Some(why) = &run.refusal {
        ui.label(RichText::new(why).color(palette.warning));
        return;
    }
    conditions(ui, &run.conditions, &palette);
    ui.add_space(4.0);
    progress(ui, &run, &palette);
    sides(ui, &run, desk, &palette);
    distance(ui, &run, &palette);
}

/// Every condition with its residual.
fn conditions(ui: &mut Ui, conditions: &[Condition], palette: &Palette) {
    Grid::new("conditions").num_columns(4).spacing([12.0, 3.0]).show(ui, |ui| {
        for heading in ["condition", "what must hold", "residual", ""] {
            ui.label(RichText::new(heading).small().color(palette.muted));
        }
        ui.end_row();
        for condition in conditions {
            let (word, colour) =
                if condition.holds { ("holds", palette.good) } else { ("fails", palette.bad) };
            ui.label(condition.name);
            ui.label(formula(condition.equation, palette.muted));
            ui.label(RichText::new(residual(condition.residual)).monospace().size(11.5));
            ui.label(RichText::new(word).color(colour));
            ui.end_row();
        }
    });
}

fn residual(value: f64) -> String {
    let text = if value == 0.0 { "0".to_owned() } else { format!("{value:.1e}") };
    text.replace('-', "\u{2212}")
}

fn progress(ui: &mut Ui, run: &Run, palette: &Palette) {
    let done = run.distance.len().saturating_sub(1);
    let largest = run.distance.iter().copied().fold(0.0, f64::max);
    let largest = if largest < 0.01 { format!("{largest:.1e}") } else { format!("{largest:.3}") };
    let words =
        format!("{done} of {TICKS} ticks from tick {}; at most {largest} apart", run.begun_at);
    ui.label(RichText::new(words.replace('-', "\u{2212}")).small().color(palette.text));
}

/// phi of one neuron, on both sides.
fn sides(ui: &mut Ui, run: &Run, desk: &mut Desk, palette: &Palette) {
    let neurons = run.learning.first().map_or(0, Vec::len);
    if neurons == 0 {
        return;
    }
    let mut neuron = desk.analysis.compared.unwrap_or(0).min(neurons - 1);
    named(ui, palette, "Neuron", "The one whose ways are drawn", |ui| {
        let widget = DragValue::new(&mut neuron).range(0..=neurons - 1).speed(0.1);
        if called(ui.add(widget), "Compared neuron").changed() {
            desk.analysis.compared = Some(neuron);
        }
    });
    let curve = |rows: &[Vec<f64>]| {
        let points = rows.iter().enumerate().map(|(tick, row)| [tick as f64 * run.dt, row[neuron]]);
        points.collect::<PlotPoints>()
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new("\u{2014} learning").small().color(palette.accent));
        ui.label(RichText::new("-- Hamiltonian").small().color(palette.warning));
    });
    let plot = Plot::new("sides").height(height(ui)).show_background(false).y_axis_label("φ");
    let plot = plot.allow_scroll(false);
    let answer = plot.label_formatter(|_, _| String::new()).show(ui, |plot| {
        let learning = Line::new("learning", curve(&run.learning)).color(palette.accent);
        plot.line(learning.width(2.6));
        let dashed = LineStyle::Dashed { length: 7.0 };
        let other = Line::new("Hamiltonian", curve(&run.hamiltonian)).color(palette.warning);
        plot.line(other.style(dashed).width(1.6));
    });
    called(answer.response, "Both sides over time");
}

/// Height of a plot: both share what is left.
fn height(ui: &Ui) -> f32 {
    ((ui.ctx().viewport_rect().height() - OTHERS) / 2.0).max(LEAST)
}

/// How far apart they are, on a logarithmic scale.
fn distance(ui: &mut Ui, run: &Run, palette: &Palette) {
    remark(ui, palette, "Largest difference of any φ or β, as a power of ten, over time");
    let rows = run.distance.iter().enumerate();
    let points = rows.map(|(tick, d)| [tick as f64 * run.dt, d.log10().max(FLOOR)]);
    let plot = Plot::new("distance").height(height(ui)).show_background(false).allow_scroll(false);
    let plot = plot.include_y(FLOOR).include_y(1.0).label_formatter(|_, _| String::new());
    let answer = plot.show(ui, |plot| {
        let line = Line::new("distance", points.collect::<PlotPoints>()).color(palette.accent);
        plot.line(line.width(1.6));
    });
    called(answer.response, "Distance over time");
}
