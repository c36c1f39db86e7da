//! What a stroke adds.

use super::super::style::Palette;
use super::super::{Desk, Requests, Shown, Tool};
use super::SectionInfo;
use super::widget::{Bar, called, named, number, remark};
use bevy_egui::egui::{DragValue, Ui};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Brush", unfolded: true, open: |_, desk| desk.tool == Tool::Paint, show };

/// Height of the highest bump.
const MOST: f64 = 1e6;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    remark(ui, &palette, "Drag over the field; the right button takes away.");
    let longest = desk.brush.longest(shown.lattice);
    let brush = &mut desk.brush;
    named(ui, &palette, "Amount", "Height of the bump a stroke adds", |ui| {
        let speed = 0.01 * brush.amount.abs().max(1e-3);
        let widget = DragValue::new(&mut brush.amount).speed(speed).max_decimals(4);
        number(ui, "Amount", widget.range(-MOST..=MOST))
    });
    named(ui, &palette, "Radius", "Its standard deviation, in units of length", |ui| {
        let range = 0.5 * shown.lattice.spacing()..=longest;
        let bar = Bar { name: "Radius", range, decimals: 2, logarithmic: true };
        bar.show(ui, &mut brush.radius)
    });
    named(ui, &palette, "Phase", "Its phase: of a real field, 90 degrees disturbs pi", |ui| {
        called(ui.drag_angle(&mut brush.phase), "Phase")
    });
    let components = shown.state.components();
    if components > 1 {
        named(ui, &palette, "Component", "The component of the spinor it is added to", |ui| {
            for component in 1..=components {
                let text = component.to_string();
                let response = ui.selectable_value(&mut brush.component, component, text);
                called(response, &format!("Component {component}"));
            }
        });
    }
}
