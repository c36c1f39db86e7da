//! Small pictures of scenes, for the gallery.

use super::{FilmError, Look, Reel, Shown, ViewKey, output};
use crate::app::Session;
use crate::record::{Finished, Recorder};
use crate::scene::settings::{RecordSettings, ViewSettings};
use crate::scene::{BuildOptions, Scene};
use std::path::Path;

/// Width and height of a small picture in pixels.
pub const THUMBNAIL: (u32, u32) = (224, 126);

/// Ticks run at a time on the way to the moment of the picture.
const STRIDE: u64 = 256;

/// The ticks after which a scene shows what it is about: most of its film.
pub fn best_tick(settings: &RecordSettings) -> u64 {
    u64::from(settings.frames) * u64::from(settings.ticks_per_frame) * 3 / 5
}

/// Draws a small picture of a scene into a PNG file, which holds the scene as every picture of this
/// program does: that tells when it is out of date.
///
/// # Errors
/// A scene that cannot be built or drawn, a field that blows up on the way, a file that cannot be
/// written.
pub fn thumbnail(scene: Scene, options: BuildOptions, path: &Path) -> Result<Finished, FilmError> {
    let settings = RecordSettings {
        size: THUMBNAIL,
        supersample: 2,
        legend: false,
        caption: false,
        transparent: false,
        ..scene.record.clone()
    };
    let view = ViewSettings { axes: false, readout: false, ..scene.view.clone() };
    let (start, look) = (best_tick(&settings), Look { view: Some(view), camera: None });
    let session = Session::begin(scene, options)?;
    let spec = output(&session, &settings, &look, path, 1)?;
    let mut reel = Reel::new(session, &settings, start)?;
    reel.look(ViewKey::new(0, look));
    while !reel.approach(STRIDE)? {}
    let frame = match reel.next_frame()? {
        Shown::Frame(frame) => frame,
        Shown::Ended(alarm) => return Err(FilmError::Halted(Box::new(alarm))),
    };
    let mut recorder =
        Recorder::start_still(&crate::record::OutputSpec { overwrite: true, ..spec })?;
    recorder.push(frame)?;
    Ok(recorder.finish()?)
}
