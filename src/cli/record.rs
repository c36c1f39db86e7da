//! `fieldloom record SCENE -o OUT`: a film, frame by frame.

use super::failure::Failure;
use super::progress::Progress;
use super::source::{SceneArgs, Source};
use super::{JsonArgs, Threads, console, interrupt, palette, quiet};
use clap::Args;
use fieldloom::VERSION;
use fieldloom::app::{SceneOptions, run_ticks};
use fieldloom::record::{Finished, OutputSpec, Provenance, RecordError, Recorder};
use fieldloom::scene::DEFAULT_SCENE;
use fieldloom::scene::Scene;
use fieldloom::scene::settings::RecordSettings;
use fieldloom::simulation::{Alarm, Measurements, Simulation};
use fieldloom::view::{Picture, Studio, StudioOptions, ViewError};
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

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

/// The first of `name.mp4`, `name-2.mp4`, `name-3.mp4`, … that is not there yet.
fn new_film(name: &str) -> PathBuf {
    let first = PathBuf::from(format!("{name}.mp4"));
    let later = (2u32..).map(|number| PathBuf::from(format!("{name}-{number}.mp4")));
    std::iter::once(first.clone()).chain(later).find(|path| !path.exists()).unwrap_or(first)
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

impl RecordArgs {
    /// A film of the default scene, as the scene wants it, in a new file here.
    pub fn of_default_scene() -> Self {
        Self { output: new_film(DEFAULT_SCENE), ..Self::default() }
    }
}

/// Records, and prints where the film is.
///
/// # Errors
/// A scene that cannot be used, an output that cannot be written, no adapter; a field that blows
/// up or an interrupt, both after the file is finished.
pub fn record(args: &RecordArgs) -> Result<(), Failure> {
    quiet::without_display();
    args.threads.apply()?;
    let source = args.scene.load()?;
    let settings = args.settings(&source.scene.record);
    let simulation = source.scene.build(&source.options())?;
    let picture = Picture::new(&source.scene.view, &simulation.lattice, &simulation.parameters)
        .map_err(|error| located(&source.scene, error))?;
    interrupt::install();
    // Before anything takes long: a path that cannot be written to is known at once.
    let mut recorder = Recorder::start(&args.output(&source.scene, &settings, &picture))?;
    let mut studio = studio(&source, simulation, &settings)?;
    let begun = Instant::now();
    let ending = film(&mut studio, &mut recorder, &settings)?;
    let finished = match recorder.finish() {
        Err(RecordError::NoFrames { .. }) if interrupt::requested() => {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        finished => finished?,
    };
    for warning in studio.world_mut().resource::<Measurements>().warnings() {
        console::note(warning);
    }
    args.report(&finished, &settings, begun.elapsed().as_secs_f64())?;
    conclude(ending, &finished, &settings)
}

/// Draws the frames: the first shows the field as it begins, and a fixed number of ticks lies
/// between each and the next, however long they take.
fn film(
    studio: &mut Studio,
    recorder: &mut Recorder,
    settings: &RecordSettings,
) -> Result<Ending, Failure> {
    let progress = Progress::new(settings.frames.into(), "frame");
    for frame in 0..settings.frames {
        if interrupt::requested() {
            return Ok(Ending::Interrupted);
        }
        let ticks = if frame == 0 { 0 } else { settings.ticks_per_frame };
        if let Err(alarm) = run_ticks(studio.world_mut(), ticks.into()) {
            return Ok(Ending::BlownUp(alarm));
        }
        studio.set_film_time(f64::from(frame) / f64::from(settings.fps));
        recorder.push(studio.capture()?)?;
        progress.at(u64::from(frame) + 1);
    }
    Ok(Ending::Complete)
}

/// The renderer, with the simulation in its world.
fn studio(
    source: &Source,
    simulation: Simulation,
    settings: &RecordSettings,
) -> Result<Studio, Failure> {
    let (width, height) = settings.size;
    let RecordSettings { supersample, legend, caption, transparent, .. } = *settings;
    let options = StudioOptions { width, height, supersample, legend, caption, transparent };
    let mut studio = Studio::new(&source.scene, simulation, options)
        .map_err(|error| located(&source.scene, error))?;
    studio.world_mut().insert_resource(SceneOptions(source.options()));
    Ok(studio)
}

/// A setting that does not fit is a fault of the scene, and has a place in it.
fn located(scene: &Scene, error: ViewError) -> Failure {
    match error {
        ViewError::Setting { path, message } => scene.error(path, message).into(),
        other => Failure::View(other),
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
    fn settings(&self, scene: &RecordSettings) -> RecordSettings {
        RecordSettings {
            size: self.size.unwrap_or(scene.size),
            fps: self.fps.unwrap_or(scene.fps),
            frames: self.frames.unwrap_or(scene.frames),
            ticks_per_frame: self.ticks_per_frame.unwrap_or(scene.ticks_per_frame),
            supersample: self.supersample.unwrap_or(scene.supersample),
            legend: scene.legend && !self.no_legend,
            caption: scene.caption && !self.no_caption,
            transparent: scene.transparent || self.transparent,
        }
    }

    fn output(&self, scene: &Scene, settings: &RecordSettings, picture: &Picture) -> OutputSpec {
        OutputSpec {
            path: self.output.clone(),
            width: settings.size.0,
            height: settings.size.1,
            fps: settings.fps,
            frames: settings.frames,
            overwrite: self.overwrite,
            transparent: settings.transparent,
            provenance: Provenance {
                scene: scene.source.clone(),
                title: scene.title.clone(),
                seed: scene.seed,
                version: VERSION.to_owned(),
            },
            gif_hint: palette::of(picture),
        }
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
