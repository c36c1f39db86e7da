//! What a recording says about its origin, and how to read it back.
//!
//! | format | title | program | seed | scene |
//! |---|---|---|---|---|
//! | mp4 | `©nam` | `©too` | `----:com.apple.iTunes:SEED` | `©cmt` |
//! | png | iTXt `Title` | iTXt `Software` | iTXt `Seed` | iTXt `Scene` |
//! | gif | one comment: lines `Title:`, `Software:`, `Seed:`, an empty line, the scene | | | |

use super::{RecordError, gif, mp4, sequence};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// Name of this program as it stands in files, before the version.
const PROGRAM: &str = "Fieldloom";

/// Where a recording comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Effective text of the scene, as it was run.
    pub scene: String,
    /// Title of the scene.
    pub title: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Version of the program.
    pub version: String,
}

impl Provenance {
    /// Program and version in one phrase.
    pub(super) fn software(&self) -> String {
        format!("{PROGRAM} {}", self.version)
    }

    /// Rebuilds a provenance from what a file says; an unreadable seed is 0.
    pub(super) fn from_parts(title: &str, software: &str, seed: &str, scene: &str) -> Self {
        let version = software.strip_prefix(PROGRAM).unwrap_or(software).trim();
        Self {
            scene: scene.into(),
            title: title.into(),
            seed: seed.trim().parse().unwrap_or(0),
            version: version.into(),
        }
    }
}

/// Reads what [`open`](super::open) has written into a file, finished or not.
///
/// The format is told by the contents, not by the name.
///
/// # Errors
/// [`RecordError::NoProvenance`] if the file cannot be read, is none of the three formats or was
/// not made by this program.
pub fn read_provenance(path: &Path) -> Result<Provenance, RecordError> {
    let why = |why: String| RecordError::NoProvenance { path: path.to_path_buf(), why };
    let mut file = BufReader::new(File::open(path).map_err(|e| why(e.to_string()))?);
    let mut start = [0; 8];
    file.read_exact(&mut start).map_err(|e| why(e.to_string()))?;
    file.rewind().map_err(|e| why(e.to_string()))?;
    let found = match &start {
        [0x89, b'P', b'N', b'G', ..] => sequence::provenance(file),
        [b'G', b'I', b'F', b'8', ..] => gif::provenance(file),
        [_, _, _, _, b'f', b't', b'y', b'p'] => mp4::provenance(file),
        _ => return Err(why("it is no mp4, gif or png file".into())),
    };
    found
        .map_err(|e| why(e.to_string()))?
        .ok_or_else(|| why("it holds no text of this program".into()))
}
