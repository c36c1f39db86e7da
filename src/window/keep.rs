//! Beginning where the last run was left: scene, view, camera, what was open.

use super::Desk;
use super::analysis::Tab;
use super::kept::KeptFile;
use super::loader::Origin;
use super::rig::Rig;
use super::shown::CurrentView;
use crate::app::OpenedScene;
use crate::film::CameraKey;
use crate::scene::settings::ViewSettings;
use crate::scene::{BuildOptions, Scene, builtin_text, load, parse};
use bevy::prelude::*;
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// How a run was left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Left {
    /// The scene; `None` where there was none that could be opened again.
    scene: Option<SceneAt>,
    /// What was drawn.
    view: Option<ViewSettings>,
    /// Where it was seen from; `None` where that followed the scene.
    camera: Option<CameraKey>,
    /// The part of the analysis that was open.
    analysis: Option<Tab>,
}

/// Where a scene was, and what was changed in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SceneAt {
    /// A built-in scene, or a file.
    place: Place,
    /// As `path=value`.
    sets: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Place {
    BuiltIn(String),
    File(PathBuf),
}

/// A scene to begin with.
pub(super) struct Begun {
    pub scene: Scene,
    pub options: BuildOptions,
    pub origin: Origin,
}

impl Left {
    /// The scene, to begin with it again; `None` where there was none.
    ///
    /// # Errors
    /// A sentence for the user, where it is not what it was.
    pub(super) fn open(&self) -> Result<Option<Begun>, String> {
        let Some(SceneAt { place, sets }) = &self.scene else { return Ok(None) };
        let (scene, file) = match place {
            Place::BuiltIn(name) => {
                let text =
                    builtin_text(name).ok_or(format!("there is no scene '{name}' any more"))?;
                (parse(name, text, sets), None)
            }
            Place::File(path) => (load(path, sets), Some(path.clone())),
        };
        let scene = scene.map_err(|why| why.to_string())?;
        let base_dir = file.as_ref().and_then(|file| file.parent().map(PathBuf::from));
        let options = BuildOptions { base_dir: base_dir.unwrap_or_default(), ..default() };
        Ok(Some(Begun { scene, options, origin: Origin { file, sets: sets.clone() } }))
    }

    /// The view of it.
    pub(super) fn view(&self) -> Option<&ViewSettings> {
        self.view.as_ref()
    }

    /// Looks at it from where it was seen, with what was open.
    pub(super) fn arrange(&self, rig: &mut Rig, desk: &mut Desk) {
        if let Some(camera) = self.camera.filter(CameraKey::is_sound) {
            rig.framed = false;
            rig.put(camera.into());
        }
        desk.analysis.open = self.analysis;
    }

    /// How things are.
    fn of((scene, origin): (&Scene, &Origin), view: &CurrentView, rig: &Rig, desk: &Desk) -> Self {
        let sets = origin.sets.clone();
        let file = origin.file.clone().map(|file| std::path::absolute(&file).unwrap_or(file));
        let place = match (file, builtin_text(scene.name())) {
            (Some(file), _) => Some(Place::File(file)),
            (None, Some(_)) => Some(Place::BuiltIn(scene.name().to_owned())),
            (None, None) => None,
        };
        let drawn = (view.0 != scene.view).then(|| view.0.clone());
        Self {
            scene: place.map(|place| SceneAt { place, sets }),
            view: drawn,
            camera: (!rig.framed).then(|| CameraKey::from(rig.destination())),
            analysis: desk.analysis.open,
        }
    }
}

/// The file in which the last session is kept.
#[derive(Clone, Debug, Resource)]
pub(super) struct SessionFile(KeptFile<Left>);

impl SessionFile {
    /// The file of this user; `None` in it where there is no place for one.
    pub fn of_user() -> Self {
        let base = choose_base_strategy().ok();
        let dir = base.map(|base| base.state_dir().unwrap_or_else(|| base.data_dir()));
        Self(KeptFile::at(dir.map(|dir| dir.join("fieldloom").join("session.ron")), "scene"))
    }

    /// How the last run was left.
    ///
    /// # Errors
    /// A sentence for the user; then nothing is known of it.
    pub fn read(&mut self) -> Result<Left, String> {
        self.0.read()
    }
}

/// Keeps how the run is left.
pub(super) struct KeepPlugin;

impl Plugin for KeepPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(Last, keep);
    }
}

fn keep(
    mut file: ResMut<SessionFile>,
    (scene, origin): (Res<OpenedScene>, Res<Origin>),
    (view, rig): (Res<CurrentView>, Res<Rig>),
    mut desk: ResMut<Desk>,
    exits: MessageReader<AppExit>,
) {
    if !desk.settings.keeps_session || rig.is_moving() && exits.is_empty() {
        return;
    }
    let left = Left::of((&scene.0, &origin), &view, &rig, &desk);
    let rested = file.0.note(&left);
    if (rested || !exits.is_empty() && file.0.is_behind())
        && let Err(why) = file.0.write(&left)
    {
        desk.messages.refused("session", why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::DEFAULT_SCENE;

    fn left(scene: Option<SceneAt>) -> Left {
        Left { scene, analysis: Some(Tab::Waves), ..Left::default() }
    }

    fn built_in(name: &str, sets: &[&str]) -> Option<SceneAt> {
        let sets = sets.iter().map(|set| (*set).to_owned()).collect();
        Some(SceneAt { place: Place::BuiltIn(name.to_owned()), sets })
    }

    #[test]
    fn the_scene_is_opened_again_with_what_was_changed_in_it() {
        let begun = left(built_in("ripples", &["theory.m=0.4375"])).open().expect("opens");
        let begun = begun.expect("a scene");
        assert_eq!(begun.scene.parameters.couplings.m, 0.4375);
        assert_eq!(begun.origin.sets, ["theory.m=0.4375"]);
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mine.ron");
        std::fs::write(&path, builtin_text(DEFAULT_SCENE).expect("built in")).expect("written");
        let place = Place::File(path.clone());
        let begun = left(Some(SceneAt { place, sets: Vec::new() })).open().expect("opens");
        let begun = begun.expect("a scene");
        assert_eq!((begun.origin.file, begun.options.base_dir), (Some(path), dir.path().into()));
        assert!(Left::default().open().is_ok_and(|none| none.is_none()));
    }

    #[test]
    fn what_is_gone_is_told() {
        for (place, word) in [
            (built_in("no-such-scene", &[]), "no-such-scene"),
            (built_in("ripples", &["theory.nonsense=1"]), "nonsense"),
            (Some(SceneAt { place: Place::File("/gone.ron".into()), sets: vec![] }), "gone.ron"),
        ] {
            let why = left(place).open().map(drop).expect_err("gone");
            assert!(why.contains(word), "{why}");
        }
    }

    #[test]
    fn it_is_written_and_read_and_a_camera_without_sense_is_left_alone() {
        let mut kept = left(built_in("ripples", &[]));
        let mut rig = Rig::new(&Default::default());
        let orbit = crate::view::camera::Orbit { yaw: 0.75, ..rig.orbit };
        kept.camera = Some(CameraKey::from(orbit));
        let text = ron::to_string(&kept).expect("text");
        assert_eq!(ron::from_str(&text), Ok(kept.clone()));
        let mut desk = Desk::default();
        kept.arrange(&mut rig, &mut desk);
        assert_eq!((rig.orbit, rig.framed), (orbit, false));
        assert_eq!(desk.analysis.open, Some(Tab::Waves));
        let mut other = Rig::new(&Default::default());
        kept.camera = Some(CameraKey { distance: f32::NAN, ..CameraKey::from(orbit) });
        kept.arrange(&mut other, &mut desk);
        assert!(other.framed);
    }
}
