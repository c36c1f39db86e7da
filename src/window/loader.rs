//! Opening scenes while the one that is shown goes on.

use super::request::SceneChoice;
use super::tour::stops;
use crate::app::Session;
use crate::record::read_provenance;
use crate::scene::{BuildOptions, DEFAULT_SCENE, Scene, SceneError, builtin_text, load, parse};
use crate::view::Picture;
use bevy::ecs::resource::Resource;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// Where the scene that is shown came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Resource)]
pub struct Origin {
    /// The file, when it is one that is watched.
    pub file: Option<PathBuf>,
    /// What was changed in it from the command line.
    pub sets: Vec<String>,
}

/// A scene that is ready to be shown.
pub struct Opened {
    /// A session that begins with it.
    pub session: Session,
    /// Where it came from.
    pub origin: Origin,
    /// Whether it is the scene that was shown, read again.
    pub again: bool,
}

/// The scene that is being opened, if any.
#[derive(Default, Resource)]
pub struct Loader(Option<Loading>);

struct Loading {
    name: String,
    begun: Instant,
    result: Mutex<Receiver<Result<Box<Opened>, String>>>,
}

/// How long nothing is said of a scene that is being opened.
const PATIENCE: Duration = Duration::from_millis(300);

impl Loader {
    /// Begins to open a scene. One that is still being opened is given up.
    pub fn begin(
        &mut self,
        choice: SceneChoice,
        shown: &Scene,
        origin: &Origin,
        options: &BuildOptions,
    ) {
        let wish = Wish::new(choice, shown, origin, options);
        let (sender, receiver) = channel();
        let name = wish.name.clone();
        let begun = Instant::now();
        let spawned = std::thread::Builder::new().name("scene".to_owned()).spawn(move || {
            // Nobody waits any more when another scene was chosen meanwhile.
            let _ = sender.send(wish.open().map(Box::new));
        });
        self.0 = spawned.is_ok().then_some(Loading { name, begun, result: Mutex::new(receiver) });
    }

    /// The scene, or why there is none, once it is decided.
    pub fn take(&mut self) -> Option<Result<Box<Opened>, String>> {
        let received = match &self.0 {
            Some(loading) => loading.result.lock().ok()?.try_recv(),
            None => return None,
        };
        let result = match received {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err("the scene could not be opened".to_owned()),
        };
        self.0 = None;
        Some(result)
    }

    /// The name of the scene, when opening it takes long enough to be told.
    pub fn waiting(&self) -> Option<&str> {
        self.0
            .as_ref()
            .filter(|loading| loading.begun.elapsed() > PATIENCE)
            .map(|loading| loading.name.as_str())
    }
}

/// What is to be opened.
struct Wish {
    name: String,
    source: Source,
    origin: Origin,
    options: BuildOptions,
    again: bool,
}

enum Source {
    BuiltIn(&'static str),
    File(PathBuf),
    Text(String),
}

impl Wish {
    fn new(choice: SceneChoice, shown: &Scene, origin: &Origin, options: &BuildOptions) -> Self {
        let options = BuildOptions { base_dir: PathBuf::new(), ..options.clone() };
        match choice {
            SceneChoice::BuiltIn(name) => Self {
                name: name.to_owned(),
                source: Source::BuiltIn(name),
                origin: Origin::default(),
                options,
                again: false,
            },
            SceneChoice::File(path) => Self {
                name: path.display().to_string(),
                options: BuildOptions { base_dir: directory(&path), ..options },
                origin: Origin { file: Some(path.clone()), sets: Vec::new() },
                source: Source::File(path),
                again: false,
            },
            SceneChoice::Stop(at) => {
                let stop = stops().get(at);
                let name = stop.map_or(DEFAULT_SCENE, |stop| stop.scene.as_str());
                let sets = stop.map_or(Vec::new(), |stop| stop.sets.clone());
                Self {
                    name: name.to_owned(),
                    source: Source::Text(builtin_text(name).unwrap_or_default().to_owned()),
                    origin: Origin { file: None, sets },
                    options,
                    again: false,
                }
            }
            SceneChoice::Again => Self::again(shown, origin, options),
        }
    }

    fn again(shown: &Scene, origin: &Origin, options: BuildOptions) -> Self {
        let name = shown.name().to_owned();
        let (source, options) = match (&origin.file, builtin_text(&name)) {
            (Some(file), _) => {
                let base_dir = directory(file);
                (Source::File(file.clone()), BuildOptions { base_dir, ..options })
            }
            (None, Some(text)) => (Source::Text(text.to_owned()), options),
            (None, None) => (Source::Text(shown.source.clone()), options),
        };
        Self { name, source, origin: origin.clone(), options, again: true }
    }

    fn open(self) -> Result<Opened, String> {
        let Self { name, source, mut origin, options, again } = self;
        let scene = match source {
            Source::BuiltIn(name) => parse(name, builtin_text(name).unwrap_or_default(), &[]),
            Source::Text(text) => parse(&name, &text, &origin.sets),
            Source::File(path) => match film(&path) {
                // A film holds the scene as it was run: there is no file to watch.
                Some(text) => {
                    origin = Origin::default();
                    parse(&name, &text, &[])
                }
                None => load(&path, &origin.sets),
            },
        };
        let scene = scene.map_err(|error| error.to_string())?;
        let session =
            Session::begin(at_leisure(scene), options).map_err(|error| error.to_string())?;
        check(&session).map_err(|error| error.to_string())?;
        Ok(Opened { session, origin, again })
    }
}

/// Sites of a lattice that is measured as often as its scene says.
const QUICKLY_MEASURED: usize = 1 << 17;

/// A scene for a window: one of a large lattice is measured less often, so that no frame waits
/// long for it. What is measured does not change the field.
pub(super) fn at_leisure(mut scene: Scene) -> Scene {
    let times = (scene.lattice.sites() / QUICKLY_MEASURED).max(1) as u64;
    scene.cadence.measure_every = scene.cadence.measure_every.saturating_mul(times);
    scene
}

/// Whether the scene can be drawn.
fn check(session: &Session) -> Result<(), SceneError> {
    let scene = session.opened();
    match Picture::new(&scene.view, session.lattice(), session.parameters(), session.given()) {
        Ok(_) => Ok(()),
        Err(crate::view::ViewError::Setting { path, message }) => Err(scene.error(path, message)),
        Err(other) => Err(scene.error("view", other.to_string())),
    }
}

/// The scene in a film of this program.
fn film(path: &Path) -> Option<String> {
    read_provenance(path).ok().map(|provenance| provenance.scene)
}

fn directory(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(loader: &mut Loader) -> Result<Box<Opened>, String> {
        loop {
            if let Some(result) = loader.take() {
                return result;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn shown() -> Scene {
        parse(DEFAULT_SCENE, builtin_text(DEFAULT_SCENE).expect("built in"), &[]).expect("a scene")
    }

    fn open(choice: SceneChoice, origin: &Origin) -> Result<Box<Opened>, String> {
        let mut loader = Loader::default();
        loader.begin(choice, &shown(), origin, &BuildOptions::default());
        wait(&mut loader)
    }

    #[test]
    fn scenes_are_opened_by_name_from_files_and_again() {
        let opened = open(SceneChoice::BuiltIn(DEFAULT_SCENE), &Origin::default()).expect("opens");
        assert_eq!(opened.session.opened().source, shown().source);
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mine.ron");
        let text = builtin_text(DEFAULT_SCENE).expect("built in");
        std::fs::write(&path, text).expect("written");
        let opened = open(SceneChoice::File(path.clone()), &Origin::default()).expect("opens");
        assert_eq!(opened.origin.file.as_deref(), Some(path.as_path()));
        assert_eq!(opened.session.options().base_dir, dir.path());
        let origin = Origin { file: Some(path), sets: vec!["theory.m=0.4375".to_owned()] };
        let again = open(SceneChoice::Again, &origin).expect("opens");
        assert!(again.again && again.origin == origin);
        assert_eq!(again.session.parameters().couplings.m, 0.4375);
    }

    #[test]
    fn a_large_lattice_is_measured_at_leisure() {
        let every = |shape: &str| {
            let sets = [format!("lattice.shape={shape}")];
            let text = builtin_text("dirac-space").expect("built in");
            let scene = parse("dirac-space", text, &sets).expect("a scene");
            (scene.cadence.measure_every, at_leisure(scene).cadence.measure_every)
        };
        let (small, large) = (every("[20, 24, 28]"), every("[128, 128, 128]"));
        assert_eq!(small.0, small.1);
        assert_eq!(large.1, 16 * large.0);
    }

    #[test]
    fn a_scene_that_cannot_be_shown_says_why_and_where() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mine.ron");
        let open = |text: &str| {
            std::fs::write(&path, text).expect("written");
            open(SceneChoice::File(path.clone()), &Origin::default())
                .map(drop)
                .expect_err("refused")
        };
        let text = builtin_text(DEFAULT_SCENE).expect("built in");
        assert!(open("( nonsense").contains("mine.ron:1:"));
        assert!(
            open(&text.replacen("view: (", "view: (surface: \"ribbon\", ", 1)).contains("ribbon")
        );
        std::fs::remove_file(&path).expect("removed");
        assert!(
            super::Wish::new(
                SceneChoice::File(path.clone()),
                &shown(),
                &Origin::default(),
                &BuildOptions::default()
            )
            .open()
            .is_err()
        );
    }
}
