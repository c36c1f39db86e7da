//! GIF: one palette for the whole animation, dithered without flicker, endless.
//!
//! A GIF counts time in hundredths of a second. Delays are rounded so that their sum is always
//! right: at 30 frames a second they are 3, 4, 3, 3, 4, 3, … Rates above 50 are refused, because
//! players slow down pictures that are shorter than two hundredths.
//!
//! Without transparency a picture holds only the rectangle that changed, and within it only the
//! pixels that changed.

mod comment;
mod dither;
mod oklab;
mod palette;

pub(super) use comment::provenance;

use super::output::Output;
use super::{Finished, Frame, OutputSpec, RecordError, Sink};
use ::gif::{AnyExtension, DisposalMethod, Encoder, Extension, Repeat};
use dither::Ditherer;
use rayon::prelude::*;
use std::borrow::Cow;

/// Largest number of pictures a second.
const LARGEST_FPS: u32 = 50;

/// Alpha from which a pixel is opaque.
const OPAQUE: u8 = 128;

/// Number that means transparent; also that of a pixel that stays as it is.
const CLEAR: u8 = palette::COLOURS as u8;

/// Writes a GIF.
pub(super) struct GifSink {
    spec: OutputSpec,
    output: Output,
    /// Set up when the first picture has given the palette.
    canvas: Option<Canvas>,
}

/// The animation as far as it is encoded.
struct Canvas {
    encoder: Encoder<Vec<u8>>,
    ditherer: Ditherer,
    /// What a viewer sees now, as numbers in the palette.
    shown: Vec<u8>,
    next: Vec<u8>,
}

/// A part of the picture.
#[derive(Clone, Copy)]
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl GifSink {
    /// Checks size and rate, then opens the file.
    pub fn open(spec: &OutputSpec) -> Result<Self, RecordError> {
        check(spec)?;
        let output = Output::open(&spec.path, spec.overwrite)?;
        Ok(Self { spec: spec.clone(), output, canvas: None })
    }

    /// Writes the head of the file: palette, repetition, origin.
    fn begin(&mut self, frame: &Frame) -> Result<Canvas, RecordError> {
        let colours = palette::choose(frame, &self.spec.gif_hint);
        let pixels = self.spec.width as usize * self.spec.height as usize;
        let mut canvas = Canvas {
            encoder: self.encoder(&colours)?,
            ditherer: Ditherer::new(&colours),
            shown: vec![CLEAR; pixels],
            next: vec![CLEAR; pixels],
        };
        self.output.begin()?;
        self.output.append(canvas.encoder.get_ref())?;
        canvas.encoder.get_mut().clear();
        Ok(canvas)
    }

    fn encoder(&self, palette: &[[u8; 3]]) -> Result<Encoder<Vec<u8>>, RecordError> {
        let mut colours = palette.to_vec();
        colours.resize(palette::COLOURS + 1, [0; 3]);
        let (width, height) = (self.spec.width as u16, self.spec.height as u16);
        let comment = comment::text(&self.spec.provenance);
        let made = Encoder::new(Vec::new(), width, height, colours.as_flattened());
        made.and_then(|mut encoder| {
            encoder.set_repeat(Repeat::Infinite)?;
            let kind = AnyExtension(Extension::Comment as u8);
            encoder.write_raw_extension(kind, &[comment.as_bytes()])?;
            Ok(encoder)
        })
        .map_err(|e| failure(0, &e))
    }

    /// Hundredths of a second that the next picture lasts.
    fn delay(&self) -> u16 {
        let fps = u64::from(self.spec.fps);
        let end = |frames: u64| (frames * 100 + fps / 2) / fps;
        let frames = u64::from(self.output.frames());
        (end(frames + 1) - end(frames)) as u16
    }

    fn push_to(&mut self, canvas: &mut Canvas, frame: &Frame) -> Result<(), RecordError> {
        canvas.quantise(frame, self.spec.transparent);
        let whole = self.spec.transparent || self.output.frames() == 0;
        let width = self.spec.width as usize;
        let area = if whole { canvas.whole(width) } else { canvas.changed(width) };
        let dispose = match self.spec.transparent {
            true => DisposalMethod::Background,
            false => DisposalMethod::Keep,
        };
        let picture = ::gif::Frame {
            delay: self.delay(),
            dispose,
            transparent: Some(CLEAR),
            top: area.top as u16,
            left: area.left as u16,
            width: area.width as u16,
            height: area.height as u16,
            buffer: Cow::Owned(canvas.cut_out(area, width, whole)),
            ..::gif::Frame::default()
        };
        let written = canvas.encoder.write_frame(&picture);
        written.map_err(|e| failure(self.output.frames(), &e))?;
        self.output.append_frame(canvas.encoder.get_ref())?;
        canvas.encoder.get_mut().clear();
        std::mem::swap(&mut canvas.shown, &mut canvas.next);
        Ok(())
    }
}

impl Sink for GifSink {
    fn push(&mut self, frame: &Frame) -> Result<(), RecordError> {
        frame.check(self.spec.width, self.spec.height)?;
        let mut canvas = match self.canvas.take() {
            Some(canvas) => canvas,
            None => self.begin(frame)?,
        };
        let pushed = self.push_to(&mut canvas, frame);
        self.canvas = Some(canvas);
        pushed
    }

    fn finish(mut self: Box<Self>) -> Result<Finished, RecordError> {
        if self.output.frames() == 0 {
            return Err(self.output.abandon());
        }
        self.output.append(b";")?;
        self.output.sync()?;
        Ok(Finished {
            path: self.output.path().to_path_buf(),
            files: self.output.path().display().to_string(),
            frames: self.output.frames(),
            bytes: self.output.length(),
        })
    }
}

impl Canvas {
    /// Dithers a picture into `next`.
    fn quantise(&mut self, frame: &Frame, transparent: bool) {
        let width = frame.width as usize;
        let ditherer = &self.ditherer;
        let rows = self.next.par_chunks_mut(width).zip(frame.rgba.par_chunks(4 * width));
        rows.enumerate().for_each(|(y, (row, pixels))| {
            for (x, (index, &[r, g, b, a])) in row.iter_mut().zip(pixels.as_chunks().0).enumerate()
            {
                *index = match transparent && a < OPAQUE {
                    true => CLEAR,
                    false => ditherer.index([r, g, b], x, y),
                };
            }
        });
    }

    fn whole(&self, width: usize) -> Area {
        Area { left: 0, top: 0, width, height: self.next.len() / width }
    }

    /// The smallest rectangle with all changes; one pixel if there is none.
    fn changed(&self, width: usize) -> Area {
        let mut rows = 0..0;
        let mut columns = width..0;
        let pairs = self.shown.chunks(width).zip(self.next.chunks(width));
        for (y, (old, new)) in pairs.enumerate() {
            let differs = |x: &usize| old[*x] != new[*x];
            let Some(first) = (0..width).find(differs) else {
                continue;
            };
            let last = (0..width).rfind(differs).unwrap_or(first);
            rows = if rows.is_empty() { y..y + 1 } else { rows.start..y + 1 };
            columns = columns.start.min(first)..columns.end.max(last + 1);
        }
        if rows.is_empty() {
            return Area { left: 0, top: 0, width: 1, height: 1 };
        }
        let (left, top) = (columns.start, rows.start);
        Area { left, top, width: columns.end - left, height: rows.end - top }
    }

    /// Pixels of an area; those that stay as they are become clear unless `whole`.
    fn cut_out(&self, area: Area, width: usize, whole: bool) -> Vec<u8> {
        let rows = area.top..area.top + area.height;
        let mut pixels = Vec::with_capacity(area.width * area.height);
        for start in rows.map(|y| y * width + area.left) {
            let run = start..start + area.width;
            let pairs = self.shown[run.clone()].iter().zip(&self.next[run]);
            pixels.extend(pairs.map(|(&old, &new)| if old == new && !whole { CLEAR } else { new }));
        }
        pixels
    }
}

/// Refuses what a GIF does not have.
fn check(spec: &OutputSpec) -> Result<(), RecordError> {
    let &OutputSpec { width, height, fps, .. } = spec;
    if fps > LARGEST_FPS {
        let why = "players slow down pictures shorter than 2/100 s";
        return Err(RecordError::Rate { format: "a GIF", fps, largest: LARGEST_FPS, why });
    }
    if width.max(height) > u32::from(u16::MAX) {
        let (least, largest) = ("1x1", "65535x65535");
        return Err(RecordError::Size { format: "a GIF", least, largest, width, height });
    }
    Ok(())
}

fn failure(frame: u32, what: &dyn std::fmt::Display) -> RecordError {
    RecordError::Encoder { format: "GIF", frame, what: what.to_string() }
}
