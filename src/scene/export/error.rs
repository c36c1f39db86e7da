//! Why an export fails.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// An export that cannot be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The directory cannot be made.
    #[error("{}: the directory cannot be made: {why}; give one in a place you may write to", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// A file cannot be written.
    #[error("{}: cannot be written: {why}; {}", path.display(), advice(why))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

impl ExportError {
    pub(super) fn file(path: &Path, why: io::Error) -> Self {
        Self::File { path: path.to_owned(), why }
    }
}

fn advice(why: &io::Error) -> &'static str {
    match why.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room or give a directory on another disk; what was exported before is whole"
        }
        _ => "give a directory you may write to",
    }
}
