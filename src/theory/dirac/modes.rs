//! One Fourier mode of the spinor.

use super::Dirac;
use crate::lattice::Real;
use crate::theory::spinor::Hamiltonian;
use crate::theory::{Flow, Matrix, Modes, SignedPermutation};
use rustfft::num_complex::Complex64;

const ZERO: Complex64 = Complex64::ZERO;

/// X as it acts on pairs `f1 + i f2`: it is linear over complex numbers.
fn on_pairs<const K: usize>(x: &SignedPermutation<K>) -> impl Fn(usize, usize) -> Complex64 {
    let entry = x.entries();
    move |a, b| Complex64::new(entry[2 * a][2 * b], entry[2 * a + 1][2 * b])
}

/// The four blocks of a matrix that acts on (phi, pi).
fn blocks<const K: usize>(block: impl Fn([bool; 2], usize, usize) -> Complex64) -> Matrix {
    let half = K / 2;
    Matrix::new(K, |a, b| block([a >= half, b >= half], a % half, b % half))
}

fn same(a: usize, b: usize) -> f64 {
    f64::from(u8::from(a == b))
}

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// `Σ_mu symbol(mu) X_mu`
    fn factor_sum(&self, symbol: impl Fn(usize) -> Complex64) -> Matrix {
        let zero = Matrix::new(K / 2, |_, _| ZERO);
        self.network
            .factors()
            .iter()
            .enumerate()
            .fold(zero, |sum, (mu, x)| sum.plus(symbol(mu), &Matrix::new(K / 2, on_pairs(x))))
    }

    /// B at a wave vector, or Bᵀ.
    fn bias_at(&self, k: [f64; 3], transposed: bool) -> Matrix {
        let h = self.network.spacing();
        self.factor_sum(|mu| match transposed {
            false => (Complex64::cis(k[mu] * h) - 1.0) / h,
            true => (1.0 - Complex64::cis(-k[mu] * h)) / h,
        })
    }
}

impl<R: Real, const K: usize, const D: usize> Modes for Dirac<R, K, D> {
    fn dim(&self) -> usize {
        D
    }

    fn edge(&self) -> f64 {
        std::f64::consts::PI / self.network.spacing()
    }

    fn channels(&self) -> usize {
        K
    }

    fn evolve(&self, k: [f64; 3], t: f64, z: &mut [Complex64]) {
        let h = self.network.spacing();
        let hamiltonian = Hamiltonian::new(K, self.couplings.mass_at(k, h), k, h);
        match z {
            [upper, lower] => {
                [*upper, _, *lower, _] = hamiltonian.evolve([*upper, ZERO, *lower, ZERO], t);
            }
            [a, b, c, d] => [*a, *b, *c, *d] = hamiltonian.evolve([*a, *b, *c, *d], t),
            _ => {}
        }
    }

    fn generator(&self, k: [f64; 3]) -> Matrix {
        let (bias, back) = (self.bias_at(k, false), self.bias_at(k, true));
        let turn = -Complex64::I * self.couplings.mass_at(k, self.network.spacing());
        blocks::<K>(|place, a, b| match place {
            [false, false] => turn * same(a, b),
            [true, true] => -turn * same(a, b),
            [false, true] => bias.at(a, b),
            [true, false] => -back.at(a, b),
        })
    }

    fn flow(&self, flow: Flow, k: [f64; 3]) -> Matrix {
        let h = self.network.spacing();
        let (diagonal, upper, lower) = match flow {
            Flow::Rotate(t) => {
                let turn = Complex64::cis(-self.on_site_mass * t);
                return blocks::<K>(|[row, column], a, b| match (row == column, row) {
                    (true, false) => turn * same(a, b),
                    (true, true) => turn.conj() * same(a, b),
                    _ => ZERO,
                });
            }
            Flow::Kick(t) => (1.0, None, Some((-t, self.bias_at(k, true)))),
            Flow::Drift(t) => (1.0, Some((t, self.bias_at(k, false))), None),
            Flow::OnSite(t) => {
                let root = (D as f64).sqrt();
                let (sin, cos) = (root * t / h).sin_cos();
                let sum = self.factor_sum(|_| Complex64::ONE);
                (cos, Some((-sin / root, sum.clone())), Some((-sin / root, sum)))
            }
            Flow::Along(mu, t) => {
                let (sin, cos) = (t / h).sin_cos();
                let shifted = |way: f64| {
                    let symbol = Complex64::cis(way * k[mu] * h);
                    self.factor_sum(|nu| if nu == mu { symbol } else { ZERO })
                };
                (cos, Some((sin, shifted(1.0))), Some((sin, shifted(-1.0))))
            }
            Flow::TwoLevels => return Matrix::one(K),
        };
        let part = |part: &Option<(f64, Matrix)>, a, b| {
            part.as_ref().map_or(ZERO, |(scale, matrix)| *scale * matrix.at(a, b))
        };
        blocks::<K>(|place, a, b| match place {
            [false, true] => part(&upper, a, b),
            [true, false] => part(&lower, a, b),
            _ => Complex64::from(diagonal * same(a, b)),
        })
    }

    fn like_bonds(&self, t: f64) -> Option<(f64, Matrix)> {
        if self.r == 0.0 {
            return None;
        }
        let (sin, cos) = (self.r * t / (2.0 * self.network.spacing())).sin_cos();
        let turn = Complex64::I * sin;
        let reach = blocks::<K>(|[row, column], a, b| match (row == column, row) {
            (true, false) => turn * same(a, b),
            (true, true) => -turn * same(a, b),
            _ => ZERO,
        });
        Some((cos, reach))
    }

    fn continuum(&self, k: [f64; 3]) -> Vec<f64> {
        let energy = k.iter().fold(self.couplings.m.powi(2), |sum, k| sum + k * k).sqrt();
        (0..K).map(|at| if at < K / 2 { energy } else { -energy }).collect()
    }
}
