//! The electromagnetic field that is given.

use super::super::super::style::Palette;
use super::super::super::{Desk, Request, Requests, Shown};
use super::super::widget::{choice, named, remark};
use super::list::entry;
use super::values::Values;
use crate::app::FieldCommand;
use crate::gauge::{BACKGROUNDS, Background, BackgroundInfo, GaugeCommand, UniformB};
use crate::lattice::Lattice;
use bevy_egui::egui::Ui;

pub(super) fn show(
    ui: &mut Ui,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
    palette: &Palette,
) {
    let there = shown.gauge.background();
    let mut send = |list: Vec<Background>, gesture: Option<u64>| {
        let command = FieldCommand::Gauge(GaugeCommand::SetBackground(list));
        requests.push(Request::Edit { gesture, command });
    };
    for (at, background) in there.iter().enumerate() {
        let (info, of) = (background.info(), format!("background[{at}]"));
        let mut list = there.to_vec();
        if entry(ui, palette, (info.name, info.equation), &of) {
            list.remove(at);
            send(list, None);
            continue;
        }
        let whole = whole_flux(background, shown.lattice).then_some("quanta");
        let values = Values { of, palette, lattice: shown.lattice, whole };
        if let Some((changed, gesture)) = values.show(ui, &mut desk.drafts, background) {
            list[at] = changed;
            send(list, Some(gesture));
        }
        if let Some(words) = flux(background, shown.lattice) {
            remark(ui, palette, words);
        }
    }
    if let Some(more) = add(ui, shown, palette) {
        send(there.iter().cloned().chain([more]).collect(), None);
    }
}

/// One more of a kind that the lattice can have.
fn add(ui: &mut Ui, shown: &Shown, palette: &Palette) -> Option<Background> {
    const NONE: &str = "choose a field";
    let fits = || BACKGROUNDS.iter().filter(|info| (info.example)(shown.lattice).is_some());
    let row = |info: &'static BackgroundInfo| (info.name, info.name.to_owned());
    let wish = named(ui, palette, "Add", "Other physics: a field that acts on charge", |ui| {
        choice(ui, "Add a background", NONE, fits().map(row))
    })?;
    (fits().find(|info| info.name == wish)?.example)(shown.lattice)
}

/// Whether a magnetic field must be a whole number of quanta.
fn whole_flux(background: &Background, lattice: &Lattice) -> bool {
    let Background::UniformB(field) = background else { return false };
    let half = UniformB { quanta: Some(0.5), field: None, plane: field.plane.clone() };
    half.flux(lattice).is_err()
}

/// The flux of a magnetic field through the whole plane.
fn flux(background: &Background, lattice: &Lattice) -> Option<String> {
    let Background::UniformB(field) = background else { return None };
    let quanta = field.flux(lattice).ok()?;
    let sides = field.plane.iter().map(|axis| lattice.shape()[*axis] as f64 * lattice.spacing());
    let b = quanta * std::f64::consts::TAU / sides.product::<f64>();
    let flux = match whole_flux(background, lattice) {
        true => format!("{quanta:.0} quanta of flux through the torus"),
        false => format!("{quanta:.3} quanta of flux through the plane"),
    };
    Some(format!("{flux}; B = {b:.5}"))
}
