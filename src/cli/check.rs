//! `fieldloom check SCENE`: whether what a scene promises holds.

use super::failure::Failure;
use super::figures::{Table, number};
use super::source::{self, SetArgs};
use super::{JsonArgs, Threads, console};
use clap::Args;
use fieldloom::scene::expect::CheckRow;
use serde_json::json;

/// Validate a scene, run it and measure what it promises
#[derive(Args)]
pub struct CheckArgs {
    /// A scene file, or the name of a built-in scene (see `fieldloom scenes`)
    #[arg(value_name = "SCENE")]
    scene: String,
    #[command(flatten)]
    sets: SetArgs,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: JsonArgs,
}

/// Prints a row for each expectation.
///
/// # Errors
/// [`Failure::Failed`] when one is missed.
pub fn check(args: &CheckArgs) -> Result<(), Failure> {
    args.threads.apply()?;
    let source = source::load(&args.scene, &args.sets)?;
    let rows = source.scene.check(&source.options())?;
    let missed = rows.iter().filter(|row| !row.pass).count();
    if args.output.json {
        let report = json!({ "scene": source.scene.title, "pass": missed == 0, "rows": rows });
        console::line(format_args!("{report:#}"))?;
    } else if !rows.is_empty() {
        console::print(table(&rows))?;
    }
    match (missed, rows.len()) {
        (0, 0) => {
            console::note("the scene is valid; it promises nothing that could be measured");
            Ok(())
        }
        (0, _) => Ok(()),
        (missed, all) => Err(Failure::Failed(format!("{missed} of {all} expectations are missed"))),
    }
}

fn table(rows: &[CheckRow]) -> Table {
    let mut table = Table::new(&["result", "measured", "expected", "tolerance", "what"]);
    for row in rows {
        let verdict = if row.pass { "pass" } else { "MISS" };
        let note = row.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        table.push([
            verdict.to_owned(),
            number(row.measured),
            number(row.expected),
            number(row.tolerance),
            format!("{}{note}", row.what),
        ]);
    }
    table
}
