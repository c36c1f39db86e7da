//! The step that the tensors make.

use super::super::widget::{formula, remark};
use super::network::Sights;
use bevy_egui::egui::Ui;

/// The two lines of the step, and what is to be said of it.
pub(super) fn show(ui: &mut Ui, sights: &Sights) {
    let palette = &sights.palette;
    let within = sights.shown.parameters.theory.name == "klein-gordon-b";
    let lines = match within {
        true => ["φ ← W φ + B π", "π ← A φ + V π"],
        false => ["φ ← φ + dt ((W − 1) φ + B π)", "π ← π + dt (A φ + (V − 1) π − V′(φ))"],
    };
    let slopes = sights.neuron.and_then(Result::ok);
    let slopes = slopes.is_some_and(|sight| sight.system.tensors.potential.is_some());
    for line in lines {
        let line = if slopes { line.to_owned() } else { line.replace(" − V′(φ)", "") };
        ui.label(formula(&line, palette.text));
    }
    if sights.is_network && sights.shown.parameters.potential.as_ref().is_some_and(is_steep) {
        remark(ui, palette, "The potential is not quadratic: A is that of the phi there is now.");
    }
}

fn is_steep(potential: &crate::theory::Potential) -> bool {
    !matches!(potential, crate::theory::Potential::Mass)
}
