//! The learning-system view: weights, biases and losses written out, learning by differentiation.
//!
//! Nothing here is used to advance a run. It says what a theory *is* as a network, from the
//! definitions, so that the fast kernels can be held against it: the tensors W, B, A, V as sparse
//! operators, the losses as functions, learning as the derivative of a loss with one step of
//! back-propagation, and the conditions under which a network of N neurons is dual to a Hamiltonian
//! system.

mod band;
mod dense;
pub mod dirac;
mod draw;
mod duality;
mod error;
mod formula;
pub mod klein_gordon;
pub mod links;
mod loss;
pub mod neuron;
mod quadrature;
mod secant;
mod sides;
mod site;
mod sparse;
mod stencil;
mod system;
mod tape;
mod tensors;

pub use band::Band;
pub use dense::Dense;
pub use draw::{BREAKS, Break, draw};
pub use duality::{Condition, Duality, MOST_NEURONS, condition_names};
pub use error::NetworkError;
pub use formula::Formula;
pub use loss::Loss;
pub(crate) use quadrature::mean_slope_at;
pub use sides::Sides;
pub use sparse::SparseMatrix;
pub use stencil::Block;
pub use system::{LearningSystem, Present, Side, Term, UpdateRow};
pub use tape::{Number, Tape, Var, gradient};
pub use tensors::{Tensors, assemble};
