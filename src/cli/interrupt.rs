//! Ctrl-C and SIGTERM: the first asks to finish the files, the second ends at once.

use super::console;
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Exit code of an interrupted run: 128 + SIGINT.
pub const EXIT_CODE: u8 = 130;

/// Begins to listen. Where that fails (it cannot on the platforms built for), Ctrl-C keeps its
/// ordinary meaning.
pub fn install() {
    listen("finishing the files; once more to stop at once");
}

/// Begins to listen, for a program whose window closes when it is asked to stop.
#[cfg(feature = "viewer")]
pub fn install_quietly() {
    listen("closing; once more to stop at once");
}

fn listen(answer: &'static str) {
    let listening = ctrlc::set_handler(move || {
        if REQUESTED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(EXIT_CODE));
        }
        console::note(answer);
    });
    if let Err(error) = listening {
        console::note(format_args!("Ctrl-C will not finish files: {error}"));
    }
}

/// Whether somebody asked to stop.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
