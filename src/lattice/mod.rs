//! Geometry and storage: which sites there are, who is whose neighbour, and where values lie.

mod aligned;
mod boundary;
mod derived;
mod edge;
mod field;
pub(crate) mod fourier;
mod gauge;
mod geometry;
mod layer;
mod link;
mod pages;
mod real;
mod shared;
pub(crate) mod simd;
mod state;
pub(crate) mod wavefront;

pub(crate) use aligned::Aligned;
pub use boundary::Boundary;
pub use edge::EdgeValues;
pub use field::{SiteField, sum_rows, sum_sites};
pub use gauge::GaugeField;
pub use geometry::{Direction, Lattice, LatticeError};
pub use layer::Layer;
pub use link::LinkField;
pub use real::{Precision, Real};
pub(crate) use shared::Shared;
pub use state::{FieldState, Fields};
