//! One Fourier mode of the scalar field: phi and pi.

use super::KleinGordon;
use crate::theory::{Flow, Matrix, Modes};
use rustfft::num_complex::Complex64;

impl KleinGordon {
    /// `m² + (4/h²) Σ sin²(k_mu h/2)`, the square of a mode's frequency in continuous time, with
    /// `m² = V''` at the vacuum.
    pub(super) fn square(&self, k: [f64; 3]) -> f64 {
        let h = self.spacing;
        let waves = k.map(|k| (2.0 / h * (k * h / 2.0).sin()).powi(2));
        self.mass_squared() + waves.iter().sum::<f64>()
    }

    fn mass_squared(&self) -> f64 {
        self.force.kind.vacuum_curvature(&self.force.couplings)
    }

    /// A matrix that acts on (phi, pi).
    pub(super) fn matrix(entries: [[f64; 2]; 2]) -> Matrix {
        Matrix::new(2, |a, b| Complex64::from(entries[a][b]))
    }

    /// `±sqrt(m² + k²)`
    pub(super) fn free(&self, k: [f64; 3]) -> Vec<f64> {
        let square = k.iter().fold(self.mass_squared(), |sum, k| sum + k * k);
        vec![square.sqrt(), -square.sqrt()]
    }
}

impl Modes for KleinGordon {
    fn dim(&self) -> usize {
        self.dim
    }

    fn edge(&self) -> f64 {
        std::f64::consts::PI / self.spacing
    }

    fn channels(&self) -> usize {
        2
    }

    /// # Equation
    /// `phi -> cos(wt) phi + sin(wt)/w pi`, `pi -> cos(wt) pi - w sin(wt) phi`
    fn evolve(&self, k: [f64; 3], t: f64, z: &mut [Complex64]) {
        let square = self.square(k);
        let w = square.abs().sqrt();
        let (sin, cos) =
            if square < 0.0 { ((w * t).sinh(), (w * t).cosh()) } else { (w * t).sin_cos() };
        let over = if w == 0.0 { t } else { sin / w };
        if let [phi, pi] = z {
            (*phi, *pi) = (cos * *phi + over * *pi, cos * *pi - square * over * *phi);
        }
    }

    fn generator(&self, k: [f64; 3]) -> Matrix {
        Self::matrix([[0.0, 1.0], [-self.square(k), 0.0]])
    }

    fn flow(&self, flow: Flow, k: [f64; 3]) -> Matrix {
        match flow {
            Flow::Kick(t) => Self::matrix([[1.0, 0.0], [-t * self.square(k), 1.0]]),
            Flow::Drift(t) => Self::matrix([[1.0, t], [0.0, 1.0]]),
            _ => Matrix::one(2),
        }
    }

    fn like_bonds(&self, _t: f64) -> Option<(f64, Matrix)> {
        None
    }

    fn continuum(&self, k: [f64; 3]) -> Vec<f64> {
        self.free(k)
    }
}
