//! A bar with the time left, on stderr, and only where somebody can see it move.

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt;

/// How far a long piece of work is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar of `total` steps called `unit`; invisible when stderr is not a terminal.
    pub fn new(total: u64, unit: &str) -> Self {
        let bar = ProgressBar::new(total);
        let template = format!("{{wide_bar}} {{pos}}/{{len}} {unit}s, {{rate}}/s, {{eta}} left");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style.with_key("rate", rate));
        }
        Self { bar }
    }

    /// Shows that `done` steps are behind.
    pub fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Takes the bar away, so that what is printed next stands alone.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Steps a second, without digits that flicker.
fn rate(state: &ProgressState, to: &mut dyn fmt::Write) {
    // A bar that cannot be written shows less; nothing else depends on it.
    let _ = write!(to, "{:.1}", state.per_sec());
}

impl Drop for Progress {
    /// A bar must not stay on the screen beside the message of a failure.
    fn drop(&mut self) {
        self.finish();
    }
}
