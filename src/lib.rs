//! Fieldloom: a lattice of neurons becomes field theory.
//!
//! The physics core (this crate without features) has no Bevy in it:
//! [`lattice`] ← [`theory`] ← [`tick`] ← [`simulation`], with [`network`] (what a theory is as a
//! learning system, written out), [`verify`] (every equation, measured), [`observable`],
//! [`quantity`], [`spectrum`], [`mod@bench`] and [`scene`] beside it. Feature `app` adds the ECS world, feature
//! `viewer` surfaces, films and the window.
//!
//! # Glossary
//! | word | meaning |
//! |---|---|
//! | site `i` | a point of a D-dimensional lattice, D = 1, 2, 3; spacing `h` |
//! | `phi[a]`, a = 1..K | neuron states, changed by **activation** |
//! | `pi[a]` | trainable variables, changed by **learning** |
//! | tick | activation then learning; advances time by `dt`, which is also the learning rate |
//! | row | the run of sites along the last axis, contiguous in memory |
//! | chunk | a fixed group of rows: unit of parallel work and of partial sums |
//!
//! # Reference
//! V. Vanchurin, *Emergent field theories from neural networks*; equation numbers in the
//! documentation are that paper's.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod bench;
pub mod expression;
pub mod gauge;
pub mod lattice;
pub mod network;
pub mod observable;
pub mod quantity;
pub mod scene;
pub mod simulation;
pub mod spectrum;
pub mod theory;
pub mod tick;
pub mod verify;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "viewer")]
pub mod film;
#[cfg(feature = "viewer")]
pub mod record;
#[cfg(feature = "viewer")]
pub mod view;
#[cfg(feature = "viewer")]
pub mod window;

/// Version written into every file the program makes.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
