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
    const SILENT: [&str; 3] = ["XOpenDisplayFailed", "NoCompositor", "ConnectionRefused"];
    if SILENT.iter().any(|kind| words.contains(kind)) {
        return format!("nothing answers at {}", named());
    }
    // The words say first where in the library, then what.
    let reason = words.rsplit_once("error: ").map_or(words, |(_, reason)| reason);
    let quoted = reason.split('"').nth(1).unwrap_or(reason);
    quoted.lines().next().unwrap_or(quoted).trim().to_owned()
}

/// The display that was tried.
fn named() -> String {
    let set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let name = ["WAYLAND_DISPLAY", "DISPLAY"].into_iter().find(set);
    name.map_or("the display".to_owned(), |name| {
        format!("{name}={}", std::env::var_os(name).unwrap_or_default().to_string_lossy())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_success_is_success() {
        assert_eq!(guarded(|| ()), Ok(()));
        assert_eq!(guarded(|| panic!("no {}", "display")), Err("no display".to_owned()));
        let words = r#"Loop: Os(OsError { line: 1, file: "a.rs", error: Misc("cannot open") })"#;
        assert_eq!(plain(words), "cannot open");
        let words = r#"Os(OsError { file: "a.rs", error: XNotSupported(XOpenDisplayFailed) })"#;
        assert!(plain(words).starts_with("nothing answers at "));
    }
}
