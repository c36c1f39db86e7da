//! Finding out that there is no display, without ending in a panic.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

/// One at a time: the hook is that of the whole process.
static HOOK: Mutex<()> = Mutex::new(());

/// Runs what connects to the display. The library beneath the window panics where there is none;
/// its words come back as an error.
///
/// # Errors
/// What the library says.
pub(super) fn guarded(connect: impl FnOnce()) -> Result<(), String> {
    let _one = HOOK.lock();
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(connect));
    panic::set_hook(hook);
    outcome.map_err(|payload| {
        let words = payload.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| payload.downcast_ref::<&str>().copied());
        words.map_or_else(|| "the display cannot be opened".to_owned(), plain)
    })
}

/// The part of a panic's words that a person can use.
fn plain(words: &str) -> String {
    let reason = words.rsplit_once("Os(").map_or(words, |(_, reason)| reason);
    let quoted = reason.split('"').nth(1).unwrap_or(reason);
    quoted.lines().next().unwrap_or(quoted).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_success_is_success() {
        assert_eq!(guarded(|| ()), Ok(()));
        assert_eq!(guarded(|| panic!("no {}", "display")), Err("no display".to_owned()));
        let words = r#"EventLoop: Os(OsError { line: 1, error: Misc("cannot connect") })"#;
        assert_eq!(plain(words), "cannot connect");
    }
}
