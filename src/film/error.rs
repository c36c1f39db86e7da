//! What can go wrong with a film.

use crate::app::Refusal;
use crate::record::RecordError;
use crate::scene::SceneError;
use crate::simulation::Alarm;
use crate::view::ViewError;
use std::io;
use thiserror::Error;

/// Why a film ends before it should.
#[derive(Debug, Error)]
pub enum FilmError {
    /// The picture cannot be drawn.
    #[error(transparent)]
    View(#[from] ViewError),
    /// The file cannot be written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The scene cannot be built.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// The field became unfit before what was to be shown.
    #[error("the field blew up before the picture: {0}")]
    Halted(Box<Alarm>),
    /// An edit of the script is refused: it was made in a session of another scene.
    #[error("the edit at step {step} cannot be made: {reason}")]
    Edit {
        /// Its place in the list of edits, from 0.
        index: usize,
        /// Step of the session.
        step: u64,
        /// Why.
        reason: Refusal,
    },
    /// A view of the script does not go with the field.
    #[error("frame {frame} cannot be shown so: {source}")]
    Look {
        /// Its place in the list of views, from 0.
        index: usize,
        /// The frame.
        frame: u32,
        /// Why.
        source: ViewError,
    },
    /// No thread to draw in.
    #[error("no thread can be started to draw the film: {0}")]
    Thread(#[source] io::Error),
    /// The thread ended without a word.
    #[error("drawing the film was broken off; the frames written before play")]
    BrokenOff,
}
