//! What a stroke of the gauge brush turns.

use super::super::super::style::Palette;
use super::super::super::{Desk, Shown};
use super::super::widget::{Bar, called, named, remark};
use crate::gauge::Profile;
use bevy_egui::egui::Ui;
use std::f64::consts::TAU;

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, palette: &Palette) {
    let longest = desk.brush.longest(shown.lattice);
    let brush = &mut desk.gauge.brush;
    named(ui, palette, "Radius", "How wide a dab is, in units of length", |ui| {
        let range = 0.5 * shown.lattice.spacing()..=longest;
        let bar = Bar { name: "Gauge radius", range, decimals: 2, logarithmic: true };
        bar.show(ui, &mut brush.radius)
    });
    named(ui, palette, "Strength", "Angle in the middle of a dab, in radians", |ui| {
        let bar = Bar { name: "Gauge strength", range: 0.0..=TAU, decimals: 2, logarithmic: false };
        bar.show(ui, &mut brush.strength)
    });
    named(ui, palette, "Profile", "How a dab falls off from its middle", |ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for profile in Profile::ALL {
            let name = format!("{profile:?}");
            let response = ui.selectable_value(&mut brush.profile, profile, &name);
            called(response, &format!("Profile {name}"));
        }
    });
    remark(ui, palette, "T, then drag over the field; the right button turns back.");
}
