//! File names, and writing a file so that it is whole or not there.

use super::ExportError;
use crate::lattice::{EdgeValues, Lattice, LinkField, Real, SiteField};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Name of the file that describes the others.
pub const META: &str = "meta.json";

/// Name of the table of observables.
pub const OBSERVABLES: &str = "observables.csv";

/// Names of all arrays that an export may have.
pub const ARRAYS: &[&str] = &[
    "phi",
    "pi",
    "edge",
    "a",
    "a0",
    "theta",
    "thetalinks",
    "temporal",
    "basea",
    "basea0",
    "twinphi",
    "twinpi",
    "twinedge",
];

/// Name of an array at a tick: `phi_00000042.npy`.
pub fn numbered(array: &str, tick: u64) -> String {
    format!("{array}_{tick:08}.npy")
}

/// The tick in the name of an array.
pub fn tick_of(array: &str, name: &str) -> Option<u64> {
    let digits = name.strip_prefix(array)?.strip_prefix('_')?.strip_suffix(".npy")?;
    let number = digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    number.then(|| digits.parse().ok()).flatten()
}

/// Writes a file under another name and renames it when it is whole.
pub fn write(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), ExportError> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let partial = Path::new(&partial);
    let written = || -> io::Result<()> {
        let mut file = BufWriter::new(File::create(partial)?);
        fill(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(partial, path)
    };
    written().map_err(|why| {
        // Nothing more can be done about a remnant that cannot be removed either.
        let _ = fs::remove_file(partial);
        ExportError::file(path, why)
    })
}

/// A real number as it lies in a file.
pub trait Stored: Real {
    /// NumPy's name of it.
    const DESCR: &'static str;
    /// Writes it, little-endian.
    fn write(self, to: &mut impl Write) -> io::Result<()>;
}

impl Stored for f32 {
    const DESCR: &'static str = "<f4";
    fn write(self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.to_le_bytes())
    }
}

impl Stored for f64 {
    const DESCR: &'static str = "<f8";
    fn write(self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.to_le_bytes())
    }
}

/// Writes a field as an array `(K, n1[, n2[, n3]])`.
pub fn write_field<R: Stored>(
    to: &mut impl Write,
    lattice: &Lattice,
    field: &SiteField<R>,
) -> io::Result<()> {
    let first = Some(field.components());
    write_rows(to, lattice, first, |component, row| field.row(row, component))
}

/// Writes links as an array `(D, n1[, n2[, n3]])`.
pub fn write_links<R: Stored>(
    to: &mut impl Write,
    lattice: &Lattice,
    links: &LinkField<R>,
) -> io::Result<()> {
    write_rows(to, lattice, Some(links.directions()), |mu, row| links.row(row, mu))
}

/// Writes a field of one component as an array `(n1[, n2[, n3]])`.
pub fn write_plain<R: Stored>(
    to: &mut impl Write,
    lattice: &Lattice,
    field: &SiteField<R>,
) -> io::Result<()> {
    write_rows(to, lattice, None, |_, row| field.block(row))
}

/// Writes what `values(index along the first axis, row)` holds, the lattice's axes after the first;
/// without a first axis those alone.
fn write_rows<'a, R: Stored>(
    to: &mut impl Write,
    lattice: &Lattice,
    first: Option<usize>,
    values: impl Fn(usize, usize) -> &'a [R],
) -> io::Result<()> {
    let shape: Vec<usize> = first.into_iter().chain(lattice.shape().iter().copied()).collect();
    write_header::<R>(to, &shape)?;
    for at in 0..first.unwrap_or(1) {
        for row in 0..lattice.rows() {
            values(at, row).iter().try_for_each(|value| value.write(to))?;
        }
    }
    Ok(())
}

/// Writes ghosts beyond fixed edges, all faces in one line.
pub fn write_edge<R: Stored>(path: &Path, edge: &EdgeValues<R>) -> Result<(), ExportError> {
    let ghosts: Vec<R> = edge.faces.iter().flatten().flatten().copied().collect();
    write(path, |file| write_line(file, &ghosts))
}

/// Writes values as an array with one axis.
fn write_line<R: Stored>(to: &mut impl Write, values: &[R]) -> io::Result<()> {
    write_header::<R>(to, &[values.len()])?;
    values.iter().try_for_each(|value| value.write(to))
}

/// The header of a file of format 1.0, padded so that the values begin at a multiple of 64 bytes.
///
/// # Reference
/// NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
fn write_header<R: Stored>(to: &mut impl Write, shape: &[usize]) -> io::Result<()> {
    let extents: String = shape.iter().map(|extent| format!("{extent}, ")).collect();
    let extents = match shape {
        [one] => format!("{one},"),
        _ => extents.trim_end_matches(", ").to_owned(),
    };
    let mut header =
        format!("{{'descr': '{}', 'fortran_order': False, 'shape': ({extents}), }}", R::DESCR);
    const BEFORE: usize = 10;
    let padded = (BEFORE + header.len() + 1).next_multiple_of(64) - BEFORE;
    header.push_str(&" ".repeat(padded - 1 - header.len()));
    header.push('\n');
    to.write_all(b"\x93NUMPY\x01\x00")?;
    to.write_all(&(padded as u16).to_le_bytes())?;
    to.write_all(header.as_bytes())
}
