//! `fieldloom verify`: every equation the program stands on, measured.

use super::failure::Failure;
use super::figures::{Table, number};
use super::{JsonArgs, Threads, console};
use clap::Args;
use fieldloom::verify::{self, Context, Row};
use std::io::IsTerminal;

/// Measure every equation the program stands on
#[derive(Args)]
pub struct VerifyArgs {
    /// Only rows whose words contain this, in any case, such as "Dirac" or "(2.16)"
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    only: String,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    output: JsonArgs,
}

/// Prints a row for each equation.
///
/// # Errors
/// [`Failure::Failed`] when one is missed, [`Failure::Usage`] when there is none to measure.
pub fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    args.threads.apply()?;
    let rows = verify::run(&Context::new(), &args.only);
    if rows.is_empty() {
        return Err(Failure::Usage(format!(
            "no row says \"{}\"; without --only all of them are measured",
            args.only
        )));
    }
    if args.output.json {
        console::line(format_args!("{:#}", serde_json::json!(rows)))?;
    } else {
        console::print(table(&rows))?;
    }
    match (rows.iter().filter(|row| !row.pass).count(), rows.len()) {
        (0, _) => Ok(()),
        (missed, all) => Err(Failure::Failed(format!("{missed} of {all} rows are missed"))),
    }
}

/// Green for a row that passes, red for one that does not; only where somebody sees it.
fn verdict(pass: bool, coloured: bool) -> String {
    let (word, colour) = if pass { ("pass", 32) } else { ("MISS", 31) };
    match coloured {
        true => format!("\x1b[{colour}m{word}\x1b[0m"),
        false => word.to_owned(),
    }
}

fn table(rows: &[Row]) -> String {
    let coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut table = Table::new(&["measured", "expected", "tolerance", "what", "equation"]);
    for row in rows {
        let [measured, expected] = [row.measured, row.expected].map(number);
        let tolerance = format!("{:e}", row.tolerance);
        table.push([measured, expected, tolerance, row.what.to_owned(), row.equation.to_owned()]);
    }
    let text = table.to_string();
    let verdicts = rows.iter().map(|row| verdict(row.pass, coloured));
    let first = std::iter::once("row ".to_owned()).chain(verdicts);
    first.zip(text.lines()).map(|(verdict, line)| format!("{verdict}  {line}\n")).collect()
}
