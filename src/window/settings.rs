//! What is kept between runs, and the file it is kept in.

use super::Desk;
use crate::scene::settings::ViewSettings;
use crate::view::theme::theme;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The choices of a person, kept between runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Width and height of the window in points.
    pub window: (f32, f32),
    /// Whether the panel of controls is there.
    pub controls: bool,
    /// Whether the plots are there.
    pub plots: bool,
    /// Whether the view moves at once instead of gliding.
    pub reduced_motion: bool,
    /// Theme that was chosen by hand, in place of the scene's.
    pub theme: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window: (1280.0, 720.0),
            controls: true,
            plots: true,
            reduced_motion: false,
            theme: None,
        }
    }
}

/// Smallest and largest side of a window that is opened, in points.
const SIDES: std::ops::RangeInclusive<f32> = 320.0..=16_384.0;

impl Settings {
    /// The size of the window, whatever the file says.
    pub fn window_size(&self) -> (f32, f32) {
        let side = |given: f32, usual: f32| {
            if given.is_finite() { given.clamp(*SIDES.start(), *SIDES.end()) } else { usual }
        };
        let usual = Self::default().window;
        (side(self.window.0, usual.0), side(self.window.1, usual.1))
    }

    /// The view of a scene in the surroundings that were chosen by hand.
    pub(super) fn dressed(&self, view: &ViewSettings) -> ViewSettings {
        let theme = self.theme.as_ref().filter(|name| theme(name).is_some());
        ViewSettings { theme: theme.unwrap_or(&view.theme).clone(), ..view.clone() }
    }
}

/// The file of the settings.
#[derive(Clone, Debug, Resource)]
pub struct SettingsFile {
    path: Option<PathBuf>,
    saved: Settings,
    changed: Option<(Instant, Settings)>,
}

/// How long a change rests before it is written: dragging an edge is one change.
const REST: Duration = Duration::from_millis(500);

impl SettingsFile {
    /// The file of this user; `None` in it where there is no place for one.
    pub fn of_user() -> Self {
        let base = choose_base_strategy().ok().map(|base| base.config_dir());
        Self::at(base.map(|dir| dir.join("fieldloom").join("settings.ron")))
    }

    /// A file of one's own.
    pub fn at(path: Option<PathBuf>) -> Self {
        Self { path, saved: Settings::default(), changed: None }
    }

    /// Reads the settings. A file that is not understood is kept beside the new one.
    ///
    /// # Errors
    /// A sentence for the user; the settings are then the usual ones.
    pub fn read(&mut self) -> Result<Settings, String> {
        let Some(path) = &self.path else { return Ok(Settings::default()) };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(error) => return Err(format!("cannot read '{}': {error}", path.display())),
        };
        match ron::from_str::<Settings>(&text) {
            Ok(settings) => {
                self.saved = settings.clone();
                Ok(settings)
            }
            Err(error) => {
                let aside = path.with_extension("ron.broken");
                let kept = fs::rename(path, &aside).map_or(String::new(), |()| {
                    format!("; the file is kept as '{}'", aside.display())
                });
                Err(format!(
                    "'{}' is not understood ({error}); starting with the usual settings{kept}",
                    path.display()
                ))
            }
        }
    }

    /// Notes the settings as they are; whether they have rested long enough to be written.
    fn note(&mut self, now: &Settings) -> bool {
        if *now == self.saved {
            self.changed = None;
            return false;
        }
        match &self.changed {
            Some((since, then)) if then == now => since.elapsed() >= REST,
            _ => {
                self.changed = Some((Instant::now(), now.clone()));
                false
            }
        }
    }

    /// Writes the settings, all or nothing.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn write(&mut self, settings: &Settings) -> Result<(), String> {
        self.changed = None;
        self.saved = settings.clone();
        let Some(path) = &self.path else { return Ok(()) };
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())
            .map_err(|error| error.to_string())?;
        replace(path, text.as_bytes())
            .map_err(|error| format!("cannot keep the settings in '{}': {error}", path.display()))
    }
}

/// Puts a whole file in the place of another.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(&beside, path)
}

/// Keeps the settings in their file.
pub(super) struct SettingsPlugin;

impl Plugin for SettingsPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(Last, (note_window, keep).chain());
    }
}

fn note_window(windows: Query<&Window, With<PrimaryWindow>>, mut desk: ResMut<Desk>) {
    let Some(window) = windows.iter().next() else { return };
    let size = (window.width().round(), window.height().round());
    if size.0 >= *SIDES.start() && size.1 > 0.0 && size != desk.settings.window {
        desk.settings.window = size;
    }
}

fn keep(mut file: ResMut<SettingsFile>, mut desk: ResMut<Desk>, exits: MessageReader<AppExit>) {
    let rested = file.note(&desk.settings);
    let leaving = !exits.is_empty() && file.changed.is_some();
    if rested || leaving {
        let settings = desk.settings.clone();
        match file.write(&settings) {
            Ok(()) => desk.messages.withdraw("settings"),
            Err(why) => desk.messages.refused("settings", why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { window: (1023.0, 615.0), plots: false, ..Settings::default() }
    }

    #[test]
    fn settings_come_back() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("deep").join("settings.ron");
        SettingsFile::at(Some(path.clone())).write(&settings()).expect("written");
        assert_eq!(SettingsFile::at(Some(path)).read(), Ok(settings()));
        assert_eq!(fs::read_dir(dir.path().join("deep")).expect("a directory").count(), 1);
    }

    #[test]
    fn a_broken_file_is_kept_and_told() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("settings.ron");
        fs::write(&path, "(window: (12, ").expect("written");
        let why = SettingsFile::at(Some(path.clone())).read().expect_err("broken");
        assert!(why.contains("settings.ron.broken"), "{why}");
        let kept = fs::read_to_string(dir.path().join("settings.ron.broken")).expect("kept");
        assert_eq!(kept, "(window: (12, ");
        assert_eq!(SettingsFile::at(Some(path)).read(), Ok(Settings::default()));
    }

    #[test]
    fn a_file_of_another_version_is_read_as_far_as_it_goes() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("settings.ron");
        fs::write(&path, "(plots: false, colour_of_the_moon: \"blue\")").expect("written");
        let read = SettingsFile::at(Some(path)).read().expect("read");
        assert_eq!(read, Settings { plots: false, ..Settings::default() });
    }

    #[test]
    fn a_window_is_never_absurd() {
        for (given, wanted) in
            [((1.0, 1e9), (320.0, 16_384.0)), ((f32::NAN, 600.0), (1280.0, 600.0))]
        {
            assert_eq!(Settings { window: given, ..settings() }.window_size(), wanted);
        }
    }
}
