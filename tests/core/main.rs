//! Tests of the physics core: no Bevy in here.

mod support;

mod boundaries;
mod conservation;
mod determinism;
mod golden;
mod initial;
mod lattice;
mod observables;
mod oracle;
mod quantities;
mod scene_errors;
mod scenes;
mod sentinel;
mod set;
mod stability;
