//! Tests of the physics core: no Bevy in here.

mod support;

mod blocked;
mod boundaries;
mod conservation;
mod determinism;
mod expectations;
mod export;
mod export_errors;
mod gauge;
mod gauge_edits;
mod gauge_quantities;
mod gauges;
mod golden;
mod initial;
mod lattice;
mod networks;
mod observables;
mod oracle;
mod quantities;
mod quantity_laws;
mod scene_errors;
mod scene_fuzz;
mod scene_limits;
mod scenes;
mod sentinel;
mod set;
mod spectrum;
mod stability;
mod stretches;
mod tick_conservation;
mod tick_limits;
mod ticks;
mod updates;
mod vectors;
mod verify;
