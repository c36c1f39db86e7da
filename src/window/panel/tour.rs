//! The caption below the field: of a stop of the tour, and of the scene where somebody presents it.

use super::super::command::command;
use super::super::style::{PAD, Palette};
use super::super::tour::{Stop, stops};
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::{called, pane};
use bevy_egui::egui::{Button, Color32, Frame, Label, Margin, Panel, RichText, Sense, Ui, vec2};

/// Below the field, so that it hides none of it; it stays when the other panels are hidden.
pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "tour", open: |_, desk| desk.tour.is_some() || desk.presenter, show };

/// What is written below the field.
struct Caption<'a> {
    title: &'a str,
    text: &'a str,
    attempt: &'a str,
    /// Which stop of how many.
    progress: Option<(usize, usize)>,
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let story = shown.scene.story();
    let stop = desk.tour.and_then(|at| stops().get(at).map(|stop| (at, stop)));
    let caption = match stop {
        Some((at, Stop { title, caption, attempt, .. })) => {
            Caption { title, text: caption, attempt, progress: Some((at, stops().len())) }
        }
        None => Caption {
            title: &shown.scene.title,
            text: story.first_sentence(),
            attempt: &story.watch,
            progress: None,
        },
    };
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(2 * PAD, 10));
    let around = Panel::bottom("tour").frame(frame).resizable(false).show_inside(ui, |ui| {
        let title = RichText::new(caption.title).strong().color(palette.text);
        let large = if desk.presenter { 25.0 } else { 16.0 };
        ui.add(Label::new(title.size(large)).truncate());
        let size = if desk.presenter { [19.0, 17.0] } else { [14.0, 13.5] };
        for (text, size, colour) in
            [(caption.text, size[0], palette.text), (caption.attempt, size[1], palette.accent)]
        {
            ui.add(Label::new(RichText::new(text).size(size).color(colour)).wrap());
        }
        if let Some((at, all)) = caption.progress {
            ui.horizontal(|ui| {
                progress(ui, &palette, at, all);
                steps(ui, shown, desk, requests);
            });
        }
    });
    pane(&around.response, "Caption");
}

/// The commands that lead on, back and away; none of them for who presents, by keys.
fn steps(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    if desk.presenter {
        return;
    }
    for id in ["tour-previous", "tour-next", "tour"] {
        let Some(command) = command(id) else { continue };
        let enabled = (command.enabled)(shown, desk);
        let label = (command.label)(command, shown);
        let label = if id == "tour" { "End the tour".to_owned() } else { label };
        let button = ui.add_enabled(enabled, Button::new(label).small());
        if button.on_hover_text(command.tooltip()).clicked() {
            command.call(shown, desk, requests);
        }
    }
}

/// A dot for every stop, and in numbers.
fn progress(ui: &mut Ui, palette: &Palette, at: usize, all: usize) {
    let words = format!("{} of {all}", at + 1);
    ui.label(RichText::new(&words).small().color(palette.muted));
    let (rect, response) = ui.allocate_exact_size(vec2(10.0 * all as f32, 14.0), Sense::hover());
    for stop in 0..all {
        let middle = rect.left_center() + vec2(10.0 * stop as f32 + 5.0, 0.0);
        let colour: Color32 = if stop <= at { palette.accent } else { palette.edge };
        ui.painter().circle_filled(middle, if stop == at { 4.0 } else { 2.6 }, colour);
    }
    called(response, &format!("Stop {words}"));
}
