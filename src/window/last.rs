//! What is still done when the display is gone.
//!
//! Xlib ends the program from within as soon as its connection breaks: no call returns. But what
//! a thread owns is dropped even then, and that is where films are finished.

use super::film::Filming;
use super::made::Made;
use crate::film::FilmError;
use std::cell::RefCell;

/// Who is told of films that were finished without a window.
pub type Lost = fn(Vec<Result<Made, FilmError>>);

thread_local! {
    static WILL: RefCell<Option<Will>> = const { RefCell::new(None) };
}

struct Will {
    filming: Filming,
    lost: Option<Lost>,
}

impl Drop for Will {
    fn drop(&mut self) {
        if let Some(lost) = self.lost {
            lost(self.filming.finish());
        }
    }
}

/// Runs the window; should it take the program with it, films are finished and told of.
pub(super) fn guarded<T>(filming: &Filming, lost: Lost, run: impl FnOnce() -> T) -> T {
    WILL.set(Some(Will { filming: filming.clone(), lost: Some(lost) }));
    let came_back = run();
    // The window was closed: films are finished by whoever opened it.
    if let Some(mut will) = WILL.take() {
        will.lost = None;
    }
    came_back
}
