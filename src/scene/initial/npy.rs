//! Reading `.npy` files that may be anything.
//!
//! Everything a header claims is held against the file's length before memory is asked for.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// Why a file is not the array it should be.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum NpyError {
    /// The file cannot be opened or read.
    #[error("{0}")]
    Read(String),
    /// Not a `.npy` file.
    #[error("this is not a .npy file; numpy.save writes one")]
    Format,
    /// A header that cannot be understood.
    #[error("the header of this .npy file has no readable {0}; numpy.save writes one")]
    Header(&'static str),
    /// Values of another type.
    #[error("the values are of type {0}; \"<f4\" or \"<f8\" is needed: save array.astype(\"<f8\")")]
    Type(String),
    /// Fortran order.
    #[error(
        "the array is in Fortran order; C order is needed: save numpy.ascontiguousarray(array)"
    )]
    Order,
    /// Another shape.
    #[error("the array has shape {found}, this scene needs {needed} (components first)",
        found = tuple(.found), needed = tuple(.needed))]
    Shape {
        /// What the file has.
        found: Vec<usize>,
        /// What is needed.
        needed: Vec<usize>,
    },
    /// The file ends too soon, or goes on.
    #[error("the file holds {found} bytes of values, an array of this shape and type has {needed}: it is {}",
        if .found < .needed { "cut off" } else { "not what its header says" })]
    Length {
        /// Bytes after the header.
        found: u64,
        /// Bytes the shape needs.
        needed: u64,
    },
    /// A value that is not finite.
    #[error("the value at index {index} is {value}; every value must be finite", index = tuple(.index))]
    NotFinite {
        /// Its indices.
        index: Vec<usize>,
        /// The value.
        value: f64,
    },
}

/// Longest header read: that of an array like ours has about 128 bytes.
const LONGEST_HEADER: usize = 4096;

/// Reads an array of finite f32 or f64 values of the shape needed, in C order.
///
/// # Errors
/// See [`NpyError`].
pub fn read(path: &Path, needed: &[usize]) -> Result<Vec<f64>, NpyError> {
    let mut values = Vec::new();
    NpyFile::headed(path, needed)?.each_piece(needed, |piece| values.extend_from_slice(piece))?;
    Ok(values)
}

/// An array that stays in its file, to be read part by part.
pub(super) struct NpyFile {
    path: PathBuf,
    file: Mutex<File>,
    /// Where the values begin, and bytes of one.
    start: u64,
    wide: usize,
}

/// Values that are read at once.
const AT_ONCE: usize = 8192;

impl NpyFile {
    /// An array of finite values of the shape needed: all of it is looked at once.
    pub(super) fn open(path: &Path, needed: &[usize]) -> Result<Self, NpyError> {
        let file = Self::headed(path, needed)?;
        file.each_piece(needed, |_| {})?;
        Ok(file)
    }

    /// An array that by its header, and the length of its file, is of the shape needed.
    fn headed(path: &Path, needed: &[usize]) -> Result<Self, NpyError> {
        let mut file = File::open(path).map_err(unread)?;
        let length = file.metadata().map_err(unread)?.len();
        let (header, start) = header(&mut file)?;
        let wide = width(&header)?;
        let found = shape(&header)?;
        if found != needed {
            return Err(NpyError::Shape { found, needed: needed.to_vec() });
        }
        let count: usize = found.iter().product();
        let (found, needed) = (length.saturating_sub(start), (count * wide) as u64);
        if found != needed {
            return Err(NpyError::Length { found, needed });
        }
        Ok(Self { path: path.to_owned(), file: Mutex::new(file), start, wide })
    }

    /// Calls `with` for all values, a piece at a time.
    fn each_piece(&self, shape: &[usize], mut with: impl FnMut(&[f64])) -> Result<(), NpyError> {
        let (count, mut values) = (shape.iter().product(), vec![0.0; AT_ONCE]);
        for first in (0..count).step_by(AT_ONCE) {
            let piece = &mut values[..AT_ONCE.min(count - first)];
            self.read(first, piece)?;
            if let Some(at) = piece.iter().position(|value| !value.is_finite()) {
                let index = unravel(first + at, shape);
                return Err(NpyError::NotFinite { index, value: piece[at] });
            }
            with(piece);
        }
        Ok(())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads values from a flat index on.
    pub(super) fn read(&self, first: usize, values: &mut [f64]) -> Result<(), NpyError> {
        let mut bytes = vec![0; values.len() * self.wide];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(self.start + (first * self.wide) as u64)).map_err(unread)?;
            file.read_exact(&mut bytes).map_err(unread)?;
        }
        let read = bytes.chunks_exact(self.wide).map(number);
        values.iter_mut().zip(read).for_each(|(value, read)| *value = read);
        Ok(())
    }
}

fn unread(error: std::io::Error) -> NpyError {
    NpyError::Read(error.to_string())
}

/// The text of the header, and where the values begin.
fn header(reader: &mut impl Read) -> Result<(String, u64), NpyError> {
    let mut start = [0; 8];
    reader.read_exact(&mut start).map_err(|_| NpyError::Format)?;
    if start[..6] != *b"\x93NUMPY" {
        return Err(NpyError::Format);
    }
    let size = if start[6] == 1 { 2 } else { 4 };
    let mut length = [0; 4];
    reader.read_exact(&mut length[..size]).map_err(|_| NpyError::Format)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST_HEADER {
        return Err(NpyError::Header("length"));
    }
    let mut text = vec![0; length];
    reader.read_exact(&mut text).map_err(|_| NpyError::Format)?;
    let text = String::from_utf8(text).map_err(|_| NpyError::Header("text"))?;
    Ok((text, (8 + size + length) as u64))
}

/// What follows a key of the header's dictionary.
fn entry<'a>(header: &'a str, key: &'static str) -> Result<&'a str, NpyError> {
    let place = header.find(&format!("'{key}'")).ok_or(NpyError::Header(key))?;
    let rest = header[place + key.len() + 2..].trim_start();
    Ok(rest.strip_prefix(':').ok_or(NpyError::Header(key))?.trim_start())
}

/// Bytes of one value.
fn width(header: &str) -> Result<usize, NpyError> {
    if entry(header, "fortran_order")?.starts_with("True") {
        return Err(NpyError::Order);
    }
    let kind = entry(header, "descr")?;
    match kind {
        _ if kind.starts_with("'<f4'") => Ok(4),
        _ if kind.starts_with("'<f8'") => Ok(8),
        _ => Err(NpyError::Type(kind.split(',').next().unwrap_or_default().replace('\'', "\""))),
    }
}

fn shape(header: &str) -> Result<Vec<usize>, NpyError> {
    let missing = NpyError::Header("shape");
    let list = entry(header, "shape")?.strip_prefix('(').ok_or(missing.clone())?;
    let (list, _) = list.split_once(')').ok_or(missing.clone())?;
    let numbers = list.split(',').map(str::trim).filter(|number| !number.is_empty());
    numbers.map(|number| number.parse().map_err(|_| missing.clone())).collect()
}

fn number(bytes: &[u8]) -> f64 {
    match *bytes {
        [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
        [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => f64::NAN,
    }
}

fn unravel(mut flat: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, extent) in index.iter_mut().zip(shape).rev() {
        *place = flat % extent;
        flat /= extent;
    }
    index
}

/// As Python writes a tuple.
fn tuple(numbers: &[usize]) -> String {
    let list: Vec<String> = numbers.iter().map(usize::to_string).collect();
    match list.len() {
        1 => format!("({},)", list[0]),
        _ => format!("({})", list.join(", ")),
    }
}
