//! Waves of one wave vector.

use super::packet::{PHI, PI, add_complex};
use super::source::{EachRow, Source};
use super::spectrum::ScalarWaves;
use super::spinor::{Hamiltonian, Spinor};
use super::{InitialContext, InitialError, InitialFault, PerAxis};
use crate::lattice::Lattice;
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
    pub(super) fn ready<'a>(
        &self,
        context: &InitialContext<'a>,
    ) -> Result<Box<dyn Source + 'a>, InitialError> {
        let lattice = context.lattice;
        let k = self.wave_vector(lattice)?;
        let amplitude = super::finite("amplitude", self.amplitude)?;
        let phase = super::finite("phase", self.phase)?;
        if self.spin.abs() != 1 {
            return Err(InitialError::invalid("spin", self.spin, "it must be 1 or -1"));
        }
        let spinor = match context.is_dirac() {
            true => self.spinor(context, k, amplitude),
            false => self.scalar(context, k, amplitude)?,
        };
        let complex = context.is_dirac() || context.is_complex_scalar();
        Ok(Box::new(EachRow(move |row, [phi, pi]: [&mut [f64]; 2]| {
            let values: Vec<Complex64> = wave(lattice, row, k, phase).collect();
            for slot in (0..4).filter(|slot| spinor[*slot] != Complex64::ZERO) {
                let values = values.iter().map(|value| spinor[slot] * value);
                add_complex(slot, complex, [&mut *phi, &mut *pi], values);
            }
        })))
    }

    /// An eigenvector of the lattice Hamiltonian.
    fn spinor(&self, context: &InitialContext<'_>, k: [f64; 3], amplitude: f64) -> Spinor {
        let components = context.components();
        let (branch, axis) = if components == 2 { (1, [0.0, 0.0, 1.0]) } else { (self.spin, k) };
        let (couplings, h) = (context.parameters.couplings, context.lattice.spacing());
        let hamiltonian = Hamiltonian::new(components, couplings.mass_at(k, h), k, h);
        let (_, spinor) = hamiltonian.eigenvector(self.positive_energy, branch, axis);
        spinor.map(|value| amplitude * value)
    }

    /// phi and how fast it turns.
    fn scalar(
        &self,
        context: &InitialContext<'_>,
        k: [f64; 3],
        amplitude: f64,
    ) -> Result<Spinor, InitialError> {
        let frequency = ScalarWaves::of(context)?.frequency(k);
        let rate = if self.positive_energy { frequency } else { -frequency };
        let mut spinor = [Complex64::ZERO; 4];
        spinor[PHI] = Complex64::from(amplitude);
        spinor[PI] = Complex64::new(0.0, -amplitude * rate);
        Ok(spinor)
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

/// `exp(i k x + i phase)` along a row.
fn wave(lattice: &Lattice, row: usize, k: [f64; 3], phase: f64) -> impl Iterator<Item = Complex64> {
    (0..lattice.row_len()).map(move |x| {
        let position = lattice.site_position(row, x);
        let turns: f64 = k.iter().zip(position).map(|(k, x)| k * x).sum();
        Complex64::from_polar(1.0, turns + phase)
    })
}
