//! The box around the lattice: its geometry, its lines and the labels at its edges.

mod edges;
mod geometry;
mod labels;
mod lines;
mod plugin;
mod ticks;

pub use edges::{Sight, label_edge};
pub use geometry::{BoxFrame, HeightScale, Placement, Side};
pub use labels::paint;
pub use plugin::{FrameBoxPlugin, FrameTicks, LineScale, side_ticks};
pub use ticks::{Tick, scale_ticks, short, ticks};
