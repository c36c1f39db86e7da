//! Where a scene comes from: a file, or one of those built in.

use super::failure::Failure;
use clap::Args;
use fieldloom::scene::{self, BuildOptions, Scene};
use std::path::{Path, PathBuf};

/// A scene and what is changed in it.
#[derive(Args, Clone, Default)]
pub struct SceneArgs {
    /// A scene file, or the name of a built-in scene (see `fieldloom scenes`)
    #[arg(value_name = "SCENE")]
    pub scene: Option<String>,
    #[command(flatten)]
    pub sets: SetArgs,
}

/// Values of a scene that the command line overrides.
#[derive(Args, Clone, Default)]
pub struct SetArgs {
    /// Override a value of the scene, such as `theory.m=0.4` or `lattice.shape=[64,48]`;
    /// repeatable
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub sets: Vec<String>,
}

/// A scene and the directory its files are in.
pub struct Source {
    /// The scene as the command line wants it.
    pub scene: Scene,
    /// What relative paths in it are relative to.
    pub directory: PathBuf,
}

/// Reads a scene: a file when there is one of that name, else a built-in one.
///
/// # Errors
/// The scene is not there (with the nearest name), does not parse or is not valid.
pub fn load(name: &str, sets: &SetArgs) -> Result<Source, Failure> {
    let scene = scene::find(name, &sets.sets)?;
    let directory = Path::new(name).parent().map(Path::to_owned).unwrap_or_default();
    Ok(Source { scene, directory })
}

impl Source {
    /// How to build the scene.
    pub fn options(&self) -> BuildOptions {
        BuildOptions { base_dir: self.directory.clone(), ..BuildOptions::default() }
    }
}

impl SceneArgs {
    /// Reads the scene; without a name the default one.
    pub fn load(&self) -> Result<Source, Failure> {
        load(self.name(), &self.sets)
    }

    /// The name given, or the default scene's.
    pub fn name(&self) -> &str {
        self.scene.as_deref().unwrap_or(scene::DEFAULT_SCENE)
    }
}
