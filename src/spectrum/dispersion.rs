//! The frequencies of a tick, at any wave vector.

use crate::lattice::{Boundary, Lattice};
use crate::simulation::{ModelError, Parameters};
use crate::theory::{Matrix, Setup, Theory};
use crate::tick::{Made, Tick};
use rustfft::num_complex::Complex64;

/// The dispersion of a theory with a schedule, on a lattice without edges; of a theory that is not
/// linear, that of small waves about its vacuum.
///
/// # Equation
/// The tick takes the amplitudes of a mode to `M(k) z`; the eigenvalues of M are
/// `(growth) exp(-i w dt)`.
pub struct Dispersion {
    theory: Box<dyn Theory<f64>>,
    tick: Box<dyn Tick<f64>>,
    spacing: f64,
    dt: f64,
}

impl Dispersion {
    /// Of these parameters, whatever the edges of the lattice.
    ///
    /// # Errors
    /// When the theory and the schedule do not go together.
    pub fn of(parameters: &Parameters, lattice: &Lattice) -> Result<Self, ModelError> {
        let Parameters { theory, schedule, couplings, coupling, dt, .. } = *parameters;
        let potential = parameters.potential.as_ref();
        let endless = Lattice::new(lattice.shape(), lattice.spacing(), &[Boundary::Periodic]);
        // The lattice was valid with its own edges; periodic ones ask less.
        let lattice = endless.as_ref().unwrap_or(lattice);
        let wiring = parameters.wiring.as_deref();
        let setup = Setup { lattice, potential, couplings, coupling, dt, wiring };
        let built = (theory.build_f64)(&setup)?;
        let made =
            Made { lattice, theory: &*built, theory_name: theory.name, schedule: schedule.name };
        let tick = (schedule.build_f64)(&made)?;
        Ok(Self { theory: built, tick, spacing: lattice.spacing(), dt })
    }

    /// Number of axes.
    pub fn dim(&self) -> usize {
        self.theory.modes().dim()
    }

    /// h.
    pub fn spacing(&self) -> f64 {
        self.spacing
    }

    /// Number of amplitudes of a mode, and of its frequencies.
    pub fn channels(&self) -> usize {
        self.theory.modes().channels()
    }

    /// What a tick does to a mode, see [`Tick::mode`].
    pub fn matrix(&self, k: [f64; 3]) -> Matrix {
        self.tick.mode(self.theory.modes(), k, self.dt)
    }

    /// Angular frequencies of the tick, in rising order.
    pub fn frequencies(&self, k: [f64; 3]) -> Vec<f64> {
        sorted(self.eigenvalues(k).iter().map(|value| -value.arg() / self.dt))
    }

    /// By how much the fastest growing wave grows in a tick; 1 where all last.
    pub fn growth(&self, k: [f64; 3]) -> f64 {
        self.eigenvalues(k).iter().map(|value| value.norm()).fold(0.0, f64::max)
    }

    /// Angular frequencies in the continuum, in rising order.
    pub fn continuum(&self, k: [f64; 3]) -> Vec<f64> {
        sorted(self.theory.modes().continuum(k).into_iter())
    }

    /// `dw/dk` of each frequency.
    ///
    /// # Conventions
    /// By central differences, branches in rising order: where branches cross, those that rise
    /// together.
    pub fn group_velocity(&self, k: [f64; 3]) -> Vec<[f64; 3]> {
        let step = 1e-4 / self.spacing;
        let mut velocity = vec![[0.0; 3]; self.channels()];
        for mu in 0..self.dim() {
            let beside = |way: f64| {
                let mut k = k;
                k[mu] += way * step;
                self.frequencies(k)
            };
            for (branch, (after, before)) in beside(1.0).iter().zip(beside(-1.0)).enumerate() {
                velocity[branch][mu] = (after - before) / (2.0 * step);
            }
        }
        velocity
    }

    /// Of a tick that treats even and odd sites alike, the eigenvalues of its matrix; else those
    /// that belong to k: the nearest to the eigenvalues of its block at k.
    fn eigenvalues(&self, k: [f64; 3]) -> Vec<Complex64> {
        let (whole, n) = (self.matrix(k), self.channels());
        if whole.size() == n {
            return whole.eigenvalues();
        }
        let mut all = whole.eigenvalues();
        let block = Matrix::new(n, |a, b| whole.at(a, b)).eigenvalues();
        let take = |near: Complex64| {
            let near = near / near.norm();
            let distance = |value: &Complex64| (value - near).norm();
            let at =
                (0..all.len()).min_by(|a, b| distance(&all[*a]).total_cmp(&distance(&all[*b])));
            at.map_or(near, |at| all.swap_remove(at))
        };
        block.into_iter().map(take).collect()
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
