//! PNG sequence: `OUT.png` stands for `OUT_00000.png`, `OUT_00001.png`, …
//!
//! Numbers have five digits, or more if the planned number of pictures needs them. Each file is
//! written as `….part` and renamed, so that none is ever seen half written. The sequence is one
//! output: without `overwrite` no file of that pattern may exist, with it those that are left over
//! from a longer sequence are removed when the new one is complete.

use super::output::{check_directory, open_error};
use super::{Finished, Frame, OutputSpec, Provenance, RecordError, Sink};
use std::fs;
use std::io::{self, BufRead, Seek, Write};
use std::path::{Path, PathBuf};

/// Fewest digits of a picture's number.
const DIGITS: usize = 5;

/// Writes a sequence of PNG files.
pub(super) struct PngSink {
    spec: OutputSpec,
    pattern: Pattern,
    frames: u32,
    bytes: u64,
    /// Pixels without alpha, kept between pictures.
    rgb: Vec<u8>,
    encoded: Vec<u8>,
}

impl PngSink {
    /// Checks that the sequence can be written.
    pub fn open(spec: &OutputSpec) -> Result<Self, RecordError> {
        check_directory(&spec.path)?;
        let pattern = Pattern::new(&spec.path, spec.frames);
        let existing = pattern.existing().map_err(|e| open_error(&spec.path, e))?;
        match existing.into_iter().min() {
            Some((_, path)) if !spec.overwrite => return Err(RecordError::Exists { path }),
            _ => check_writable(&pattern.file(0))?,
        }
        let spec = spec.clone();
        Ok(Self { spec, pattern, frames: 0, bytes: 0, rgb: Vec::new(), encoded: Vec::new() })
    }

    fn remove_left_over(&self) -> io::Result<()> {
        for (number, path) in self.pattern.existing()? {
            if number >= u64::from(self.frames) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

impl Sink for PngSink {
    fn push(&mut self, frame: &Frame) -> Result<(), RecordError> {
        frame.check(self.spec.width, self.spec.height)?;
        self.encoded.clear();
        encode(frame, &self.spec, &mut self.rgb, &mut self.encoded).map_err(|e| {
            RecordError::Encoder { format: "png", frame: self.frames, what: e.to_string() }
        })?;
        let path = self.pattern.file(self.frames);
        if !self.spec.overwrite && path.symlink_metadata().is_ok() {
            return Err(RecordError::Exists { path });
        }
        write(&path, &self.encoded)
            .map_err(|e| RecordError::write("write", &path, self.frames, e))?;
        self.frames += 1;
        self.bytes += self.encoded.len() as u64;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Finished, RecordError> {
        let path = self.pattern.file(0);
        if self.frames == 0 {
            return Err(RecordError::NoFrames { path });
        }
        self.remove_left_over()
            .map_err(|e| RecordError::write("replace", &path, self.frames, e))?;
        let last = self.pattern.file(self.frames - 1);
        let files = format!("{} … {}", path.display(), last.display());
        Ok(Finished { path, files, frames: self.frames, bytes: self.bytes })
    }
}

/// Writes a file that is there as a whole or not at all.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let part = part(path);
    let written = fs::File::create(&part)
        .and_then(|mut file| file.write_all(content))
        .and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // The failed write is the error to report.
        let _ = fs::remove_file(&part);
    }
    written
}

/// Encodes one picture with its text.
pub(super) fn encode(
    frame: &Frame,
    spec: &OutputSpec,
    rgb: &mut Vec<u8>,
    out: &mut Vec<u8>,
) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(out, frame.width, frame.height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(if spec.transparent { png::ColorType::Rgba } else { png::ColorType::Rgb });
    // Four times as fast as the default, a tenth larger.
    encoder.set_compression(png::Compression::Fast);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let about = &spec.provenance;
    for (keyword, text) in [
        ("Title", about.title.clone()),
        ("Software", about.software()),
        ("Seed", about.seed.to_string()),
        ("Scene", about.scene.clone()),
    ] {
        encoder.add_itxt_chunk(keyword.into(), text)?;
    }
    let mut writer = encoder.write_header()?;
    if spec.transparent {
        writer.write_image_data(&frame.rgba)?;
    } else {
        rgb.clear();
        rgb.extend(frame.rgba.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]));
        writer.write_image_data(rgb)?;
    }
    writer.finish()
}

/// Tries whether files can be made beside `path`.
pub(super) fn check_writable(path: &Path) -> Result<(), RecordError> {
    let probe = part(path);
    fs::File::create(&probe)
        .and_then(|_| fs::remove_file(&probe))
        .map_err(|source| open_error(path, source))
}

/// Name under which `path` is written before it is whole.
fn part(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

/// The names of a sequence.
struct Pattern {
    directory: PathBuf,
    stem: String,
    digits: usize,
}

impl Pattern {
    fn new(path: &Path, frames: u32) -> Self {
        let last = frames.saturating_sub(1).to_string();
        Self {
            directory: path.parent().map(Path::to_path_buf).unwrap_or_default(),
            stem: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            digits: last.len().max(DIGITS),
        }
    }

    fn file(&self, number: u32) -> PathBuf {
        let Self { stem, digits, .. } = self;
        self.directory.join(format!("{stem}_{number:0digits$}.png"))
    }

    /// All files that a sequence of this name could hold, with their numbers.
    fn existing(&self) -> io::Result<Vec<(u64, PathBuf)>> {
        let here = Path::new(".");
        let empty = self.directory.as_os_str().is_empty();
        let mut found = Vec::new();
        for entry in fs::read_dir(if empty { here } else { &self.directory })? {
            let name = entry?.file_name();
            if let Some(number) = name.to_str().and_then(|name| self.number(name)) {
                found.push((number, self.directory.join(name)));
            }
        }
        Ok(found)
    }

    fn number(&self, name: &str) -> Option<u64> {
        let digits = name.strip_prefix(&self.stem)?.strip_prefix('_')?.strip_suffix(".png")?;
        let plain = digits.len() >= DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok())?
    }
}

/// Reads the text chunks of a PNG file.
pub(super) fn provenance(file: impl BufRead + Seek) -> io::Result<Option<Provenance>> {
    let reader = png::Decoder::new(file).read_info().map_err(io::Error::other)?;
    let texts = &reader.info().utf8_text;
    let text = |keyword: &str| {
        let chunk = texts.iter().find(|chunk| chunk.keyword == keyword)?;
        chunk.get_text().ok()
    };
    let Some(scene) = text("Scene") else {
        return Ok(None);
    };
    let [title, software, seed] =
        ["Title", "Software", "Seed"].map(|k| text(k).unwrap_or_default());
    Ok(Some(Provenance::from_parts(&title, &software, &seed, &scene)))
}
