//! The gallery: every scene with what it says of itself.

use super::super::request::{Request, SceneChoice};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::called;
use crate::scene::{Scene, builtin, parse};
use bevy_egui::egui::{
    Frame, Id, Label, Margin, Modal, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui, Widget,
    WidgetInfo, WidgetType, vec2,
};
use std::sync::LazyLock;

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "gallery", open: |_, desk| desk.gallery, show };

/// What the gallery tells of a scene.
#[derive(Clone, Debug)]
struct Card {
    name: &'static str,
    title: String,
    description: String,
    kind: String,
}

/// The built-in scenes, read once.
static CARDS: LazyLock<Vec<Card>> = LazyLock::new(|| {
    builtin()
        .iter()
        .filter_map(|(name, text)| parse(name, text, &[]).ok().map(|scene| card(name, scene)))
        .collect()
});

fn card(name: &'static str, scene: Scene) -> Card {
    let shape: Vec<String> = scene.lattice.shape().iter().map(ToString::to_string).collect();
    let kind = format!("{}, {}", scene.parameters.theory.name, shape.join("\u{d7}"));
    Card { name, title: scene.title, description: scene.description, kind }
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let room = ui.ctx().viewport_rect().size();
    let size = vec2((room.x - 80.0).min(860.0), (room.y - 90.0).min(640.0));
    let frame = Frame::new()
        .fill(palette.panel)
        .corner_radius(12)
        .inner_margin(Margin::same(18))
        .stroke(Stroke::new(1.0, palette.edge));
    let modal = Modal::new(Id::new("gallery")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        ui.set_height(size.y);
        ui.horizontal(|ui| {
            ui.heading("Gallery");
            ui.add_space(10.0);
            let search = desk.drafts.texts.entry("gallery".to_owned()).or_default();
            let search = TextEdit::singleline(search).hint_text("Search");
            called(search.desired_width(220.0).ui(ui), "Search");
            ui.with_layout(
                bevy_egui::egui::Layout::right_to_left(bevy_egui::egui::Align::Center),
                |ui| {
                    ui.label(
                        RichText::new("Drop a scene file on the window to open it")
                            .small()
                            .color(palette.muted),
                    );
                },
            );
        });
        ui.add_space(6.0);
        let wanted =
            desk.drafts.texts.get("gallery").map(|text| text.to_lowercase()).unwrap_or_default();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for card in CARDS.iter().filter(|card| matches(card, &wanted)) {
                if show_card(ui, &palette, card, card.name == shown.scene.name()) {
                    requests.push(Request::Open(SceneChoice::BuiltIn(card.name)));
                    desk.gallery = false;
                }
                ui.add_space(4.0);
            }
        });
    });
    if modal.should_close() {
        desk.gallery = false;
    }
}

fn matches(card: &Card, wanted: &str) -> bool {
    [card.name, &card.title, &card.description, &card.kind]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

/// Whether it was chosen.
fn show_card(ui: &mut Ui, palette: &Palette, card: &Card, current: bool) -> bool {
    let fill = if current { palette.wash() } else { palette.raised };
    let frame = Frame::new().fill(fill).corner_radius(8).inner_margin(Margin::symmetric(14, 10));
    let response = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(Label::new(RichText::new(&card.title).strong().size(14.5)));
            ui.with_layout(
                bevy_egui::egui::Layout::right_to_left(bevy_egui::egui::Align::Center),
                |ui| {
                    ui.label(RichText::new(&card.kind).small().color(palette.muted));
                },
            );
        });
        ui.add(Label::new(RichText::new(&card.description).color(palette.muted)).wrap());
    });
    let response = response.response.interact(Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &card.title));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_stroke(
            response.rect,
            8.0,
            Stroke::new(1.0, palette.accent),
            bevy_egui::egui::StrokeKind::Inside,
        );
    }
    response.clicked()
}
