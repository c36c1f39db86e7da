//! mp4 with H.264, playable while it grows and an ordinary seekable file at the end.
//!
//! While recording, the file is *fragmented*: `ftyp`, reserved space in a `free` box, a `moov`
//! without pictures, then a `moof` and an `mdat` for each picture, written in one piece. When it is
//! finished, the complete `moov` with its tables goes into the reserved space, followed by the
//! header of an `mdat` that swallows everything after it. Both are invisible inside the `free` box
//! until the last step, which shrinks that box to its header by writing four bytes: there is no
//! moment at which a kill leaves a file that does not play. If the recording grew longer than
//! planned and the tables do not fit, the `moov` is appended instead, and the `free` box itself
//! becomes the `mdat`.
//!
//! # Reference
//! ISO/IEC 14496-12 (boxes), 14496-15 (`avcC`), ITU-T H.273 (colour); the idea is known from
//! OBS Studio as *hybrid mp4*.

mod boxes;
mod crop;
mod encoder;
mod movie;
mod reader;
mod yuv;

pub(super) use reader::provenance;

use super::output::Output;
use super::{Finished, Frame, OutputSpec, RecordError, Sink};
use encoder::H264Encoder;
use movie::{MDAT_HEADER, Movie, Sample};

/// Writes an mp4.
pub(super) struct Mp4Sink {
    width: u32,
    height: u32,
    encoder: H264Encoder,
    output: Output,
    spec: OutputSpec,
    /// What the file says of itself; known once the first picture is encoded.
    movie: Option<Movie>,
    samples: Vec<Sample>,
}

impl Mp4Sink {
    /// Checks size and transparency, then opens the file.
    pub fn open(spec: &OutputSpec) -> Result<Self, RecordError> {
        check(spec)?;
        Ok(Self {
            width: spec.width,
            height: spec.height,
            encoder: H264Encoder::new(spec)?,
            output: Output::open(&spec.path, spec.overwrite)?,
            spec: spec.clone(),
            movie: None,
            samples: Vec::new(),
        })
    }

    /// Writes the head of the file, which needs the parameter sets of the first picture.
    fn begin(&mut self) -> Result<(), RecordError> {
        let movie = Movie::new(&self.spec, self.encoder.parameter_sets());
        self.output.begin()?;
        self.output.append(&movie.head())?;
        self.movie = Some(movie);
        Ok(())
    }

    /// Replaces the fragmented structure by the complete one.
    fn complete(&mut self, movie: &Movie) -> Result<(), RecordError> {
        let (free, reserved) = movie.reserved();
        let mut moov = movie.complete(&self.samples);
        let end = free + 8 + moov.len() as u64;
        if end + MDAT_HEADER <= free + reserved {
            moov.extend(boxes::large_mdat(self.output.length() - end));
            self.output.patch(free + 8, &moov)?;
            self.output.sync()?;
            self.output.patch(free, &8u32.to_be_bytes())?;
        } else {
            let mdat = boxes::large_mdat(self.output.length() - free);
            self.output.append(&moov)?;
            self.output.sync()?;
            self.output.patch(free, &mdat)?;
        }
        self.output.sync()
    }
}

impl Sink for Mp4Sink {
    fn push(&mut self, frame: &Frame) -> Result<(), RecordError> {
        frame.check(self.width, self.height)?;
        let picture = self.encoder.encode(frame)?;
        if self.movie.is_none() {
            self.begin()?;
        }
        let number = self.output.frames();
        let fragment = movie::fragment(number, &picture);
        let offset = self.output.length() + movie::FRAGMENT_HEAD;
        self.output.append_frame(&fragment)?;
        let size = picture.data.len() as u32;
        self.samples.push(Sample { offset, size, key: picture.key });
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Finished, RecordError> {
        let movie = self.movie.take();
        let Some(movie) = movie.filter(|_| !self.samples.is_empty()) else {
            return Err(self.output.abandon());
        };
        self.complete(&movie)?;
        Ok(Finished {
            path: self.output.path().to_path_buf(),
            files: self.output.path().display().to_string(),
            frames: self.output.frames(),
            bytes: self.output.length(),
        })
    }
}

/// Refuses what H.264 in 4:2:0, or its encoder, does not have.
fn check(spec: &OutputSpec) -> Result<(), RecordError> {
    let &OutputSpec { width, height, fps, .. } = spec;
    let (long, short) = (width.max(height), width.min(height));
    if spec.transparent {
        return Err(RecordError::NoTransparency);
    }
    if short < 16 || long > 3840 || short > 2160 {
        let (least, largest) = ("16x16", "3840x2160 (or upright, 2160x3840)");
        return Err(RecordError::Size { format: "an mp4", least, largest, width, height });
    }
    if !width.is_multiple_of(2) || !height.is_multiple_of(2) {
        return Err(RecordError::OddSize { width, height });
    }
    if fps > encoder::LARGEST_FPS {
        let (largest, why) = (encoder::LARGEST_FPS, "players do not go faster");
        return Err(RecordError::Rate { format: "an mp4", fps, largest, why });
    }
    Ok(())
}
