//! Wave vectors of a lattice, and how fast its waves turn.

use super::{InitialContext, InitialError, InitialFault};
use crate::lattice::Lattice;
use crate::lattice::fourier::wave_numbers;
use crate::theory::Potential;
use rayon::prelude::*;
use rustfft::num_complex::Complex64;

/// All wave vectors of a lattice, as if every axis were periodic.
pub(super) struct WaveVectors {
    axes: Vec<Vec<f64>>,
}

impl WaveVectors {
    pub(super) fn of(lattice: &Lattice) -> Self {
        let axis = |&extent: &usize| wave_numbers(extent, lattice.spacing());
        Self { axes: lattice.shape().iter().map(axis).collect() }
    }

    /// The wave vector at a flat index in C order; components beyond D are 0.
    pub(super) fn at(&self, mut index: usize) -> [f64; 3] {
        let mut k = [0.0; 3];
        for (mu, axis) in self.axes.iter().enumerate().rev() {
            k[mu] = axis[index % axis.len()];
            index /= axis.len();
        }
        k
    }

    /// Multiplies every value of a spectrum by what its wave vector says; where it is 0 nothing is
    /// asked.
    pub(super) fn for_each(
        &self,
        values: &mut [Complex64],
        change: impl Fn([f64; 3], &mut Complex64) + Sync,
    ) {
        let row = self.axes[self.axes.len() - 1].len();
        values.par_chunks_mut(row).enumerate().for_each(|(line, values)| {
            let nonzero = |(_, value): &(usize, &mut Complex64)| **value != Complex64::ZERO;
            for (x, value) in values.iter_mut().enumerate().filter(nonzero) {
                change(self.at(line * row + x), value);
            }
        });
    }
}

/// Small waves of a real scalar field about its vacuum.
///
/// # Equation
/// `ω² = m² + (4/h²) Σ_mu sin²(k_mu h/2)` with `m² = V''(vacuum)`: the lattice's own spectrum, in
/// continuous time.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScalarWaves {
    mass_squared: f64,
    spacing: f64,
}

impl ScalarWaves {
    pub(super) fn of(context: &InitialContext<'_>) -> Result<Self, InitialError> {
        let parameters = context.parameters;
        let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
        let mass_squared = potential.vacuum_curvature(&parameters.couplings);
        if mass_squared.is_finite() {
            let mass_squared = mass_squared.max(0.0);
            return Ok(Self { mass_squared, spacing: context.lattice.spacing() });
        }
        Err(InitialError::new(
            "positive_energy",
            InitialFault::Theory {
                kind: "a wave that travels one way",
                needed: "a potential with a second derivative at phi = 0",
                given: context.theory(),
            },
        ))
    }

    pub(super) fn frequency(&self, k: [f64; 3]) -> f64 {
        let sines = k.map(|k| (2.0 / self.spacing * (k * self.spacing / 2.0).sin()).powi(2));
        (self.mass_squared + sines.iter().sum::<f64>()).sqrt()
    }
}
