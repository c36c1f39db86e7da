//! The parameters of the running field.

use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{called, formula, named, remark};
use crate::app::FieldCommand;
use bevy_egui::egui::{DragValue, Response, Ui};
use std::collections::BTreeMap;

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Parameters", unfolded: true, open: |_, _| true, show };

/// Values under the hand, and the gesture each belongs to: the field has them only when they are
/// not refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    values: BTreeMap<String, (f64, u64)>,
    /// Text that is being typed, by what it is for.
    pub texts: BTreeMap<String, String>,
    /// Whether a value of a scene must be a whole number, by what it is a value of.
    pub(super) whole: BTreeMap<String, bool>,
    /// The scale of the interface while it is dragged.
    pub(super) scale: Option<f64>,
    gestures: u64,
}

impl Drafts {
    /// A number for a new gesture.
    pub fn new_gesture(&mut self) -> u64 {
        self.gestures += 1;
        self.gestures
    }

    /// A number that can be dragged or typed: as it is in the field, or as the hand has it.
    /// `Some` with the gesture when it was changed.
    pub fn number(
        &mut self,
        ui: &mut Ui,
        name: &str,
        value: f64,
        widget: impl FnOnce(&mut Ui, &mut f64) -> Response,
    ) -> Option<(f64, u64)> {
        let (mut draft, gesture) = match self.values.get(name) {
            Some(held) => *held,
            None => (value, self.new_gesture()),
        };
        let response = widget(ui, &mut draft);
        let held =
            response.dragged() || response.has_focus() || response.is_pointer_button_down_on();
        if held {
            self.values.insert(name.to_owned(), (draft, gesture));
        } else {
            self.values.remove(name);
        }
        (response.changed() && draft != value).then_some((draft, gesture))
    }
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    ui.label(formula(shown.parameters.theory.equation, palette.muted));
    let parameters = shown.parameters;
    for info in (parameters.theory.parameters)(parameters.potential.as_ref()) {
        let value = parameters.couplings.get(info.name).unwrap_or(info.default);
        let tip = format!("{} [{}]", info.meaning, info.units);
        let edit = |value| FieldCommand::SetParameter { name: info.name.to_owned(), value };
        row(ui, desk, requests, (info.name, &tip, &palette), value, edit);
    }
    let most = shown.dynamics.largest_dt();
    let tip = format!("The time step, which is the learning rate; stable up to {most:.5}");
    row(ui, desk, requests, ("dt", &tip, &palette), parameters.dt, FieldCommand::SetDt);
    let tick = parameters.schedule.name;
    remark(ui, &palette, format!("{tick} tick, stable for dt up to {most:.4}"));
}

/// A number of the field; an edit for every change of it.
fn row(
    ui: &mut Ui,
    desk: &mut Desk,
    requests: &mut Requests,
    (name, tip, palette): (&str, &str, &Palette),
    value: f64,
    edit: impl FnOnce(f64) -> FieldCommand,
) {
    let changed = named(ui, palette, name, tip, |ui| {
        desk.drafts.number(ui, name, value, |ui, draft| {
            let speed = 0.01 * draft.abs().max(0.05);
            let widget = DragValue::new(draft).speed(speed).max_decimals(6);
            let widget = widget.update_while_editing(false);
            let response = ui.add_sized([ui.available_width(), 24.0], widget);
            called(response.on_hover_text(tip), name)
        })
    });
    if let Some((value, gesture)) = changed {
        requests.push(Request::Edit { gesture: Some(gesture), command: edit(value) });
    }
}
