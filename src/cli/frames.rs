//! `fieldloom bench --frames`: what frames cost on this machine.

use super::bench::named;
use super::failure::Failure;
use super::figures::Table;
use super::progress::Progress;
use super::{JsonArgs, console, interrupt, quiet, record};
use fieldloom::film::{FrameCase, FrameCost, frame_cases, frame_cost};
use fieldloom::view::STAGES;
use serde_json::{Value, json};

/// Width and height in pixels: those that the window opens with.
const SIZE: (u32, u32) = (1280, 720);

/// Measures the cases whose names have all of these words in them, and prints a row for each.
///
/// # Errors
/// When no case is left to measure, there is no adapter, or somebody interrupts.
pub fn bench(
    words: &[&str],
    (supersample, quick): (u32, bool),
    output: JsonArgs,
) -> Result<(), Failure> {
    quiet::without_display();
    let chosen = named(frame_cases(), words)?;
    let frames = if quick { 5 } else { 24 };
    let progress = Progress::new(chosen.len() as u64, "case");
    let mut rows = Vec::new();
    for (at, case) in chosen.iter().enumerate() {
        if interrupt::requested() {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        let cost = frame_cost(case, SIZE, supersample, frames).map_err(record::failure)?;
        rows.push((case, cost));
        progress.at(at as u64 + 1);
    }
    progress.finish();
    if output.json {
        let report: Vec<Value> = rows.iter().map(|(case, cost)| report(case, cost)).collect();
        return console::line(format_args!("{:#}", Value::from(report)));
    }
    console::print(table(&rows))
}

fn report(case: &FrameCase, cost: &FrameCost) -> Value {
    let stages: serde_json::Map<String, Value> = STAGES
        .iter()
        .zip(cost.stages)
        .map(|(name, cost)| ((*name).to_owned(), cost.into()))
        .collect();
    json!({
        "surface": case.mode.name,
        "shape": case.shape,
        "tick": cost.tick,
        "stages": stages,
        "encode": cost.encode,
        "drawn": cost.drawn,
        "recorded": cost.recorded,
        "ratio": cost.ratio,
    })
}

/// Costs in milliseconds, rates in frames a second.
fn table(rows: &[(&FrameCase, FrameCost)]) -> Table {
    let mut headings = vec!["case", "tick ms"];
    headings.extend(STAGES);
    headings.extend(["encode ms", "drawn/s", "recorded/s", "ratio"]);
    let mut table = Table::new(&headings);
    for (case, cost) in rows {
        let milliseconds = |seconds: f64| format!("{:.1}", 1e3 * seconds);
        let mut row = vec![case.to_string(), milliseconds(cost.tick)];
        row.extend(cost.stages.map(milliseconds));
        row.push(milliseconds(cost.encode));
        row.extend([cost.drawn, cost.recorded].map(|rate| format!("{rate:.1}")));
        row.push(format!("{:.2}", cost.ratio));
        table.push(row);
    }
    table
}
