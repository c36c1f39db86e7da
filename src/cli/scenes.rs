//! `fieldloom scenes`: what there is to look at.

use super::failure::Failure;
use super::figures::Table;
use super::{JsonArgs, console};
use clap::Args;
use fieldloom::scene;
use serde_json::{Value, json};

/// List the built-in scenes
#[derive(Args)]
pub struct ScenesArgs {
    #[command(flatten)]
    output: JsonArgs,
}

/// Prints a row for each built-in scene.
pub fn scenes(args: &ScenesArgs) -> Result<(), Failure> {
    let rows = scene::builtin().iter().map(|(name, text)| row(name, text));
    let rows = rows.collect::<Result<Vec<Value>, Failure>>()?;
    if args.output.json {
        console::line(format_args!("{:#}", Value::Array(rows)))
    } else {
        console::print(table(&rows))
    }
}

fn row(name: &str, text: &str) -> Result<Value, Failure> {
    let scene = scene::parse(name, text, &[])?;
    Ok(json!({
        "name": name,
        "title": scene.title,
        "theory": scene.parameters.theory.name,
        "shape": scene.lattice.shape(),
        "description": scene.description,
    }))
}

fn table(rows: &[Value]) -> Table {
    let mut table = Table::new(&["name", "theory", "size", "title"]);
    for row in rows {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        table.push([text("name"), text("theory"), size(&row["shape"]), text("title")]);
    }
    table
}

fn size(shape: &Value) -> String {
    let extents = shape.as_array().into_iter().flatten().map(Value::to_string);
    extents.collect::<Vec<_>>().join(" x ")
}
