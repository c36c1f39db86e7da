//! `fieldloom [view] [SCENE]`: watch a scene run.

use super::failure::Failure;
use super::source::SceneArgs;
use clap::Args;

/// Watch a scene in a window (the default subcommand)
#[derive(Args)]
pub struct ViewArgs {
    #[command(flatten)]
    scene: SceneArgs,
}

#[cfg(feature = "viewer")]
impl ViewArgs {
    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.scene.scene.is_none() && self.scene.sets.sets.is_empty()
    }
}

/// Checks the scene, then says how to see it: this build has no window and records instead.
pub fn view(args: &ViewArgs) -> Result<(), Failure> {
    args.scene.load()?;
    Err(Failure::NoWindow { command: record_command(&args.scene) })
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
