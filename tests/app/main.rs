//! What needs the ECS world or the program as a whole.

mod bad_input;
mod command_line;
mod ecs;
mod edits;
#[cfg(feature = "viewer")]
mod films;
mod gauge;
mod halves;
mod history;
mod models;
mod pace;
#[cfg(feature = "viewer")]
mod picture;
mod program;
#[cfg(feature = "viewer")]
mod record_files;
#[cfg(feature = "viewer")]
mod recording;
mod sessions;
mod travel;
#[cfg(feature = "viewer")]
mod view_names;
#[cfg(all(feature = "viewer", target_os = "linux"))]
mod window;
