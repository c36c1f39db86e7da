//! A single picture.

use super::output::check_directory;
use super::sequence::{check_writable, encode, write};
use super::{Finished, Frame, OutputSpec, RecordError, Sink};

/// Writes one PNG file under the name it was given.
pub(super) struct StillSink {
    spec: OutputSpec,
    written: Option<u64>,
}

impl StillSink {
    /// Checks that the file can be written.
    pub fn open(spec: &OutputSpec) -> Result<Self, RecordError> {
        check_directory(&spec.path)?;
        if !spec.overwrite && spec.path.symlink_metadata().is_ok() {
            return Err(RecordError::Exists { path: spec.path.clone() });
        }
        check_writable(&spec.path)?;
        Ok(Self { spec: spec.clone(), written: None })
    }
}

impl Sink for StillSink {
    fn push(&mut self, frame: &Frame) -> Result<(), RecordError> {
        frame.check(self.spec.width, self.spec.height)?;
        let (path, mut encoded) = (&self.spec.path, Vec::new());
        encode(frame, &self.spec, &mut Vec::new(), &mut encoded)
            .map_err(|e| RecordError::Encoder { format: "png", frame: 0, what: e.to_string() })?;
        write(path, &encoded).map_err(|e| RecordError::write("write", path, 0, e))?;
        self.written = Some(encoded.len() as u64);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Finished, RecordError> {
        let path = self.spec.path;
        match self.written {
            Some(bytes) => {
                Ok(Finished { files: path.display().to_string(), path, frames: 1, bytes })
            }
            None => Err(RecordError::NoFrames { path }),
        }
    }
}
