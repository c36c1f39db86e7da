//! The exact schedule: every Fourier mode by its matrix exponential.

use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::fourier::{Transform, channels, wave_numbers};
use crate::lattice::{Fields, Lattice, Real, SiteField};
use crate::theory::{LinkCoupling, MadeOf, Matrix, ModelError, Modes, Rates, Theory};
use rayon::prelude::*;
use rustfft::num_complex::Complex64;

pub(super) const INFO: TickInfo = TickInfo {
    name: "exact",
    summary: "Free fields on periodic lattices, every Fourier mode by its exponential: a yardstick",
    equation: "exp(dt G)",
    order: None,
    energy: Keeps::Exactly,
    invariant: Keeps::Exactly,
    corrected: false,
    reversal: Reversal::Step,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(made: &Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError> {
    const INSTEAD: &str = "use staged, or suzuki4 for fourth order";
    let edge = made.lattice.boundary().iter().position(|edge| !edge.is_periodic());
    if let Some(axis) = edge {
        let name = made.lattice.boundary()[axis].name();
        let why = format!("it takes the field apart into waves, and axis {axis} has {name} edges");
        return made.refuse(why, "use periodic edges, or another schedule, such as suzuki4");
    }
    if made.theory.made_of() == MadeOf::TwoLevels {
        return made.refuse(
            "its pi is the activation of one tick earlier",
            "use the schedule (3.14), or the theory klein-gordon",
        );
    }
    if !made.theory.is_linear() {
        return made.refuse("the potential is not quadratic, so that waves do not add up", INSTEAD);
    }
    Ok(Box::new(Exact))
}

/// The exponential of the generator, to rounding, at any dt.
///
/// # Equation
/// `phi' = W phi + B pi` (activation), `pi' = A phi + V pi` (learning), with the four tensors the
/// blocks of `exp(dt G)`: they reach over the whole lattice.
///
/// # Conventions
/// Both stages read the old state. Activation finds the new phi and the new pi at once, writes phi
/// and holds pi for learning to write. Computed in f64 whatever the precision of the fields.
#[derive(Debug)]
struct Exact;

impl<R: Real> Tick<R> for Exact {
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    ) {
        let modes = theory.modes();
        let mut spectra = channels(modes.channels(), lattice, fields);
        spectra.iter_mut().for_each(Transform::forward);
        evolve(modes, lattice, &mut spectra, dt);
        spectra.iter_mut().for_each(Transform::back);
        let (upper, lower) = spectra.split_at(spectra.len() / 2);
        write(lattice, upper, &mut fields.phi);
        let mut held = fields.pi.clone();
        write(lattice, lower, &mut held);
        fields.held = Some(held);
    }

    fn learning(
        &self,
        _theory: &dyn Theory<R>,
        _lattice: &Lattice,
        fields: &mut Fields<R>,
        _dt: f64,
    ) {
        if let Some(pi) = fields.held.take() {
            fields.pi = pi;
        }
    }

    /// Links and `A_0` mix the waves it takes the field apart into.
    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[]
    }

    fn limit(&self, _rates: &Rates) -> f64 {
        f64::INFINITY
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix {
        let n = modes.channels();
        let column = |b: usize| {
            let mut z = vec![Complex64::ZERO; n];
            z[b] = Complex64::ONE;
            modes.evolve(k, dt, &mut z);
            z
        };
        let columns: Vec<_> = (0..n).map(column).collect();
        Matrix::new(n, |a, b| columns[b][a])
    }
}

fn write<R: Real>(lattice: &Lattice, channels: &[Transform], field: &mut SiteField<R>) {
    let (width, length) = (field.components() / channels.len(), lattice.row_len());
    field.for_each_row(lattice, |row, block| {
        for (a, out) in block.chunks_exact_mut(length).enumerate() {
            let values = &channels[a / width].values[row * length..][..length];
            for (out, value) in out.iter_mut().zip(values) {
                *out = R::of(if a % width == 0 { value.re } else { value.im });
            }
        }
    });
}

/// Most channels there are.
const MOST: usize = 4;

fn evolve(modes: &dyn Modes, lattice: &Lattice, spectra: &mut [Transform], dt: f64) {
    let axis = |&extent: &usize| wave_numbers(extent, lattice.spacing());
    let axes: Vec<Vec<f64>> = lattice.shape().iter().map(axis).collect();
    let (count, length) = (spectra.len(), lattice.row_len());
    let mut lines: Vec<Vec<&mut [Complex64]>> = (0..lattice.rows()).map(|_| Vec::new()).collect();
    for spectrum in spectra {
        let parts = spectrum.values.chunks_exact_mut(length);
        lines.iter_mut().zip(parts).for_each(|(line, part)| line.push(part));
    }
    lines.par_iter_mut().enumerate().for_each(|(row, line)| {
        let mut z = [Complex64::ZERO; MOST];
        for x in 0..length {
            let mut k = [0.0; 3];
            (0..axes.len()).for_each(|mu| k[mu] = axes[mu][lattice.index(row, x, mu)]);
            (0..count).for_each(|c| z[c] = line[c][x]);
            modes.evolve(k, dt, &mut z[..count]);
            (0..count).for_each(|c| line[c][x] = z[c]);
        }
    });
}
