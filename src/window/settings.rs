//! What is kept between runs, and the file it is kept in.

use super::Desk;
use super::kept::KeptFile;
use crate::scene::settings::ViewSettings;
use crate::view::theme::theme;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

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
    /// Whether the line of time is there.
    pub timeline: bool,
    /// Whether the view moves at once instead of gliding.
    pub reduced_motion: bool,
    /// Theme that was chosen by hand, in place of the scene's.
    pub theme: Option<String>,
    /// How many times as large as usual everything is written.
    pub scale: f32,
    /// Whether the next run begins as this one was left.
    pub keeps_session: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window: (1280.0, 720.0),
            controls: true,
            plots: true,
            timeline: true,
            reduced_motion: false,
            theme: None,
            scale: 1.0,
            keeps_session: true,
        }
    }
}

/// Smallest and largest side of a window that is opened, in points.
const SIDES: std::ops::RangeInclusive<f32> = 320.0..=16_384.0;

impl Settings {
    /// The smallest and the largest scale of the interface.
    pub const SCALES: [f32; 2] = [0.7, 2.0];

    /// The scale of the interface, whatever the file says.
    pub fn scale(&self) -> f32 {
        let [least, most] = Self::SCALES;
        if self.scale.is_finite() { self.scale.clamp(least, most) } else { 1.0 }
    }

    /// The scale some steps up or down, on a ladder of tenths.
    pub fn scaled_by(&self, steps: i32) -> f32 {
        let tenths = (10.0 * self.scale()).round() + steps as f32;
        (tenths / 10.0).clamp(Self::SCALES[0], Self::SCALES[1])
    }

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
pub struct SettingsFile(KeptFile<Settings>);

impl SettingsFile {
    /// The file of this user; `None` in it where there is no place for one.
    pub fn of_user() -> Self {
        let base = choose_base_strategy().ok().map(|base| base.config_dir());
        Self::at(base.map(|dir| dir.join("fieldloom").join("settings.ron")))
    }

    /// A file of one's own.
    pub fn at(path: Option<PathBuf>) -> Self {
        Self(KeptFile::at(path, "settings"))
    }

    /// Reads the settings. A file that is not understood is kept beside the new one.
    ///
    /// # Errors
    /// A sentence for the user; the settings are then the usual ones.
    pub fn read(&mut self) -> Result<Settings, String> {
        self.0.read()
    }

    /// Writes the settings, all or nothing.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn write(&mut self, settings: &Settings) -> Result<(), String> {
        self.0.write(settings)
    }
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
    let rested = file.0.note(&desk.settings);
    let leaving = !exits.is_empty() && file.0.is_behind();
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
    }

    #[test]
    fn a_file_of_another_version_is_read_as_far_as_it_goes() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("settings.ron");
        std::fs::write(&path, "(plots: false, colour_of_the_moon: \"blue\")").expect("written");
        let read = SettingsFile::at(Some(path)).read().expect("read");
        assert_eq!(read, Settings { plots: false, ..Settings::default() });
    }

    #[test]
    fn the_scale_goes_in_tenths_and_is_never_absurd() {
        let scaled = |scale| Settings { scale, ..settings() };
        assert_eq!([1, -1].map(|by| scaled(1.0).scaled_by(by)), [1.1, 0.9]);
        assert_eq!((scaled(2.0).scaled_by(1), scaled(0.7).scaled_by(-3)), (2.0, 0.7));
        assert_eq!([f32::NAN, 0.0, 99.0].map(|scale| scaled(scale).scale()), [1.0, 0.7, 2.0]);
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
