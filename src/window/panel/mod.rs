//! Bars and panels: one file and one row each.

mod analysis;
mod badge;
mod brush;
mod changed;
pub(super) mod chart;
mod charts;
mod checked;
mod controls;
mod drift;
mod film;
mod finder;
mod flight;
mod gallery;
mod gauge;
mod help;
mod initial;
mod measure;
mod menu;
mod messages;
mod opacity;
mod open_file;
mod parameters;
mod pins;
mod plots;
mod preferences;
mod pressed;
mod probe;
mod shape;
mod status;
mod timeline;
mod tour;
mod transport;
mod view;
mod viewpoints;
pub(super) mod widget;

pub use finder::{Finder, found};
pub use open_file::OpenFile;
pub use parameters::Drafts;
pub use pins::PIN_COLOURS;
pub use pressed::Pressed;

use super::{Desk, Requests, Shown};
use bevy_egui::egui::Ui;

/// A panel, or a window over the field.
#[derive(Clone, Copy, Debug)]
pub struct PanelInfo {
    /// Its name.
    pub name: &'static str,
    /// Whether it is there now.
    pub open: fn(&Shown, &Desk) -> bool,
    /// Shows it.
    pub show: fn(&mut Ui, &Shown, &mut Desk, &mut Requests),
}

/// What lies around the field, from the outside inwards.
pub const PANELS: &[PanelInfo] = &[
    menu::PANEL,
    status::PANEL,
    transport::PANEL,
    timeline::PANEL,
    analysis::PANEL,
    plots::PANEL,
    controls::PANEL,
    tour::PANEL,
];

/// What lies over the field, the uppermost last.
pub const WINDOWS: &[PanelInfo] = &[
    badge::PANEL,
    film::PANEL,
    flight::PANEL,
    probe::PANEL,
    checked::PANEL,
    preferences::PANEL,
    pressed::PANEL,
    messages::PANEL,
    gallery::PANEL,
    open_file::PANEL,
    help::PANEL,
    finder::PANEL,
];

/// A part of the panel of controls.
#[derive(Clone, Copy, Debug)]
pub struct SectionInfo {
    /// Its heading.
    pub title: &'static str,
    /// Whether it is unfolded at first.
    pub unfolded: bool,
    /// Whether it is there now.
    pub open: fn(&Shown, &Desk) -> bool,
    /// Shows what is below the heading.
    pub show: fn(&mut Ui, &Shown, &mut Desk, &mut Requests),
}

/// The parts of the panel of controls, from above.
pub const SECTIONS: &[SectionInfo] = &[
    parameters::SECTION,
    gauge::IN_USE,
    view::SECTION,
    brush::SECTION,
    gauge::AT_REST,
    pins::SECTION,
    measure::SECTION,
    viewpoints::SECTION,
    initial::SECTION,
    changed::SECTION,
];
