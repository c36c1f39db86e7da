//! Recording: pictures in, a video, an animation or a sequence of pictures out.
//!
//! | extension | file | transparency |
//! |---|---|---|
//! | `mp4` | H.264, BT.709 limited range, tagged as such in the stream and in the container | no |
//! | `gif` | one palette for the whole animation, delays that add up to the right time | on or off |
//! | `png` | `OUT.png` becomes `OUT_00000.png`, `OUT_00001.png`, … | exact |
//!
//! No external program is run and nothing in a file depends on when or where it was made: equal
//! pictures give equal bytes.
//!
//! # What a file is worth before it is finished
//! Every picture is written as a whole the moment it is encoded, so a killed recording plays up
//! to its last picture. For that reason an output is written under its own name, not under a
//! temporary one (a single PNG excepted, which is renamed into place). With `overwrite` the old
//! file is opened at once, so that a missing permission shows before any picture is computed, and
//! is emptied only when the first new picture is ready to replace it.
//!
//! A full disk ends the recording with [`RecordError::DiskFull`], which says how many pictures are
//! safe; the file is cut back to those and still plays.

mod downsample;
mod error;
mod frame;
mod gif;
mod mp4;
mod output;
mod provenance;
mod recorder;
mod sequence;
mod still;

pub use downsample::downsample;
pub use error::RecordError;
pub use frame::Frame;
pub use provenance::{Provenance, read_provenance};
pub use recorder::Recorder;

use std::path::PathBuf;

/// What to record, and where.
#[derive(Clone, Debug)]
pub struct OutputSpec {
    /// The file; its extension chooses the format. For `png`, the stem of the sequence.
    pub path: PathBuf,
    /// Width of every picture, in pixels.
    pub width: u32,
    /// Height of every picture, in pixels.
    pub height: u32,
    /// Pictures a second.
    pub fps: u32,
    /// How many pictures are planned; 0 if that is not known. More or fewer may be pushed.
    pub frames: u32,
    /// Whether an existing file may be replaced.
    pub overwrite: bool,
    /// Whether the alpha of the pictures is kept.
    pub transparent: bool,
    /// What is written into the file about its origin.
    pub provenance: Provenance,
    /// Colours that the pictures are made of, for the palette of a GIF; may be empty.
    pub gif_hint: Vec<[u8; 3]>,
}

/// A finished recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The file, or the first file of a sequence.
    pub path: PathBuf,
    /// The files in words: the path, or for a sequence its first and last file.
    pub files: String,
    /// How many pictures were written.
    pub frames: u32,
    /// Total size of what was written.
    pub bytes: u64,
}

/// An encoder with its open output.
pub trait Sink: Send {
    /// Encodes one picture and writes it out.
    ///
    /// # Errors
    /// A picture of another size, a failing encoder, a full or failing disk. What was pushed
    /// before stays playable; nothing may be pushed after an error.
    fn push(&mut self, frame: &Frame) -> Result<(), RecordError>;

    /// Completes the file.
    ///
    /// # Errors
    /// As [`push`](Sink::push), and [`RecordError::NoFrames`].
    fn finish(self: Box<Self>) -> Result<Finished, RecordError>;
}

/// Opens the output that the extension of the path asks for.
///
/// # Errors
/// Everything that can be known before the first picture: an unknown extension, a size, rate or
/// transparency that the format does not have, an existing file, a missing or unwritable
/// directory.
pub fn open(spec: &OutputSpec) -> Result<Box<dyn Sink>, RecordError> {
    if spec.width == 0 || spec.height == 0 || spec.fps == 0 {
        return Err(RecordError::NothingToRecord {
            width: spec.width,
            height: spec.height,
            fps: spec.fps,
        });
    }
    match extension(spec).as_deref() {
        Some("mp4") => Ok(Box::new(mp4::Mp4Sink::open(spec)?)),
        Some("gif") => Ok(Box::new(gif::GifSink::open(spec)?)),
        Some("png") => Ok(Box::new(sequence::PngSink::open(spec)?)),
        _ => Err(RecordError::UnknownFormat { path: spec.path.clone() }),
    }
}

/// Opens the output for one picture alone: a `.png` under exactly that name.
///
/// # Errors
/// Those of [`open`]; any other extension.
pub fn open_still(spec: &OutputSpec) -> Result<Box<dyn Sink>, RecordError> {
    match extension(spec).as_deref() {
        Some("png") => Ok(Box::new(still::StillSink::open(spec)?)),
        _ => Err(RecordError::NotPng { path: spec.path.clone() }),
    }
}

fn extension(spec: &OutputSpec) -> Option<String> {
    Some(spec.path.extension()?.to_str()?.to_ascii_lowercase())
}
