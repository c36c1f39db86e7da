//! Finding a command by its name, and calling it.

use super::super::command::{CommandInfo, MENUS, score};
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::called;
use bevy_egui::egui::{
    Align, Align2, Button, Frame, Id, Key, Layout, Margin, Modal, Modifiers, RichText, ScrollArea,
    Stroke, TextEdit, Ui, Widget, vec2,
};

pub(super) const PANEL: PanelInfo =
    PanelInfo { name: "finder", open: |_, desk| desk.finder.is_some(), show };

/// What is typed to find a command, and which of those found is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finder {
    /// What is typed.
    pub text: String,
    /// Which of the rows.
    pub chosen: usize,
}

/// Size of the list.
const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 380.0;

/// A command that was found, and the menu it is in.
type Found = (&'static str, &'static CommandInfo);

/// The commands that have the letters of a text, the best first; all in the order of the menus
/// where there is no text.
pub fn found(wanted: &str) -> Vec<Found> {
    let all = MENUS.iter().flat_map(|menu| menu.commands.iter().map(|row| (menu.title, row)));
    let mut scored: Vec<(i32, Found)> =
        all.filter_map(|(menu, row)| Some((rank(wanted, menu, row)?, (menu, row)))).collect();
    if !wanted.trim().is_empty() {
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    }
    scored.into_iter().map(|(_, found)| found).collect()
}

/// How well a command goes with a text: by its title, or, less, by its menu or what it does.
fn rank(wanted: &str, menu: &str, row: &CommandInfo) -> Option<i32> {
    const LESS: i32 = 400;
    let title = score(wanted, row.title);
    let longer = score(wanted, &format!("{menu} {} {}", row.title, row.tip));
    title.max(longer.map(|score| score - LESS))
}

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let Some(mut finder) = desk.finder.take() else { return };
    let palette = Palette::of(shown.picture.theme);
    let screen = ui.ctx().viewport_rect();
    let frame = Frame::new().fill(palette.panel).corner_radius(12).inner_margin(Margin::same(12));
    let frame = frame.stroke(Stroke::new(1.0, palette.edge));
    let area = Modal::default_area(Id::new("finder"));
    let place = vec2(0.0, (0.1 * screen.height()).min(70.0));
    let modal = Modal::new(Id::new("finder")).area(area.anchor(Align2::CENTER_TOP, place));
    let modal = modal.frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(screen.width() - 60.0));
        let moved = steer(ui, &mut finder);
        let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let typed = TextEdit::singleline(&mut finder.text).hint_text("Find a command");
        let typed = called(typed.desired_width(f32::INFINITY).ui(ui), "Find a command");
        typed.request_focus();
        if typed.changed() {
            finder.chosen = 0;
        }
        ui.add_space(6.0);
        let rows = found(&finder.text);
        finder.chosen = finder.chosen.min(rows.len().saturating_sub(1));
        let height = HEIGHT.min(screen.height() - 150.0);
        let list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        let clicked = list.show(ui, |ui| {
            let chosen = (finder.chosen, moved || typed.changed());
            self::rows(ui, shown, desk, &palette, &rows, chosen)
        });
        clicked.inner.or(entered.then(|| rows.get(finder.chosen).map(|(_, row)| *row)).flatten())
    });
    match modal.inner {
        Some(command) if (command.enabled)(shown, desk) => command.call(shown, desk, requests),
        _ if modal.should_close() => {}
        _ => desk.finder = Some(finder),
    }
}

/// Moves the choice by keys; whether it was moved.
fn steer(ui: &Ui, finder: &mut Finder) -> bool {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let before = finder.chosen;
    if pressed(Key::ArrowDown) {
        finder.chosen += 1;
    }
    if pressed(Key::ArrowUp) {
        finder.chosen = finder.chosen.saturating_sub(1);
    }
    finder.chosen != before
}

/// Every row; the one that was clicked.
fn rows(
    ui: &mut Ui,
    shown: &Shown,
    desk: &Desk,
    palette: &Palette,
    rows: &[Found],
    (chosen, scrolls): (usize, bool),
) -> Option<&'static CommandInfo> {
    if rows.is_empty() {
        ui.label(RichText::new("No command has these letters").color(palette.muted));
    }
    let mut clicked = None;
    ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (at, (menu, command)) in rows.iter().enumerate() {
            let keys = command.keys.first().map(ToString::to_string).unwrap_or_default();
            let label = (command.label)(command, shown);
            let text = format!("{menu}: {label}");
            let button = Button::selectable(at == chosen, text).shortcut_text(keys);
            let enabled = (command.enabled)(shown, desk);
            let response = ui.add_enabled(enabled, button).on_hover_text(command.tip);
            if at == chosen && scrolls {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some(*command);
            }
        }
    });
    clicked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::command::commands;

    #[test]
    fn every_command_is_found_first_by_its_title() {
        for command in commands() {
            assert_eq!(found(command.title)[0].1.id, command.id, "{}", command.title);
        }
        assert_eq!(found("").len(), commands().count());
        assert!(found("qqqq").is_empty());
    }

    #[test]
    fn what_a_command_does_finds_it_too() {
        assert!(found("bring the field nearer").iter().any(|(_, row)| row.id == "nearer"));
    }
}
