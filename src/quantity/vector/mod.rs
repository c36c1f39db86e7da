//! Local vector quantities: what can be drawn as arrows.
//!
//! To add one: a file here with a constant, and a row in [`VECTORS`].

mod current;
mod energy_flow;
mod gauge;
mod spin;

use super::sample::seen;
use super::site::{Site, Source};
use super::{AUTO, Given, Needs, QuantityError, Sight};
use crate::lattice::{FieldState, Real};
use rayon::prelude::*;

/// A vector quantity that can be named in a scene.
#[derive(Clone, Copy, Debug)]
pub struct VectorInfo {
    /// The name used in scenes.
    pub name: &'static str,
    /// Its symbol, for legends.
    pub label: &'static str,
    /// What it is, in a line.
    pub summary: &'static str,
    /// Whether a theory in `dim` dimensions has it.
    pub applies: fn(theory: &str, dim: usize) -> bool,
    /// What it takes besides phi and pi.
    pub needs: Needs,
    kernel: VectorKernel,
}

/// Every vector quantity there is; the first that a theory has is its default.
pub const VECTORS: &[VectorInfo] = &[
    current::CURRENT,
    spin::SPIN,
    energy_flow::ENERGY_FLOW,
    gauge::CURRENT,
    gauge::LINKS,
    gauge::ELECTRIC,
    gauge::MAGNETIC,
];

/// A vector that depends on a site and the sites next to it.
trait LocalVector {
    /// Its components along the axes of the lattice; 0 along those there are not, unless it points
    /// out of the lattice.
    fn value<R: Real>(site: &Site<R>) -> [f64; 3];
}

/// Places of sites, row and place in it, to the vectors there.
type Fill<R> = fn(&Source<R>, &[(usize, usize)], &mut [[f32; 3]]);

/// A [`LocalVector`] compiled for both precisions.
#[derive(Clone, Copy, Debug)]
struct VectorKernel {
    fill32: Fill<f32>,
    fill64: Fill<f64>,
}

impl VectorKernel {
    const fn of<V: LocalVector>() -> Self {
        Self { fill32: fill::<f32, V>, fill64: fill::<f64, V> }
    }
}

/// Sites one task takes.
const TASK: usize = 256;

fn fill<R: Real, V: LocalVector>(
    source: &Source<R>,
    sites: &[(usize, usize)],
    out: &mut [[f32; 3]],
) {
    out.par_chunks_mut(TASK).zip(sites.par_chunks(TASK)).for_each(|(out, sites)| {
        for (vector, (row, x)) in out.iter_mut().zip(sites) {
            *vector = V::value(&source.site(*row, *x)).map(|part| part as f32);
        }
    });
}

/// Takes a vector quantity at some sites, each given by its row and its place in it.
pub fn sample_vectors(
    vector: &VectorInfo,
    sight: &Sight,
    sites: &[(usize, usize)],
    out: &mut Vec<[f32; 3]>,
) {
    out.resize(sites.len(), [0.0; 3]);
    match sight.state {
        FieldState::F32(fields) => (vector.kernel.fill32)(&seen(sight, fields), sites, out),
        FieldState::F64(fields) => (vector.kernel.fill64)(&seen(sight, fields), sites, out),
    }
}

/// The vector quantity of that name of a theory in `dim` dimensions, in a run that has what is
/// given; for [`AUTO`] the first it has, `None` where it has none.
///
/// # Errors
/// [`QuantityError`], with the nearest name.
pub fn vector_named(
    name: &str,
    theory: &str,
    dim: usize,
    given: Given,
) -> Result<Option<&'static VectorInfo>, QuantityError> {
    let fits = |info: &&VectorInfo| (info.applies)(theory, dim) && given.has(info.needs);
    if name == AUTO {
        return Ok(VECTORS.iter().find(fits));
    }
    let available = || VECTORS.iter().filter(fits).map(|info| info.name).collect::<Vec<_>>();
    match VECTORS.iter().find(|info| info.name == name) {
        Some(info) if fits(&info) => Ok(Some(info)),
        Some(info) if (info.applies)(theory, dim) => {
            Err(QuantityError::missing(info.name, info.needs, available()))
        }
        Some(info) => Err(QuantityError::inapplicable(info.name, theory, dim, available())),
        None => Err(QuantityError::unknown(name, available())),
    }
}
