//! Packets as their waves, transformed slice by slice.

use super::envelope::Envelope;
use super::source::Slice;
use super::spectrum::WaveVectors;
use super::spinor::Spinor;
use crate::lattice::Lattice;
use crate::lattice::fourier::{ROUNDING, Transform};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// What each wave is multiplied by, in every slot of a [`Spinor`].
pub(super) type Factor<'a> = Box<dyn Fn([f64; 3]) -> Spinor + Sync + 'a>;

/// The waves of an envelope, which are products over the axes, each with a factor.
///
/// # Equation
/// `psi(x) = 1/N Σ_k f^(k) u(k) exp(i k x)`. With `k = k' + m n/S` along the first axis, planes
/// `S j + r` are a transform of length n/S of `Σ_m f^(k) u(k) exp(i k r)`.
pub(super) struct Waves<'a> {
    lattice: &'a Lattice,
    vectors: WaveVectors,
    axes: Vec<Vec<Complex64>>,
    /// Square of what counts as nothing in `f^(k)`, and of the largest along the last axis.
    noise: f64,
    largest: f64,
    factor: Factor<'a>,
}

impl<'a> Waves<'a> {
    pub(super) fn of(envelope: &Envelope<'a>, factor: Factor<'a>) -> Self {
        let lattice = envelope.lattice;
        let axes: Vec<_> = (0..lattice.dim()).map(|mu| along_axis(envelope, mu)).collect();
        let largest =
            |axis: &Vec<Complex64>| axis.iter().map(Complex64::norm_sqr).fold(0.0, f64::max);
        let noise = ROUNDING * ROUNDING * axes.iter().map(largest).product::<f64>();
        let largest = axes.last().map_or(0.0, largest);
        Self { lattice, vectors: WaveVectors::of(lattice), axes, noise, largest, factor }
    }

    /// Calls `with(place in the line, f^, u)` for the waves of a line along the last axis that there are.
    fn each_along(&self, line: usize, mut with: impl FnMut(usize, Complex64, Spinor)) {
        let length = self.lattice.row_len();
        let leading = 0..self.lattice.dim() - 1;
        let factor: Complex64 =
            leading.map(|mu| self.axes[mu][self.lattice.row_index(line, mu)]).product();
        if factor.norm_sqr() * self.largest <= self.noise {
            return;
        }
        for (x, along) in self.axes[self.axes.len() - 1].iter().enumerate() {
            let value = factor * along;
            if value.norm_sqr() > self.noise {
                with(x, value, (self.factor)(self.vectors.at(line * length + x)));
            }
        }
    }

    /// The norm of the envelope, and what is left of it with the factors.
    pub(super) fn norms(&self) -> (f64, f64) {
        let line = |line: usize| {
            let mut sums = (0.0, 0.0);
            self.each_along(line, |_, value, spinor| {
                let left: f64 = spinor.iter().map(Complex64::norm_sqr).sum();
                sums = (sums.0 + value.norm_sqr(), sums.1 + left * value.norm_sqr());
            });
            sums
        };
        // Collected, then added in order: the result does not depend on the number of threads.
        let lines: Vec<(f64, f64)> = (0..self.lattice.rows()).into_par_iter().map(line).collect();
        lines.iter().fold((0.0, 0.0), |sum, line| (sum.0 + line.0, sum.1 + line.1))
    }

    /// Some slots of psi on a slice, times `scale`, each in C order.
    pub(super) fn values(
        &self,
        slots: &[usize],
        slice: Slice,
        scale: Complex64,
    ) -> Vec<Vec<Complex64>> {
        let Slice { count, .. } = slice;
        let (length, sites) = (self.lattice.row_len(), self.lattice.sites() / count);
        // Lines of all slots side by side, to be filled in one go.
        let mut all: Vec<_> = slots.iter().map(|_| vec![Complex64::ZERO; sites]).collect();
        let mut lines: Vec<Vec<&mut [Complex64]>> =
            (0..sites / length).map(|_| Vec::with_capacity(slots.len())).collect();
        for values in &mut all {
            let each = lines.iter_mut().zip(values.chunks_exact_mut(length));
            each.for_each(|(line, values)| line.push(values));
        }
        lines.into_par_iter().enumerate().for_each(|(at, line)| self.fill(at, slots, slice, line));
        let mut shape = self.lattice.shape().to_vec();
        shape[0] /= count;
        let scale = scale / count as f64;
        let back = |values: Vec<Complex64>| {
            let mut transform = Transform::new(&shape, values);
            transform.back();
            transform.values.par_iter_mut().for_each(|value| *value *= scale);
            transform.values
        };
        all.into_iter().map(back).collect()
    }

    /// Adds up the waves that look alike on a slice, in the line at some place of its spectrum.
    fn fill(
        &self,
        at: usize,
        slots: &[usize],
        Slice { first, count }: Slice,
        mut line: Vec<&mut [Complex64]>,
    ) {
        if self.lattice.dim() == 1 {
            return self.each_along(0, |x, value, spinor| {
                for (values, slot) in line.iter_mut().zip(slots) {
                    values[x] = value * spinor[*slot];
                }
            });
        }
        let extent = self.lattice.shape()[0];
        let plane = self.lattice.rows() / extent;
        for wave in (at / plane..extent).step_by(extent / count) {
            let angle = TAU * ((wave * first) % extent) as f64 / extent as f64;
            let turn = Complex64::from_polar(1.0, angle);
            self.each_along(wave * plane + at % plane, |x, value, spinor| {
                for (values, slot) in line.iter_mut().zip(slots) {
                    values[x] += turn * value * spinor[*slot];
                }
            });
        }
    }
}

/// The waves of an envelope along one axis.
fn along_axis(envelope: &Envelope<'_>, mu: usize) -> Vec<Complex64> {
    let values = envelope.axis(mu);
    let mut transform = Transform::new(&[values.len()], values);
    transform.forward();
    transform.values
}
