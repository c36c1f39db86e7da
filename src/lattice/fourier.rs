//! Fourier transforms over all axes of a lattice.

use super::{Fields, Lattice, Real, SiteField};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;
use rustfft::{Fft, FftDirection, FftPlanner};
use std::cell::RefCell;
use std::f64::consts::TAU;

thread_local! {
    /// Keeps the plans of the extents it has met: making one costs as much as many transforms.
    static PLANNER: RefCell<FftPlanner<f64>> = RefCell::new(FftPlanner::new());
}

/// Relative rounding error of a transform.
pub(crate) const ROUNDING: f64 = 1e-17;

/// Lines a thread transforms at a time.
const LINES: usize = 64;

/// A complex value on every site, in C order, with the room a transform needs.
///
/// # Conventions
/// `f^(k) = Σ_x f(x) exp(-i k x)` with `k_mu = 2π j_mu / (n_mu h)`; x counted from the site of
/// index 0. Back: the inverse, 1/N included.
pub(crate) struct Transform {
    shape: Vec<usize>,
    pub values: Vec<Complex64>,
    spare: Vec<Complex64>,
}

impl Transform {
    pub(crate) fn new(shape: &[usize], values: Vec<Complex64>) -> Self {
        Self { shape: shape.to_vec(), spare: vec![Complex64::ZERO; values.len()], values }
    }

    pub(crate) fn forward(&mut self) {
        self.along_all_axes(FftDirection::Forward);
    }

    pub(crate) fn back(&mut self) {
        self.along_all_axes(FftDirection::Inverse);
        let scale = (self.values.len() as f64).recip();
        self.values.par_iter_mut().for_each(|value| *value *= scale);
    }

    /// Transforms along the last axis, then makes the last axis the first; after D such turns
    /// every axis is transformed and all are where they were.
    fn along_all_axes(&mut self, direction: FftDirection) {
        for axis in (0..self.shape.len()).rev() {
            let extent = self.shape[axis];
            let plan = PLANNER.with_borrow_mut(|planner| planner.plan_fft(extent, direction));
            transform_lines(&mut self.values, &*plan);
            turn(&self.values, &mut self.spare, extent);
            std::mem::swap(&mut self.values, &mut self.spare);
        }
    }
}

fn transform_lines(values: &mut [Complex64], plan: &dyn Fft<f64>) {
    values.par_chunks_mut(plan.len() * LINES).for_each(|lines| {
        let mut scratch = vec![Complex64::ZERO; plan.get_inplace_scratch_len()];
        plan.process_with_scratch(lines, &mut scratch);
    });
}

/// Writes values with their last axis, of length `extent`, as the first.
fn turn(from: &[Complex64], to: &mut [Complex64], extent: usize) {
    let lines = from.len() / extent;
    // Blocks of neighbouring indices, so that a cache line read is used whole.
    to.par_chunks_mut(lines * BLOCK).enumerate().for_each(|(block, slab)| {
        let width = slab.len() / lines;
        for line in 0..lines {
            for offset in 0..width {
                slab[offset * lines + line] = from[line * extent + block * BLOCK + offset];
            }
        }
    });
}

/// Indices of the turned axis moved together.
const BLOCK: usize = 8;

/// The wave numbers of a periodic axis in the order of its transform, the highest negative.
pub(crate) fn wave_numbers(extent: usize, spacing: f64) -> Vec<f64> {
    let fold = |j: usize| if 2 * j < extent { j as f64 } else { j as f64 - extent as f64 };
    (0..extent).map(|j| TAU * fold(j) / (extent as f64 * spacing)).collect()
}

/// The channels of phi, then those of pi, in C order: single components, or pairs.
pub(crate) fn channels<R: Real>(
    count: usize,
    lattice: &Lattice,
    fields: &Fields<R>,
) -> Vec<Transform> {
    let each = |channel: usize| {
        let half = count / 2;
        let field = if channel < half { &fields.phi } else { &fields.pi };
        Transform::new(lattice.shape(), gather(lattice, field, channel % half, half))
    };
    (0..count).map(each).collect()
}

fn gather<R: Real>(
    lattice: &Lattice,
    field: &SiteField<R>,
    channel: usize,
    channels: usize,
) -> Vec<Complex64> {
    let (width, length) = (field.components() / channels, lattice.row_len());
    let mut values = vec![Complex64::ZERO; lattice.sites()];
    values.par_chunks_mut(length).enumerate().for_each(|(row, values)| {
        let re = field.row(row, channel * width);
        let im = (width == 2).then(|| field.row(row, channel * width + 1));
        for (x, value) in values.iter_mut().enumerate() {
            *value = Complex64::new(re[x].wide(), im.map_or(0.0, |im| im[x].wide()));
        }
    });
    values
}
