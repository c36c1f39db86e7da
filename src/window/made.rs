//! What is told of a film when it is finished.

use crate::film::{FilmError, LiveFilm};
use crate::record::{Finished, RecordError};
use std::path::PathBuf;

/// A film or a still that is finished.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub finished: Finished,
    /// What was done in it, for `fieldloom record --commands`; `None` for a still.
    pub commands: Result<Option<PathBuf>, RecordError>,
}

impl Made {
    /// Waits for a film, and keeps what was done in it.
    ///
    /// # Errors
    /// What ended it early.
    pub(super) fn of(film: LiveFilm, still: bool) -> Result<Self, FilmError> {
        let take = film.finish()?;
        let commands = if still { Ok(None) } else { take.keep_script().map(Some) };
        Ok(Self { finished: take.finished, commands })
    }

    /// Where everything is, in a sentence.
    pub fn sentence(&self) -> String {
        let Finished { path, frames, .. } = &self.finished;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let what = match (frames, &self.commands) {
            (1, Ok(None)) => "The picture is in".to_owned(),
            (1, _) => "1 frame is in".to_owned(),
            (frames, _) => format!("{frames} frames are in"),
        };
        let beside = match &self.commands {
            Ok(None) => String::new(),
            Ok(Some(commands)) => {
                let name = commands.file_name().unwrap_or_default().to_string_lossy();
                format!(", what was done in {name}")
            }
            Err(why) => format!("; {why}"),
        };
        format!("{what} {}{beside}", path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(frames: u32, commands: Option<&str>) -> Made {
        let path = PathBuf::from("/films/rose.mp4");
        let finished = Finished { path, files: String::new(), frames, bytes: 0 };
        Made { finished, commands: Ok(commands.map(PathBuf::from)) }
    }

    #[test]
    fn a_film_says_where_it_is_and_what_made_it() {
        let film = made(12, Some("/films/rose.commands.ron"));
        let wanted = "12 frames are in /films/rose.mp4, what was done in rose.commands.ron";
        assert_eq!(film.sentence(), wanted);
        assert_eq!(made(1, None).sentence(), "The picture is in /films/rose.mp4");
    }

    #[test]
    fn a_film_whose_script_could_not_be_kept_is_told_all_the_same() {
        let source = std::io::Error::other("no room");
        let why = RecordError::Open { path: "a.commands.ron".into(), source };
        let film = Made { commands: Err(why), ..made(2, None) };
        let said = film.sentence();
        assert!(said.starts_with("2 frames are in /films/rose.mp4; ") && said.contains("no room"));
    }
}
