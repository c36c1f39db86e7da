//! How one neuron is updated, in numbers.

use super::super::super::analysis::NeuronSight;
use super::super::super::{Desk, Requests};
use super::super::widget::remark;
use super::network::Sights;
use super::text;
use crate::lattice::Precision;
use crate::network::{Side, Term, UpdateRow};
use bevy_egui::egui::{Grid, RichText, Ui};

/// Terms that are listed at most: the largest.
const MOST: usize = 18;

pub(super) fn show(ui: &mut Ui, sights: &Sights, desk: &mut Desk, _: &mut Requests) {
    ui.horizontal(|ui| {
        for (learning, name) in [(false, "Activation"), (true, "Learning")] {
            if ui.selectable_label(desk.analysis.learning == learning, name).clicked() {
                desk.analysis.learning = learning;
            }
        }
    });
    let Some(Ok(sight)) = sights.neuron else { return };
    let component = desk.analysis.component.min(sights.components - 1);
    let side = desk.analysis.side();
    let (at, row) = sight.row(side, component);
    terms(ui, sights, sight, &row);
    sum(ui, sights, sight, (side, component, at), &row);
    let schedule = sights.shown.parameters.schedule;
    if schedule.name != "synchronous" && schedule.name != "(3.14)" {
        let words = format!(
            "Both stages of the synchronous tick read the old state. This field runs by {}, made \
             of the same tensors: {}",
            schedule.name, schedule.equation
        );
        remark(ui, &sights.palette, words);
    }
}

/// A line for each term: where from, its coefficient, the value there, and their product.
fn terms(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, row: &UpdateRow) {
    let mut terms = row.terms.clone();
    if terms.len() > MOST {
        terms.sort_by(|a, b| b.product().abs().total_cmp(&a.product().abs()));
    }
    let (listed, rest) = terms.split_at(terms.len().min(MOST));
    let muted = sights.palette.muted;
    let grid = Grid::new("update").num_columns(4).spacing([12.0, 1.0]).min_row_height(17.0);
    grid.show(ui, |ui| {
        for heading in ["term", "coefficient", "value", "product"] {
            ui.label(RichText::new(heading).small().color(muted));
        }
        ui.end_row();
        for term in listed {
            ui.label(name(sights, sight, term));
            numbers(ui, [term.coefficient, term.value, term.product()]);
            ui.end_row();
        }
        let others: f64 = rest.iter().map(Term::product).sum();
        let more = format!("{} smaller terms", rest.len());
        for (name, value, is_there) in [
            (more.as_str(), others, !rest.is_empty()),
            ("ghosts beyond the edge", row.source, row.source != 0.0),
            ("slope of the potential", row.slope, row.slope != 0.0),
        ] {
            if is_there {
                ui.label(RichText::new(name).color(muted));
                ui.label("");
                ui.label("");
                numbers(ui, [value]);
                ui.end_row();
            }
        }
    });
}

fn numbers<const N: usize>(ui: &mut Ui, values: [f64; N]) {
    for value in values {
        ui.label(RichText::new(text::number(value, 6)).monospace().size(11.5));
    }
}

/// `W φ₁ here`
fn name(sights: &Sights, sight: &NeuronSight, term: &Term) -> String {
    let sites = sight.patch.lattice().sites();
    let variable = text::variable(term.of, term.at / sites, sights.components);
    let place = text::place(&sight.patch, term.at % sites, sights.is_network);
    format!("{} {variable} {place}", term.tensor)
}

/// The sum, and what the kernels of the synchronous tick make of it.
fn sum(
    ui: &mut Ui,
    sights: &Sights,
    sight: &NeuronSight,
    (side, component, at): (Side, usize, usize),
    row: &UpdateRow,
) {
    let palette = &sights.palette;
    let (variable, sum) = (text::variable(side, component, sights.components), row.sum());
    ui.label(RichText::new(format!("{variable} \u{2190} {}", text::number(sum, 12))).monospace());
    let ticked = match &sight.ticked {
        Ok(ticked) => ticked[usize::from(side == Side::Pi)][at],
        Err(why) => return drop(remark(ui, palette, why.clone())),
    };
    let apart = (sum - ticked).abs();
    let size = row.terms.iter().fold(1e-300f64, |most, term| most.max(term.product().abs()));
    let agrees = apart <= rounding(sights) * size;
    let words = format!(
        "The kernels of the synchronous tick make it {}: {}",
        text::number(ticked, 12),
        if agrees { "the same, to rounding".to_owned() } else { format!("{apart:.1e} apart") }
    );
    let colour = if agrees { palette.good } else { palette.warning };
    ui.label(RichText::new(words).small().color(colour));
}

/// The part of the largest term that rounding may take, of a sum of some hundred terms at most.
fn rounding(sights: &Sights) -> f64 {
    match sights.shown.state.precision() {
        Precision::F32 => 1e-5,
        Precision::F64 => 1e-13,
    }
}
