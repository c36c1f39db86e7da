//! `fieldloom scenes`: what there is to look at.

use super::failure::Failure;
use super::figures::Table;
use super::{JsonArgs, console};
use clap::Args;
use fieldloom::scene;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// List the built-in scenes
#[derive(Args)]
pub struct ScenesArgs {
    /// Draw a small picture of each scene into DIR/NAME.png, where there is none of it as it is
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
    #[command(flatten)]
    output: JsonArgs,
}

/// Prints a row for each built-in scene; or draws their pictures, and prints which.
pub fn scenes(args: &ScenesArgs) -> Result<(), Failure> {
    if let Some(directory) = &args.pictures {
        return pictures(directory);
    }
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
    let story = scene.story();
    Ok(json!({
        "name": name,
        "title": scene.title,
        "theory": scene.parameters.theory.name,
        "shape": scene.lattice.shape(),
        "description": scene.description,
        "about": story.about,
        "watch": story.watch,
        "try": story.attempt,
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

/// Draws the pictures that are missing or show another text of their scene.
#[cfg(feature = "viewer")]
fn pictures(directory: &Path) -> Result<(), Failure> {
    use super::{interrupt, quiet};
    use fieldloom::film::thumbnail;
    use fieldloom::record::read_provenance;
    quiet::without_display();
    interrupt::install();
    for (name, text) in scene::builtin() {
        let path = directory.join(format!("{name}.png"));
        if read_provenance(&path).is_ok_and(|there| there.scene == *text) {
            continue;
        }
        if interrupt::requested() {
            return Err(Failure::Interrupted { saved: String::new() });
        }
        let scene = scene::parse(name, text, &[])?;
        let made = thumbnail(scene, Default::default(), &path).map_err(super::record::failure)?;
        console::line(&made.files)?;
    }
    Ok(())
}

/// A build without pictures draws none.
#[cfg(not(feature = "viewer"))]
fn pictures(_directory: &Path) -> Result<(), Failure> {
    Err(Failure::Failed(
        "this build draws no pictures; build it with the feature viewer".to_owned(),
    ))
}
