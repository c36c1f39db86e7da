//! Geometry and storage: which sites there are, who is whose neighbour, and where values lie.

mod boundary;
mod edge;
mod field;
mod geometry;
mod real;
mod state;

pub use boundary::Boundary;
pub use edge::EdgeValues;
pub use field::{SiteField, sum_rows};
pub use geometry::{Direction, Lattice, LatticeError};
pub use real::{Precision, Real};
pub use state::{FieldState, Fields};
