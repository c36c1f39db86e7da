//! `fieldloom [view] [SCENE]`: watch a scene run.

use super::failure::Failure;
use super::source::SceneArgs;
use clap::Args;

const JSON_HELP: &str = "\
Print a line of JSON on stdout whenever what is shown changes, for a script that drives the window: \
scene, parameters, paused, pace, tool, panels, camera, undo and redo, pins, messages, film, the \
field's and the window's place in pixels, and every widget with its name, value and place. Tick, \
time, the latest measurement and rates are told along with it, and at least once a second while \
the field runs. The first line is printed when the first picture is on the screen; `since_start` \
is in milliseconds since the program began. The last one lists the films that were finished as \
the window closed";

/// Watch a scene in a window (the default subcommand)
///
/// SCENE may also be a picture or a film that Fieldloom has made: it holds its scene. Without one
/// the window begins as it was left the last time.
#[derive(Args)]
pub struct ViewArgs {
    #[command(flatten)]
    scene: SceneArgs,
    /// Print a line of JSON on stdout whenever what is shown changes, for a script
    #[arg(long, long_help = JSON_HELP)]
    json: bool,
    /// Begin with the first scene as it is, not as the last session was left
    #[arg(long)]
    fresh: bool,
}

/// Opens the window; returns when it is closed.
///
/// # Errors
/// A scene that cannot be used; no display or nothing to draw with; a recording that could not be
/// finished; an interrupt, after recordings are finished.
#[cfg(feature = "viewer")]
pub fn view(args: &ViewArgs) -> Result<(), Failure> {
    use super::{console, interrupt, machine};
    use fieldloom::window::{Opening, WindowError, open};
    let report = args.json.then(std::time::Instant::now);
    let opening = opening(&args.scene)?;
    if machine::display().is_none() {
        let why = "neither DISPLAY nor WAYLAND_DISPLAY is set".to_owned();
        return Err(Failure::NoDisplay { why, command: record_command(&args.scene) });
    }
    interrupt::install_quietly();
    // A scene that is named is the one that is wanted.
    let resume = args.scene.scene.is_none() && args.scene.sets.sets.is_empty() && !args.fresh;
    let opened = open(Opening { report, resume, ..opening });
    let films = opened.map_err(|error| match error {
        WindowError::NoDisplay { why } => {
            Failure::NoDisplay { why, command: record_command(&args.scene) }
        }
        WindowError::Scene(error) => Failure::Scene(error),
        WindowError::View(error) => Failure::View(error),
        WindowError::Film(error) => super::record::failure(error),
    })?;
    let told = if args.json {
        let films: Vec<_> = films.iter().map(as_json).collect();
        console::line(serde_json::json!({ "films": films }))
    } else {
        films.iter().try_for_each(|film| console::line(&film.finished.files))
    };
    told?;
    if interrupt::requested() {
        let saved: String = films.iter().map(|film| format!("; {}", film.sentence())).collect();
        return Err(Failure::Interrupted { saved });
    }
    Ok(())
}

/// A film that was finished as the window closed.
#[cfg(feature = "viewer")]
fn as_json(film: &fieldloom::window::Made) -> serde_json::Value {
    let fieldloom::record::Finished { path, frames, bytes, .. } = &film.finished;
    let commands = film.commands.as_ref().ok().and_then(Option::as_ref);
    serde_json::json!({ "path": path, "frames": frames, "bytes": bytes, "commands": commands })
}

/// Says why the program does not end at once.
#[cfg(feature = "viewer")]
fn finishing(frames: u32) {
    super::console::note(format_args!("finishing the film: {frames} frames are still to be drawn"));
}

/// Says what became of films when the display went away, and ends.
#[cfg(feature = "viewer")]
fn lost(films: Vec<Result<fieldloom::window::Made, fieldloom::film::FilmError>>) {
    let told = films.iter().map(|film| match film {
        Ok(film) => format!("; {}", film.sentence()),
        Err(why) => format!("; {why}"),
    });
    let gone = Failure::DisplayGone { saved: told.collect() };
    super::console::note(&gone);
    gone.exit();
}

/// What the arguments name: a scene, or a film with its scene inside.
#[cfg(feature = "viewer")]
fn opening(args: &SceneArgs) -> Result<fieldloom::window::Opening, Failure> {
    use super::interrupt;
    use fieldloom::record::read_provenance;
    use fieldloom::scene::{BuildOptions, parse};
    use fieldloom::window::{Opening, Origin};
    use std::path::{Path, PathBuf};
    let (name, sets) = (args.name(), args.sets.sets.clone());
    let file = Path::new(name);
    let film = file.is_file().then(|| read_provenance(file).ok()).flatten();
    let (scene, options, origin) = match film {
        Some(film) => {
            let scene = parse(name, &film.scene, &sets)?;
            (scene, BuildOptions::default(), Origin::default())
        }
        None => {
            let source = args.load()?;
            let options = source.options();
            let file = file.is_file().then(|| PathBuf::from(name));
            (source.scene, options, Origin { file, sets })
        }
    };
    let interrupted: fn() -> bool = interrupt::requested;
    let resume = false;
    Ok(Opening { scene, options, origin, interrupted, finishing, lost, resume, report: None })
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
