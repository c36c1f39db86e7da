//! Scenes that travel inside the program: every file of `scenes/`, found when it is built.

/// Name of the scene shown when none is asked for.
pub const DEFAULT_SCENE: &str = "gauge-brush";

include!(concat!(env!("OUT_DIR"), "/scenes.rs"));

/// Name (that of the file without `.ron`) and text of every built-in scene, by name.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    SCENES
}

#[cfg(feature = "viewer")]
include!(concat!(env!("OUT_DIR"), "/thumbnails.rs"));

/// A small picture of a built-in scene, as a PNG file.
#[cfg(feature = "viewer")]
pub fn builtin_thumbnail(name: &str) -> Option<&'static [u8]> {
    THUMBNAILS.iter().find(|(known, _)| *known == name).map(|(_, png)| *png)
}

/// The text of a built-in scene.
pub fn builtin_text(name: &str) -> Option<&'static str> {
    SCENES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
