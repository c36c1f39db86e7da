//! Widgets that several panels use.

use super::super::command::command;
use super::super::icon::{self, Icon};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{
    Align, Color32, DragValue, FontId, Layout, Response, RichText, Slider, TextFormat, Ui,
    WidgetInfo, WidgetText, WidgetType,
};
use std::ops::RangeInclusive;

/// Width of the names of values in the panel of controls.
const NAMES: f32 = 92.0;

/// A button that calls a command, with its icon and its tooltip.
pub fn command_button(
    ui: &mut Ui,
    icon: Icon,
    id: &'static str,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
) {
    let Some(command) = command(id) else { return };
    let enabled = (command.enabled)(shown, desk);
    let on = (command.on)(shown, desk).unwrap_or(false);
    let label = (command.label)(command, shown);
    let response = icon::button(ui, icon, &label, enabled, on);
    if response.on_hover_text(command.tooltip()).clicked() {
        command.call(shown, desk, requests);
    }
}

/// A value with its name at the left.
pub fn named<R>(
    ui: &mut Ui,
    palette: &Palette,
    name: &str,
    tip: &str,
    value: impl FnOnce(&mut Ui) -> R,
) -> R {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(
            bevy_egui::egui::vec2(NAMES, ui.spacing().interact_size.y),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_width(NAMES);
                let label = bevy_egui::egui::Label::new(RichText::new(name).color(palette.muted));
                ui.add(label.truncate()).on_hover_text(tip);
            },
        );
        value(ui)
    })
    .inner
}

/// What those who cannot see it hear a widget called.
pub fn called(response: Response, name: &str) -> Response {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
    response
}

/// What those who cannot see it hear a bar or a panel called.
pub fn pane(response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Panel, true, name));
}

/// A number to drag, or to type: what is typed counts once it is whole.
pub fn number(ui: &mut Ui, name: &str, widget: DragValue) -> Response {
    called(ui.add(widget.update_while_editing(false)), name)
}

/// A slider with its number.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// What it is called.
    pub name: &'a str,
    /// From where to where.
    pub range: RangeInclusive<f64>,
    /// Digits after the point.
    pub decimals: usize,
    /// Whether equal ways are equal factors.
    pub logarithmic: bool,
}

impl Bar<'_> {
    /// Shows it.
    pub fn show(self, ui: &mut Ui, value: &mut f64) -> Response {
        let Self { name, range, decimals, logarithmic } = self;
        let slider = Slider::new(value, range.clone()).logarithmic(logarithmic).show_value(false);
        let slider = called(ui.add(slider.max_decimals(decimals)), name);
        let step = if logarithmic { value.abs() } else { range.end() - range.start() };
        let widget = DragValue::new(value).range(range).speed(0.01 * step).max_decimals(decimals);
        slider | number(ui, name, widget)
    }
}

/// A choice among names; `Some` when another one was chosen.
pub fn choice<'a>(
    ui: &mut Ui,
    name: &str,
    chosen: &str,
    all: impl Iterator<Item = (&'a str, String)>,
) -> Option<&'a str> {
    let all: Vec<(&str, String)> = all.collect();
    let text = all.iter().find(|(id, _)| *id == chosen).map_or(chosen, |(_, text)| text);
    let mut wish = None;
    let combo = bevy_egui::egui::ComboBox::from_id_salt(name)
        .selected_text(text)
        .width(ui.available_width());
    let response = combo.truncate().show_ui(ui, |ui| {
        for (id, text) in &all {
            if ui.selectable_label(*id == chosen, text).clicked() && *id != chosen {
                wish = Some(*id);
            }
        }
    });
    called(response.response, name);
    wish
}

/// A remark, in small type.
pub fn remark(ui: &mut Ui, palette: &Palette, text: impl Into<String>) -> Response {
    ui.label(WidgetText::from(RichText::new(text).small().color(palette.muted)))
}

/// A formula in small type. The transpose has a sign that few fonts know: it is set as a raised T.
pub fn formula(text: &str, colour: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (at, part) in text.split('\u{1d40}').enumerate() {
        if at > 0 {
            let raised = TextFormat { valign: Align::TOP, ..format(8.0, colour) };
            job.append("T", 0.0, raised);
        }
        job.append(part, 0.0, format(12.0, colour));
    }
    job
}

fn format(size: f32, colour: Color32) -> TextFormat {
    TextFormat::simple(FontId::proportional(size), colour)
}
