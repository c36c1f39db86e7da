//! The gallery: every scene with its picture and what it says of itself.

use super::super::request::{Request, SceneChoice};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::checked::outcome;
use super::widget::called;
use crate::scene::{Scene, Story, builtin, parse};
use bevy_egui::egui::{
    Align, Button, Color32, Frame, Id, Image, Label, Layout, Margin, Modal, Rect, RichText,
    ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, Widget, WidgetInfo,
    WidgetType, vec2,
};
use std::sync::LazyLock;

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "gallery", open: |_, desk| desk.gallery, show };

/// Size of the picture of a scene.
const PICTURE: Vec2 = vec2(224.0, 126.0);
/// Size of the gallery.
const SIZE: Vec2 = vec2(960.0, 640.0);

/// What the gallery tells of a scene.
#[derive(Clone, Debug)]
struct Card {
    name: &'static str,
    scene: Scene,
    story: Story,
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
    Card { name, story: scene.story(), scene, kind }
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let room = ui.ctx().viewport_rect().size();
    let size = SIZE.min(room - vec2(80.0, 90.0));
    let frame = Frame::new()
        .fill(palette.panel)
        .corner_radius(12)
        .inner_margin(Margin::same(18))
        .stroke(Stroke::new(1.0, palette.edge));
    let modal = Modal::new(Id::new("gallery")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        ui.set_height(size.y);
        head(ui, &palette, desk);
        ui.add_space(6.0);
        let wanted =
            desk.drafts.texts.get("gallery").map(|text| text.to_lowercase()).unwrap_or_default();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for card in CARDS.iter().filter(|card| matches(card, &wanted)) {
                if show_card(ui, (shown, desk), &palette, card, requests) {
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

/// Title, search, and how else scenes are opened.
fn head(ui: &mut Ui, palette: &Palette, desk: &mut Desk) {
    ui.horizontal(|ui| {
        ui.heading("Gallery");
        ui.add_space(10.0);
        let search = desk.drafts.texts.entry("gallery".to_owned()).or_default();
        let search = TextEdit::singleline(search).hint_text("Search");
        called(search.desired_width(220.0).ui(ui), "Search");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let tip = "Drop a scene, or a picture or film of one, on the window to open it";
            ui.add(Label::new(RichText::new(tip).small().color(palette.muted)).truncate());
        });
    });
}

fn matches(card: &Card, wanted: &str) -> bool {
    [card.name, &card.scene.title, &card.scene.description, &card.kind]
        .iter()
        .any(|text| text.to_lowercase().contains(wanted))
}

/// Whether it was chosen.
fn show_card(
    ui: &mut Ui,
    (shown, desk): (&Shown, &mut Desk),
    palette: &Palette,
    card: &Card,
    requests: &mut Requests,
) -> bool {
    let current = card.name == shown.scene.name();
    let fill = if current { palette.wash() } else { palette.raised };
    let frame = Frame::new().fill(fill).corner_radius(8).inner_margin(Margin::same(10));
    // The card takes its clicks before what is on it, so that a button on it has its own.
    let builder = UiBuilder::new().sense(Sense::click()).id_salt(card.name);
    let response = ui.scope_builder(builder, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                picture(ui, desk, palette, card);
                ui.add_space(4.0);
                ui.vertical(|ui| words(ui, shown, palette, card, requests));
            });
            outcome(ui, palette, shown.checks.of(&card.scene.source), card.name);
        });
    });
    let response = response.response;
    let title = &card.scene.title;
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, title));
    if response.hovered() || response.has_focus() {
        let line = Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(response.rect, 8.0, line, StrokeKind::Inside);
    }
    response.clicked()
}

/// The picture, or an empty frame where there is none.
fn picture(ui: &mut Ui, desk: &mut Desk, palette: &Palette, card: &Card) {
    let (rect, _) = ui.allocate_exact_size(PICTURE, Sense::hover());
    // One that is out of sight is not read.
    if !ui.is_rect_visible(rect) {
        return;
    }
    match desk.thumbnails.of(ui.ctx(), card.name) {
        Some(texture) => paint(ui, rect, texture.into()),
        None => {
            ui.painter().rect_filled(rect, 6.0, palette.sunken);
        }
    }
}

fn paint(ui: &Ui, rect: Rect, source: bevy_egui::egui::load::SizedTexture) {
    Image::new(source).corner_radius(6).tint(Color32::WHITE).paint_at(ui, rect);
}

/// Title, theory, what it is, what to look for, what to try, and its check.
fn words(ui: &mut Ui, shown: &Shown, palette: &Palette, card: &Card, requests: &mut Requests) {
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.horizontal(|ui| {
        ui.add(Label::new(RichText::new(&card.scene.title).strong().size(14.5)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let begun = shown.checks.of(&card.scene.source).is_some();
            let button = ui.add_enabled(!begun, Button::new("Check").small().fill(palette.hovered));
            let name = format!("Check {}", card.name);
            let tip = "Run it beside what is shown, and measure what it promises";
            if called(button, &name).on_hover_text(tip).clicked() {
                requests.push(Request::Check(Some(card.name)));
            }
            ui.label(RichText::new(&card.kind).small().color(palette.muted));
        });
    });
    let Story { about, watch, attempt } = &card.story;
    for (text, colour) in [(about, palette.muted), (watch, palette.text), (attempt, palette.accent)]
    {
        ui.add(Label::new(RichText::new(text).size(12.5).color(colour)).wrap());
    }
}
