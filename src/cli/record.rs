//! `fieldloom record SCENE -o OUT`: a film, frame by frame.

use super::failure::Failure;
use super::progress::Progress;
use super::source::{SceneArgs, Source};
use super::{JsonArgs, Threads, interrupt, quiet};
use clap::Args;
use fieldloom::VERSION;
use fieldloom::app::{SceneOptions, run_ticks};
use fieldloom::record::{Finished, OutputSpec, Provenance, RecordError, Recorder};
use fieldloom::scene::settings::RecordSettings;
use fieldloom::simulation::{Alarm, Measurements};
use fieldloom::view::{Studio, StudioOptions, ViewError};
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

/// Record a scene to a video, an animation or a sequence of pictures
#[derive(Args)]
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
    json: JsonArgs,
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
    interrupt::install();
    // Before anything takes long: a path that cannot be written to is known at once.
    let mut recorder = Recorder::start(&args.output(&source, &settings))?;
    let mut studio = studio(&source, simulation, &settings)?;
    let begun = Instant::now();
    let ending = film(&mut studio, &mut recorder, &settings)?;
    for warning in studio.world_mut().resource::<Measurements>().warnings() {
        eprintln!("fieldloom: {warning}");
    }
    let finished = match recorder.finish() {
        Err(RecordError::NoFrames { .. }) if interrupt::requested() => {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        finished => finished?,
    };
    args.report(&finished, &settings, begun.elapsed().as_secs_f64());
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

fn studio(
    source: &Source,
    simulation: fieldloom::simulation::Simulation,
    settings: &RecordSettings,
) -> Result<Studio, Failure> {
    let (width, height) = settings.size;
    let RecordSettings { supersample, legend, caption, transparent, .. } = *settings;
    let options = StudioOptions { width, height, supersample, legend, caption, transparent };
    let mut studio =
        Studio::new(&source.scene, simulation, options).map_err(|error| match error {
            ViewError::Setting { path, message } => source.scene.error(path, message).into(),
            other => Failure::View(other),
        })?;
    studio.world_mut().insert_resource(SceneOptions(source.options()));
    Ok(studio)
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

    fn output(&self, source: &Source, settings: &RecordSettings) -> OutputSpec {
        OutputSpec {
            path: self.output.clone(),
            width: settings.size.0,
            height: settings.size.1,
            fps: settings.fps,
            frames: settings.frames,
            overwrite: self.overwrite,
            transparent: settings.transparent,
            provenance: Provenance {
                scene: source.scene.source.clone(),
                title: source.scene.title.clone(),
                seed: source.scene.seed,
                version: VERSION.to_owned(),
            },
            gif_hint: Vec::new(),
        }
    }

    /// Says where the film is: on stdout, so that another program can open it.
    fn report(&self, finished: &Finished, settings: &RecordSettings, seconds: f64) {
        if self.json.json {
            let report = json!({
                "path": finished.path,
                "frames": finished.frames,
                "bytes": finished.bytes,
                "width": settings.size.0,
                "height": settings.size.1,
                "fps": settings.fps,
                "seconds": seconds,
            });
            println!("{report:#}");
        } else {
            println!("{}", finished.files);
            let rate = f64::from(finished.frames) / seconds;
            eprintln!(
                "fieldloom: {} frames in {seconds:.1} s, {rate:.1} a second",
                finished.frames
            );
        }
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
