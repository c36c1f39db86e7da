//! A tensor as a picture of its entries.

use super::super::super::Desk;
use super::super::super::analysis::{NeuronSight, Zoom};
use super::super::widget::{called, remark};
use super::network::{Sights, TENSORS, extent, tensor};
use super::text;
use crate::network::{Side, SparseMatrix};
use crate::view::colours::{MapKind, default_map, table};
use bevy_egui::egui::{Color32, ColorImage, TextureHandle, TextureOptions, Ui, vec2};
use egui_plot::{Plot, PlotImage, PlotPoint, PlotUi};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// Texels along a side of the picture at most.
const TEXELS: usize = 360;
/// Height of the plot.
const HEIGHT: f32 = 300.0;
/// Rows shown on each side of the neuron's in its neighbourhood.
const BESIDE: f64 = 12.0;

/// The part of a matrix that is seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Window {
    rows: Range<usize>,
    columns: Range<usize>,
}

/// Shows the matrix, to be moved and to be zoomed.
pub(super) fn show(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, desk: &mut Desk) {
    let (name, matrix) =
        (TENSORS[desk.analysis.tensor.min(3)], tensor(sight, desk.analysis.tensor));
    let size = matrix.rows();
    buttons(ui, sights, sight, desk);
    let wish = desk.analysis.zoom.take();
    let plot = Plot::new(("picture", name, size)).data_aspect(1.0).show_grid(false);
    let plot = plot.height(HEIGHT).width(HEIGHT.min(ui.available_width()));
    let plot = plot.show_axes(false).show_x(false).show_y(false).allow_double_click_reset(false);
    // What is drawn is what is seen: it cannot say how much is to be seen.
    let plot = plot.auto_bounds(false).default_x_bounds(0.0, size as f64);
    let plot = plot.default_y_bounds(-(size as f64), 0.0);
    let plot = plot.label_formatter(|_, _| String::new());
    let shown = plot.show(ui, |plot| {
        zoom(plot, wish, size);
        let window = seen(plot, size);
        let texture = texture(plot, sights, sight, (matrix, &window), desk);
        let sides = [window.columns.len() as f32, window.rows.len() as f32];
        let middle = PlotPoint::new(
            (window.columns.start + window.columns.end) as f64 / 2.0,
            -((window.rows.start + window.rows.end) as f64) / 2.0,
        );
        plot.image(PlotImage::new(name, texture.id(), middle, vec2(sides[0], sides[1])));
        plot.pointer_coordinate()
    });
    called(shown.response.clone(), &format!("Picture of {name}"));
    if shown.response.double_clicked() {
        desk.analysis.zoom = Some(Zoom::All);
    }
    let pointed = shown.inner.filter(|_| shown.response.hovered());
    let cell = pointed.and_then(|at| cell(at, size));
    let largest = text::short(matrix.largest());
    let words = match cell {
        Some((row, column)) => reading(sights, sight, name, matrix, row, column),
        None => format!("{}, from \u{2212}{largest} to {largest}", extent(sight, sights)),
    };
    remark(ui, &sights.palette, words);
}

fn buttons(ui: &mut Ui, sights: &Sights, sight: &NeuronSight, desk: &mut Desk) {
    let at = desk.analysis.component.min(sights.components - 1) * sight.patch.lattice().sites()
        + sight.patch.centre();
    let here = at as f64 + 0.5;
    let wishes = [
        ("Whole", Zoom::All),
        ("Neighbourhood", Zoom::To([here, -here], [BESIDE, BESIDE])),
        ("Nearer", Zoom::By(0.6)),
        ("Farther", Zoom::By(1.0 / 0.6)),
    ];
    ui.horizontal_wrapped(|ui| {
        for (name, wish) in wishes {
            if called(ui.small_button(name), &format!("Picture: {name}")).clicked() {
                desk.analysis.zoom = Some(wish);
            }
        }
    });
}

/// Meets a wish about what is seen.
fn zoom(plot: &mut PlotUi, wish: Option<Zoom>, size: usize) {
    let bounds = plot.plot_bounds();
    let (centre, half) = match wish {
        None => return,
        Some(Zoom::All) => {
            let half = size as f64 / 2.0;
            ([half, -half], [half, half])
        }
        Some(Zoom::By(factor)) => {
            let centre = bounds.center();
            let half = [bounds.width(), bounds.height()].map(|side| factor * side / 2.0);
            ([centre.x, centre.y], half)
        }
        Some(Zoom::To(centre, half)) => (centre, half),
    };
    let ends = |at: usize| (centre[at] - half[at])..=(centre[at] + half[at]);
    plot.set_plot_bounds_x(ends(0));
    plot.set_plot_bounds_y(ends(1));
}

/// The rows and columns that are seen; all of them before anything is.
fn seen(plot: &PlotUi, size: usize) -> Window {
    let bounds = plot.plot_bounds();
    let ([left, low], [right, high]) = (bounds.min(), bounds.max());
    let range = |from: f64, to: f64| {
        let inside = |x: f64| x.clamp(0.0, size as f64);
        let (from, to) = (inside(from.floor()) as usize, inside(to.ceil()) as usize);
        if from < to { from..to } else { 0..size }
    };
    // Rows go down.
    Window { rows: range(-high, -low), columns: range(left, right) }
}

/// The texture of the part that is seen, made anew when that is another.
fn texture(
    plot: &PlotUi,
    sights: &Sights,
    sight: &NeuronSight,
    (matrix, window): (&SparseMatrix, &Window),
    desk: &mut Desk,
) -> TextureHandle {
    let mut hasher = DefaultHasher::new();
    let theme = sights.shown.picture.theme;
    (sight.number, desk.analysis.tensor, theme.name, window).hash(&mut hasher);
    let key = hasher.finish();
    if let Some((known, texture)) = &desk.analysis.picture
        && *known == key
    {
        return texture.clone();
    }
    let image = image(matrix, window, theme.neutral);
    let texture = plot.ctx().load_texture("tensor", image, TextureOptions::NEAREST);
    desk.analysis.picture = Some((key, texture.clone()));
    texture
}

/// The entries in the colours of the diverging map, the largest at its ends.
fn image(matrix: &SparseMatrix, window: &Window, neutral: f32) -> ColorImage {
    let (size, values) = pooled(matrix, window, TEXELS);
    let (largest, table) =
        (matrix.largest().max(1e-300), table(default_map(MapKind::Diverging), neutral));
    let colour = |value: &f64| {
        let [r, g, b] = table.at((0.5 + 0.5 * value / largest) as f32).to_srgb();
        Color32::from_rgb(r, g, b)
    };
    ColorImage::new(size, values.iter().map(colour).collect())
}

/// A part of a matrix in at most so many texels along a side: each has the entry of largest
/// magnitude of those it stands for, so that no thin line is lost.
fn pooled(matrix: &SparseMatrix, window: &Window, most: usize) -> ([usize; 2], Vec<f64>) {
    let Window { rows, columns } = window;
    let size = [columns.len().min(most), rows.len().min(most)];
    let mut values = vec![0.0f64; size[0] * size[1]];
    for row in rows.clone() {
        let y = (row - rows.start) * size[1] / rows.len();
        for (column, value) in matrix.row(row).iter().filter(|(column, _)| columns.contains(column))
        {
            let x = (column - columns.start) * size[0] / columns.len();
            let slot = &mut values[y * size[0] + x];
            if value.abs() > slot.abs() {
                *slot = *value;
            }
        }
    }
    (size, values)
}

fn cell(at: PlotPoint, size: usize) -> Option<(usize, usize)> {
    let index = |x: f64| (x >= 0.0 && x < size as f64).then_some(x as usize);
    Some((index(-at.y)?, index(at.x)?))
}

/// `W from φ₂ (+1, 0) to φ₁ here: 0.25`
fn reading(
    sights: &Sights,
    sight: &NeuronSight,
    name: &str,
    matrix: &SparseMatrix,
    row: usize,
    column: usize,
) -> String {
    let sites = sight.patch.lattice().sites();
    let [to, from] = match name {
        "W" => [Side::Phi, Side::Phi],
        "B" => [Side::Phi, Side::Pi],
        "A" => [Side::Pi, Side::Phi],
        _ => [Side::Pi, Side::Pi],
    };
    let variable = |side: Side, at: usize| {
        let name = text::variable(side, at / sites, sights.components);
        let (row, x) = sight.patch.place(at % sites);
        format!("{name} {}", text::site(sights.shown.lattice, (row, x)))
    };
    let value = matrix.row(row).iter().find(|(other, _)| *other == column);
    let value = text::short(value.map_or(0.0, |(_, value)| *value));
    format!("{name} to {} from {}: {value}", variable(to, row), variable(from, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_entry_is_lost_and_signs_are_kept() {
        let entries = vec![(0, 999, 1.0), (500, 501, -3.0), (500, 500, 2.0), (999, 0, 0.5)];
        let matrix = SparseMatrix::new(1000, 1000, entries);
        let all = Window { rows: 0..1000, columns: 0..1000 };
        let (size, values) = pooled(&matrix, &all, 100);
        assert_eq!(size, [100, 100]);
        assert_eq!(values[99], 1.0);
        assert_eq!(values[50 * 100 + 50], -3.0, "the larger of the two");
        assert_eq!(values[99 * 100], 0.5);
        let part = Window { rows: 499..502, columns: 500..502 };
        let (size, values) = pooled(&matrix, &part, 100);
        assert_eq!((size, values), ([2, 3], vec![0.0, 0.0, 2.0, -3.0, 0.0, 0.0]));
    }

    #[test]
    fn rows_go_down() {
        assert_eq!(cell(PlotPoint::new(2.5, -0.5), 4), Some((0, 2)));
        assert_eq!(cell(PlotPoint::new(2.5, 0.5), 4), None);
        assert_eq!(cell(PlotPoint::new(4.5, -0.5), 4), None);
    }
}
