//! Arrays from files.

use super::{InitialContext, InitialError, InitialFault, npy};
use crate::lattice::{Fields, Lattice, SiteField};
use serde::Deserialize;

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
    pub(super) fn add(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
    ) -> Result<(), InitialError> {
        if self.phi.is_none() && self.pi.is_none() {
            return Err(InitialError::invalid(
                "",
                "Arrays without a file",
                "give `phi`, `pi` or both",
            ));
        }
        add_file("phi", self.phi.as_deref(), context, &mut fields.phi)?;
        add_file("pi", self.pi.as_deref(), context, &mut fields.pi)
    }
}

fn add_file(
    name: &'static str,
    file: Option<&str>,
    context: &InitialContext<'_>,
    field: &mut SiteField<f64>,
) -> Result<(), InitialError> {
    let Some(file) = file else { return Ok(()) };
    let path = context.base_dir.join(file);
    let mut shape = vec![field.components()];
    shape.extend(context.lattice.shape());
    let values = npy::read(&path, &shape)
        .map_err(|why| InitialError::new(name, InitialFault::File { path, why }))?;
    add_values(context.lattice, field, &values);
    Ok(())
}

fn add_values(lattice: &Lattice, field: &mut SiteField<f64>, values: &[f64]) {
    let length = lattice.row_len();
    field.for_each_row(lattice, |row, block| {
        for (component, slots) in block.chunks_exact_mut(length).enumerate() {
            let start = (component * lattice.rows() + row) * length;
            for (slot, value) in slots.iter_mut().zip(&values[start..]) {
                *slot += value;
            }
        }
    });
}
