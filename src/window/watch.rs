//! Noticing when the file of the scene is saved.

use bevy::ecs::resource::Resource;
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How long a file rests before it is read: editors write in several steps.
const REST: Duration = Duration::from_millis(150);

/// Watches one file, if any.
#[derive(Default, Resource)]
pub struct Watch(Option<Watched>);

struct Watched {
    file: PathBuf,
    name: OsString,
    events: Mutex<Receiver<DebounceEventResult>>,
    stamp: Mutex<Option<Stamp>>,
    _debouncer: Debouncer<RecommendedWatcher>,
}

/// When a file was written, and how long it is: somebody who only reads it changes neither.
type Stamp = (SystemTime, u64);

fn stamp(file: &Path) -> Option<Stamp> {
    let about = std::fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}

impl Watch {
    /// Watches this file from now on, or none.
    ///
    /// # Errors
    /// The system's reason; then nothing is watched.
    pub fn set(&mut self, file: Option<&Path>) -> Result<(), String> {
        if self.0.as_ref().map(|watched| watched.file.as_path()) == file {
            return Ok(());
        }
        self.0 = None;
        self.0 = file.map(Watched::new).transpose().map_err(|error| error.to_string())?;
        Ok(())
    }

    /// Whether the file was saved since the last call.
    pub fn saved(&self) -> bool {
        self.0.as_ref().is_some_and(Watched::saved)
    }
}

impl Watched {
    /// Watches the directory of the file: an editor that saves puts a new file in its place.
    fn new(file: &Path) -> Result<Self, notify_debouncer_mini::notify::Error> {
        let (sender, receiver) = channel();
        let mut debouncer = new_debouncer(REST, sender)?;
        let directory = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        debouncer.watcher().watch(directory, RecursiveMode::NonRecursive)?;
        let name = file.file_name().unwrap_or_default().to_owned();
        let (events, stamp) = (Mutex::new(receiver), Mutex::new(stamp(file)));
        Ok(Self { file: file.to_owned(), name, events, stamp, _debouncer: debouncer })
    }

    fn saved(&self) -> bool {
        let Ok(events) = self.events.lock() else { return false };
        let ours = |result: DebounceEventResult| {
            let events = result.unwrap_or_default();
            events.iter().any(|event| event.path.file_name() == Some(&self.name))
        };
        // All of them are taken, so that one save is one answer. A file that is being replaced is
        // not there for a moment; it is once it is.
        let touched = events.try_iter().fold(false, |saved, result| saved | ours(result));
        touched && self.is_another()
    }

    /// Whether the file is there and was written since the last call.
    fn is_another(&self) -> bool {
        let now = stamp(&self.file);
        let mut before = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        let another = now.is_some() && *before != now;
        if another {
            *before = now;
        }
        another
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn wait(watch: &Watch) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if watch.saved() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    #[test]
    fn saving_is_noticed_in_place_and_by_replacing_and_other_files_are_not() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("scene.ron");
        std::fs::write(&file, "1").expect("written");
        let mut watch = Watch::default();
        watch.set(Some(&file)).expect("watched");
        std::fs::write(dir.path().join("other.ron"), "1").expect("written");
        std::thread::sleep(3 * REST);
        assert!(!watch.saved());
        assert_eq!(std::fs::read_to_string(&file).expect("read"), "1");
        std::thread::sleep(3 * REST);
        assert!(!watch.saved(), "reading is not saving");
        std::fs::write(&file, "2").expect("written");
        assert!(wait(&watch));
        let beside = dir.path().join("scene.ron~");
        std::fs::write(&beside, "3").expect("written");
        std::fs::rename(&beside, &file).expect("renamed");
        assert!(wait(&watch));
        watch.set(None).expect("nothing");
        assert!(!watch.saved());
    }
}
