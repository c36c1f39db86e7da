//! The window, used as a person uses it: mouse and keys through a private X server, and what it
//! shows read from `view --json`.

mod driver;
mod films;
mod gauge;
mod layout;
mod measure;
mod safety;
mod screen;
mod session;
