//! Where the picture is taken from: pure functions of an orbit about a point, and one component.
//!
//! # Conventions
//! World space has x to the right, y up, z towards the viewer at yaw 0. Lengths are in units of the
//! longest side of the box around the lattice, whose middle is the origin. Pictures have normalised
//! coordinates: both axes from -1 to 1, y up.

mod apply;
mod fit;
mod flight;
mod glide;
mod lens;
mod orbit;
mod viewpoint;
mod views;

pub use apply::{CameraPlugin, PictureCamera, PictureRegion, place_cameras};
pub use fit::{Clearance, Framing, fit};
pub use flight::Flight;
pub use glide::Glide;
pub use lens::Lens;
pub use orbit::Orbit;
pub use views::{AXIS_VIEWS, AxisView};
