//! Taking the values of a quantity from a field.

use super::carrier::carrier;
use super::sight::Sight;
use super::site::{Site, Source};
use super::{Cut, CutError, Plane, QuantityInfo};
use crate::lattice::{FieldState, Fields, Real};
use rayon::prelude::*;

/// A quantity that depends on a site and the sites next to it.
pub(super) trait Local {
    /// `[re, im]`, or `[value, 0]`.
    fn value<R: Real>(site: &Site<R>) -> [f64; 2];
}

/// Fills neighbouring values of a picture, of which the first is numbered.
type Fill<R> = fn(&Source<R>, Cut, usize, &mut [[f32; 2]]);

/// Fills the values of a row.
type FillRow<R> = fn(&Source<R>, usize, &mut [[f32; 2]]);

/// The value at place `x` of a row.
pub(super) type At<R> = fn(&Source<R>, usize, usize) -> [f64; 2];

/// A [`Local`] quantity compiled for both precisions, so that nothing is decided at each site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kernel {
    fill32: Fill<f32>,
    fill64: Fill<f64>,
    row32: FillRow<f32>,
    row64: FillRow<f64>,
    at32: At<f32>,
    at64: At<f64>,
}

impl Kernel {
    /// The kernel of a quantity.
    pub const fn of<Q: Local>() -> Self {
        Self {
            fill32: fill::<f32, Q>,
            fill64: fill::<f64, Q>,
            row32: fill_row::<f32, Q>,
            row64: fill_row::<f64, Q>,
            at32: at_site::<f32, Q>,
            at64: at_site::<f64, Q>,
        }
    }
}

fn at_site<R: Real, Q: Local>(source: &Source<R>, row: usize, x: usize) -> [f64; 2] {
    Q::value(&source.site(row, x))
}

fn fill_row<R: Real, Q: Local>(source: &Source<R>, row: usize, line: &mut [[f32; 2]]) {
    let site = source.site(row, 0);
    for (x, value) in line.iter_mut().enumerate() {
        *value = Q::value(&site.along(x)).map(|part| part as f32);
    }
}

fn fill<R: Real, Q: Local>(source: &Source<R>, cut: Cut, first: usize, values: &mut [[f32; 2]]) {
    let (width, _) = cut.size(source.lattice);
    let (mut at, mut rest) = (first, values);
    while !rest.is_empty() {
        let (x, y) = (at % width, at / width);
        let line = rest.split_off_mut(..(width - x).min(rest.len())).unwrap_or_default();
        at += line.len();
        fill_line::<R, Q>(source, cut, x, y, line);
    }
}

/// Fills values of one line of a picture, from column `first` on. A line that is a row of the
/// lattice has a loop of its own, in which the compiler finds the row once.
fn fill_line<R: Real, Q: Local>(
    source: &Source<R>,
    cut: Cut,
    first: usize,
    y: usize,
    line: &mut [[f32; 2]],
) {
    let (row, start) = cut.site(source.lattice, first, y);
    let rounded = |site: &Site<R>| Q::value(site).map(|part| part as f32);
    if cut.follows_rows() {
        let site = source.site(row, start);
        for (x, value) in line.iter_mut().enumerate() {
            *value = rounded(&site.along(start + x));
        }
    } else {
        for (x, value) in line.iter_mut().enumerate() {
            *value = rounded(&source.site(row + x, start));
        }
    }
}

/// Values one task fills: enough that handing the task out costs nothing beside them.
const TASK: usize = 4096;

/// Takes the values of a quantity on a cut of a field.
///
/// # Errors
/// When the cut does not fit the lattice.
pub fn sample(
    quantity: &QuantityInfo,
    sight: &Sight,
    cut: Cut,
    out: &mut Plane,
) -> Result<(), CutError> {
    cut.check(sight.lattice)?;
    out.fit(cut.size(sight.lattice));
    let values = &mut out.values;
    match sight.state {
        FieldState::F32(fields) => {
            spread(&source(quantity, sight, fields), cut, quantity.kernel.fill32, values);
        }
        FieldState::F64(fields) => {
            spread(&source(quantity, sight, fields), cut, quantity.kernel.fill64, values);
        }
    }
    Ok(())
}

/// Takes the values of a quantity at all sites, row by row: a line of the picture is a row of the
/// lattice.
pub fn sample_all(quantity: &QuantityInfo, sight: &Sight, out: &mut Plane) {
    out.fit((sight.lattice.row_len(), sight.lattice.rows()));
    let values = &mut out.values;
    match sight.state {
        FieldState::F32(fields) => {
            fill_rows(&source(quantity, sight, fields), quantity.kernel.row32, values);
        }
        FieldState::F64(fields) => {
            fill_rows(&source(quantity, sight, fields), quantity.kernel.row64, values);
        }
    }
}

fn fill_rows<R: Real>(source: &Source<R>, fill: FillRow<R>, values: &mut [[f32; 2]]) {
    let rows = values.par_chunks_mut(source.lattice.row_len()).enumerate();
    rows.for_each(|(row, line)| fill(source, row, line));
}

/// The value of a quantity at place `x` of a row: `[re, im]`, or `[value, 0]`.
///
/// # Conventions
/// What [`sample`] gives there, unrounded.
pub fn at(quantity: &QuantityInfo, sight: &Sight, row: usize, x: usize) -> [f64; 2] {
    taker(quantity, sight).at(row, x)
}

/// The values of a quantity at some sites, each given by its row and its place in it; what is needed
/// of the whole field is found once.
pub fn at_each(quantity: &QuantityInfo, sight: &Sight, sites: &[(usize, usize)]) -> Vec<[f64; 2]> {
    let take = taker(quantity, sight);
    sites.iter().map(|(row, x)| take.at(*row, *x)).collect()
}

/// Takes values of one quantity of one state, site by site.
pub(super) enum Taker<'a> {
    F32(Source<'a, f32>, At<f32>),
    F64(Source<'a, f64>, At<f64>),
}

impl Taker<'_> {
    /// The value at place `x` of a row, as [`at`].
    pub fn at(&self, row: usize, x: usize) -> [f64; 2] {
        match self {
            Self::F32(source, at) => at(source, row, x),
            Self::F64(source, at) => at(source, row, x),
        }
    }
}

/// What takes the values of a quantity.
pub(super) fn taker<'a>(quantity: &QuantityInfo, sight: &Sight<'a>) -> Taker<'a> {
    match sight.state {
        FieldState::F32(fields) => {
            Taker::F32(source(quantity, sight, fields), quantity.kernel.at32)
        }
        FieldState::F64(fields) => {
            Taker::F64(source(quantity, sight, fields), quantity.kernel.at64)
        }
    }
}

fn source<'a, R: Real + Held>(
    quantity: &QuantityInfo,
    sight: &Sight<'a>,
    fields: &'a Fields<R>,
) -> Source<'a, R> {
    let mut source = seen(sight, fields);
    if quantity.needs_carrier {
        source.carrier = carrier(&source);
    }
    source
}

/// A field in its gauge, beside its twin.
pub(super) fn seen<'a, R: Real + Held>(sight: &Sight<'a>, fields: &'a Fields<R>) -> Source<'a, R> {
    let twin = sight.gauge.and_then(|gauge| gauge.twin()).and_then(R::fields);
    Source { twin, gauge: sight.gauge, ..Source::new(sight.lattice, fields, sight.parameters) }
}

/// A precision that a state may hold.
pub(super) trait Held: Sized {
    /// The fields of a state in this precision.
    fn fields(state: &FieldState) -> Option<&Fields<Self>>;
}

impl Held for f32 {
    fn fields(state: &FieldState) -> Option<&Fields<Self>> {
        if let FieldState::F32(fields) = state { Some(fields) } else { None }
    }
}

impl Held for f64 {
    fn fields(state: &FieldState) -> Option<&Fields<Self>> {
        if let FieldState::F64(fields) = state { Some(fields) } else { None }
    }
}

fn spread<R: Real>(source: &Source<R>, cut: Cut, fill: Fill<R>, values: &mut [[f32; 2]]) {
    let tasks = values.par_chunks_mut(TASK).enumerate();
    tasks.for_each(|(task, values)| fill(source, cut, task * TASK, values));
}
