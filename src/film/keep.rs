//! Keeping what made a film beside it.

use super::{Take, new_file};
use crate::record::RecordError;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

impl Take {
    /// Writes the script beside the film: `NAME.commands.ron` for `NAME.mp4`, or the next name
    /// that is free. Says where.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep_script(&self) -> Result<PathBuf, RecordError> {
        let name = self.finished.path.with_extension("commands");
        let path = new_file(&name.to_string_lossy(), "ron");
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let written = file.and_then(|mut file| file.write_all(self.script.to_text().as_bytes()));
        written.map_err(|source| RecordError::Open { path: path.clone(), source })?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::{FilmScript, ScriptFile};
    use crate::record::Finished;

    #[test]
    fn a_script_is_kept_beside_its_film_and_replaces_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("rose.v1.mp4");
        let files = path.display().to_string();
        let finished = Finished { path, files, frames: 7, bytes: 0 };
        let script = FilmScript { start: 3, frames: Some(7), ..FilmScript::default() };
        let take = Take { finished, script: script.clone() };
        for wanted in ["rose.v1.commands.ron", "rose.v1.commands-2.ron"] {
            let path = take.keep_script().expect("written");
            assert_eq!(path, dir.path().join(wanted));
            assert_eq!(ScriptFile::load(&path).map(|file| file.script), Ok(script.clone()));
        }
    }
}
