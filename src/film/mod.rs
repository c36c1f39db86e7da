//! Films: one way from a scene and what was done to it to the frames, whoever asks for them.
//!
//! A film is a function of the scene, how it was built, its record settings and a [`FilmScript`].
//! [`Reel`] draws it frame by frame; `fieldloom record` asks it for one after another, and a
//! recording in a window ([`LiveFilm`]) feeds it what happens while it happens. So the two files
//! are equal to the last byte.
//!
//! # When a frame is drawn
//! Frame k shows the session after `start + k * ticks_per_frame` steps, and after every edit that
//! was made at that step: all that can be known once the session is past it, however late the
//! frame is drawn. A live film therefore draws frame k when the session is a step further, or when
//! the film is stopped. A field that is halted by an alarm is not drawn; the film goes on where an
//! edit at that step brings the field back, and ends where none does.
//!
//! # Camera and view
//! A film begins with the scene's own, turntable included. A key says what is seen from its frame
//! on; the first camera key stops the turntable.

mod cost;
mod error;
mod keep;
mod live;
mod palette;
mod reel;
mod script;
mod thumbnail;

pub use cost::{FrameCase, FrameCost, frame_cases, frame_cost};
pub use error::FilmError;
pub use live::{LiveFilm, Take};
pub use reel::{Reel, Shown};
pub use script::{CameraKey, FilmScript, Look, ScriptFile, ViewKey};
pub use thumbnail::{THUMBNAIL, best_tick, thumbnail};

use crate::VERSION;
use crate::app::Session;
use crate::record::{OutputSpec, Provenance};
use crate::scene::settings::RecordSettings;
use crate::view::{Picture, ViewError};
use std::path::{Path, PathBuf};

/// The output of a session's film. `frames` are those planned, 0 if that is not known.
///
/// # Errors
/// View settings that do not go with the scene.
pub fn output(
    session: &Session,
    settings: &RecordSettings,
    look: &Look,
    path: &Path,
    frames: u32,
) -> Result<OutputSpec, ViewError> {
    let scene = session.opened();
    let view = look.view.as_ref().unwrap_or(&scene.view);
    let picture = Picture::new(view, session.lattice(), session.parameters(), session.given())?;
    Ok(OutputSpec {
        path: path.to_owned(),
        width: settings.size.0,
        height: settings.size.1,
        fps: settings.fps,
        frames,
        overwrite: false,
        transparent: settings.transparent,
        provenance: Provenance {
            scene: scene.source.clone(),
            title: scene.title.clone(),
            seed: scene.seed,
            version: VERSION.to_owned(),
        },
        gif_hint: palette::of(&picture),
    })
}

/// The first of `name.mp4`, `name-2.mp4`, `name-3.mp4`, … that is not there yet, for the extension
/// `mp4`.
pub fn new_file(name: &str, extension: &str) -> PathBuf {
    let first = PathBuf::from(format!("{name}.{extension}"));
    let later = (2u32..).map(|number| PathBuf::from(format!("{name}-{number}.{extension}")));
    std::iter::once(first.clone()).chain(later).find(|path| !path.exists()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::new_file;

    #[test]
    fn a_new_file_is_new() {
        let dir = tempfile::tempdir().expect("a directory");
        let name = dir.path().join("rose.v1");
        let name = name.to_str().expect("text");
        for wanted in ["rose.v1.mp4", "rose.v1-2.mp4", "rose.v1-3.mp4"] {
            let path = new_file(name, "mp4");
            assert!(path.ends_with(wanted), "{}", path.display());
            std::fs::write(path, "").expect("written");
        }
    }
}
