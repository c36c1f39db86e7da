//! `fieldloom bench`: how fast ticks are on this machine.

use super::failure::Failure;
use super::figures::{Table, prefixed};
use super::progress::Progress;
use super::{JsonArgs, Threads, console, interrupt};
use clap::Args;
use fieldloom::bench::{Case, Effort, Measured, Skipped, cases, measure};
use serde_json::{Value, json};
use std::fmt::Display;

/// Measure site updates a second of every theory, beside the bandwidth of the memory in the same
/// minute
#[derive(Args)]
pub struct BenchArgs {
    /// Only cases whose name has all of these words in it, such as `dirac 128x128x128 f32`
    #[arg(long, value_name = "WORDS")]
    filter: Option<String>,
    /// Fewer and shorter timings, and no lattice of more than two million sites
    #[arg(long)]
    quick: bool,
    /// Frames instead of ticks: what their stages cost, for every way to draw, and what recording
    /// adds
    #[cfg(feature = "viewer")]
    #[arg(long)]
    frames: bool,
    /// Draw N times as wide and as high, and average: for frames
    #[cfg(feature = "viewer")]
    #[arg(long, value_name = "N", requires = "frames", default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..=4))]
    supersample: u32,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: JsonArgs,
}

/// Most sites of a quick case.
const QUICK_SITES: usize = 1 << 21;

/// Measures, and prints a row for each case.
///
/// # Errors
/// When no case is left to measure, or somebody interrupts.
pub fn bench(args: &BenchArgs) -> Result<(), Failure> {
    args.threads.apply()?;
    interrupt::install();
    #[cfg(feature = "viewer")]
    if args.frames {
        return super::frames::bench(&args.words(), (args.supersample, args.quick), args.output);
    }
    let chosen = args.chosen()?;
    let progress = Progress::new(chosen.len() as u64, "case");
    let mut rows = Vec::new();
    for (at, case) in chosen.into_iter().enumerate() {
        if interrupt::requested() {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        let measured = measure(&case, args.effort());
        rows.push((case, measured));
        progress.at(at as u64 + 1);
    }
    progress.finish();
    if args.output.json {
        let report: Vec<Value> =
            rows.iter().map(|(case, measured)| report(case, measured)).collect();
        return console::line(format_args!("{:#}", Value::from(report)));
    }
    for (case, why) in rows.iter().filter_map(|(case, row)| Some((case, row.as_ref().err()?))) {
        console::note(format_args!("{case} is left out: {why}"));
    }
    console::print(table(&rows))
}

impl BenchArgs {
    /// What the name of a case is to have in it.
    fn words(&self) -> Vec<&str> {
        self.filter.iter().flat_map(|text| text.split_whitespace()).collect()
    }

    fn chosen(&self) -> Result<Vec<Case>, Failure> {
        let small = |case: &Case| !self.quick || case.sites() <= QUICK_SITES;
        named(cases().into_iter().filter(small).collect(), &self.words())
    }

    fn effort(&self) -> Effort {
        let threads = rayon::current_num_threads();
        let (rounds, seconds, most_seconds) =
            if self.quick { (3, 0.01, 0.5) } else { (5, 0.03, 2.5) };
        Effort { rounds, seconds, most_seconds, threads }
    }
}

/// Those of the cases whose names have all of these words in them.
///
/// # Errors
/// When there are none; it says which there are.
pub(super) fn named<C: Display>(mut cases: Vec<C>, words: &[&str]) -> Result<Vec<C>, Failure> {
    let names: Vec<String> = cases.iter().map(C::to_string).collect();
    cases.retain(|case| words.iter().all(|word| case.to_string().contains(word)));
    if cases.is_empty() {
        let why = format!("no case is called that; there are:\n  {}", names.join("\n  "));
        return Err(Failure::Usage(why));
    }
    Ok(cases)
}

fn report(case: &Case, measured: &Result<Measured, Skipped>) -> Value {
    let mut report = json!({
        "theory": case.theory.name,
        "potential": case.potential.as_ref().map(|potential| potential.name()),
        "shape": case.shape,
        "precision": case.precision.name(),
        "links": case.links,
    });
    match measured {
        Ok(measured) => report["measured"] = json!(measured),
        Err(why) => report["skipped"] = json!(why.to_string()),
    }
    report
}

/// Site updates a second of single ticks, other routes as a ratio to them; shares of the bandwidth that
/// single ticks take, and ticks of one trip each.
fn table(rows: &[(Case, Result<Measured, Skipped>)]) -> Table {
    let mut table = Table::new(&[
        "case",
        "ticks",
        "1 a trip",
        "8 at once",
        "/ sweeps",
        "/ plain",
        "/ unlinked",
        "B/site",
        "bandwidth",
        "share",
        "1 a trip",
        "threads",
        "8 at once",
    ]);
    for (case, measured) in rows {
        let Ok(m) = measured else { continue };
        let (ratio, none) = (|value: f64| format!("{value:.2}x"), || "-".to_owned());
        let maybe = |value: Option<f64>| value.map_or_else(none, ratio);
        let to = &m.ratios;
        table.push([
            case.to_string(),
            prefixed(m.single),
            maybe(to.by_trips),
            ratio(to.at_once),
            ratio(to.sweeps),
            maybe(to.plain),
            maybe(to.unlinked),
            m.bytes_per_site.to_string(),
            format!("{}B/s", prefixed(m.bandwidth)),
            format!("{:.2}", m.share),
            m.share_by_trips.map_or_else(none, |share| format!("{share:.2}")),
            ratio(to.threads),
            ratio(to.threads_at_once),
        ]);
    }
    table
}
