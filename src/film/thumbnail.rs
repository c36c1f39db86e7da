//! Small pictures of scenes, for the gallery.

use super::{FilmError, Look, Reel, Shown, output};
use crate::app::Session;
use crate::record::{Finished, OutputSpec, Provenance, Recorder};
use crate::scene::settings::RecordSettings;
use crate::scene::{BuildOptions, Scene};
use std::path::Path;

/// Width and height of a small picture in pixels.
pub const THUMBNAIL: (u32, u32) = (224, 126);

/// What of the view a small picture has no room for.
const PLAIN: [&str; 3] = ["view.axes=false", "view.readout=false", "view.compare=\"none\""];

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
    let source = scene.source.clone();
    let session = Session::begin(scene.with_sets(&PLAIN.map(str::to_owned))?, options)?;
    let spec = output(&session, &settings, &Look::default(), path, 1)?;
    let provenance = Provenance { scene: source, ..spec.provenance.clone() };
    let spec = OutputSpec { overwrite: true, provenance, ..spec };
    let mut reel = Reel::new(session, &settings, best_tick(&settings))?;
    while !reel.approach(STRIDE)? {}
    let frame = match reel.next_frame()? {
        Shown::Frame(frame) => frame,
        Shown::Ended(alarm) => return Err(FilmError::Halted(Box::new(alarm))),
    };
    let mut recorder = Recorder::start_still(&spec)?;
    recorder.push(frame)?;
    Ok(recorder.finish()?)
}
