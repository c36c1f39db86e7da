//! One file for each subcommand. What they print on stdout is data; progress and messages go to
//! stderr; how a failure becomes an exit code is in [`failure`] alone.

mod bench;
mod check;
mod console;
mod doctor;
mod exports;
mod failure;
mod figures;
#[cfg(feature = "viewer")]
mod frames;
mod interrupt;
mod machine;
mod progress;
#[cfg(feature = "viewer")]
mod quiet;
#[cfg(feature = "viewer")]
mod record;
mod run;
mod scenes;
mod source;
mod spectrum;
mod summary;
mod verify;
mod view;

use clap::{Args, Parser, Subcommand};
use failure::Failure;
use std::process::ExitCode;

const ABOUT: &str = "A lattice of neurons becomes field theory: watch Klein-Gordon and Dirac fields \
                     emerge from activation and learning, and record them";

const EXIT_CODES: &str = "\
Exit codes:
    0  success
    1  failure, such as an expectation of `check` or a row of `verify` that is missed
    2  a command line that makes no sense
    3  a bad scene or input file
    4  no graphics adapter or display, or the display went away
    5  the field blew up
    6  input or output failed
  130  interrupted; the files begun so far are finished";

/// The command line.
#[derive(Parser)]
#[command(name = "fieldloom", version, about = ABOUT, after_help = EXIT_CODES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    view: view::ViewArgs,
}

#[derive(Subcommand)]
enum Command {
    View(view::ViewArgs),
    #[cfg(feature = "viewer")]
    Record(record::RecordArgs),
    Run(run::RunArgs),
    Scenes(scenes::ScenesArgs),
    Check(check::CheckArgs),
    Spectrum(spectrum::SpectrumArgs),
    Verify(verify::VerifyArgs),
    Bench(bench::BenchArgs),
    Doctor(doctor::DoctorArgs),
}

/// How results are printed.
#[derive(Args, Clone, Copy, Default)]
struct JsonArgs {
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// How many threads compute.
#[derive(Args, Clone, Copy, Default)]
struct Threads {
    /// Threads that compute the field; all of the machine's when absent. Results do not depend on
    /// it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Threads {
    /// Sets up the pool that every kernel runs in. Called once, before anything is computed.
    fn apply(self) -> Result<(), Failure> {
        let Some(threads) = self.threads else { return Ok(()) };
        rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global().map_err(
            |error| Failure::Failed(format!("{threads} threads cannot be started: {error}")),
        )
    }
}

/// Runs the command line and says what went wrong, if anything did.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let command = cli.command.unwrap_or(Command::View(cli.view));
    match dispatch(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            console::note(&failure);
            failure.exit_code()
        }
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::View(args) => view::view(&args),
        #[cfg(feature = "viewer")]
        Command::Record(args) => record::record(&args),
        Command::Run(args) => run::run(&args),
        Command::Scenes(args) => scenes::scenes(&args),
        Command::Check(args) => check::check(&args),
        Command::Spectrum(args) => spectrum::spectrum(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Bench(args) => bench::bench(&args),
        Command::Doctor(args) => doctor::doctor(&args),
    }
}
