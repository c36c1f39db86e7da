//! `fieldloom spectrum SCENE`: the frequencies of its waves.

use super::failure::Failure;
use super::figures::{Table, number};
use super::source::{self, SetArgs};
use super::{JsonArgs, Threads, console};
use clap::Args;
use fieldloom::lattice::{Boundary, Lattice};
use fieldloom::scene::Scene;
use fieldloom::spectrum::{Path, Spectrum};
use std::f64::consts::PI;

/// Frequencies of the waves of a scene's theory and schedule: on the lattice, in the continuum,
/// and measured on a small periodic lattice
#[derive(Args)]
pub struct SpectrumArgs {
    /// A scene file, or the name of a built-in scene (see `fieldloom scenes`)
    #[arg(value_name = "SCENE")]
    scene: String,
    #[command(flatten)]
    sets: SetArgs,
    /// How often the running field is looked at; 0 measures nothing
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(..=4000))]
    looks: u16,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: JsonArgs,
}

/// Largest extents, for D = 1, 2, 3: enough wave vectors to draw a curve through.
const EXTENTS: [usize; 3] = [64, 24, 12];

/// Prints a row for each wave vector on a tour of the Brillouin zone.
///
/// # Errors
/// When the scene is not valid, or its theory and schedule do not go together.
pub fn spectrum(args: &SpectrumArgs) -> Result<(), Failure> {
    args.threads.apply()?;
    let source = source::load(&args.scene, &args.sets)?;
    let (lattice, parameters) = (small(&source.scene)?, &source.scene.parameters);
    let theory = parameters.theory;
    if !theory.extras.is_empty() {
        let why = format!("{} has no waves: its neurons are no places in space", theory.name);
        return Err(Failure::Usage(why));
    }
    let failed = |error: &dyn std::fmt::Display| Failure::Failed(error.to_string());
    let path = Path::tour(&lattice);
    let mut spectrum =
        Spectrum::along(parameters, &lattice, &path).map_err(|error| failed(&error))?;
    if args.looks > 0 {
        let looks = usize::from(args.looks);
        spectrum.measure(parameters, &lattice, looks).map_err(|error| failed(&error))?;
    }
    if args.output.json {
        let report = serde_json::to_value(&spectrum).map_err(|error| failed(&error))?;
        return console::line(format_args!("{report:#}"));
    }
    console::print(table(&spectrum, &lattice))?;
    for doubler in &spectrum.doublers {
        let (w, continuum) = (number(doubler.frequency), number(doubler.continuum));
        console::note(format!(
            "doubler at {} π/h: |w| = {w}, in the continuum {continuum}",
            doubler.name
        ));
    }
    Ok(())
}

/// A small periodic lattice with the spacing of the scene's.
fn small(scene: &Scene) -> Result<Lattice, Failure> {
    let most = EXTENTS[scene.lattice.dim() - 1];
    let shape: Vec<usize> = scene.lattice.shape().iter().map(|n| *n.min(&most)).collect();
    Lattice::new(&shape, scene.lattice.spacing(), &[Boundary::Periodic])
        .map_err(|error| Failure::Failed(error.to_string()))
}

fn table(spectrum: &Spectrum, lattice: &Lattice) -> Table {
    let mut table = Table::new(&["k h/π", "lattice", "measured", "continuum"]);
    let positive = |all: &[f64]| {
        let all = all.iter().filter(|w| **w >= 0.0).map(|w| number(*w));
        all.collect::<Vec<_>>().join(" ")
    };
    for (at, k) in spectrum.k.iter().enumerate() {
        let place = k[..lattice.dim()].iter().map(|k| format!("{:.3}", k * lattice.spacing() / PI));
        table.push([
            place.collect::<Vec<_>>().join(" "),
            positive(&spectrum.lattice[at]),
            positive(&spectrum.measured[at]),
            positive(&spectrum.continuum[at]),
        ]);
    }
    table
}
