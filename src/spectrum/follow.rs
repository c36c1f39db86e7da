//! Modes of a running field, followed in time.

use super::Dispersion;
use super::prediction::factors;
use crate::lattice::fourier::{Transform, channels};
use crate::lattice::{Boundary, FieldState, Fields, Lattice, Precision};
use crate::simulation::{Dynamics, ModelError, Parameters};
use rand::RngExt;
use rand_pcg::Pcg64;
use rustfft::num_complex::Complex64;
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// Looks at some modes of a running field now and then, and tells their frequencies.
///
/// # Conventions
/// The axes are taken as periodic. Looks are [`Follower::every`] ticks apart: as far as the
/// fastest wave allows without turning by more than half a circle.
pub struct Follower {
    modes: Vec<usize>,
    channels: usize,
    every: u64,
    dt: f64,
    /// What the sum of phi is in the vacuum.
    still: f64,
    looks: VecDeque<Vec<Vec<Complex64>>>,
    most: usize,
}

/// Most looks that are kept.
const MOST_LOOKS: usize = 4096;

/// A mode that is smaller than this many roundings, compared with the largest, is noise.
const LOST: f64 = 1e4;

/// The part of a signal that may be left where its waves are told.
const POOR: f64 = 1e-3;

/// The part of a circle that the fastest wave may turn between two looks.
const TURN: f64 = 0.8;

impl Follower {
    /// Follows the modes next to some wave vectors.
    ///
    /// # Errors
    /// When the theory and the schedule do not go together.
    pub fn new(
        parameters: &Parameters,
        lattice: &Lattice,
        k: &[[f64; 3]],
    ) -> Result<Self, ModelError> {
        let dispersion = Dispersion::of(parameters, lattice)?;
        let all = k.iter().flat_map(|k| dispersion.frequencies(*k));
        let fastest = all.fold(0.0f64, |most, w| most.max(w.abs()));
        let every = (TURN * TAU / 2.0 / (fastest * parameters.dt.abs())).clamp(1.0, 1000.0) as u64;
        Ok(Self {
            modes: k.iter().map(|k| mode_number(lattice, k)).collect(),
            channels: dispersion.channels(),
            every,
            dt: parameters.dt,
            still: vacuum(parameters) * lattice.sites() as f64,
            looks: VecDeque::new(),
            most: MOST_LOOKS,
        })
    }

    /// Ticks from one look to the next.
    pub fn every(&self) -> u64 {
        self.every
    }

    /// Number of looks taken.
    pub fn looks(&self) -> usize {
        self.looks.len()
    }

    /// Looks at the field; the oldest look is forgotten when there are too many.
    pub fn look(&mut self, lattice: &Lattice, state: &FieldState) {
        let mut spectra = match state {
            FieldState::F32(fields) => channels(self.channels, lattice, fields),
            FieldState::F64(fields) => channels(self.channels, lattice, fields),
        };
        spectra.iter_mut().for_each(Transform::forward);
        spectra[0].values[0] -= self.still;
        let mode = |&at: &usize| spectra.iter().map(|spectrum| spectrum.values[at]).collect();
        if self.looks.len() >= self.most {
            self.looks.pop_front();
        }
        self.looks.push_back(self.modes.iter().map(mode).collect());
    }

    /// Keeps at most so many looks.
    pub fn keeping(mut self, most: usize) -> Self {
        self.most = most.clamp(1, MOST_LOOKS);
        self
    }

    /// Forgets every look: the field was changed by hand, or a look was missed.
    pub fn forget(&mut self) {
        self.looks.clear();
    }

    /// The frequencies seen at each wave vector, in rising order; none before there are twice as
    /// many looks as waves.
    pub fn frequencies(&self, precision: Precision) -> Vec<Vec<f64>> {
        let rest = LOST * precision.epsilon();
        (0..self.modes.len()).map(|mode| self.turns(mode, [rest, f64::INFINITY])).collect()
    }

    /// The frequencies that can be told from noise: at wave vectors the field has, where as many
    /// waves as a mode can have leave little of what was seen.
    pub fn clear_frequencies(&self, precision: Precision) -> Vec<Vec<f64>> {
        let rest = LOST * precision.epsilon();
        let sizes: Vec<f64> = (0..self.modes.len()).map(|mode| self.size(mode)).collect();
        let faint = rest * sizes.iter().copied().fold(0.0, f64::max);
        let clear = |(mode, size): (usize, f64)| match size > faint {
            true => self.turns(mode, [rest, POOR]),
            false => Vec::new(),
        };
        sizes.into_iter().enumerate().map(clear).collect()
    }

    /// How large a mode is in the latest look.
    fn size(&self, mode: usize) -> f64 {
        let latest = self.looks.back().map(|look| look[mode].as_slice()).unwrap_or_default();
        latest.iter().map(Complex64::norm_sqr).sum::<f64>().sqrt()
    }

    /// The frequencies in a mode, in rising order.
    fn turns(&self, mode: usize, bounds: [f64; 2]) -> Vec<f64> {
        let step = self.every as f64 * self.dt;
        let signal: Vec<_> = self.looks.iter().map(|look| look[mode].clone()).collect();
        let found = factors(&signal, self.channels, bounds);
        let mut found: Vec<f64> = found.iter().map(|factor| -factor.arg() / step).collect();
        found.sort_by(f64::total_cmp);
        found
    }
}

/// phi in the vacuum: of a complex field its first component, the other is 0.
fn vacuum(parameters: &Parameters) -> f64 {
    let Parameters { potential, couplings, .. } = parameters;
    potential.as_ref().map_or(0.0, |potential| potential.vacuum(couplings))
}

/// The place of a wave vector in a transform, in C order.
fn mode_number(lattice: &Lattice, k: &[f64; 3]) -> usize {
    lattice.shape().iter().zip(k).fold(0, |number, (&extent, k)| {
        let waves = (k * lattice.spacing() * extent as f64 / TAU).round() as i64;
        number * extent + waves.rem_euclid(extent as i64) as usize
    })
}

/// How large the random waves are: small, for theories that are linear only about their vacuum.
const AMPLITUDE: f64 = 1e-8;

/// The frequencies that a field of random waves with these wave vectors shows, on the lattice with
/// periodic edges, in f64. Where the tick mixes waves, because it treats even and odd sites
/// differently, each wave vector has a field of its own.
///
/// # Errors
/// When the theory and the schedule do not go together.
pub fn measure(
    parameters: &Parameters,
    lattice: &Lattice,
    k: &[[f64; 3]],
    looks: usize,
) -> Result<Vec<Vec<f64>>, ModelError> {
    let endless = Lattice::new(lattice.shape(), lattice.spacing(), &[Boundary::Periodic]);
    let lattice = endless.as_ref().unwrap_or(lattice);
    let dispersion = Dispersion::of(parameters, lattice)?;
    let mixes = dispersion.matrix([0.0; 3]).size() > dispersion.channels();
    let fields = k.chunks(if mixes { 1 } else { k.len().max(1) });
    let seen = fields.map(|k| measure_together(parameters, lattice, k, looks));
    Ok(seen.collect::<Result<Vec<_>, _>>()?.concat())
}

fn measure_together(
    parameters: &Parameters,
    lattice: &Lattice,
    k: &[[f64; 3]],
    looks: usize,
) -> Result<Vec<Vec<f64>>, ModelError> {
    let mut follower = Follower::new(parameters, lattice, k)?;
    let mut state = FieldState::F64(random_waves(parameters, lattice, k, follower.channels));
    let dynamics = Dynamics::resume(parameters, lattice, &state)?;
    dynamics.prepare(lattice, &mut state);
    for look in 0..looks.min(MOST_LOOKS) {
        if look > 0 {
            for _ in 0..follower.every() {
                dynamics.activation(lattice, &mut state);
                dynamics.learning(lattice, &mut state);
            }
        }
        follower.look(lattice, &state);
    }
    Ok(follower.frequencies(Precision::F64))
}

/// Waves `z exp(i k x)` with random z in each channel, of which single components take the real
/// part.
fn random_waves(
    parameters: &Parameters,
    lattice: &Lattice,
    k: &[[f64; 3]],
    channels: usize,
) -> Fields<f64> {
    let components = (parameters.theory.components)(lattice.dim());
    let width = 2 * components / channels;
    let mut random = Pcg64::new(1, 1);
    let mut fields = Fields::<f64>::zeros(lattice, components);
    for k in k {
        for field in [&mut fields.phi, &mut fields.pi] {
            for first in (0..components).step_by(width) {
                let size = AMPLITUDE * (0.5 + random.random::<f64>());
                let begin = TAU * random.random::<f64>();
                for row in 0..lattice.rows() {
                    for x in 0..lattice.row_len() {
                        let place = lattice.site_position(row, x);
                        let turn: f64 = k.iter().zip(place).map(|(k, x)| k * x).sum();
                        let wave = Complex64::from_polar(size, begin + turn);
                        field.row_mut(row, first)[x] += wave.re;
                        if width == 2 {
                            field.row_mut(row, first + 1)[x] += wave.im;
                        }
                    }
                }
            }
        }
    }
    let vacuum = vacuum(parameters);
    for row in 0..lattice.rows() {
        fields.phi.row_mut(row, 0).iter_mut().for_each(|value| *value += vacuum);
    }
    fields
}
