//! What can go wrong, and the exit code of each.

use super::interrupt;
use fieldloom::scene::SceneError;
use fieldloom::scene::export::ExportError;
use fieldloom::simulation::Alarm;
#[cfg(feature = "viewer")]
use fieldloom::view::ViewError;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use thiserror::Error;

/// Why the program ends before its work is done.
#[derive(Debug, Error)]
pub enum Failure {
    /// Anything that has no code of its own.
    #[error("{0}")]
    Failed(String),
    /// A command line whose parts do not fit together.
    #[error("{0}")]
    Usage(String),
    /// A scene that cannot be used.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// No display, or a build without a window.
    #[error(
        "there is no window to be had: {why}. To have a film of the scene instead, run: {command}"
    )]
    NoDisplay {
        /// What is missing.
        why: String,
        /// The command that records the scene.
        command: String,
    },
    /// The display went away while the window was open.
    #[cfg(feature = "viewer")]
    #[error("the display is gone{saved}")]
    DisplayGone {
        /// What is left of the work, as a sentence; empty when nothing.
        saved: String,
    },
    /// No graphics adapter.
    #[cfg(feature = "viewer")]
    #[error(transparent)]
    View(#[from] ViewError),
    /// No graphics adapter, as `doctor` has said in full.
    #[error("there is no graphics adapter to record with")]
    NoAdapter,
    /// The field became unfit.
    #[error("{alarm}{saved}")]
    BlowUp {
        /// What the sentinel found.
        alarm: Box<Alarm>,
        /// What is left of the work, as a sentence; empty when nothing.
        saved: String,
    },
    /// A recording that cannot be written, or cannot be what was asked.
    #[cfg(feature = "viewer")]
    #[error(transparent)]
    Record(#[from] fieldloom::record::RecordError),
    /// An export that cannot be written.
    #[error(transparent)]
    Export(ExportError),
    /// An export that is there already.
    #[error(
        "'{}' holds an export already; choose another directory, go on from it with --from, or \
         replace it with --overwrite",
        path.display()
    )]
    Exists {
        /// The directory.
        path: PathBuf,
    },
    /// A file that cannot be read or written.
    #[error("cannot {action} '{}': {source}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Stopped by Ctrl-C or SIGTERM.
    #[error("interrupted{saved}")]
    Interrupted {
        /// What is finished, as a sentence; empty when nothing was begun.
        saved: String,
    },
}

impl Failure {
    /// A failure to do something with a file.
    pub fn file(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::File { action, path: path.to_owned(), source }
    }

    /// The exit code: the one place where failures get theirs.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// Ends the program with the exit code, wherever it is.
    #[cfg(feature = "viewer")]
    pub fn exit(&self) -> ! {
        std::process::exit(i32::from(self.code()))
    }

    fn code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Scene(_) => 3,
            Self::NoDisplay { .. } | Self::NoAdapter => 4,
            #[cfg(feature = "viewer")]
            Self::DisplayGone { .. } => 4,
            #[cfg(feature = "viewer")]
            Self::View(ViewError::Setting { .. }) => 3,
            #[cfg(feature = "viewer")]
            Self::View(ViewError::TooLarge { .. } | ViewError::Empty { .. }) => 2,
            #[cfg(feature = "viewer")]
            Self::View(ViewError::NoAdapter { .. } | ViewError::Driver { .. }) => 4,
            Self::BlowUp { .. } => 5,
            #[cfg(feature = "viewer")]
            Self::Record(error) if error.is_usage() => 2,
            #[cfg(feature = "viewer")]
            Self::Record(_) => 6,
            Self::Export(_) | Self::Exists { .. } | Self::File { .. } => 6,
            Self::Interrupted { .. } => interrupt::EXIT_CODE,
        }
    }
}
