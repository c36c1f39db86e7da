//! The bar of time: run, stand still, step, pace; undo; tools; films.

use super::super::icon::Icon;
use super::super::style::{PAD, Palette};
use super::super::{Desk, Request, Requests, Shown};
use super::PanelInfo;
use super::widget::{Bar, called, command_button, pane};
use crate::app::Pace;
use crate::gauge::has_phase;
use bevy_egui::egui::{Align, ComboBox, Frame, Label, Layout, Margin, Panel, RichText, Ui, vec2};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "transport", open: |_, desk| !desk.hidden, show };

/// Room for what is right of the slider.
const OTHERS: f32 = 660.0;
/// Room for the tools of the gauge.
const GAUGE: f32 = 72.0;
/// Room for the number of ticks.
const TICK: f32 = 96.0;
/// Most ticks that can be asked for in a second.
const MOST_PER_SECOND: f64 = 10_000.0;
/// Most ticks that can be asked for in a frame.
const MOST_PER_FRAME: u32 = 1_000;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(PAD, 6));
    let around = Panel::bottom("transport").frame(frame).show_inside(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let run = if shown.playback.paused { Icon::Play } else { Icon::Pause };
            for (icon, id) in [(Icon::Restart, "restart"), (run, "play"), (Icon::Step, "step")] {
                command_button(ui, icon, id, shown, desk, requests);
            }
            ui.add_space(8.0);
            pace(ui, shown, requests);
            ui.separator();
            for (icon, id) in [(Icon::Undo, "undo"), (Icon::Redo, "redo")] {
                command_button(ui, icon, id, shown, desk, requests);
            }
            ui.separator();
            for (icon, id) in tools(shown) {
                command_button(ui, *icon, id, shown, desk, requests);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                for (icon, id) in [(Icon::Camera, "still"), (Icon::Record, "record")] {
                    command_button(ui, icon, id, shown, desk, requests);
                }
                ui.add_space(10.0);
                clock(ui, shown, &palette);
            });
        });
    });
    pane(&around.response, "Time");
}

/// What the pointer can do; all of it where the field has a phase.
fn tools(shown: &Shown) -> &'static [(Icon, &'static str)] {
    const ALL: &[(Icon, &str)] = &[
        (Icon::Frame, "frame"),
        (Icon::Look, "look"),
        (Icon::Brush, "paint"),
        (Icon::Phase, "gauge-brush"),
        (Icon::Loop, "wilson-loop"),
    ];
    if has_phase(shown.parameters) { ALL } else { &ALL[..3] }
}

/// How many ticks, and in what.
fn pace(ui: &mut Ui, shown: &Shown, requests: &mut Requests) {
    let mut pace = shown.playback.pace;
    let others = OTHERS + if has_phase(shown.parameters) { GAUGE } else { 0.0 };
    ui.spacing_mut().slider_width = (ui.available_width() - others).clamp(30.0, 110.0);
    let slider = |ui: &mut Ui, value: &mut f64, most: f64| {
        let bar = Bar { name: "Pace", range: 1.0..=most, decimals: 0, logarithmic: true };
        bar.show(ui, value).on_hover_text("Ticks asked for ([ and ])");
    };
    match &mut pace {
        Pace::PerSecond(ticks) => slider(ui, ticks, MOST_PER_SECOND),
        Pace::PerFrame(ticks) => {
            let mut value = f64::from(*ticks);
            slider(ui, &mut value, f64::from(MOST_PER_FRAME));
            *ticks = value as u32;
        }
    }
    unit(ui, &mut pace);
    if pace != shown.playback.pace {
        requests.push(Request::Pace(pace));
    }
}

/// Ticks a second, or ticks a frame.
fn unit(ui: &mut Ui, pace: &mut Pace) {
    let per_frame = matches!(pace, Pace::PerFrame(_));
    let name = |per_frame| if per_frame { "ticks/frame" } else { "ticks/s" };
    let combo = ComboBox::from_id_salt("pace").selected_text(name(per_frame)).width(92.0);
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(!per_frame, name(false)).clicked() && per_frame {
            *pace = Pace::PerSecond(60.0);
        }
        if ui.selectable_label(per_frame, name(true)).clicked() && !per_frame {
            *pace = Pace::PerFrame(1);
        }
    });
    called(response.response, "Unit of the pace")
        .on_hover_text("Ticks in a second of the clock, or in every frame drawn");
}

/// Time and tick, as far as there is room.
fn clock(ui: &mut Ui, shown: &Shown, palette: &Palette) {
    let tick = RichText::new(format!("tick {}", shown.clock.tick)).monospace();
    let time = RichText::new(format!("t = {:.2}", shown.clock.time())).monospace();
    let room = ui.available_width();
    if room > 2.0 * TICK {
        ui.add_sized(vec2(TICK, 20.0), Label::new(tick.color(palette.muted)).truncate());
    }
    if room > TICK {
        ui.add(Label::new(time.color(palette.text)).truncate());
    }
}
