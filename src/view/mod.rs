//! The picture of a field: camera, surfaces, box, legends, and the frames made of it.
//!
//! Everything that is drawn is a Bevy plugin of its own, so that a window draws the same as a
//! recording: [`PicturePlugin`] adds them all. [`Studio`] is the headless renderer.
//!
//! # To add a render mode
//! A file in `surface/`, a row in [`surface::RENDER_MODES`], a vertex stage in `assets/shaders`.

mod adapter;
pub mod camera;
mod caption;
pub mod capture;
mod coarse;
pub mod colours;
mod compose;
mod depth;
mod error;
pub mod field_surface;
pub mod frame_box;
mod history;
pub mod layout;
pub mod legend;
mod looking;
pub mod marks;
pub mod material;
pub mod overlay;
pub mod panes;
mod pick;
mod picture;
mod plugin;
mod ranges;
pub mod readout;
mod scale;
mod shaders;
mod studio;
pub mod surface;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod tiles;
pub mod triad;
pub mod values;
mod vectors;
mod workshop;

pub(crate) use adapter::backends;
pub use adapter::{AdapterSummary, probe_adapter};
pub use coarse::Haste;
pub use compose::{compose, frame_all};
pub(crate) use depth::{camera_with_depth, keep_depth};
pub use error::ViewError;
pub use looking::Looking;
pub use pick::{Gaze, Pick, Showing};
pub use picture::Picture;
pub use plugin::PicturePlugin;
pub use ranges::Ranges;
pub use scale::Norm;
pub(crate) use studio::log_plugin;
pub use studio::{STAGES, Stopwatch, Studio, StudioOptions, claim_logging};
pub use values::Planes;
