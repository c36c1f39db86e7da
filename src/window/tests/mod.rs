//! The interface through its accessibility tree: what a hand does changes the field.

mod access;
mod analysis;
mod analysis_runs;
mod camera;
mod commands;
mod finder;
mod gauge;
mod initial;
mod layout;
mod measure;
mod panes;
mod parameters;
mod stage;
mod time;
mod tour;
mod transport;
mod undo;
mod view;
mod windows;
