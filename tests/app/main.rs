//! What needs the ECS world or the program as a whole.

#[cfg(feature = "viewer")]
mod record_files;
