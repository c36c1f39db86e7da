//! Initial conditions added up slice by slice: a state that takes a good part of the memory there is
//! has no room beside it for the same in double precision.

use super::{Initial, InitialContext, InitialError, InitialFault};
use crate::lattice::{Fields, Lattice, Real};
use rayon::prelude::*;

/// Adds to phi and to pi of a row, all components of it one after the other.
pub(super) type AddRow<'a> =
    Box<dyn Fn(usize, [&mut [f64]; 2]) -> Result<(), InitialError> + Sync + 'a>;

/// An initial condition whose every number is checked, ready to be added row by row.
pub(super) trait Source {
    /// What it adds to the rows of a slice.
    fn rows(&self, slice: Slice) -> AddRow<'_>;

    /// Which of its fields gives a component of phi or of pi; none when they come from all of it.
    fn path(&self, _field: &str, _component: usize) -> String {
        String::new()
    }
}

/// A source whose rows have nothing to do with one another.
pub(super) struct EachRow<F>(pub(super) F);

impl<F: Fn(usize, [&mut [f64]; 2]) + Sync> Source for EachRow<F> {
    fn rows(&self, _slice: Slice) -> AddRow<'_> {
        Box::new(|row, parts| {
            (self.0)(row, parts);
            Ok(())
        })
    }
}

/// The planes `first`, `first + count`, … along the first axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Slice {
    /// All planes.
    pub(super) const WHOLE: Self = Self { first: 0, count: 1 };

    /// The place of a row among those of the slice, if it is one of them.
    pub(super) fn place(self, lattice: &Lattice, row: usize) -> Option<usize> {
        // A lattice of one axis is one plane.
        let planes = if lattice.dim() > 1 { lattice.shape()[0] } else { 1 };
        let lines = lattice.rows() / planes;
        let (plane, line) = (row / lines, row % lines);
        (plane % self.count == self.first).then(|| plane / self.count * lines + line)
    }
}

/// Sites from which on a state is made in slices.
const LARGE_SITES: usize = 1 << 22;

/// The most slices: every further one looks at all waves of a packet once more.
const MOST_SLICES: usize = 64;

/// What slices take beside the state while it is made is to be no more than this part of it.
const PART: u128 = 4;

/// How many slices a state of so many bytes is made in: one, unless it is large.
pub(in crate::scene) fn slices(
    list: &[Initial],
    context: &InitialContext<'_>,
    state: u128,
) -> usize {
    let lattice = context.lattice;
    if lattice.dim() == 1 || !is_large(lattice) {
        return 1;
    }
    let extent = lattice.shape()[0];
    let mut counts = (1..=MOST_SLICES).filter(|count| extent.is_multiple_of(*count));
    let bytes = |count| bytes_beside(list, context, count);
    // What no number of slices makes less is not counted.
    let most = bytes(usize::MAX) + state / PART;
    let last = counts.clone().next_back().unwrap_or(1);
    counts.find(|count| bytes(*count) <= most).unwrap_or(last)
}

/// Whether a state is large enough to be made in slices.
pub(in crate::scene) fn is_large(lattice: &Lattice) -> bool {
    lattice.sites() >= LARGE_SITES
}

/// Bytes that are needed beside the state itself.
pub(in crate::scene) fn bytes_beside(
    list: &[Initial],
    context: &InitialContext<'_>,
    slices: usize,
) -> u128 {
    list.iter().map(|initial| initial.bytes(context, slices)).sum()
}

/// The state in its final precision: all initial conditions added up in f64 and rounded once.
///
/// # Errors
/// The position of the one that cannot be made, and why.
pub(in crate::scene) fn made<R: Real>(
    list: &[Initial],
    context: InitialContext<'_>,
    count: usize,
) -> Result<Fields<R>, (usize, InitialError)> {
    let (lattice, components) = (context.lattice, context.components());
    let mut sources: Vec<Box<dyn Source + '_>> = Vec::new();
    for (index, initial) in list.iter().enumerate() {
        let found = |axis: usize| profile(lattice, components, &sources, count, axis);
        let ready = initial.ready(&InitialContext { index, ..context }, &found);
        let source = ready.map_err(|why| (index, why))?;
        sources.push(source);
    }
    let mut fields = Fields::zeros(lattice, components);
    for first in 0..count {
        add(lattice, &sources, Slice { first, count }, &mut fields)?;
    }
    Ok(fields)
}

/// Adds sources to the rows of a slice.
pub(super) fn add<R: Real>(
    lattice: &Lattice,
    sources: &[Box<dyn Source + '_>],
    slice: Slice,
    fields: &mut Fields<R>,
) -> Result<(), (usize, InitialError)> {
    let rows: Vec<AddRow<'_>> = sources.iter().map(|source| source.rows(slice)).collect();
    let (block, per_chunk) = (fields.phi.block_len(), lattice.rows_per_chunk());
    let phi = fields.phi.values_mut().par_chunks_mut(block * per_chunk);
    let chunks = phi.zip(fields.pi.values_mut().par_chunks_mut(block * per_chunk));
    let first = chunks.enumerate().filter_map(|(chunk, (phi, pi))| {
        let mut sum = Sum { lattice, rows: &rows, phi: vec![0.0; block], pi: vec![0.0; block] };
        let both = phi.chunks_exact_mut(block).zip(pi.chunks_exact_mut(block)).enumerate();
        let failed = both.filter_map(|(offset, (phi, pi))| {
            let row = chunk * per_chunk + offset;
            slice.place(lattice, row).and_then(|_| sum.add(row, [phi, pi]).err())
        });
        failed.min_by_key(|failed| failed.0)
    });
    match first.min_by_key(|failed| failed.0) {
        None => Ok(()),
        Some(((index, ..), Failed::Source(why))) => Err((index, why)),
        Some(((index, component, part, row), Failed::NotFinite { x, value })) => {
            let path = sources[index].path(["phi", "pi"][part], component);
            let fault = InitialFault::NotFinite {
                site: lattice.site(row, x),
                position: lattice.site_position(row, x)[..lattice.dim()].to_vec(),
                value,
            };
            Err((index, InitialError::new(path, fault)))
        }
    }
}

/// Which source fails, at which component, of phi (0) or of pi (1), in which row: the first that does
/// is told.
type Place = (usize, usize, usize, usize);

/// How a source fails.
enum Failed {
    /// It cannot be made.
    Source(InitialError),
    /// What there is with it is not finite.
    NotFinite {
        /// Site of the row.
        x: usize,
        value: f64,
    },
}

/// The sum of all sources on a row.
struct Sum<'a> {
    lattice: &'a Lattice,
    rows: &'a [AddRow<'a>],
    phi: Vec<f64>,
    pi: Vec<f64>,
}

impl Sum<'_> {
    /// Adds all sources to what a row has.
    fn add<R: Real>(
        &mut self,
        row: usize,
        [phi, pi]: [&mut [R]; 2],
    ) -> Result<(), (Place, Failed)> {
        for (sum, values) in [(&mut self.phi, &*phi), (&mut self.pi, &*pi)] {
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum = value.wide());
        }
        for (index, add) in self.rows.iter().enumerate() {
            add(row, [&mut self.phi, &mut self.pi])
                .map_err(|why| ((index, 0, 0, row), Failed::Source(why)))?;
            self.check_finite(index, row)?;
        }
        for (sum, values) in [(&self.phi, phi), (&self.pi, pi)] {
            sum.iter().zip(values).for_each(|(sum, value)| *value = R::of(*sum));
        }
        Ok(())
    }

    /// Refuses a value that is not finite.
    fn check_finite(&self, index: usize, row: usize) -> Result<(), (Place, Failed)> {
        let length = self.lattice.row_len();
        let bad = |(part, values): (usize, &Vec<f64>)| {
            let at = values.iter().position(|value| !value.is_finite())?;
            let failed = Failed::NotFinite { x: at % length, value: values[at] };
            Some(((index, at / length, part, row), failed))
        };
        let first = [&self.phi, &self.pi].into_iter().enumerate().filter_map(bad);
        first.min_by_key(|failed| failed.0).map_or(Ok(()), Err)
    }
}

/// The first component of phi as sources make it, along an axis and averaged over the others.
fn profile(
    lattice: &Lattice,
    components: usize,
    sources: &[Box<dyn Source + '_>],
    count: usize,
    axis: usize,
) -> Vec<f64> {
    let mut sums = vec![0.0; lattice.shape()[axis]];
    let block = components * lattice.row_len();
    let [mut phi, mut pi] = [vec![0.0; block], vec![0.0; block]];
    for slice in (0..count).map(|first| Slice { first, count }) {
        let adds: Vec<AddRow<'_>> = sources.iter().map(|source| source.rows(slice)).collect();
        for row in (0..lattice.rows()).filter(|row| slice.place(lattice, *row).is_some()) {
            phi.fill(0.0);
            // One that fails is told where the state is made.
            let _ = adds.iter().try_for_each(|add| add(row, [&mut phi, &mut pi]));
            add_profile(lattice, axis, row, &phi, &mut sums);
        }
    }
    averaged(lattice, sums)
}

/// The same of fields that there are.
pub(super) fn profile_of(lattice: &Lattice, fields: &Fields<f64>, axis: usize) -> Vec<f64> {
    let mut sums = vec![0.0; lattice.shape()[axis]];
    for row in 0..lattice.rows() {
        add_profile(lattice, axis, row, fields.phi.block(row), &mut sums);
    }
    averaged(lattice, sums)
}

fn add_profile(lattice: &Lattice, axis: usize, row: usize, block: &[f64], sums: &mut [f64]) {
    for (x, phi) in block[..lattice.row_len()].iter().enumerate() {
        sums[lattice.index(row, x, axis)] += phi;
    }
}

fn averaged(lattice: &Lattice, mut sums: Vec<f64>) -> Vec<f64> {
    let count = (lattice.sites() / sums.len()) as f64;
    sums.iter_mut().for_each(|sum| *sum /= count);
    sums
}

#[cfg(test)]
mod tests;
