//! Where recordings go: existing files, full disks, missing places; and the recorder's thread.

use super::{picture, spec, start};
use fieldloom::record::{RecordError, Recorder, open, read_provenance};
use std::fs;
use std::path::Path;

#[test]
fn an_existing_file_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif"] {
        let path = dir.path().join(name);
        fs::write(&path, "precious").unwrap();
        let error = open(&spec(&path, 3)).err().unwrap();
        assert!(matches!(error, RecordError::Exists { .. }) && !error.is_usage());
        let message = error.to_string();
        assert!(message.contains(name) && message.contains("--overwrite"), "{message}");
        assert_eq!(fs::read(&path).unwrap(), b"precious");
    }
}

#[test]
fn overwriting_keeps_the_old_file_until_the_first_picture() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif"] {
        let path = dir.path().join(name);
        fs::write(&path, vec![7; 1_000_000]).unwrap();
        let mut spec = spec(&path, 3);
        spec.overwrite = true;
        let sink = open(&spec).unwrap();
        assert!(matches!(sink.finish(), Err(RecordError::NoFrames { .. })));
        assert_eq!(fs::metadata(&path).unwrap().len(), 1_000_000, "no picture, no change");
        let bytes = start(&spec, 3).finish().unwrap().bytes;
        assert_eq!(fs::metadata(&path).unwrap().len(), bytes);
        assert_eq!(read_provenance(&path).unwrap(), spec.provenance);
    }
}

#[test]
fn no_picture_leaves_no_file() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif"] {
        let path = dir.path().join(name);
        let error = open(&spec(&path, 3)).unwrap().finish().unwrap_err();
        assert!(matches!(error, RecordError::NoFrames { .. }));
        assert!(!path.exists());
    }
}

/// `/dev/full` takes no byte, like a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif"] {
        let path = dir.path().join(name);
        std::os::unix::fs::symlink("/dev/full", &path).unwrap();
        let mut spec = spec(&path, 3);
        spec.overwrite = true;
        let error = open(&spec).unwrap().push(&picture(96, 64, 0)).unwrap_err();
        assert!(matches!(error, RecordError::DiskFull { frames: 0, .. }), "{error}");
        let message = error.to_string();
        assert!(message.starts_with("no space left") && message.contains(name), "{message}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_unwritable_place_is_a_sentence() {
    for name in ["/proc/a.mp4", "/proc/a.gif", "/proc/a.png"] {
        let error = open(&spec(name, 3)).err().unwrap();
        assert!(matches!(error, RecordError::Open { .. }), "{error}");
        assert!(error.to_string().starts_with("cannot write to '/proc/a"), "{error}");
    }
}

#[test]
fn a_missing_directory_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif", "a.png"] {
        let error = open(&spec(dir.path().join("nowhere").join(name), 3)).err().unwrap();
        assert!(matches!(error, RecordError::NoDirectory { .. }), "{error}");
        assert!(error.to_string().contains("nowhere' does not exist"), "{error}");
    }
}

#[test]
fn unknown_extensions_list_the_known_ones() {
    for name in ["a.avi", "a", "a.mp4.bak", "mp4"] {
        let error = open(&spec(name, 3)).err().unwrap();
        assert!(error.is_usage());
        let message = error.to_string();
        assert!([".mp4", ".gif", ".png"].iter().all(|e| message.contains(e)), "{message}");
        assert!(!Path::new(name).exists());
    }
}

#[test]
fn nothing_is_not_recorded() {
    let dir = tempfile::tempdir().unwrap();
    for (width, height, fps) in [(0, 64, 24), (96, 0, 24), (96, 64, 0)] {
        let mut spec = spec(dir.path().join("a.mp4"), 3);
        (spec.width, spec.height, spec.fps) = (width, height, fps);
        assert!(matches!(open(&spec), Err(RecordError::NothingToRecord { .. })));
    }
}

#[test]
fn the_recorder_writes_what_a_sink_writes() {
    let dir = tempfile::tempdir().unwrap();
    let direct = spec(dir.path().join("a.mp4"), 20);
    start(&direct, 20).finish().unwrap();
    let threaded = spec(dir.path().join("b.mp4"), 20);
    let mut recorder = Recorder::start(&threaded).unwrap();
    for number in 0..20 {
        recorder.push(picture(96, 64, number)).unwrap();
    }
    assert_eq!(recorder.finish().unwrap().frames, 20);
    assert!(fs::read(&direct.path).unwrap() == fs::read(&threaded.path).unwrap());
}

#[test]
fn a_dropped_recorder_completes_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.gif"), 20);
    let mut recorder = Recorder::start(&spec).unwrap();
    for number in 0..5 {
        recorder.push(picture(96, 64, number)).unwrap();
    }
    drop(recorder);
    let file = fs::read(&spec.path).unwrap();
    assert_eq!(file.last(), Some(&b';'));
}

#[test]
fn the_recorder_tells_what_went_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let spec = spec(dir.path().join("a.mp4"), 20);
    let mut recorder = Recorder::start(&spec).unwrap();
    recorder.push(picture(96, 64, 0)).unwrap();
    recorder.push(picture(96, 64, 1)).unwrap();
    let mut outcome = recorder.push(picture(64, 96, 2));
    for number in 3..20 {
        outcome = outcome.and_then(|()| recorder.push(picture(96, 64, number)));
    }
    assert!(matches!(outcome, Err(RecordError::WrongFrame { given_width: 64, .. })));
    let pictures = super::boxes::finished(&fs::read(&spec.path).unwrap()).decode();
    assert_eq!(pictures.len(), 2, "what was recorded before is complete");
}

#[test]
fn pictures_are_handed_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut recorder = Recorder::start(&spec(dir.path().join("a.png"), 9)).unwrap();
    assert!(recorder.spare().rgba.is_empty());
    for number in 0..9 {
        recorder.push(picture(96, 64, number)).unwrap();
    }
    // The queue holds two and the encoder one, so at least six have come back; of those that nobody
    // takes, few are kept: a film may be long.
    let handed_back = (0..9).take_while(|_| !recorder.spare().rgba.is_empty()).count();
    assert!((1..=2).contains(&handed_back), "{handed_back}");
    recorder.finish().unwrap();
}

#[test]
fn files_of_others_have_no_origin() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    for contents in [&b""[..], b"short", b"not a movie at all", b"\0\0\0\x10ftypisom\0\0\0\0"] {
        fs::write(&path, contents).unwrap();
        let error = read_provenance(&path).unwrap_err();
        assert!(error.to_string().contains("a.mp4' does not say"), "{error}");
    }
    assert!(read_provenance(&dir.path().join("nowhere.gif")).is_err());
}

/// Cutting or damaging a file must end in an error or a value, never in a crash.
#[test]
fn damaged_files_are_read_without_harm() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.mp4", "a.gif", "a.png"] {
        let mut spec = spec(dir.path().join(name), 1);
        (spec.width, spec.height) = (16, 16);
        let done = start(&spec, 1).finish().unwrap();
        let whole = fs::read(&done.path).unwrap();
        for at in (0..whole.len()).step_by(9) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            for bytes in [&whole[..at], &damaged] {
                fs::write(&done.path, bytes).unwrap();
                let _ = read_provenance(&done.path);
            }
        }
    }
}
