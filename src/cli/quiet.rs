//! Keeping a graphics driver from complaining about what nobody needs.

use super::machine;
#[cfg(unix)]
use std::process::Command;

/// Switches off the Vulkan layer with which Mesa prefers the adapter of the display.
const SWITCH: &str = "NODEVICE_SELECT";

/// Where there is no display, runs this program again in its own place with that layer off: it
/// would look for the display all the same and print errors. Only the environment of a process
/// that begins can be set safely, hence the new beginning.
///
/// To be called before anything is done that must not be done twice.
#[cfg(unix)]
pub fn without_display() {
    use std::os::unix::process::CommandExt;
    if machine::display().is_some() || std::env::var_os(SWITCH).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // It returns only when it fails, and then the errors are printed and do no harm.
        let _ = Command::new(program).args(std::env::args_os().skip(1)).env(SWITCH, "1").exec();
    }
}

/// The layer is Mesa's on Unix.
#[cfg(not(unix))]
pub fn without_display() {}
