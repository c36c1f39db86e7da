//! Reading the arrays of an export.

use super::files::{numbered, tick_of};
use crate::lattice::{EdgeValues, Fields, GaugeField, Lattice, LinkField, SiteField};
use crate::scene::SceneError;
use crate::scene::initial::read_npy;
use std::fs;
use std::path::{Path, PathBuf};

/// The files that hold the fields at one tick.
#[derive(Debug)]
pub(super) struct Arrays {
    directory: PathBuf,
    tick: Option<u64>,
    phi: PathBuf,
    pi: PathBuf,
    edge: PathBuf,
    links: PathBuf,
    potential: PathBuf,
}

impl Arrays {
    /// Those of a tick; without one the highest there is, else those without a number, else `in_*`.
    pub(super) fn find(directory: &Path, tick: Option<u64>) -> Result<Self, SceneError> {
        let tick = tick.or_else(|| highest(directory));
        let unnumbered = |array: &str| match directory.join(format!("in_{array}.npy")) {
            path if path.is_file() && !directory.join(format!("{array}.npy")).is_file() => path,
            _ => directory.join(format!("{array}.npy")),
        };
        let path = |array: &str| match tick {
            Some(tick) => directory.join(numbered(array, tick)),
            None => unnumbered(array),
        };
        let [phi, pi, edge, links, potential] = ["phi", "pi", "edge", "a", "a0"].map(path);
        let directory = directory.to_owned();
        let arrays = Self { directory, tick, phi, pi, edge, links, potential };
        let missing = [&arrays.phi, &arrays.pi].into_iter().find(|path| !path.is_file());
        if let Some(missing) = missing {
            let message = "there is no such file; phi and pi of one tick are needed, or phi.npy \
                           and pi.npy";
            return Err(SceneError::whole(missing.display().to_string(), message));
        }
        Ok(arrays)
    }

    pub(super) fn read(
        &self,
        lattice: &Lattice,
        components: usize,
    ) -> Result<Fields<f64>, SceneError> {
        let mut fields = Fields::zeros(lattice, components);
        fill(&self.phi, lattice, &mut fields.phi)?;
        fill(&self.pi, lattice, &mut fields.pi)?;
        Ok(fields)
    }

    /// Links and potential. `there` says whether they are; where nothing is said, they are where
    /// their files are.
    pub(super) fn read_gauge(
        &self,
        lattice: &Lattice,
        there: [Option<bool>; 2],
    ) -> Result<Option<GaugeField<f64>>, SceneError> {
        let [links, potential] = [&self.links, &self.potential];
        let [has_links, has_potential] = [(links, there[0]), (potential, there[1])]
            .map(|(path, there)| there.unwrap_or(path.is_file()));
        if !has_links && !has_potential {
            return Ok(None);
        }
        let angles = match has_links {
            true => angles(links, lattice)?,
            false => LinkField::zeros(lattice),
        };
        let level = has_potential.then(|| plain(potential, lattice)).transpose()?;
        Ok(Some(GaugeField::new(lattice, angles, level)))
    }

    /// Where the array of that name is.
    fn path(&self, name: &str) -> PathBuf {
        match self.tick {
            Some(tick) => self.directory.join(numbered(name, tick)),
            None => self.directory.join(format!("{name}.npy")),
        }
    }

    /// A field of one component.
    pub(super) fn read_plain(
        &self,
        name: &str,
        lattice: &Lattice,
    ) -> Result<SiteField<f64>, SceneError> {
        plain(&self.path(name), lattice)
    }

    /// Angles of links.
    pub(super) fn read_links(
        &self,
        name: &str,
        lattice: &Lattice,
    ) -> Result<LinkField<f64>, SceneError> {
        angles(&self.path(name), lattice)
    }

    /// The fields of a twin.
    pub(super) fn read_twin(
        &self,
        lattice: &Lattice,
        components: usize,
        has_edge: bool,
    ) -> Result<Fields<f64>, SceneError> {
        let [phi, pi, edge] = ["twinphi", "twinpi", "twinedge"].map(|name| self.path(name));
        let mut fields = Fields::zeros(lattice, components);
        fill(&phi, lattice, &mut fields.phi)?;
        fill(&pi, lattice, &mut fields.pi)?;
        if has_edge {
            fields.edge = Some(ghosts(&edge, lattice, components)?);
        }
        Ok(fields)
    }

    pub(super) fn read_edge(
        &self,
        lattice: &Lattice,
        components: usize,
    ) -> Result<EdgeValues<f64>, SceneError> {
        ghosts(&self.edge, lattice, components)
    }
}

fn ghosts(
    path: &Path,
    lattice: &Lattice,
    components: usize,
) -> Result<EdgeValues<f64>, SceneError> {
    let mut edge = EdgeValues::of(lattice, &SiteField::zeros(lattice, components));
    let count = edge.faces.iter().flatten().map(Vec::len).sum();
    let mut ghosts = array(path, &[count])?.into_iter();
    for (slot, ghost) in edge.faces.iter_mut().flatten().flatten().zip(&mut ghosts) {
        *slot = ghost;
    }
    Ok(edge)
}

fn angles(path: &Path, lattice: &Lattice) -> Result<LinkField<f64>, SceneError> {
    let mut angles = LinkField::zeros(lattice);
    let values = array(path, &with_first(lattice.dim(), lattice))?;
    angles.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
    Ok(angles)
}

fn plain(path: &Path, lattice: &Lattice) -> Result<SiteField<f64>, SceneError> {
    let mut field = SiteField::zeros(lattice, 1);
    let values = array(path, lattice.shape())?;
    field.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
    Ok(field)
}

fn highest(directory: &Path) -> Option<u64> {
    let entries = fs::read_dir(directory).ok()?;
    let ticks = entries.flatten().filter_map(|entry| tick_of("phi", entry.file_name().to_str()?));
    ticks.max()
}

fn fill(path: &Path, lattice: &Lattice, field: &mut SiteField<f64>) -> Result<(), SceneError> {
    let values = array(path, &with_first(field.components(), lattice))?;
    field.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
    Ok(())
}

/// The shape of an array whose first axis is not the lattice's.
fn with_first(first: usize, lattice: &Lattice) -> Vec<usize> {
    std::iter::once(first).chain(lattice.shape().iter().copied()).collect()
}

/// Copies the values of a row from an array in C order.
fn scatter(lattice: &Lattice, values: &[f64], row: usize, block: &mut [f64]) {
    let length = lattice.row_len();
    for (component, slots) in block.chunks_exact_mut(length).enumerate() {
        let start = (component * lattice.rows() + row) * length;
        slots.copy_from_slice(&values[start..start + length]);
    }
}

fn array(path: &Path, shape: &[usize]) -> Result<Vec<f64>, SceneError> {
    read_npy(path, shape)
        .map_err(|why| SceneError::whole(path.display().to_string(), why.to_string()))
}
