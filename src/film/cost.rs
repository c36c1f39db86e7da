//! What the frames of a film cost, stage by stage, and what recording adds.

use super::{FilmError, Look, Reel, output};
use crate::app::Session;
use crate::bench::median;
use crate::quantity::Cut;
use crate::record::{Frame, OutputSpec, Recorder, open};
use crate::scene::settings::RecordSettings;
use crate::scene::{BuildOptions, parse};
use crate::view::surface::{RENDER_MODES, RenderMode, Vectors};
use crate::view::{STAGES, Stopwatch};
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A way to draw a Dirac field of some shape.
#[derive(Clone, Copy)]
pub struct FrameCase {
    /// How it is drawn.
    pub mode: &'static RenderMode,
    /// Extents of the lattice.
    pub shape: &'static [usize],
}

/// `volume 64x64x64`
impl fmt::Display for FrameCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape: Vec<String> = self.shape.iter().map(usize::to_string).collect();
        write!(f, "{} {}", self.mode.name, shape.join("x"))
    }
}

/// Shapes with how they are cut: a line, a plane, a cube.
const SHAPES: [(&[usize], Cut); 3] = [
    (&[1024], Cut::Line),
    (&[128, 128], Cut::Whole2D),
    (&[64, 64, 64], Cut::Plane { axis: 0, index: 0 }),
];

/// Every way to draw, on every shape it fits.
pub fn frame_cases() -> Vec<FrameCase> {
    let fits = |mode: &'static RenderMode| {
        let shapes = SHAPES.into_iter().filter(|(_, cut)| (mode.fits)(*cut));
        shapes.map(move |(shape, _)| FrameCase { mode, shape })
    };
    RENDER_MODES.iter().flat_map(fits).collect()
}

impl FrameCase {
    /// A packet on its way, within a field where links are drawn.
    fn scene_text(&self) -> String {
        let (dim, least) = (self.shape.len(), self.shape.iter().min().copied().unwrap_or(1));
        let width = least as f64 / 8.0;
        let momentum = vec!["0.5"; dim].join(", ");
        let centre = vec!["0"; dim].join(", ");
        let linked = matches!(self.mode.vectors, Some(Vectors::Links));
        let gauge = if linked { "gauge: (rotate: [Noise(amplitude: 2.0)])," } else { "" };
        format!(
            "// Frames that are timed\n(theory: (name: \"dirac\", m: 0.3), \
             lattice: (shape: {:?}), schedule: (name: \"staged\", dt: 0.2), \
             initial: [Packet(centre: [{centre}], width: {width:?}, momentum: [{momentum}])], \
             {gauge} view: (surface: {:?}))",
            self.shape, self.mode.name
        )
    }
}

/// What frames of a case cost. Medians, in seconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FrameCost {
    /// A tick of the field, and what is measured at it.
    pub tick: f64,
    /// The stages of a frame, by the names in [`STAGES`].
    pub stages: [f64; STAGES.len()],
    /// Encoding a frame, with nothing beside it.
    pub encode: f64,
    /// Frames a second, a tick to each, that are not kept.
    pub drawn: f64,
    /// Frames a second of a film: encoded beside the next frame.
    pub recorded: f64,
    /// How they stand to one another: the median of the ratios within a round.
    pub ratio: f64,
}

/// Frames are drawn and recorded in turn so often: the speed of a machine changes meanwhile.
const ROUNDS: usize = 3;

/// Measures a case at a size in pixels, over some frames, each pixel the mean of `supersample`
/// squared.
///
/// # Errors
/// No adapter, or a file for the film that cannot be written.
pub fn frame_cost(
    case: &FrameCase,
    size: (u32, u32),
    supersample: u32,
    frames: usize,
) -> Result<FrameCost, FilmError> {
    let scene = parse("frames.ron", &case.scene_text(), &[])?;
    let settings =
        RecordSettings { size, supersample, ticks_per_frame: 1, ..RecordSettings::default() };
    let session = Session::begin(scene, BuildOptions::default())?;
    let film = Film::new();
    let spec = output(&session, &settings, &Look::default(), &film.0, 0)?;
    let mut reel = Reel::new(session, &settings, 0)?;
    let watch = reel.watched();
    // The first frame waits for everything that is made once.
    let mut frame = next(&mut reel, Frame::default())?;
    let mut timed = Timed::default();
    for _ in 0..frames {
        timed.frame(&mut reel, &watch)?;
    }
    let (mut drawn, mut recorded) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let each = rate(frames, || {
            frame = next(&mut reel, std::mem::take(&mut frame))?;
            Ok(())
        })?;
        drawn.push(each);
        recorded.push(film_rate(&mut reel, &spec, frames)?);
        film.remove();
    }
    let encode = encode(&spec, &frame, frames)?;
    let stages = timed.stages.map(median);
    let ratio =
        median(drawn.iter().zip(&recorded).map(|(drawn, recorded)| recorded / drawn).collect());
    let (drawn, recorded) = (median(drawn), median(recorded));
    Ok(FrameCost { tick: median(timed.ticks), stages, encode, drawn, recorded, ratio })
}

/// A film that nobody looks at: its file goes with it.
struct Film(PathBuf);

impl Film {
    fn new() -> Self {
        let name = format!("fieldloom-frames-{}.mp4", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn remove(&self) {
        // One that was never begun is not there.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Drop for Film {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Seconds of each frame.
#[derive(Default)]
struct Timed {
    ticks: Vec<f64>,
    stages: [Vec<f64>; STAGES.len()],
}

impl Timed {
    fn frame(&mut self, reel: &mut Reel, watch: &Stopwatch) -> Result<(), FilmError> {
        let begun = Instant::now();
        reel.approach(1)?;
        self.ticks.push(begun.elapsed().as_secs_f64());
        next(reel, Frame::default())?;
        let stages = watch.stages().unwrap_or([Duration::ZERO; STAGES.len()]);
        for (all, stage) in self.stages.iter_mut().zip(stages) {
            all.push(stage.as_secs_f64());
        }
        Ok(())
    }
}

fn next(reel: &mut Reel, spare: Frame) -> Result<Frame, FilmError> {
    reel.next_frame(spare)?.frame()
}

/// How often a second something is done.
fn rate(times: usize, mut work: impl FnMut() -> Result<(), FilmError>) -> Result<f64, FilmError> {
    let begun = Instant::now();
    for _ in 0..times {
        work()?;
    }
    Ok(times as f64 / begun.elapsed().as_secs_f64())
}

/// Frames a second of a film of so many, from the first to when its file is complete.
fn film_rate(reel: &mut Reel, spec: &OutputSpec, frames: usize) -> Result<f64, FilmError> {
    let mut recorder = Recorder::start(spec)?;
    let begun = Instant::now();
    for _ in 0..frames {
        let frame = next(reel, recorder.spare())?;
        recorder.push(frame)?;
    }
    drop(recorder.finish()?);
    Ok(frames as f64 / begun.elapsed().as_secs_f64())
}

/// Seconds that a frame takes to be encoded.
fn encode(spec: &OutputSpec, frame: &Frame, times: usize) -> Result<f64, FilmError> {
    let mut sink = open(spec)?;
    let rate = rate(times, || Ok(sink.push(frame)?))?;
    drop(sink.finish()?);
    Ok(1.0 / rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_draw_is_timed_on_a_scene_that_shows_it() {
        let cases = frame_cases();
        for mode in RENDER_MODES {
            assert!(cases.iter().any(|case| case.mode.name == mode.name), "{}", mode.name);
        }
        for case in cases {
            let scene = parse("frames.ron", &case.scene_text(), &[]).expect("a scene");
            let session = Session::begin(scene, BuildOptions::default()).expect("a session");
            let picture = crate::view::Picture::new(
                &session.opened().view,
                session.lattice(),
                session.parameters(),
                session.given(),
            );
            assert_eq!(picture.expect("a picture").mode.name, case.mode.name);
        }
    }
}
