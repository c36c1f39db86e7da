//! What can go wrong with a recording, in sentences.

use std::io;
use std::path::{Path, PathBuf};

/// Why a recording was refused or stopped.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The extension names none of the formats.
    #[error(
        "cannot tell from the name '{}' what to record; \
         end it in .mp4 (H.264 video), .gif (animation) or .png (numbered pictures)",
        path.display()
    )]
    UnknownFormat {
        /// The output asked for.
        path: PathBuf,
    },
    /// A size or rate is zero.
    #[error(
        "a recording of {width}x{height} pixels at {fps} frames a second holds nothing; \
         all three must be at least 1"
    )]
    NothingToRecord {
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
        /// Rate asked for.
        fps: u32,
    },
    /// The video format halves its colour planes, so both extents must be even.
    #[error(
        "an mp4 needs an even width and height, which {width}x{height} does not have; \
         use {}x{} or {}x{}",
        width & !1, height & !1, width.next_multiple_of(2), height.next_multiple_of(2)
    )]
    OddSize {
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
    },
    /// The format has no pictures of this size.
    #[error(
        "{format} holds pictures from {least} to {largest} pixels, and {width}x{height} is outside"
    )]
    Size {
        /// Name of the format.
        format: &'static str,
        /// Smallest size.
        least: &'static str,
        /// Largest size.
        largest: &'static str,
        /// Width asked for.
        width: u32,
        /// Height asked for.
        height: u32,
    },
    /// The format has no such rate.
    #[error("{format} cannot show {fps} frames a second: {why}; use at most {largest}")]
    Rate {
        /// Name of the format.
        format: &'static str,
        /// Rate asked for.
        fps: u32,
        /// Largest rate.
        largest: u32,
        /// The reason.
        why: &'static str,
    },
    /// A single picture in a format for films.
    #[error("'{}' is to be a single picture; give it the ending .png", path.display())]
    NotPng {
        /// The path given.
        path: PathBuf,
    },
    /// The format has no alpha.
    #[error("an mp4 cannot be transparent; record a .png sequence (exact) or a .gif (on or off)")]
    NoTransparency,
    /// The output exists.
    #[error("'{}' exists already; choose another name, or pass --overwrite to replace it", path.display())]
    Exists {
        /// What exists.
        path: PathBuf,
    },
    /// The directory of the output does not exist.
    #[error("the directory '{}' does not exist; create it first, or record elsewhere", path.display())]
    NoDirectory {
        /// The missing directory.
        path: PathBuf,
    },
    /// The disk is full.
    #[error(
        "no space left for '{}': {}; free some space, or record elsewhere",
        path.display(),
        safe(*frames)
    )]
    DiskFull {
        /// The output.
        path: PathBuf,
        /// How many pictures the output holds.
        frames: u32,
    },
    /// The operating system refused something else.
    #[error("cannot {action} '{}': {source}; {}", path.display(), safe(*frames))]
    Write {
        /// What was tried.
        action: &'static str,
        /// The output.
        path: PathBuf,
        /// How many pictures the output holds.
        frames: u32,
        /// The system's reason.
        source: io::Error,
    },
    /// The output cannot be opened.
    #[error("cannot write to '{}': {source}; record to a place where you may write", path.display())]
    Open {
        /// The output.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A picture does not fit the recording.
    #[error(
        "a picture of {given_width}x{given_height} pixels in {bytes} bytes was given to a recording \
         of {width}x{height}, which takes 4 bytes a pixel"
    )]
    WrongFrame {
        /// Width of the recording.
        width: u32,
        /// Height of the recording.
        height: u32,
        /// Width of the picture.
        given_width: u32,
        /// Height of the picture.
        given_height: u32,
        /// Length of its data.
        bytes: usize,
    },
    /// Nothing was recorded.
    #[error("no frame was recorded, so '{}' was not written; ask for at least one", path.display())]
    NoFrames {
        /// The output asked for.
        path: PathBuf,
    },
    /// An encoder failed.
    #[error("the {format} encoder failed at frame {frame}: {what}")]
    Encoder {
        /// Name of the format.
        format: &'static str,
        /// The picture at which it failed, counted from 0.
        frame: u32,
        /// What the encoder says.
        what: String,
    },
    /// A file holds no readable provenance.
    #[error("'{}' does not say which scene it shows: {why}", path.display())]
    NoProvenance {
        /// The file.
        path: PathBuf,
        /// What is missing.
        why: String,
    },
}

impl RecordError {
    /// Whether the request itself cannot be met, as against a failure of input or output.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::UnknownFormat { .. }
                | Self::NothingToRecord { .. }
                | Self::OddSize { .. }
                | Self::Size { .. }
                | Self::Rate { .. }
                | Self::NoTransparency
                | Self::NotPng { .. }
                | Self::NoFrames { .. }
        )
    }

    /// The error of a write that failed with `frames` pictures safe.
    pub(super) fn write(action: &'static str, path: &Path, frames: u32, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull { path, frames },
            _ => Self::Write { action, path, frames, source },
        }
    }
}

/// What is left of a recording that stopped.
fn safe(frames: u32) -> String {
    match frames {
        0 => "nothing was recorded".into(),
        1 => "the first frame is safe, the rest is lost".into(),
        _ => format!("the first {frames} frames are safe and play, the rest is lost"),
    }
}
