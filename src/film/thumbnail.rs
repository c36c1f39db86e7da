//! Small pictures of scenes, for the gallery.

use super::{FilmError, Look, Reel, output};
use crate::app::Session;
use crate::record::{Finished, OutputSpec, Provenance, Recorder};
use crate::scene::settings::RecordSettings;
use crate::scene::{BuildOptions, Scene};
use crate::view::Picture;
use crate::view::surface::Reach;
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
    let best = best_tick(&settings);
    let start = if shows_past(&session)? { 0 } else { best };
    let mut reel = Reel::new(session, &settings, start)?;
    while !reel.approach(STRIDE)? {}
    let mut recorder = Recorder::start_still(&spec)?;
    loop {
        let frame = reel.next_frame(recorder.spare())?.frame()?;
        if start == best || reel.next_step() > best {
            recorder.push(frame)?;
            return Ok(recorder.finish()?);
        }
    }
}

/// Whether what was seen before is a part of the picture: then all of the film up to it is drawn.
fn shows_past(session: &Session) -> Result<bool, FilmError> {
    let view = &session.opened().view;
    let picture = Picture::new(view, session.lattice(), session.parameters(), session.given())?;
    Ok((picture.mode.reach)(picture.cut) == Reach::History)
}
