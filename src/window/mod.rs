//! The window: a running field in one's hands.
//!
//! What is drawn is the same [`PicturePlugin`](crate::view::PicturePlugin) that films are made
//! with; what is here is the instrument around it.
//!
//! | part | what it does |
//! |---|---|
//! | [`desk`] | the whole interface: one function from [`Shown`] and [`Desk`] to [`Request`]s |
//! | [`panel`] | one file for each panel, one row each in [`panel::PANELS`] |
//! | [`command`] | the one table behind menus, keys, tooltips and the overview of keys |
//! | [`analysis`] | what the analysis panel shows: network, waves, orbits, duality |
//! | [`stage`] | the field under the pointer: camera, brush, probe |
//! | [`Request`] | what the interface asks for |
//! | [`open`] | the Bevy app around it all |
//!
//! The interface never touches the world: it reads [`Shown`] and writes requests. So every panel can
//! be tested through its accessibility tree without a window or a graphics card.
//!
//! # To add a panel
//! A file in `panel/` and a row in [`panel::PANELS`].
//!
//! # To add a command
//! A row in the table of its menu in `command/`.

mod aim;
pub mod analysis;
mod brush;
mod carry;
pub mod charts;
mod checks;
pub mod command;
pub mod desk;
mod display;
pub mod film;
mod flight;
pub mod gauge;
mod icon;
mod instruments;
mod job;
mod keep;
mod kept;
mod last;
mod lay;
mod loader;
mod made;
mod marks;
mod message;
mod opening;
pub mod panel;
mod passes;
mod pins;
mod program;
mod quality;
mod report;
mod request;
mod reset;
mod rig;
mod settings;
mod shot;
mod shown;
pub mod stage;
mod steps;
mod stroke;
mod style;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod thumbnails;
mod tour;
mod trace;
mod travel;
mod undo;
mod viewpoints;
mod watch;

pub use brush::BrushSettings;
pub use checks::{Checked, Checks};
pub use desk::{Desk, Tool};
pub use instruments::{Instruments, Measure};
pub use last::Lost;
pub use lay::Laying;
pub use loader::Origin;
pub use made::Made;
pub use message::{Message, Messages, Weight};
pub use pins::{Pin, Pins};
pub use program::{Opening, WindowError, open};
pub use request::{Request, Requests, SceneChoice, StillKind};
pub use reset::{Changed, changed};
pub use rig::{CameraMove, Rig};
pub use settings::{Settings, SettingsFile};
pub use shown::{Machine, Shown};
pub use steps::{Hold, ViewSteps};
pub use stroke::Stroke;
pub use style::Palette;
pub use thumbnails::Thumbnails;
pub use tour::{Stop, stops};
pub use trace::{DriftTrace, Trace};
pub use travel::{Travel, Travels, arrival};
pub use viewpoints::{ViewpointWish, Viewpoints};
