//! Arrays from files.

use super::npy::{NpyError, NpyFile};
use super::source::{AddRow, Slice, Source};
use super::{InitialContext, InitialError, InitialFault};
use crate::lattice::Lattice;
use serde::Deserialize;
use std::path::Path;

/// Fields from `.npy` files, as exports write them.
///
/// # Conventions
/// Shape `(K, n1[, n2[, n3]])`, component first, little-endian f32 or f64, C order. File names are
/// relative to the scene.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Arrays {
    /// File of phi; 0 when absent.
    pub phi: Option<String>,
    /// File of pi; 0 when absent.
    pub pi: Option<String>,
}

impl Arrays {
    pub(super) fn ready<'a>(
        &self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        if self.phi.is_none() && self.pi.is_none() {
            return Err(InitialError::invalid(
                "",
                "Arrays without a file",
                "give `phi`, `pi` or both",
            ));
        }
        let phi = opened("phi", self.phi.as_deref(), context)?;
        let files = [phi, opened("pi", self.pi.as_deref(), context)?];
        Ok(Box::new(Files { lattice: context.lattice, files }))
    }
}

/// The file of phi, and of pi.
struct Files<'a> {
    lattice: &'a Lattice,
    files: [Option<NpyFile>; 2],
}

fn opened(
    name: &'static str,
    file: Option<&str>,
    context: &InitialContext<'_>,
) -> Result<Option<NpyFile>, InitialError> {
    let Some(file) = file else { return Ok(None) };
    let mut shape = vec![context.components()];
    shape.extend(context.lattice.shape());
    let path = context.base_dir.join(file);
    NpyFile::open(&path, &shape).map(Some).map_err(|why| failed(name, &path, why))
}

fn failed(name: &str, path: &Path, why: NpyError) -> InitialError {
    InitialError::new(name, InitialFault::File { path: path.to_owned(), why })
}

impl Source for Files<'_> {
    fn rows(&self, _slice: Slice) -> AddRow<'_> {
        let (rows, length) = (self.lattice.rows(), self.lattice.row_len());
        Box::new(move |row, parts| {
            let mut values = vec![0.0; length];
            for ((name, file), part) in ["phi", "pi"].into_iter().zip(&self.files).zip(parts) {
                let Some(file) = file else { continue };
                for (component, sums) in part.chunks_exact_mut(length).enumerate() {
                    file.read((component * rows + row) * length, &mut values)
                        .map_err(|why| failed(name, file.path(), why))?;
                    sums.iter_mut().zip(&values).for_each(|(sum, value)| *sum += value);
                }
            }
            Ok(())
        })
    }
}
