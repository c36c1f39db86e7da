//! The box around the lattice: its geometry, its lines and the labels at its edges.

mod edges;
mod geometry;
mod labels;
mod lines;
mod plugin;
mod sites;
mod ticks;

pub use edges::{Sight, label_edge};
pub use geometry::{BoxFrame, HeightScale, Placement, Side, direction};
pub use labels::paint;
pub use plugin::{FrameBoxPlugin, FrameTicks, LineScale, side_ticks};
pub use sites::Sites;
pub use ticks::{Tick, scale_ticks, short, ticks};
