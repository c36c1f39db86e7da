//! Half ticks: what each stage moves.

use super::super::super::command::command;
use super::super::super::{Desk, Requests};
use super::super::widget::{called, remark};
use super::network::Sights;
use super::text;
use crate::app::HalfTick;
use crate::simulation::Movement;
use bevy_egui::egui::{Button, Grid, RichText, Ui};

pub(super) fn show(ui: &mut Ui, sights: &Sights, desk: &mut Desk, requests: &mut Requests) {
    let shown = sights.shown;
    if let Some(command) = command("half-tick") {
        let label = (command.label)(command, shown);
        let enabled = (command.enabled)(shown, desk);
        let button = ui.add_enabled(enabled, Button::new(&label));
        if called(button, &label).on_hover_text(command.tooltip()).clicked() {
            command.call(shown, desk, requests);
        }
    }
    let palette = &sights.palette;
    match shown.halves.moved() {
        Some((half, moved)) => {
            let words = match half {
                HalfTick::Activation => {
                    "Activation is done. The field is shown as it is before learning; the next half \
                     tick, a whole one, or an edit completes the tick, and undo takes this back."
                }
                HalfTick::Learning => "Learning is done: the tick is complete.",
            };
            remark(ui, palette, words);
            table(ui, sights, moved);
        }
        None => {
            let words = "Activation first, then learning: what each of them moves is listed here.";
            remark(ui, palette, words);
        }
    }
}

/// A line for each component of phi and pi; those that have not moved are faint.
fn table(ui: &mut Ui, sights: &Sights, moved: &[Movement]) {
    let (palette, lattice) = (&sights.palette, sights.shown.lattice);
    let grid = Grid::new("moved").num_columns(4).spacing([14.0, 1.0]).min_row_height(17.0);
    grid.show(ui, |ui| {
        for heading in ["variable", "moved", "largest change", "at"] {
            ui.label(RichText::new(heading).small().color(palette.muted));
        }
        ui.end_row();
        for row in moved {
            let name = text::variable(row.of, row.component, sights.components);
            let still = row.moved == 0;
            let colour = if still { palette.muted.gamma_multiply(0.7) } else { palette.text };
            let cells = match still {
                true => [name, "none of them".to_owned(), String::new(), String::new()],
                false => [
                    name,
                    format!("{} of {}", row.moved, row.all),
                    text::number(row.largest, 6),
                    text::site(lattice, row.place),
                ],
            };
            for cell in cells {
                ui.label(RichText::new(cell).size(12.0).color(colour));
            }
            ui.end_row();
        }
    });
}
