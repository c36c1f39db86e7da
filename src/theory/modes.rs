//! What a linear theory does to one Fourier mode, and what its ticks are made of.

use super::Matrix;
use crate::lattice::{Fields, Lattice, Real};
use rustfft::num_complex::Complex64;

/// A part of the equations of motion, followed for a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flow {
    /// R: the weights rotate phi and pi.
    Rotate(f64),
    /// Learning at fixed phi.
    Kick(f64),
    /// Activation at fixed pi.
    Drift(f64),
    /// S: phi and pi of one site rotate into each other.
    OnSite(f64),
    /// L_mu: phi of a site and pi of the next one along an axis rotate into each other.
    Along(usize, f64),
    /// Both stages of a theory that keeps two levels in time; its step is its own.
    TwoLevels,
}

/// What a theory is made of, on which it depends which schedules can run it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// R, Kick and Drift are all of it.
    Flows,
    /// Its weights reach the next sites, so they rotate bond by bond.
    Rotations,
    /// pi is the activation of one tick earlier: a step is whole or none.
    TwoLevels,
}

/// A linear theory on a lattice without edges, one wave vector at a time.
///
/// # Conventions
/// A mode has `channels` amplitudes z, those of phi first, then those of pi. A channel is one real
/// component, or a pair of them `f1 + i f2` where the theory is linear over complex numbers; the
/// field is `z exp(i k x)`.
pub trait Modes: Send + Sync {
    /// Number of axes, D.
    fn dim(&self) -> usize;

    /// The wave number at the edge of the Brillouin zone, π/h.
    fn edge(&self) -> f64;

    /// Number of amplitudes of a mode.
    fn channels(&self) -> usize;

    /// The amplitudes after a time t, exactly.
    fn evolve(&self, k: [f64; 3], t: f64, z: &mut [Complex64]);

    /// G of `z˙ = G z`.
    fn generator(&self, k: [f64; 3]) -> Matrix;

    /// A part of it followed for its time; 1 of a part the theory does not have.
    fn flow(&self, flow: Flow, k: [f64; 3]) -> Matrix;

    /// The rotation of bonds between like fields for a time t, where the theory has such:
    /// `f_i -> c f_i + Q f_j`, `f_j -> c f_j + Q f_i`, as (c, Q).
    fn like_bonds(&self, t: f64) -> Option<(f64, Matrix)>;

    /// Angular frequencies of `exp(-i w t)` in the continuum, h -> 0, as many as amplitudes.
    fn continuum(&self, k: [f64; 3]) -> Vec<f64>;
}

/// Rotations in closed form, of which the unitary schedule is made.
///
/// # Conventions
/// Every bond is open where the edge is: a bond that is cut does not rotate.
pub trait Bonds<R: Real> {
    /// Rotates bonds between like fields, by axis and colour; `mirrored` in the opposite order.
    fn like(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64, mirrored: bool);

    /// S(t).
    fn on_site(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64);

    /// L_mu(t).
    fn along(&self, lattice: &Lattice, fields: &mut Fields<R>, mu: usize, t: f64);
}

/// Angular frequencies that bound the time step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// The largest that Kick and Drift can reach together.
    pub fastest: f64,
    /// The largest that the weights have.
    pub turning: f64,
}
