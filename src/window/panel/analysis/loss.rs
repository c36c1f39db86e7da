//! Loss and Hamiltonian beside each other.

use super::super::super::{Desk, Requests};
use super::super::plots::curve;
use super::super::widget::remark;
use super::network::Sights;
use bevy_egui::egui::{Ui, vec2};

/// Height of the plots, their headings included.
const HEIGHT: f32 = 128.0;

pub(super) fn show(ui: &mut Ui, sights: &Sights, _: &mut Desk, _: &mut Requests) {
    let observables = sights.shown.measurements.observables();
    let find = |name: &str| observables.iter().position(|info| info.name == name);
    let both: Vec<usize> = [find("loss"), find("energy")].into_iter().flatten().collect();
    ui.allocate_ui(vec2(ui.available_width(), HEIGHT), |ui| {
        ui.set_max_height(HEIGHT);
        ui.columns(both.len().max(1), |columns| {
            for (ui, column) in columns.iter_mut().zip(&both) {
                let title =
                    if observables[*column].name == "loss" { "loss H" } else { "Hamiltonian" };
                curve(ui, sights.shown, &sights.palette, (*column, title, "analysis"));
            }
        });
    });
    if let Some(Ok(sight)) = sights.neuron {
        let count = sight.system.loss.count();
        if count > 1 {
            let words = format!(
                "Each of the {count} types of neuron learns from a loss of its own; this is their sum."
            );
            remark(ui, &sights.palette, words);
        }
    }
    let words = "The trainable variables go down the gradient of the loss, and the loss does not \
                 fall: the activations move with them. What stays is the Hamiltonian.";
    remark(ui, &sights.palette, words);
}
