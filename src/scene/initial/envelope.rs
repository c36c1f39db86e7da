//! Gaussian envelopes that know which axes are circles.

use crate::lattice::Lattice;
use rustfft::num_complex::Complex64;
use std::f64::consts::TAU;

/// How many standard deviations a Gaussian is followed: what is left out is below 1e-16.
const REACH: f64 = 8.6;

/// Width in lengths of a periodic axis beyond which a packet is one wave to all digits.
const WIDEST: f64 = 1e6;

/// A Gaussian times a plane wave, `exp(-(x-c)²/2σ² + i k (x-c))`, on every site in C order.
///
/// # Conventions
/// Along a periodic axis it is the sum of all its copies a length apart, scaled to be 1 at the
/// centre: smooth and periodic whatever the width, a packet when narrow, and the nearest wave that
/// fits the axis when wide.
pub(super) struct Envelope<'a> {
    pub lattice: &'a Lattice,
    pub centre: Vec<f64>,
    pub width: Vec<f64>,
    pub wave: Vec<f64>,
}

/// The values of an envelope: products over the axes.
pub(super) struct Values<'a> {
    lattice: &'a Lattice,
    axes: Vec<Vec<Complex64>>,
}

impl Values<'_> {
    /// Those along a row.
    pub(super) fn row(&self, row: usize) -> impl ExactSizeIterator<Item = Complex64> {
        let leading = 0..self.lattice.dim() - 1;
        let factor: Complex64 =
            leading.map(|mu| self.axes[mu][self.lattice.row_index(row, mu)]).product();
        self.axes[self.axes.len() - 1].iter().map(move |along| factor * along)
    }

    /// The sum of |f|² over all sites.
    pub(super) fn norm(&self) -> f64 {
        let axis = |axis: &Vec<Complex64>| axis.iter().map(Complex64::norm_sqr).sum::<f64>();
        self.axes.iter().map(axis).product()
    }
}

impl<'a> Envelope<'a> {
    pub(super) fn values(&self) -> Values<'a> {
        let axes = (0..self.lattice.dim()).map(|mu| self.axis(mu)).collect();
        Values { lattice: self.lattice, axes }
    }

    pub(super) fn axis(&self, mu: usize) -> Vec<Complex64> {
        let (lattice, extent) = (self.lattice, self.lattice.shape()[mu]);
        let (width, k) = (self.width[mu], self.wave[mu]);
        let length = extent as f64 * lattice.spacing();
        let distance = |index| lattice.position(mu, index) - self.centre[mu];
        let distances = (0..extent).map(distance);
        if !lattice.boundary()[mu].is_periodic() {
            return distances.map(|d| gaussian(d, width, k)).collect();
        }
        let sum: &dyn Fn(f64) -> Complex64 = match width < length / 2.0 {
            true => &|d| copies(d, width, k, length),
            false => &|d| modes(d, width, k, length),
        };
        let scale = sum(0.0).re.recip();
        distances.map(|d| sum(d - length * (d / length).round()) * scale).collect()
    }
}

fn gaussian(d: f64, width: f64, k: f64) -> Complex64 {
    Complex64::from_polar((-(d / width).powi(2) / 2.0).exp(), k * d)
}

/// All copies a length apart.
fn copies(d: f64, width: f64, k: f64, length: f64) -> Complex64 {
    let reach = (REACH * width / length + 0.5).ceil() as i32;
    (-reach..=reach).map(|copy| gaussian(d + f64::from(copy) * length, width, k)).sum()
}

/// The same sum, up to a factor, over the waves that fit the axis (Poisson's formula): few of them
/// when the packet is wide. The factor keeps the largest term from vanishing.
fn modes(d: f64, width: f64, k: f64, length: f64) -> Complex64 {
    let (step, width) = (TAU / length, width.min(WIDEST * length));
    let nearest = (k / step).round();
    let least = (width * (nearest * step - k)).powi(2);
    let reach = (REACH / (width * step)).ceil() as i32 + 1;
    let term = |j: i32| {
        let wave = (nearest + f64::from(j)) * step;
        Complex64::from_polar(((least - (width * (wave - k)).powi(2)) / 2.0).exp(), wave * d)
    };
    (-reach..=reach).map(term).sum()
}
