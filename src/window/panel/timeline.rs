//! The line of time: where the field stands among the ticks it can be taken to.

use super::super::icon::Icon;
use super::super::style::{PAD, Palette};
use super::super::travel::{Travel, arrival};
use super::super::{Desk, Request, Requests, Shown};
use super::PanelInfo;
use super::widget::{called, command_button, pane};
use bevy_egui::egui::{
    Align, Frame, Label, Layout, Margin, Panel, Rect, RichText, Slider, Stroke, Ui, pos2,
};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "timeline", open: |_, desk| !desk.hidden && desk.settings.timeline, show };

/// Room for the words at the right.
const WORDS: f32 = 170.0;

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin {
        left: PAD,
        right: PAD,
        top: 2,
        bottom: 0,
    });
    let around = Panel::bottom("timeline").frame(frame).show_inside(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (icon, id) in [(Icon::Backwards, "backwards"), (Icon::StepBack, "step-back")] {
                command_button(ui, icon, id, shown, desk, requests);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = RichText::new(words(shown)).small().color(palette.muted);
                let room = WORDS.min(0.4 * ui.available_width());
                ui.add_sized([room, 20.0], Label::new(words).truncate())
                    .on_hover_text("Ticks the field can be taken to, and how exactly it ran back");
                line(ui, shown, &palette, requests);
            });
        });
    });
    pane(&around.response, "Timeline");
}

/// The slider, with a mark at every moment that is kept.
fn line(ui: &mut Ui, shown: &Shown, palette: &Palette, requests: &mut Requests) {
    let now = arrival(shown.clock, shown.playback);
    let (first, last) = shown.timeline.span().unwrap_or((now, now));
    let (first, last) = (first.min(now), last.max(now));
    let mut tick = now;
    ui.spacing_mut().slider_width = ui.available_width() - 2.0;
    let slider = Slider::new(&mut tick, first..=last.max(first + 1)).show_value(false);
    let response = called(ui.add_enabled(last > first, slider), "Tick");
    marks(ui, response.rect, palette, shown.timeline.ticks(), [first, last]);
    let response = response.on_hover_text("Take the field to a tick (Shift+Left, Shift+Right)");
    if response.changed() && tick != now {
        requests.push(Request::Travel(Travel::To(tick)));
    }
}

/// A mark below the slider for each tick.
fn marks(
    ui: &Ui,
    rect: Rect,
    palette: &Palette,
    ticks: impl Iterator<Item = u64>,
    [first, last]: [u64; 2],
) {
    let (inner, length) = (rect.shrink2([8.0, 0.0].into()), last.saturating_sub(first).max(1));
    let stroke = Stroke::new(1.0, palette.muted.gamma_multiply(0.7));
    for tick in ticks {
        let part = tick.saturating_sub(first) as f32 / length as f32;
        let x = inner.min.x + part * inner.width();
        let ends = [pos2(x, rect.max.y - 4.0), pos2(x, rect.max.y - 1.0)];
        ui.painter().line_segment(ends, stroke);
    }
}

/// The reach of time and, of a run backwards, its error.
fn words(shown: &Shown) -> String {
    let reach = match shown.timeline.span() {
        Some((first, last)) if last > first => format!("ticks {first} to {last}"),
        _ => "no past yet".to_owned(),
    };
    match shown.timeline.reversed() {
        Some(ran) => format!("{} back, error {:.1e}", ran.from - ran.to, ran.error),
        None => reach,
    }
}
