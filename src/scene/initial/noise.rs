//! Random values.

use super::spectrum::WaveVectors;
use super::{InitialContext, InitialError, PerAxis};
use crate::lattice::fourier::Transform;
use crate::lattice::{Fields, Lattice, SiteField, sum_rows};
use rand::RngExt;
use rand_pcg::Pcg64;
use rustfft::num_complex::Complex64;
use serde::Deserialize;
use std::f64::consts::TAU;

/// Gaussian noise, independent for each component, the same for the same seed whatever the number
/// of threads.
///
/// # Equation
/// White, or with the correlation `exp(-r²/2ℓ²)`: every wave times `exp(-k²ℓ²/4)`.
///
/// # Conventions
/// The root mean square of each component over the lattice is exactly the amplitude.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Noise {
    /// Root mean square of each component.
    pub amplitude: f64,
    /// Correlation length ℓ, for all axes or for each; 0: white.
    pub correlation: PerAxis,
    /// `"phi"`, `"pi"` or `"both"`.
    pub fields: String,
}

impl Default for Noise {
    fn default() -> Self {
        Self { amplitude: 1.0, correlation: PerAxis::All(0.0), fields: "both".to_owned() }
    }
}

impl Noise {
    pub(super) fn add(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
    ) -> Result<(), InitialError> {
        let lattice = context.lattice;
        let amplitude = super::finite("amplitude", self.amplitude)?;
        let [phi, pi] = self.chosen()?;
        let lengths = self.correlation.resolve("correlation", lattice.dim())?;
        if let Some(axis) = lengths.iter().position(|length| *length < 0.0) {
            let path = self.correlation.path("correlation", axis);
            return Err(InitialError::invalid(path, lengths[axis], "it must be 0 or positive"));
        }
        let mut random = Pcg64::new(u128::from(context.seed), context.index as u128);
        for component in 0..fields.phi.components() {
            // phi is the real part and pi the imaginary part of one complex noise.
            let white = (0..lattice.sites()).map(|_| normal_pair(&mut random)).collect();
            let noise = smooth(lattice, &lengths, white);
            if phi {
                add_scaled(lattice, &mut fields.phi, component, amplitude, |site| noise[site].re);
            }
            if pi {
                add_scaled(lattice, &mut fields.pi, component, amplitude, |site| noise[site].im);
            }
        }
        Ok(())
    }

    fn chosen(&self) -> Result<[bool; 2], InitialError> {
        match self.fields.as_str() {
            "phi" => Ok([true, false]),
            "pi" => Ok([false, true]),
            "both" => Ok([true, true]),
            other => {
                let needed = "it is \"phi\", \"pi\" or \"both\"";
                Err(InitialError::invalid("fields", format!("\"{other}\""), needed))
            }
        }
    }
}

/// Two independent normal numbers (Box and Muller).
fn normal_pair(random: &mut Pcg64) -> Complex64 {
    let (u, v): (f64, f64) = (random.random(), random.random());
    Complex64::from_polar((-2.0 * (1.0 - u).ln()).sqrt(), TAU * v)
}

fn smooth(lattice: &Lattice, lengths: &[f64], white: Vec<Complex64>) -> Vec<Complex64> {
    if lengths.iter().all(|length| *length == 0.0) {
        return white;
    }
    let mut spectrum = Transform::new(lattice.shape(), white);
    spectrum.forward();
    WaveVectors::of(lattice).for_each(&mut spectrum.values, |k, value| {
        let square: f64 = k.iter().zip(lengths).map(|(k, length)| (k * length).powi(2)).sum();
        *value *= (-square / 4.0).exp();
    });
    spectrum.back();
    spectrum.values
}

/// Adds values by flat site index, scaled to the given root mean square.
fn add_scaled(
    lattice: &Lattice,
    field: &mut SiteField<f64>,
    component: usize,
    amplitude: f64,
    value: impl Fn(usize) -> f64 + Sync,
) {
    let length = lattice.row_len();
    let square = |row: usize| (0..length).map(|x| value(row * length + x).powi(2)).sum();
    let mean = sum_rows(lattice, square) / lattice.sites() as f64;
    let scale = amplitude / mean.sqrt();
    field.for_each_row(lattice, |row, block| {
        for (x, slot) in block[component * length..][..length].iter_mut().enumerate() {
            *slot += scale * value(row * length + x);
        }
    });
}
