//! `fieldloom run [SCENE] --ticks N`: computing without a picture.

use super::exports::Exports;
use super::failure::Failure;
use super::progress::Progress;
use super::source::{SceneArgs, Source};
use super::summary::Summary;
use super::{JsonArgs, Threads, console, interrupt};
use clap::Args;
use fieldloom::lattice::Precision;
use fieldloom::scene::BuildOptions;
use fieldloom::scene::export::{Imported, import};
use fieldloom::simulation::{Alarm, Simulation};
use std::path::PathBuf;
use std::time::Instant;

/// Run a scene, or go on from an export, without a picture
#[derive(Args)]
pub struct RunArgs {
    #[command(flatten)]
    scene: SceneArgs,
    /// Number of ticks to run
    #[arg(long, value_name = "N")]
    ticks: u64,
    /// Write meta.json, observables.csv and the fields of the first and the last tick into a
    /// directory, from which a run can go on
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
    /// Export every K ticks as well
    #[arg(long, value_name = "K", requires = "export", value_parser = clap::value_parser!(u64).range(1..))]
    pub every: Option<u64>,
    /// Start from the arrays in a directory: of an export the latest tick, else those without a
    /// number. Without SCENE its meta.json says everything else
    #[arg(long, value_name = "DIR")]
    pub from: Option<PathBuf>,
    /// Replace an export that is there
    #[arg(long, requires = "export")]
    pub overwrite: bool,
    /// Precision of the fields; the scene's when absent
    #[arg(long, value_name = "f32|f64", value_parser = precision)]
    precision: Option<Precision>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: JsonArgs,
}

fn precision(name: &str) -> Result<Precision, String> {
    let known = [Precision::F32, Precision::F64];
    known.into_iter().find(|precision| precision.name() == name).ok_or("use f32 or f64".to_owned())
}

/// How a run ended.
pub enum Ending {
    /// All ticks are done.
    Complete,
    /// Somebody asked to stop.
    Interrupted,
    /// The field became unfit.
    BlownUp(Alarm),
}

/// Runs and prints what came of it.
///
/// # Errors
/// A scene or an export that cannot be used, an export that cannot be written, a field that blows
/// up (the last good state is exported), an interrupt (the state at hand is).
pub fn run(args: &RunArgs) -> Result<(), Failure> {
    args.threads.apply()?;
    let Imported { mut simulation, scene, seed } = args.start()?;
    let mut exports = Exports::begin(args, &scene, seed)?;
    interrupt::install();
    let first = simulation.clock.tick;
    let begun = Instant::now();
    // Inside the pool: a tick handed in from outside costs as much as a small lattice takes.
    let ending = rayon::scope(|_| drive(&mut simulation, first + args.ticks, &mut exports))?;
    let seconds = begun.elapsed().as_secs_f64();
    exports.finish(&simulation, &ending)?;
    let summary = Summary { simulation: &simulation, first, seconds };
    report(args, &summary, ending, &exports)
}

impl RunArgs {
    /// The run at its first tick, with the text it is made from.
    fn start(&self) -> Result<Imported, Failure> {
        let (named, changed) = (self.scene.scene.is_some(), !self.scene.sets.sets.is_empty());
        match &self.from {
            Some(_) if changed && !named => Err(Failure::Usage(
                "--set changes a scene, and --from without SCENE has none; name the scene as well"
                    .to_owned(),
            )),
            Some(directory) if !named => Ok(import(directory, &self.options(PathBuf::new()))?),
            _ => self.start_scene(),
        }
    }

    fn start_scene(&self) -> Result<Imported, Failure> {
        let Source { scene, directory } = self.scene.load()?;
        let options = self.options(directory);
        let simulation = match &self.from {
            Some(arrays) => scene.build_from(arrays, &options)?,
            None => scene.build(&options)?,
        };
        Ok(Imported { simulation, seed: scene.seed, scene: scene.source })
    }

    fn options(&self, base_dir: PathBuf) -> BuildOptions {
        BuildOptions { precision: self.precision, base_dir, ..BuildOptions::default() }
    }

    /// Whether the exports are those of the run that is gone on from.
    pub fn continues(&self) -> bool {
        let same =
            |a: &PathBuf, b: &PathBuf| Some(a.canonicalize().ok()? == b.canonicalize().ok()?);
        let directories = self.from.as_ref().zip(self.export.as_ref());
        self.scene.scene.is_none()
            && directories.and_then(|(from, to)| same(from, to)) == Some(true)
    }
}

/// Ticks, with an export where one is due.
fn drive(run: &mut Simulation, last: u64, exports: &mut Exports) -> Result<Ending, Failure> {
    let first = run.clock.tick;
    let progress = Progress::new(last - first, "tick");
    exports.write(run)?;
    while run.clock.tick < last {
        if interrupt::requested() {
            return Ok(judged(run, Ending::Interrupted));
        }
        let now = run.clock.tick;
        if let Err(alarm) = run.stretch((last - now).min(exports.until_due(now))) {
            return Ok(Ending::BlownUp(alarm));
        }
        // What is unfit is not exported; the sentinel stops the run soon.
        if exports.due(run.clock.tick) && run.verdict().is_ok() {
            exports.write(run)?;
        }
        progress.at(run.clock.tick - first);
    }
    Ok(judged(run, Ending::Complete))
}

/// An ending, should the state be fit to end with.
fn judged(run: &Simulation, ending: Ending) -> Ending {
    run.verdict().map_or_else(Ending::BlownUp, |()| ending)
}

fn report(
    args: &RunArgs,
    summary: &Summary<'_>,
    ending: Ending,
    exports: &Exports,
) -> Result<(), Failure> {
    for warning in summary.simulation.measurements.warnings() {
        console::note(warning);
    }
    let saved = exports.saved();
    match ending {
        Ending::BlownUp(alarm) => return Err(Failure::BlowUp { alarm: Box::new(alarm), saved }),
        _ if args.output.json => console::line(format_args!("{:#}", summary.json()))?,
        _ => console::print(summary.table())?,
    }
    match ending {
        Ending::Interrupted => Err(Failure::Interrupted { saved }),
        _ => Ok(()),
    }
}
