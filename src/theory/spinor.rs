//! Dirac's lattice Hamiltonian at one wave vector, and its spinors.
//!
//! # Equation
//! With `psi = (χ, η)`, χ from phi and η from pi, the network's equations read `i psi˙ = H psi`,
//! `H = [[m, M], [M†, -m]]`, where `M = d_1` for K = 2 and `M = -Σ σ_mu d_mu` for K = 4,
//! `d_mu = (exp(i k_mu h) - 1)/h`: X_0 acts on `phi1 + i phi2` as -i, X_mu as `i σ_mu` (K = 2: X_1
//! as -i). `H² = m² + diag(M M†, M† M)`.
//!
//! # Conventions
//! Four components always; for K = 2 the second of χ and of η is absent and stays 0.

use rustfft::num_complex::Complex64;

/// χ and η, two components each.
pub type Spinor = [Complex64; 4];

const ZERO: Complex64 = Complex64::ZERO;
const ONE: Complex64 = Complex64::ONE;
const I: Complex64 = Complex64::I;

/// A 2 x 2 complex matrix, by rows.
type Matrix = [[Complex64; 2]; 2];

/// What counts as zero beside the larger of two eigenvalues: their rounding error.
const ZERO_MODE: f64 = 1e-13;

/// Relative distance below which two eigenvalues count as one.
const DEGENERATE: f64 = 1e-9;

/// H at one wave vector.
#[derive(Clone, Copy, Debug)]
pub struct Hamiltonian {
    mass: f64,
    coupling: Matrix,
    upper: Hermitian,
    lower: Hermitian,
}

impl Hamiltonian {
    /// H of K components at wave vector k on a lattice of spacing h.
    pub fn new(components: usize, mass: f64, k: [f64; 3], h: f64) -> Self {
        let d = k.map(|k| (Complex64::from_polar(1.0, k * h) - 1.0) / h);
        let coupling = match components {
            2 => [[d[0], ZERO], [ZERO, ZERO]],
            _ => [[-d[2], -d[0] + I * d[1]], [-d[0] - I * d[1], d[2]]],
        };
        let adjoint = adjoint(&coupling);
        let upper = Hermitian::of(&product(&coupling, &adjoint), mass * mass);
        let lower = Hermitian::of(&product(&adjoint, &coupling), mass * mass);
        Self { mass, coupling, upper, lower }
    }

    /// `H psi`
    pub fn apply(&self, psi: Spinor) -> Spinor {
        let (chi, eta) = ([psi[0], psi[1]], [psi[2], psi[3]]);
        let (up, down) = (act(&self.coupling, eta), act(&adjoint(&self.coupling), chi));
        let m = self.mass;
        [up[0] + m * chi[0], up[1] + m * chi[1], down[0] - m * eta[0], down[1] - m * eta[1]]
    }

    /// The part of positive energy, `½ (1 + H/|H|) psi`. Zero modes, which have no sign, are kept.
    pub fn positive(&self, psi: Spinor) -> Spinor {
        let inverse_root = |square: f64| square.sqrt().recip();
        let sign = self.blocks(self.apply(psi), inverse_root, 0.0);
        let still = self.blocks(psi, |_| 0.0, 1.0);
        std::array::from_fn(|a| (psi[a] + sign[a] + still[a]) / 2.0)
    }

    /// `exp(-i H t) psi = cos(|H| t) psi - i sin(|H| t)/|H| H psi`
    pub fn evolve(&self, psi: Spinor, t: f64) -> Spinor {
        let even = self.blocks(psi, |square| (square.sqrt() * t).cos(), 1.0);
        let rate = |square: f64| (square.sqrt() * t).sin() / square.sqrt();
        let odd = self.blocks(self.apply(psi), rate, t);
        std::array::from_fn(|a| even[a] - I * odd[a])
    }

    /// A function of H² acting on psi: `f` of its eigenvalues, `zero` of those that vanish.
    fn blocks(&self, psi: Spinor, f: impl Fn(f64) -> f64, zero: f64) -> Spinor {
        let upper = self.upper.function(&f, zero, [psi[0], psi[1]]);
        let lower = self.lower.function(&f, zero, [psi[2], psi[3]]);
        [upper[0], upper[1], lower[0], lower[1]]
    }

    /// An eigenvector of unit length and its energy. `positive` chooses the sign of the energy,
    /// `branch` (1 or -1) the larger or smaller |E|; where they agree, spin along or against
    /// `axis`. K = 2 has one eigenvector for each sign: branch 1, axis 3.
    pub fn eigenvector(&self, positive: bool, branch: i64, axis: [f64; 3]) -> (f64, Spinor) {
        let sign = if positive { 1.0 } else { -1.0 };
        let from_upper = sign * self.mass >= 0.0;
        let block = if from_upper { &self.upper } else { &self.lower };
        let (square, v) = block.eigenvector(branch, axis);
        let start = if from_upper { [v[0], v[1], ZERO, ZERO] } else { [ZERO, ZERO, v[0], v[1]] };
        let energy = sign * square.max(0.0).sqrt();
        if square <= ZERO_MODE * block.mean {
            return (0.0, start);
        }
        let turned = self.apply(start);
        (
            energy,
            normalised(std::array::from_fn(|a| turned[a] + energy * start[a])).unwrap_or(start),
        )
    }
}

/// A Hermitian 2 x 2 matrix `mean + tilt · σ`; its eigenvalues are `mean ± |tilt|`.
#[derive(Clone, Copy, Debug)]
struct Hermitian {
    mean: f64,
    tilt: [f64; 3],
    size: f64,
}

impl Hermitian {
    fn of(matrix: &Matrix, shift: f64) -> Self {
        let half_gap = (matrix[0][0].re - matrix[1][1].re) / 2.0;
        let tilt = [matrix[1][0].re, matrix[1][0].im, half_gap];
        let size = length(tilt);
        Self { mean: (matrix[0][0].re + matrix[1][1].re) / 2.0 + shift, tilt, size }
    }

    /// A function of the matrix acting on v.
    fn function(&self, f: impl Fn(f64) -> f64, zero: f64, v: [Complex64; 2]) -> [Complex64; 2] {
        let at = |value: f64| if value <= ZERO_MODE * self.mean { zero } else { f(value) };
        let (high, low) = (at(self.mean + self.size), at(self.mean - self.size));
        let (even, odd) = ((high + low) / 2.0, (high - low) / 2.0);
        if self.size == 0.0 {
            return v.map(|v| even * v);
        }
        let tilted = act(&sigma(self.tilt.map(|t| t / self.size)), v);
        [even * v[0] + odd * tilted[0], even * v[1] + odd * tilted[1]]
    }

    fn eigenvector(&self, branch: i64, axis: [f64; 3]) -> (f64, [Complex64; 2]) {
        let sign = branch.signum() as f64;
        let apart = self.size > DEGENERATE * self.mean;
        let direction = if apart { self.tilt } else { axis };
        (self.mean + sign * self.size, spin(direction.map(|t| sign * t)))
    }
}

/// The spin state along a direction; along the third axis when the direction is 0.
pub fn spin(direction: [f64; 3]) -> [Complex64; 2] {
    let size = length(direction);
    if size == 0.0 {
        return [ONE, ZERO];
    }
    let [x, y, z] = direction.map(|t| t / size);
    // The larger of the two components is the one computed without cancellation.
    let v = match z >= 0.0 {
        true => [Complex64::new(1.0 + z, 0.0), Complex64::new(x, y)],
        false => [Complex64::new(x, -y), Complex64::new(1.0 - z, 0.0)],
    };
    let norm = (v[0].norm_sqr() + v[1].norm_sqr()).sqrt();
    v.map(|v| v / norm)
}

/// Names of spinors for K = 2 and for K = 4.
pub const NAMES: [&[&str]; 2] = [
    &["up", "down", "right", "left"],
    &["up", "down", "helicity+", "helicity-", "chiral+", "chiral-"],
];

/// The spinor of a name, for a wave vector.
///
/// # Conventions
/// At rest `up` has positive energy. K = 2: `up` = (1, 0), `down` = (0, 1), and `right`, `left` =
/// (1, ∓i)/√2, which at m = 0 move to larger or smaller x. K = 4: χ has spin up or down along the
/// third axis, or along or against k (`helicity±`), η = 0; `chiral±`: χ up, η = ±i χ.
pub fn named(name: &str, components: usize, k: [f64; 3]) -> Option<Spinor> {
    let half = std::f64::consts::FRAC_1_SQRT_2;
    let chi = |v: [Complex64; 2]| [v[0], v[1], ZERO, ZERO];
    let pair = |eta: Complex64| [half * ONE, ZERO, half * eta, ZERO];
    match (name, components) {
        ("up", _) => Some([ONE, ZERO, ZERO, ZERO]),
        ("down", 2) => Some([ZERO, ZERO, ONE, ZERO]),
        ("right", 2) => Some(pair(-I)),
        ("left", 2) => Some(pair(I)),
        ("down", 4) => Some([ZERO, ONE, ZERO, ZERO]),
        ("helicity+", 4) => Some(chi(spin(k))),
        ("helicity-", 4) => Some(chi(spin(match length(k) {
            0.0 => [0.0, 0.0, -1.0],
            _ => k.map(|k| -k),
        }))),
        ("chiral+", 4) => Some(pair(I)),
        ("chiral-", 4) => Some(pair(-I)),
        _ => None,
    }
}

/// The spinor made one long, or `None` when it is 0.
pub fn normalised(psi: Spinor) -> Option<Spinor> {
    let norm = psi.iter().map(Complex64::norm_sqr).sum::<f64>().sqrt();
    (norm > 0.0 && norm.is_finite()).then(|| psi.map(|value| value / norm))
}

fn length(v: [f64; 3]) -> f64 {
    (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]).sqrt()
}

/// `direction · σ`
fn sigma([x, y, z]: [f64; 3]) -> Matrix {
    let real = |value| Complex64::new(value, 0.0);
    [[real(z), Complex64::new(x, -y)], [Complex64::new(x, y), real(-z)]]
}

fn act(a: &Matrix, v: [Complex64; 2]) -> [Complex64; 2] {
    [a[0][0] * v[0] + a[0][1] * v[1], a[1][0] * v[0] + a[1][1] * v[1]]
}

fn adjoint(a: &Matrix) -> Matrix {
    [[a[0][0].conj(), a[1][0].conj()], [a[0][1].conj(), a[1][1].conj()]]
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [0, 1].map(|i| [0, 1].map(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j]))
}
