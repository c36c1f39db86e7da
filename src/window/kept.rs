//! A file in which something is kept from one run to the next.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a change rests before it is written: dragging an edge is one change.
const REST: Duration = Duration::from_millis(500);
/// Longest file that is read.
const LONGEST: u64 = 4 << 20;

/// What is kept, and where. A file that is not understood is put aside and never in the way.
#[derive(Clone, Debug)]
pub struct KeptFile<T> {
    path: Option<PathBuf>,
    /// What it is called in messages.
    what: &'static str,
    saved: T,
    changed: Option<(Instant, T)>,
}

impl<T: Clone + Default + PartialEq + Serialize + DeserializeOwned> KeptFile<T> {
    /// A file; `None` where there is no place for one.
    pub fn at(path: Option<PathBuf>, what: &'static str) -> Self {
        Self { path, what, saved: T::default(), changed: None }
    }

    /// Reads it; the default where there is none. A file that is not understood is kept beside the
    /// new one.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn read(&mut self) -> Result<T, String> {
        let Some(path) = &self.path else { return Ok(T::default()) };
        let text = match read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
            // What is no text is no more understood than other text.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return self.put_aside(&error);
            }
            Err(error) => return Err(format!("cannot read '{}': {error}", path.display())),
        };
        match ron::from_str::<T>(&text) {
            Ok(kept) => {
                self.saved = kept.clone();
                Ok(kept)
            }
            Err(error) => self.put_aside(&error),
        }
    }

    fn put_aside(&self, error: &dyn std::fmt::Display) -> Result<T, String> {
        let Some(path) = &self.path else { return Ok(T::default()) };
        let aside = path.with_extension("ron.broken");
        let kept = fs::rename(path, &aside)
            .map_or(String::new(), |()| format!("; the file is kept as '{}'", aside.display()));
        let (path, what) = (path.display(), self.what);
        Err(format!("'{path}' is not understood ({error}); starting with the usual {what}{kept}"))
    }

    /// Notes how things are; whether they have rested long enough to be written.
    pub fn note(&mut self, now: &T) -> bool {
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

    /// Whether there is something that has not been written yet.
    pub fn is_behind(&self) -> bool {
        self.changed.is_some()
    }

    /// Writes it, all or nothing.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn write(&mut self, now: &T) -> Result<(), String> {
        self.changed = None;
        self.saved = now.clone();
        let Some(path) = &self.path else { return Ok(()) };
        let text = ron::ser::to_string_pretty(now, ron::ser::PrettyConfig::default())
            .map_err(|error| error.to_string())?;
        replace(path, text.as_bytes()).map_err(|error| {
            format!("cannot keep the {} in '{}': {error}", self.what, path.display())
        })
    }
}

fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
    }
    fs::read_to_string(path)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &Path) -> KeptFile<Vec<u32>> {
        KeptFile::at(Some(path.to_owned()), "numbers")
    }

    #[test]
    fn what_is_kept_comes_back() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("deep").join("numbers.ron");
        file(&path).write(&vec![3, 1]).expect("written");
        assert_eq!(file(&path).read(), Ok(vec![3, 1]));
        assert_eq!(fs::read_dir(dir.path().join("deep")).expect("a directory").count(), 1);
        assert_eq!(file(&dir.path().join("none.ron")).read(), Ok(vec![]));
    }

    #[test]
    fn a_broken_file_is_put_aside_and_told() {
        for broken in [&b"[3, "[..], b"\xff\xfe\x00", b"(x: 1)"] {
            let dir = tempfile::tempdir().expect("a directory");
            let path = dir.path().join("numbers.ron");
            fs::write(&path, broken).expect("written");
            let why = file(&path).read().expect_err("broken");
            assert!(why.contains("numbers.ron.broken") && why.contains("usual numbers"), "{why}");
            let kept = fs::read(dir.path().join("numbers.ron.broken")).expect("kept");
            assert_eq!(kept, broken);
            assert_eq!(file(&path).read(), Ok(vec![]));
        }
    }
}
