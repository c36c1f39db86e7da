//! A bar with the time left, on stderr, and only where somebody can see it move.

use indicatif::{ProgressBar, ProgressStyle};

/// How far a long piece of work is.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar of `total` steps called `unit`; invisible when stderr is not a terminal.
    pub fn new(total: u64, unit: &str) -> Self {
        let bar = ProgressBar::new(total);
        let template =
            format!("{{wide_bar}} {{pos}}/{{len}} {unit}s, {{per_sec}}, {{eta}} left {{msg}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
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

impl Drop for Progress {
    /// A bar must not stay on the screen beside the message of a failure.
    fn drop(&mut self) {
        self.finish();
    }
}
