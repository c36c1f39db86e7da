//! The whole interface: a function from what is shown to what is asked for.

use super::analysis::Analysis;
use super::brush::BrushSettings;
use super::charts::ChartDesk;
use super::command::commands;
use super::gauge::GaugeDesk;
use super::lay::Laying;
use super::message::Messages;
use super::request::Requests;
use super::settings::Settings;
use super::shown::{Showing, Shown};
use super::steps::Hold;
use super::style::{self, Palette};
use super::thumbnails::Thumbnails;
use super::{flight, panel, stage};
use crate::view::Pick;
use bevy::prelude::{App, IntoScheduleConfigs, Plugin, ResMut, Resource, Result, SystemSet};
use bevy_egui::egui::{self, Key, LayerId, Ui, UiBuilder};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

/// What the pointer does on the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Turns the view and reads values.
    #[default]
    Look,
    /// Disturbs the field.
    Paint,
    /// Turns the local phase.
    Gauge,
    /// Draws a Wilson loop.
    Loop,
    /// Lays a line.
    Line,
    /// Chooses a box of sites.
    Region,
}

impl Tool {
    /// The tool of a drag: Control lends the brush to who looks, and the view to who does anything
    /// else.
    pub fn with_control(self, held: bool) -> Self {
        match (self, held) {
            (tool, false) => tool,
            (Self::Look, true) => Self::Paint,
            (_, true) => Self::Look,
        }
    }

    /// Whether it is a brush, of which the right button does the opposite.
    pub fn paints(self) -> bool {
        matches!(self, Self::Paint | Self::Gauge)
    }
}

/// What the interface keeps from frame to frame, besides what a run is made of.
#[derive(Debug, Default, Resource)]
pub struct Desk {
    /// What is kept between runs.
    pub settings: Settings,
    /// What the pointer does.
    pub tool: Tool,
    /// What a stroke adds.
    pub brush: BrushSettings,
    /// What is chosen about the gauge.
    pub gauge: GaugeDesk,
    /// Whether all panels are hidden.
    pub hidden: bool,
    /// Whether the gallery is open.
    pub gallery: bool,
    /// Which stop of the tour, where there is one.
    pub tour: Option<usize>,
    /// Whether somebody presents the field: captions are large, panels are hidden, keys are shown.
    pub presenter: bool,
    /// The keys that were pressed last.
    pub pressed: panel::Pressed,
    /// Whether the check of the scene is open.
    pub check: bool,
    /// Whether the settings are open.
    pub preferences: bool,
    /// The folder from which a file is chosen, where one is.
    pub open_file: Option<panel::OpenFile>,
    /// The small pictures of the scenes.
    pub thumbnails: Thumbnails,
    /// What is typed to find a command, where one is looked for.
    pub finder: Option<panel::Finder>,
    /// Whether the overview of keys is open.
    pub help: bool,
    /// Where the pointer is on the field.
    pub hover: Option<Pick>,
    /// What is told.
    pub messages: Messages,
    /// What the buttons of the pointer are at.
    pub hold: Hold,
    /// What the pointer is in the middle of.
    pub gesture: stage::Gesture,
    /// What is chosen in the analysis panel.
    pub analysis: Analysis,
    /// What is chosen about charts.
    pub charts: ChartDesk,
    /// A line or a box that is being laid.
    pub laying: Option<Laying>,
    /// Values that are being typed or dragged.
    pub drafts: panel::Drafts,
    /// Whether the last click on the field pinned a site.
    pub(super) pinned: bool,
    /// Whether another field was just opened.
    pub(super) new_scene: bool,
    /// The palette the style was made for.
    pub(super) styled: Option<Palette>,
}

impl Desk {
    /// Closes what lies over the field, and lets go what is being laid; hidden panels come back when
    /// nothing lies over it.
    pub fn close(&mut self) {
        let over = [self.gallery, self.help, self.check, self.preferences];
        if !over.contains(&true) && self.finder.is_none() && self.open_file.is_none() {
            (self.hidden, self.presenter) = (false, false);
        }
        (self.gallery, self.help, self.check, self.preferences) = (false, false, false, false);
        (self.finder, self.open_file) = (None, None);
        self.laying = None;
    }
}

/// The system that shows the interface.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeskSystems;

/// Shows the interface.
pub(super) struct DeskPlugin;

impl Plugin for DeskPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(EguiPrimaryContextPass, show.in_set(DeskSystems));
    }
}

fn show(
    mut contexts: EguiContexts,
    showing: Showing,
    mut desk: ResMut<Desk>,
    mut requests: ResMut<Requests>,
) -> Result {
    let mut ui = whole(contexts.ctx_mut()?);
    desk_ui(&mut ui, &showing.shown(), &mut desk, &mut requests);
    Ok(())
}

/// All of the window, behind whatever lies over it.
pub(super) fn whole(context: &egui::Context) -> Ui {
    let builder =
        UiBuilder::new().layer_id(LayerId::background()).max_rect(context.viewport_rect());
    Ui::new(context.clone(), "desk".into(), builder)
}

/// Lays out bars and panels around the field, and the field in what is left.
pub fn desk_ui(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    dress(ui, shown, desk);
    desk.suit(shown);
    desk.hold = held(ui.ctx(), desk.hold);
    call_by_keys(ui.ctx(), shown, desk, requests);
    flight::fly(ui.ctx(), shown, requests);
    for panel in panel::PANELS {
        if (panel.open)(shown, desk) {
            (panel.show)(ui, shown, desk, requests);
        }
    }
    let rect = ui.available_rect_before_wrap();
    stage::stage(ui, rect, shown, desk, requests);
    let hover = desk.hover.filter(|pick| pick.on_surface).map(|pick| (pick.row, pick.x));
    desk.analysis.follow(shown, hover);
    for window in panel::WINDOWS {
        if (window.open)(shown, desk) {
            (window.show)(ui, shown, desk, requests);
        }
    }
}

/// What the buttons of the pointer are at now.
fn held(context: &egui::Context, before: Hold) -> Hold {
    context.input(|input| {
        let (pressed, pointer) = (input.pointer.any_pressed(), &input.pointer);
        let held = pointer.any_down() || pointer.any_released();
        Hold { presses: before.presses + u64::from(pressed), held }
    })
}

/// Gives the interface the colours of the surroundings.
fn dress(ui: &mut Ui, shown: &Shown, desk: &mut Desk) {
    let palette = Palette::of(shown.picture.theme);
    if desk.styled.is_none() {
        ui.ctx().set_fonts(style::fonts());
        // The scale is one of the settings, and its keys are in the table of commands.
        ui.ctx().options_mut(|options| options.zoom_with_keyboard = false);
    }
    if ui.ctx().zoom_factor() != desk.settings.scale() {
        ui.ctx().set_zoom_factor(desk.settings.scale());
    }
    if desk.styled != Some(palette) {
        ui.ctx().set_global_style(style::style(&palette));
        desk.styled = Some(palette);
    }
    ui.set_style(ui.ctx().global_style());
}

/// Calls the commands whose keys were pressed, unless somebody is typing.
fn call_by_keys(context: &egui::Context, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    if context.text_edit_focused() {
        return;
    }
    // What has the focus of the keyboard keeps the keys that move and press it.
    let focused = context.memory(|memory| memory.focused().is_some());
    for command in commands() {
        let pressed = |keys: &&super::command::Keys| {
            let taken = focused && moves_focus(keys.key) || !command.scope.holds(desk);
            !taken && !flight::steers(shown, keys) && keys.pressed(context, command.repeats)
        };
        let Some(keys) = command.keys.iter().find(pressed) else { continue };
        if (command.enabled)(shown, desk) {
            desk.pressed.note(keys.to_string(), (command.label)(command, shown));
        }
        command.call(shown, desk, requests);
    }
}

/// Keys that press a button or move a slider that has the focus.
fn moves_focus(key: Key) -> bool {
    let arrows = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
    matches!(key, Key::Space) || arrows.contains(&key)
}
