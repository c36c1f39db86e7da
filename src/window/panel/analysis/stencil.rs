//! A tensor as numbers: what it takes from which neighbour.

use super::super::super::analysis::NeuronSight;
use super::super::super::style::Palette;
use super::super::widget::remark;
use super::network::{Sights, TENSORS, tensor};
use super::text;
use crate::network::Block;
use crate::view::colours::{MapKind, Oklab, default_map};
use bevy_egui::egui::{Color32, Grid, RichText, Ui};

/// Entries that are listed of a neuron's row at most: the largest.
const MOST: usize = 24;

/// Shows every block of the rows of the neuron.
pub(super) fn show(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, number: usize) {
    let (name, types) = (TENSORS[number.min(3)], sights.components);
    let mut blocks = tensor(sight, number).stencil(sight.patch.centre(), types);
    if blocks.is_empty() {
        remark(ui, &sights.palette, format!("{name} = 0"));
        return;
    }
    let all = blocks.len();
    if all > MOST {
        blocks.sort_by(|a, b| b.largest().total_cmp(&a.largest()));
        blocks.truncate(MOST);
        blocks.sort_by_key(|block| block.site);
    }
    if types == 1 {
        scalars(ui, sights, sight, &blocks);
    } else {
        matrices(ui, sights, sight, (name, &blocks));
    }
    if all > MOST {
        remark(ui, &sights.palette, format!("and {} smaller ones", all - MOST));
    }
}

/// Numbers with the place each takes from, in columns.
fn scalars(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, blocks: &[Block]) {
    const COLUMNS: usize = 3;
    let grid = Grid::new("stencil").num_columns(2 * COLUMNS).spacing([10.0, 1.0]);
    grid.min_row_height(17.0).show(ui, |ui| {
        for line in blocks.chunks(COLUMNS) {
            for block in line {
                let place = text::place(&sight.patch, block.site, sights.is_network);
                ui.label(RichText::new(place).small().color(sights.palette.muted));
                entry(ui, &sights.palette, block.entries[0]);
            }
            ui.end_row();
        }
    });
}

/// Blocks of K x K numbers, two beside each other.
fn matrices(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, (name, blocks): (&str, &[Block])) {
    let types = sights.components;
    let beside = if types > 2 { 2 } else { 3 };
    for line in blocks.chunks(beside) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            for block in line {
                ui.vertical(|ui| {
                    let place = text::place(&sight.patch, block.site, sights.is_network);
                    let title = format!("{name} from {place}").replace("from here", "on site");
                    ui.label(RichText::new(title).small().color(sights.palette.accent));
                    let grid = Grid::new((name, block.site)).spacing([8.0, 1.0]);
                    grid.min_col_width(38.0).min_row_height(17.0).show(ui, |ui| {
                        for row in block.entries.chunks(types) {
                            row.iter().for_each(|value| entry(ui, &sights.palette, *value));
                            ui.end_row();
                        }
                    });
                });
            }
        });
        ui.add_space(4.0);
    }
}

/// A number in the colour of its sign.
fn entry(ui: &mut Ui, palette: &Palette, value: f64) {
    let colour = match value {
        0.0 => palette.muted.gamma_multiply(0.6),
        value => sign_colour(palette, value),
    };
    ui.label(RichText::new(text::short(value)).monospace().size(11.5).color(colour));
}

/// The end of the diverging map on the side of a number.
pub(super) fn sign_colour(palette: &Palette, value: f64) -> Color32 {
    let neutral = if palette.dark { 0.3 } else { 0.9 };
    let end = if value < 0.0 { 0.0 } else { 1.0 };
    let Oklab { l, a, b } = (default_map(MapKind::Diverging).curve)(end, neutral);
    let [r, g, b] = Oklab::new(l, a, b).to_srgb();
    Color32::from_rgb(r, g, b)
}
