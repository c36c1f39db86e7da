//! Waves of one wave vector.

use super::packet::{PHI, PI, add_complex, slots};
use super::spectrum::ScalarWaves;
use super::spinor::Hamiltonian;
use super::{InitialContext, InitialError, InitialFault, PerAxis};
use crate::lattice::{Fields, Lattice};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;
use serde::Deserialize;
use std::f64::consts::TAU;

/// A wave of one wave vector and one frequency: an eigenstate of the free theory on a periodic
/// lattice.
///
/// # Equation
/// `f = A exp(i k x + i phase)`. Dirac: `psi = u f` with u an eigenvector of the lattice
/// Hamiltonian. Klein-Gordon: `phi = Re f`, `pi = Re(∓i ω(k) f)` for positive and negative
/// frequency.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct PlaneWave {
    /// Wave vector as whole numbers of waves along each axis.
    pub modes: Option<Vec<i64>>,
    /// Wave vector itself; along a periodic axis it must be one that fits.
    pub momentum: Option<PerAxis>,
    /// |f|.
    pub amplitude: f64,
    /// Phase at the origin.
    pub phase: f64,
    /// Sign of the energy (Klein-Gordon: of the frequency).
    pub positive_energy: bool,
    /// Dirac, K = 4: 1 for the branch of larger |E|, -1 for the smaller; where the two agree, spin
    /// along or against k (at k = 0 the third axis).
    pub spin: i64,
}

impl Default for PlaneWave {
    fn default() -> Self {
        Self {
            modes: None,
            momentum: None,
            amplitude: 1.0,
            phase: 0.0,
            positive_energy: true,
            spin: 1,
        }
    }
}

/// How far a wave number may be from one that fits, as a part of the distance between those.
const NEAR: f64 = 1e-6;

impl PlaneWave {
    pub(super) fn add(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
    ) -> Result<(), InitialError> {
        let lattice = context.lattice;
        let k = self.wave_vector(lattice)?;
        let amplitude = super::finite("amplitude", self.amplitude)?;
        let phase = super::finite("phase", self.phase)?;
        if self.spin.abs() != 1 {
            return Err(InitialError::invalid("spin", self.spin, "it must be 1 or -1"));
        }
        if !context.is_dirac() {
            return self.add_scalar(context, fields, k, [amplitude, phase]);
        }
        let components = fields.phi.components();
        let (branch, axis) = if components == 2 { (1, [0.0, 0.0, 1.0]) } else { (self.spin, k) };
        let (couplings, h) = (context.parameters.couplings, lattice.spacing());
        let hamiltonian = Hamiltonian::new(components, couplings.mass_at(k, h), k, h);
        let (_, spinor) = hamiltonian.eigenvector(self.positive_energy, branch, axis);
        let values = wave(lattice, k, phase);
        for slot in slots(components) {
            add_complex(context, slot, fields, &values, amplitude * spinor[slot]);
        }
        Ok(())
    }

    fn add_scalar(
        &self,
        context: &InitialContext<'_>,
        fields: &mut Fields<f64>,
        k: [f64; 3],
        [amplitude, phase]: [f64; 2],
    ) -> Result<(), InitialError> {
        let frequency = ScalarWaves::of(context)?.frequency(k);
        let rate = if self.positive_energy { frequency } else { -frequency };
        let values = wave(context.lattice, k, phase);
        if context.is_complex_scalar() {
            add_complex(context, PHI, fields, &values, Complex64::from(amplitude));
            add_complex(context, PI, fields, &values, Complex64::new(0.0, -amplitude * rate));
            return Ok(());
        }
        let length = context.lattice.row_len();
        fields.phi.for_each_row(context.lattice, |row, phi| {
            for (phi, value) in phi.iter_mut().zip(&values[row * length..]) {
                *phi += amplitude * value.re;
            }
        });
        fields.pi.for_each_row(context.lattice, |row, pi| {
            for (pi, value) in pi.iter_mut().zip(&values[row * length..]) {
                *pi += amplitude * rate * value.im;
            }
        });
        Ok(())
    }

    fn wave_vector(&self, lattice: &Lattice) -> Result<[f64; 3], InitialError> {
        let mut k = [0.0; 3];
        match (&self.modes, &self.momentum) {
            (Some(_), Some(_)) => {
                let fault = InitialFault::Conflict { other: "modes" };
                return Err(InitialError::new("momentum", fault));
            }
            (Some(modes), None) => {
                let modes = modes.iter().map(|&mode| mode as f64).collect();
                let modes = PerAxis::Each(modes).resolve("modes", lattice.dim())?;
                for (mu, mode) in modes.iter().enumerate() {
                    k[mu] = TAU * mode / length(lattice, mu);
                }
            }
            (None, momentum) => {
                let given = momentum.clone().unwrap_or_default();
                for (mu, wave) in given.resolve("momentum", lattice.dim())?.iter().enumerate() {
                    k[mu] = fitting(lattice, mu, *wave)
                        .map_err(|fault| InitialError::new(given.path("momentum", mu), fault))?;
                }
            }
        }
        Ok(k)
    }
}

fn length(lattice: &Lattice, mu: usize) -> f64 {
    lattice.shape()[mu] as f64 * lattice.spacing()
}

/// The wave number that closes on itself along a periodic axis, if the given one is near enough.
fn fitting(lattice: &Lattice, axis: usize, given: f64) -> Result<f64, InitialFault> {
    if !lattice.boundary()[axis].is_periodic() {
        return Ok(given);
    }
    let length = length(lattice, axis);
    let modes = given * length / TAU;
    let nearest = TAU * modes.round() / length;
    if (modes - modes.round()).abs() <= NEAR {
        return Ok(nearest);
    }
    Err(InitialFault::Wave { axis, given, length, nearest, mode: modes.round() as i64 })
}

/// `exp(i k x + i phase)` on every site in C order.
fn wave(lattice: &Lattice, k: [f64; 3], phase: f64) -> Vec<Complex64> {
    let row = lattice.row_len();
    let mut values = vec![Complex64::ZERO; lattice.sites()];
    values.par_chunks_mut(row).enumerate().for_each(|(line, values)| {
        for (x, value) in values.iter_mut().enumerate() {
            let position = lattice.site_position(line, x);
            let turns: f64 = k.iter().zip(position).map(|(k, x)| k * x).sum();
            *value = Complex64::from_polar(1.0, turns + phase);
        }
    });
    values
}
