//! What happens in a film besides what the scene says, as text.

mod keys;

pub use keys::{CameraKey, Look, ViewKey};

use crate::app::Logged;
use crate::scene::{Place, SceneError, SceneText};
use ron::extensions::Extensions;
use ron::options::Options;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Longest script read, in bytes.
const LONGEST: u64 = 1 << 29;

/// Which part of a session is filmed, and what was done in it.
///
/// ```ron
/// (
///     start: 120,
///     ticks_per_frame: 2,
///     frames: 300,
///     edits: [
///         (step: 40, command: SetParameter(name: "m", value: 0.5)),
///         (step: 130, gesture: 1, command: Disturb(centre: (3.0, -1.5, 0.0), radius: 2.0,
///             amount: 0.4, phase: 0.0, component: 1)),
///         (step: 131, gesture: 1, command: Disturb(centre: (3.5, -1.5, 0.0), radius: 2.0,
///             amount: 0.4, phase: 0.0, component: 1)),
///         (step: 150, gesture: 2, command: Gauge(Rotate(Stroke(centre: [3.0, -1.5],
///             radius: 2.0, strength: 0.5)))),
///         (step: 155, command: Gauge(SetMode(Bare))),
///         (step: 160, command: Undo),
///         (step: 200, command: Restart(sets: ["seed=4"])),
///     ],
///     views: [
///         (frame: 0, view: (height: "phi1", theme: "light")),
///         (frame: 60, camera: (yaw: 0.6, pitch: 0.5, distance: 2.0, target: (0.0, 0.0, 0.0),
///             fov: 0.6, orthographic: false, shift: (0.0, 0.0))),
///     ],
/// )
/// ```
/// Commands are those of [`FieldCommand`](crate::app::FieldCommand).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilmScript {
    /// Step of the session that the first frame shows.
    pub start: u64,
    /// Ticks from one frame to the next; as the scene has it when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticks_per_frame: Option<u32>,
    /// Number of frames; as the scene has it when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames: Option<u32>,
    /// The edits since the session began, in order.
    pub edits: Vec<Logged>,
    /// What is seen from which frame on, in order.
    pub views: Vec<ViewKey>,
}

fn options() -> Options {
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
        .with_recursion_limit(32)
}

impl FilmScript {
    /// The script as text, which [`ScriptFile::parse`] reads back to the last bit.
    pub fn to_text(&self) -> String {
        let pretty = PrettyConfig::new().depth_limit(2).struct_names(false);
        // Nothing in a script can fail to be written.
        options().to_string_pretty(self, pretty).unwrap_or_default() + "\n"
    }

    /// What is seen in the first frame, apart from what the scene says.
    pub fn opening(&self) -> Look {
        let first = self.views.iter().take_while(|key| key.frame == 0);
        first.fold(Look::default(), |look, key| look.then(key.look()))
    }

    /// What is wrong with it, whatever the scene: the path of a value, and a sentence.
    fn fault(&self) -> Option<(String, String)> {
        let steps = self.edits.windows(2).position(|pair| pair[1].step < pair[0].step);
        if let Some(at) = steps {
            let message = "edits are in order of their steps, and this is before the one above";
            return Some((format!("edits[{}].step", at + 1), message.to_owned()));
        }
        let frames = self.views.windows(2).position(|pair| pair[1].frame < pair[0].frame);
        if let Some(at) = frames {
            let message = "views are in order of their frames, and this is before the one above";
            return Some((format!("views[{}].frame", at + 1), message.to_owned()));
        }
        if self.frames == Some(0) {
            return Some(("frames".to_owned(), "a film has at least one frame".to_owned()));
        }
        let cameras = self.views.iter().enumerate();
        cameras.filter_map(|(at, key)| Some((at, key.camera?.fault()?))).next().map(
            |(at, (name, right))| {
                (format!("views[{at}].camera.{name}"), format!("`{name}` must be {right}"))
            },
        )
    }
}

/// A script that was read, and where everything in it is.
pub struct ScriptFile {
    /// The script.
    pub script: FilmScript,
    text: SceneText,
}

impl ScriptFile {
    /// Reads a script.
    ///
    /// # Errors
    /// The file cannot be read, or is no script; the error says where.
    pub fn load(path: &Path) -> Result<Self, SceneError> {
        let name = path.display().to_string();
        let unread = |why: String| SceneError::whole(&name, why);
        let file = File::open(path).map_err(|why| unread(format!("cannot be read: {why}")))?;
        let mut text = String::new();
        file.take(LONGEST + 1)
            .read_to_string(&mut text)
            .map_err(|why| unread(format!("cannot be read: {why}")))?;
        if text.len() as u64 > LONGEST {
            return Err(unread(format!("too long for a script; {LONGEST} bytes are the most")));
        }
        Self::parse(&name, &text)
    }

    /// Reads a script from text; `name` is that of the file, for messages.
    ///
    /// # Errors
    /// As [`ScriptFile::load`].
    pub fn parse(name: &str, text: &str) -> Result<Self, SceneError> {
        let script: FilmScript = options().from_str(text).map_err(|error| SceneError {
            place: Place::File {
                name: name.to_owned(),
                line: error.span.start.line,
                column: error.span.start.col,
            },
            message: format!("no script of a film: {}", error.code),
        })?;
        let file = Self { script, text: SceneText::new(name, text) };
        match file.script.fault() {
            Some((path, message)) => Err(file.error(&path, message)),
            None => Ok(file),
        }
    }

    /// An error about the value at a path, such as `edits[3]`, with its place in the file.
    pub fn error(&self, path: &str, message: impl Into<String>) -> SceneError {
        self.text.error(path, message)
    }
}

#[cfg(test)]
mod tests;
