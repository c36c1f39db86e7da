//! `fieldloom record SCENE -o OUT`: a film, frame by frame.

use super::failure::Failure;
use super::progress::Progress;
use super::source::SceneArgs;
use super::{JsonArgs, Threads, console, interrupt, quiet};
use clap::Args;
use fieldloom::app::Session;
use fieldloom::film::{self, FilmError, FilmScript, Look, Reel, ScriptFile, Shown};
use fieldloom::record::{Finished, OutputSpec, RecordError, Recorder};
use fieldloom::scene::Scene;
use fieldloom::scene::settings::RecordSettings;
use fieldloom::simulation::{Alarm, Measurements};
use fieldloom::view::ViewError;
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

const COMMANDS_HELP: &str = "\
Do again what this script says: edits, views and camera moves of a session with the scene. It is \
RON, and every field has a default:

    (
        start: 120,          // step of the session that the first frame shows
        ticks_per_frame: 2,  // where the scene's is not meant
        frames: 300,         // likewise
        edits: [             // since the session began, in order of steps
            (step: 40, command: SetParameter(name: \"m\", value: 0.5)),
            (step: 50, command: SetDt(0.1)),
            (step: 130, gesture: 1, command: Disturb(centre: (3.0, -1.5, 0.0),
                radius: 2.0, amount: 0.4, phase: 0.0, component: 1)),
            (step: 160, command: Undo),   // and Redo, Reset, Back(3), Recall(tick: 96)
            (step: 200, command: Restart(sets: [\"seed=4\"])),
        ],
        views: [             // what is seen from a frame on, in order of frames
            (frame: 0, view: (height: \"phi1\")),  // as in a scene
            (frame: 60, camera: (yaw: 0.6, pitch: 0.5, distance: 2.0,
                target: (0.0, 0.0, 0.0), fov: 0.6)), // in radians and sides of the box
        ],
    )

A frame shows the field after the edits made at its step. Edits of one gesture that follow one \
another are one step for Undo.";

/// Record a scene to a video, an animation or a sequence of pictures
#[derive(Args, Default)]
pub struct RecordArgs {
    #[command(flatten)]
    scene: SceneArgs,
    /// File to write: .mp4, .gif, or .png for a numbered sequence
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Number of frames; the first shows the field before the first tick
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    frames: Option<u32>,
    /// Frames a second
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    fps: Option<u32>,
    /// Size of the picture in pixels
    #[arg(long, value_name = "WxH", value_parser = size)]
    size: Option<(u32, u32)>,
    /// Ticks from one frame to the next
    #[arg(long, value_name = "N")]
    ticks_per_frame: Option<u32>,
    /// Do again what this script says: edits, views and camera moves of a session with the scene
    #[arg(long, value_name = "FILE", long_help = COMMANDS_HELP)]
    commands: Option<PathBuf>,
    /// Draw N times as wide and as high, and average
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4))]
    supersample: Option<u32>,
    /// Leave out the legends
    #[arg(long)]
    no_legend: bool,
    /// Leave out title and time
    #[arg(long)]
    no_caption: bool,
    /// Leave out the background (.png, .gif)
    #[arg(long)]
    transparent: bool,
    /// Replace a file that is there
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output_as: JsonArgs,
}

/// `1280x720`
fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once(['x', 'X', '×']);
    let number = |side: &str| side.parse().ok().filter(|side| *side > 0);
    let sides = sides.and_then(|(width, height)| Some((number(width)?, number(height)?)));
    sides.ok_or_else(|| "give width and height in pixels, such as 1280x720".to_owned())
}

/// How a recording ended.
enum Ending {
    /// Every frame is there.
    Complete,
    /// Somebody asked to stop.
    Interrupted,
    /// The field became unfit.
    BlownUp(Alarm),
}

/// Ticks between two looks at whether somebody wants to stop.
const PATIENCE: u64 = 64;

/// Records, and prints where the film is.
///
/// # Errors
/// A scene or a script that cannot be used, an output that cannot be written, no adapter; a field
/// that blows up or an interrupt, both after the file is finished.
pub fn record(args: &RecordArgs) -> Result<(), Failure> {
    quiet::without_display();
    args.threads.apply()?;
    let source = args.scene.load()?;
    let script = args.commands.as_deref().map(ScriptFile::load).transpose()?;
    let settings = args.settings(&source.scene.record, script.as_ref().map(|file| &file.script));
    let explain = |error: FilmError| located(&source.scene, script.as_ref(), error);
    let session = Session::begin(source.scene.clone(), source.options())?;
    let output = args.output(&session, &settings, script.as_ref()).map_err(explain)?;
    interrupt::install();
    // Before anything takes long: a path that cannot be written to is known at once.
    let mut recorder = Recorder::start(&output)?;
    let start = script.as_ref().map_or(0, |file| file.script.start);
    let reel = Reel::new(session, &settings, start);
    let mut reel = reel.map_err(|error| explain(error.into()))?;
    if let Some(ScriptFile { script, .. }) = &script {
        script.edits.iter().for_each(|edit| reel.edit(edit.clone()));
        script.views.iter().for_each(|key| reel.look(key.clone()));
    }
    let begun = Instant::now();
    let ending = film(&mut reel, &mut recorder, &settings).map_err(explain)?;
    let finished = match recorder.finish() {
        Err(RecordError::NoFrames { .. }) if interrupt::requested() => {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        finished => finished?,
    };
    for warning in reel.world_mut().resource::<Measurements>().warnings() {
        console::note(warning);
    }
    args.report(&finished, &settings, begun.elapsed().as_secs_f64())?;
    conclude(ending, &finished, &settings)
}

/// Draws the frames: a fixed number of ticks lies between each and the next, however long they
/// take.
fn film(
    reel: &mut Reel,
    recorder: &mut Recorder,
    settings: &RecordSettings,
) -> Result<Ending, FilmError> {
    while !reel.approach(PATIENCE)? {
        if interrupt::requested() {
            return Ok(Ending::Interrupted);
        }
    }
    let progress = Progress::new(settings.frames.into(), "frame");
    for frame in 0..settings.frames {
        if interrupt::requested() {
            return Ok(Ending::Interrupted);
        }
        match reel.next_frame(recorder.spare())? {
            Shown::Frame(frame) => recorder.push(frame)?,
            Shown::Ended(alarm) => return Ok(Ending::BlownUp(alarm)),
        }
        progress.at(u64::from(frame) + 1);
    }
    Ok(Ending::Complete)
}

/// A setting that does not fit is a fault of the scene or of the script, and has a place in it.
fn located(scene: &Scene, script: Option<&ScriptFile>, error: FilmError) -> Failure {
    let message = error.to_string();
    match (error, script) {
        (FilmError::Edit { index, .. }, Some(script)) => {
            script.error(&format!("edits[{index}]"), message).into()
        }
        (FilmError::Look { index, source: ViewError::Setting { path, .. }, .. }, Some(script)) => {
            script.error(&format!("views[{index}].{path}"), message).into()
        }
        (FilmError::View(ViewError::Setting { path, message }), _) => {
            scene.error(path, message).into()
        }
        (error, _) => failure(error),
    }
}

/// Why a film ends early, where that is not said of a place in a file.
pub fn failure(error: FilmError) -> Failure {
    match error {
        FilmError::View(error) | FilmError::Look { source: error, .. } => error.into(),
        FilmError::Record(error) => error.into(),
        other => Failure::Failed(other.to_string()),
    }
}

fn conclude(ending: Ending, finished: &Finished, settings: &RecordSettings) -> Result<(), Failure> {
    let saved =
        format!("; {} of {} frames are in {}", finished.frames, settings.frames, finished.files);
    match ending {
        Ending::Complete => Ok(()),
        Ending::Interrupted => Err(Failure::Interrupted { saved }),
        Ending::BlownUp(alarm) => Err(Failure::BlowUp { alarm: Box::new(alarm), saved }),
    }
}

impl RecordArgs {
    /// The scene's settings, as the command line changes them.
    fn settings(&self, scene: &RecordSettings, script: Option<&FilmScript>) -> RecordSettings {
        let frames = script.and_then(|script| script.frames).unwrap_or(scene.frames);
        let ticks = script.and_then(|script| script.ticks_per_frame);
        let ticks_per_frame = ticks.unwrap_or(scene.ticks_per_frame);
        RecordSettings {
            size: self.size.unwrap_or(scene.size),
            fps: self.fps.unwrap_or(scene.fps),
            frames: self.frames.unwrap_or(frames),
            ticks_per_frame: self.ticks_per_frame.unwrap_or(ticks_per_frame),
            supersample: self.supersample.unwrap_or(scene.supersample),
            legend: scene.legend && !self.no_legend,
            caption: scene.caption && !self.no_caption,
            transparent: scene.transparent || self.transparent,
        }
    }

    /// The file. A film by a script is laid out as one whose end is not known, since the recording
    /// it does again was one.
    fn output(
        &self,
        session: &Session,
        settings: &RecordSettings,
        script: Option<&ScriptFile>,
    ) -> Result<OutputSpec, FilmError> {
        let (frames, look) = match script {
            Some(file) => (0, file.script.opening()),
            None => (settings.frames, Look::default()),
        };
        let spec = film::output(session, settings, &look, &self.output, frames);
        let spec = spec.map_err(|source| match look.view {
            Some(_) => FilmError::Look { index: 0, frame: 0, source },
            None => source.into(),
        })?;
        Ok(OutputSpec { overwrite: self.overwrite, ..spec })
    }

    /// Says where the film is: on stdout, so that another program can open it.
    fn report(
        &self,
        finished: &Finished,
        settings: &RecordSettings,
        seconds: f64,
    ) -> Result<(), Failure> {
        let Finished { path, files, frames, bytes } = finished;
        let (width, height) = settings.size;
        if self.output_as.json {
            let report = json!({
                "path": path, "frames": frames, "bytes": bytes,
                "width": width, "height": height, "fps": settings.fps, "seconds": seconds,
            });
            return console::line(format_args!("{report:#}"));
        }
        let rate = f64::from(*frames) / seconds;
        console::note(format_args!("{frames} frames in {seconds:.1} s, {rate:.1} a second"));
        console::line(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_width_and_height() {
        assert_eq!(size("1280x720"), Ok((1280, 720)));
        for wrong in ["1280", "x720", "0x720", "12.5x7", "-4x4", "1280x720x2", ""] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
