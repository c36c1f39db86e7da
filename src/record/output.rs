//! A file that is whole after every write.

use super::RecordError;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An output file, grown by whole units and cut back to the last one when a write fails.
pub(super) struct Output {
    file: File,
    path: PathBuf,
    /// Whether the file is ours from the start, so that it may be removed when nothing came of it.
    created: bool,
    length: u64,
    frames: u32,
}

impl Output {
    /// Opens `path`, leaving what it holds untouched until [`begin`](Self::begin).
    pub fn open(path: &Path, overwrite: bool) -> Result<Self, RecordError> {
        check_directory(path)?;
        let existed = path.symlink_metadata().is_ok();
        let opened = if overwrite {
            OpenOptions::new().write(true).create(true).truncate(false).open(path)
        } else {
            OpenOptions::new().write(true).create_new(true).open(path)
        };
        let file = opened.map_err(|source| open_error(path, source))?;
        Ok(Self { file, path: path.to_path_buf(), created: !existed, length: 0, frames: 0 })
    }

    /// Empties the file: the first picture is ready.
    pub fn begin(&mut self) -> Result<(), RecordError> {
        match self.file.set_len(0) {
            // Devices and pipes have no length to set.
            Err(e) if e.kind() != io::ErrorKind::InvalidInput => Err(self.error("empty", e)),
            _ => Ok(()),
        }
    }

    /// Appends a unit as a whole; a failure leaves the file as it was before.
    pub fn append(&mut self, unit: &[u8]) -> Result<(), RecordError> {
        if let Err(e) = self.file.write_all(unit) {
            // The tail is torn. A device cannot be cut, and has nothing to keep.
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::Start(self.length));
            return Err(self.error("write to", e));
        }
        self.length += unit.len() as u64;
        Ok(())
    }

    /// Appends a unit that completes one more picture.
    pub fn append_frame(&mut self, unit: &[u8]) -> Result<(), RecordError> {
        self.append(unit)?;
        self.frames += 1;
        Ok(())
    }

    /// Replaces bytes that are there.
    pub fn patch(&mut self, offset: u64, bytes: &[u8]) -> Result<(), RecordError> {
        let written = self
            .file
            .seek(SeekFrom::Start(offset))
            .and_then(|_| self.file.write_all(bytes))
            .and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
        written.map(drop).map_err(|e| self.error("complete", e))
    }

    /// Waits until the disk has everything; some devices cannot say.
    pub fn sync(&self) -> Result<(), RecordError> {
        match self.file.sync_data() {
            Err(e) if e.kind() != io::ErrorKind::InvalidInput => Err(self.error("complete", e)),
            _ => Ok(()),
        }
    }

    /// Gives up an output that holds no picture; an old file keeps what it held.
    pub fn abandon(&self) -> RecordError {
        if self.created {
            // The error to report is that nothing was recorded.
            let _ = std::fs::remove_file(&self.path);
        }
        RecordError::NoFrames { path: self.path.clone() }
    }

    /// How many bytes were appended.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// How many pictures were appended.
    pub const fn frames(&self) -> u32 {
        self.frames
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, action: &'static str, source: io::Error) -> RecordError {
        RecordError::write(action, &self.path, self.frames, source)
    }
}

/// Checks that the directory in which `path` lies is there.
pub(super) fn check_directory(path: &Path) -> Result<(), RecordError> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if directory.is_dir() {
        return Ok(());
    }
    Err(RecordError::NoDirectory { path: directory.to_path_buf() })
}

/// The error of an output that cannot be opened.
pub(super) fn open_error(path: &Path, source: io::Error) -> RecordError {
    let path = path.to_path_buf();
    match source.kind() {
        io::ErrorKind::AlreadyExists => RecordError::Exists { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            RecordError::DiskFull { path, frames: 0 }
        }
        _ => RecordError::Open { path, source },
    }
}
