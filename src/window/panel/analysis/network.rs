//! W, B, A and V of the running theory, and one neuron in numbers.

use super::super::super::analysis::{NeuronSight, TensorView};
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::widget::{called, remark};
use super::{equations, halves, loss, picture, stencil, text, update};
use crate::network::SparseMatrix;
use bevy_egui::egui::{CollapsingHeader, DragValue, RichText, Ui};

/// Everything that has a heading, in order.
const PARTS: &[(&str, Part)] = &[
    ("Tensors", tensors),
    ("Update of one neuron", update::show),
    ("Half ticks", halves::show),
    ("Loss and Hamiltonian", loss::show),
];

/// Shows what is below a heading.
type Part = fn(&mut Ui, &Sights, &mut Desk, &mut Requests);

/// What all parts are made from.
pub(super) struct Sights<'a> {
    pub shown: &'a Shown<'a>,
    pub palette: Palette,
    /// The neuron that is looked at, written out; or why it is not.
    pub neuron: Option<Result<&'a NeuronSight, &'a str>>,
    /// Number of components K.
    pub components: usize,
    /// Whether the neurons are no places in space.
    pub is_network: bool,
}

/// The names of the tensors.
pub(super) const TENSORS: [&str; 4] = ["W", "B", "A", "V"];

/// The tensor of that number.
pub(super) fn tensor(sight: &NeuronSight, number: usize) -> &SparseMatrix {
    let tensors = &sight.system.tensors;
    [&tensors.w, &tensors.b, &tensors.a, &tensors.v][number.min(3)]
}

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let sights = Sights {
        shown,
        palette: Palette::of(shown.picture.theme),
        neuron: shown.insight.latest(),
        components: shown.state.components(),
        is_network: shown.parameters.theory.extras.contains(&"w"),
    };
    neuron(ui, &sights, desk);
    if let Some(Err(why)) = sights.neuron {
        ui.label(RichText::new(why).color(sights.palette.warning));
    }
    for (title, part) in PARTS {
        let heading = RichText::new(*title).strong().size(13.5);
        CollapsingHeader::new(heading).id_salt(title).default_open(true).show_unindented(
            ui,
            |ui| {
                part(ui, &sights, desk, requests);
                ui.add_space(6.0);
            },
        );
    }
}

/// Which neuron is looked at.
fn neuron(ui: &mut Ui, sights: &Sights, desk: &mut Desk) {
    let lattice = sights.shown.lattice;
    let (row, x) = desk.analysis.site_on(lattice);
    let before = lattice.site(row, x);
    let mut site = before.clone();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Neuron at").color(sights.palette.muted));
        for (axis, index) in site.iter_mut().enumerate() {
            let last = lattice.shape()[axis] - 1;
            let widget = DragValue::new(index).range(0..=last).speed(0.2);
            called(ui.add(widget), &format!("Neuron, axis {axis}"));
        }
        let components = sights.components;
        for component in (0..components).filter(|_| components > 1) {
            let chosen = desk.analysis.component.min(components - 1) == component;
            let label = ui.selectable_label(chosen, format!("{}", component + 1));
            if called(label, &format!("Neuron, component {}", component + 1)).clicked() {
                desk.analysis.component = component;
            }
        }
    });
    if site != before {
        let index = site.iter().zip(lattice.shape()).fold(0, |all, (index, n)| all * n + index);
        desk.analysis.site = Some((index / lattice.row_len(), index % lattice.row_len()));
    }
    remark(ui, &sights.palette, "Point at the field, or click to keep a neuron.");
}

/// One of the four tensors, as numbers or as a picture.
fn tensors(ui: &mut Ui, sights: &Sights, desk: &mut Desk, _: &mut Requests) {
    equations::show(ui, sights);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for (number, name) in TENSORS.iter().enumerate() {
            let label = ui.selectable_label(desk.analysis.tensor == number, *name);
            if called(label, &format!("Tensor {name}")).clicked() {
                desk.analysis.tensor = number;
            }
        }
        ui.separator();
        for (view, name) in [(TensorView::Stencil, "Stencil"), (TensorView::Picture, "Picture")] {
            if ui.selectable_label(desk.analysis.view == view, name).clicked() {
                desk.analysis.view = view;
            }
        }
    });
    let Some(Ok(sight)) = sights.neuron else { return };
    match desk.analysis.view {
        TensorView::Stencil => stencil::show(ui, sights, sight, desk.analysis.tensor),
        TensorView::Picture => picture::show(ui, sights, sight, desk),
    }
}

/// What is said of a patch that is not the whole.
pub(super) fn extent(sight: &NeuronSight, sights: &Sights) -> String {
    let (neurons, all) = (
        sights.components * sight.patch.lattice().sites(),
        sights.components * sights.shown.lattice.sites(),
    );
    if sight.patch.is_whole() {
        return format!("{all} \u{d7} {all}");
    }
    let site = text::site(sights.shown.lattice, sight.site);
    format!("{neurons} of {all} rows and columns, those around {site}")
}
