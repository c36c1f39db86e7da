//! One Fourier mode of the complex scalar field.

use super::ComplexField;
use crate::theory::{Flow, Matrix, Modes, Potential};
use rustfft::num_complex::Complex64;

impl ComplexField {
    /// The squares of the masses of small waves: one for a field that is linear over complex
    /// numbers, one for each real component where the vacuum has a direction. About
    /// `phi = (v, 0)` the length has a mass, the phase has none.
    fn masses(&self) -> Vec<f64> {
        let (kind, couplings) = (&self.force.kind, &self.force.couplings);
        match kind {
            Potential::Phi4 => vec![kind.vacuum_curvature(couplings), 0.0],
            _ => vec![couplings.m.powi(2)],
        }
    }

    /// `m² + (4/h²) Σ sin²(k_mu h/2)` for each mass.
    fn squares(&self, k: [f64; 3]) -> Vec<f64> {
        let h = self.spacing;
        let waves: f64 = k.iter().map(|k| (2.0 / h * (k * h / 2.0).sin()).powi(2)).sum();
        self.masses().into_iter().map(|square| square + waves).collect()
    }

    /// A matrix that acts on (phi, pi) of each mass alone, from its four entries.
    fn matrix(&self, k: [f64; 3], entries: impl Fn(f64) -> [[f64; 2]; 2]) -> Matrix {
        let blocks: Vec<[[f64; 2]; 2]> = self.squares(k).into_iter().map(entries).collect();
        let n = blocks.len();
        Matrix::new(2 * n, |a, b| match a % n == b % n {
            true => Complex64::from(blocks[a % n][a / n][b / n]),
            false => Complex64::ZERO,
        })
    }
}

impl Modes for ComplexField {
    fn dim(&self) -> usize {
        self.dim
    }

    fn edge(&self) -> f64 {
        std::f64::consts::PI / self.spacing
    }

    fn channels(&self) -> usize {
        2 * self.masses().len()
    }

    /// # Equation
    /// `phi -> cos(wt) phi + sin(wt)/w pi`, `pi -> cos(wt) pi - w sin(wt) phi`
    fn evolve(&self, k: [f64; 3], t: f64, z: &mut [Complex64]) {
        let squares = self.squares(k);
        let (phi, pi) = z.split_at_mut(squares.len());
        for ((phi, pi), square) in phi.iter_mut().zip(pi).zip(squares) {
            let w = square.sqrt();
            let (sin, cos) = (w * t).sin_cos();
            let over = if w == 0.0 { t } else { sin / w };
            (*phi, *pi) = (cos * *phi + over * *pi, cos * *pi - w * sin * *phi);
        }
    }

    fn generator(&self, k: [f64; 3]) -> Matrix {
        self.matrix(k, |square| [[0.0, 1.0], [-square, 0.0]])
    }

    fn flow(&self, flow: Flow, k: [f64; 3]) -> Matrix {
        match flow {
            Flow::Kick(t) => self.matrix(k, |square| [[1.0, 0.0], [-t * square, 1.0]]),
            Flow::Drift(t) => self.matrix(k, |_| [[1.0, t], [0.0, 1.0]]),
            _ => Matrix::one(self.channels()),
        }
    }

    fn like_bonds(&self, _t: f64) -> Option<(f64, Matrix)> {
        None
    }

    fn continuum(&self, k: [f64; 3]) -> Vec<f64> {
        let energy = |square: f64| k.iter().fold(square, |sum, k| sum + k * k).sqrt();
        let energies: Vec<f64> = self.masses().into_iter().map(energy).collect();
        energies.iter().copied().chain(energies.iter().map(|energy| -energy)).collect()
    }
}
