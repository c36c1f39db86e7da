//! `fieldloom [view] [SCENE]`: watch a scene run.

use super::failure::Failure;
use super::source::SceneArgs;
use clap::Args;

/// Watch a scene in a window (the default subcommand)
///
/// SCENE may also be a film that Fieldloom has made: it holds its scene.
#[derive(Args)]
pub struct ViewArgs {
    #[command(flatten)]
    scene: SceneArgs,
}

/// Opens the window; returns when it is closed.
///
/// # Errors
/// A scene that cannot be used; no display or nothing to draw with; a recording that could not be
/// finished.
#[cfg(feature = "viewer")]
pub fn view(args: &ViewArgs) -> Result<(), Failure> {
    use super::{interrupt, machine};
    use fieldloom::window::{Opening, WindowError, open};
    let opening = opening(&args.scene)?;
    if machine::display().is_none() {
        let why = "neither DISPLAY nor WAYLAND_DISPLAY is set".to_owned();
        return Err(Failure::NoDisplay { why, command: record_command(&args.scene) });
    }
    interrupt::install_quietly();
    let closed: fn() -> bool = interrupt::requested;
    let opened = open(Opening { interrupted: closed, finishing, ..opening });
    let films = opened.map_err(|error| match error {
        WindowError::NoDisplay { why } => {
            Failure::NoDisplay { why, command: record_command(&args.scene) }
        }
        WindowError::Scene(error) => Failure::Scene(error),
        WindowError::View(error) => Failure::View(error),
        WindowError::Film(error) => super::record::failure(error),
    })?;
    films.iter().try_for_each(|film| super::console::line(&film.files))
}

/// Says why the program does not end at once.
#[cfg(feature = "viewer")]
fn finishing(frames: u32) {
    super::console::note(format_args!("finishing the film: {frames} frames are still to be drawn"));
}

/// What the arguments name: a scene, or a film with its scene inside.
#[cfg(feature = "viewer")]
fn opening(args: &SceneArgs) -> Result<fieldloom::window::Opening, Failure> {
    use fieldloom::record::read_provenance;
    use fieldloom::scene::{BuildOptions, parse};
    use fieldloom::window::{Opening, Origin};
    use std::path::{Path, PathBuf};
    let (name, sets) = (args.name(), args.sets.sets.clone());
    let file = Path::new(name);
    if let Some(film) = file.is_file().then(|| read_provenance(file).ok()).flatten() {
        let scene = parse(name, &film.scene, &sets)?;
        let options = BuildOptions::default();
        return Ok(Opening {
            scene,
            options,
            origin: Origin::default(),
            interrupted: || false,
            finishing: |_| (),
        });
    }
    let source = args.load()?;
    let options = source.options();
    let origin = Origin { file: file.is_file().then(|| PathBuf::from(name)), sets };
    Ok(Opening { scene: source.scene, options, origin, interrupted: || false, finishing: |_| () })
}

/// Checks the scene, then says how to see it: a build without a window cannot show it.
#[cfg(not(feature = "viewer"))]
pub fn view(args: &ViewArgs) -> Result<(), Failure> {
    args.scene.load()?;
    let why = "this build has no window".to_owned();
    Err(Failure::NoDisplay { why, command: record_command(&args.scene) })
}

/// The command that records what would have been shown.
fn record_command(args: &SceneArgs) -> String {
    let name = args.name();
    let film = std::path::Path::new(name).file_stem().map(|stem| stem.to_string_lossy());
    let film = film.as_deref().unwrap_or("scene");
    let sets: String = args.sets.sets.iter().map(|set| format!(" --set {}", quoted(set))).collect();
    format!("fieldloom record {}{sets} -o {}", quoted(name), quoted(&format!("{film}.mp4")))
}

/// As a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+".contains(c);
    match word.chars().all(plain) && !word.is_empty() {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(quoted("scenes/a-b.ron"), "scenes/a-b.ron");
        assert_eq!(quoted("lattice.shape=[4,5]"), "'lattice.shape=[4,5]'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
