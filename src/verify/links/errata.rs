//! Where the paper's text on the gauge field does not hold: as printed and as it holds.

use crate::lattice::{Boundary, Lattice};
use crate::network::{SparseMatrix, Tensors, dirac, links};
use crate::verify::context::{self, dot, gauge, lattice};
use crate::verify::dirac::state;
use crate::verify::errata::size;
use crate::verify::ticks::mode;
use crate::verify::{Check, Context, Measured, check};
use std::f64::consts::TAU;

const TEMPORAL: &str = "A₀ = I - X₀^{θ(t-1)-θ(t)}";
const SPATIAL: &str = "A_μ = I - X₀^{θ_{i-e_μ}-θ_i}";
const MASS: f64 = 0.37;
const LEVEL: f64 = 0.29;

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "(5.3) with (5.5) as printed, +A₀: what is left of it, over A₀",
        "2",
        0.02,
        |context| Measured::against(temporal(48, context.right(1.0))?, 2.0),
    ),
    check(
        "(5.3) with (5.5) as it holds, -A₀: order at which what is left vanishes as fields and θ are stretched",
        TEMPORAL,
        0.1,
        |context| vanishing(temporal, context.right(-1.0)),
    ),
    check(
        "(5.5) as printed, first line, +A_μπ: what is left of it, over A_μπ",
        "2",
        0.02,
        |context| Measured::against(spatial(48, context.right(1.0))?, 2.0),
    ),
    check(
        "(5.5) as it holds, first line, -A_μπ: order at which what is left vanishes",
        SPATIAL,
        0.1,
        |context| vanishing(spatial, context.right(-1.0)),
    ),
    check(
        "(5.5) as printed, second line, -A_μφ, holds: order at which what is left vanishes",
        SPATIAL,
        0.1,
        |context| vanishing(backward, context.right(-1.0)),
    ),
    check(
        "(5.6) as printed, B ∋ +A_μ: distance from the B that follows the fields, over A_μ",
        "2",
        0.02,
        |context| Measured::against(bias(48, context.right(1.0))?, 2.0),
    ),
    check(
        "(5.6) as it holds, B ∋ -A_μ: order at which the distance vanishes",
        SPATIAL,
        0.1,
        |context| vanishing(bias, context.right(-1.0)),
    ),
    check(
        "(5.9) as printed, m + A₀ for π: an even A₀ acts as a mass, the frequency of a mode is",
        "√((m + A₀)² + s²)",
        1e-10,
        printed_level,
    ),
    check(
        "(5.9) as it holds, m - A₀ for π: an even A₀ shifts every frequency, a mode has E + A₀ and E - A₀",
        "cos(A₀ t) (cos Et φ + …), E² = m² + s²",
        1e-11,
        level,
    ),
    check(
        "V = 2I - W with an A₀: how far it is from the V of the loss, over A₀",
        "2X₀A₀",
        1e-12,
        weights,
    ),
];

/// A free field and an angle, both as long as the lattice, which is `n` sites long.
struct Stretched {
    lattice: Lattice,
    tensors: Tensors,
    phi: Vec<f64>,
    pi: Vec<f64>,
}

impl Stretched {
    /// With unit spacing and unit steps, as the paper has them.
    fn new(n: usize) -> Option<Self> {
        let lattice = Lattice::new(&[n, 3 * n / 4], 1.0, &[Boundary::Periodic]).ok()?;
        let (tensors, _) = dirac::tensors(&lattice, 2.0 / n as f64, 0.0);
        let wave = |at: usize, shift: f64| {
            let [x, y] = place(&lattice, at % lattice.sites());
            let component = (at / lattice.sites()) as f64;
            (TAU * (x - y) + component + shift).cos() + 0.3 * (TAU * y - shift).sin()
        };
        let values = |shift| (0..tensors.size()).map(|at| wave(at, shift)).collect();
        let (phi, pi) = (values(0.2), values(1.1));
        Some(Self { lattice, tensors, phi, pi })
    }

    /// Θ at a time, radians.
    fn theta(&self, time: f64) -> Vec<f64> {
        let late = time / self.lattice.shape()[0] as f64;
        let angle = |site: usize| {
            let [x, y] = place(&self.lattice, site);
            0.9 * (TAU * x + 0.4).sin() * (TAU * y).cos() + 4.0 * late * (1.3 + (TAU * x).cos())
        };
        (0..self.lattice.sites()).map(angle).collect()
    }

    fn turn(&self, theta: &[f64]) -> SparseMatrix {
        links::turn(&dirac::factors(2)[0], theta)
    }

    /// `I - rot(Θ' - Θ)`
    fn connection(&self, before: &[f64], now: &[f64]) -> SparseMatrix {
        let change: Vec<f64> = before.iter().zip(now).map(|(before, now)| before - now).collect();
        SparseMatrix::diagonal(self.tensors.size(), 1.0).minus(&self.turn(&change))
    }

    /// (5.4) of this Θ, from A_mu = 0.
    fn along(&self, mu: usize) -> SparseMatrix {
        let theta = self.theta(0.0);
        let mut behind = theta.clone();
        for (site, next, _) in dirac::shift(&self.lattice, mu).entries() {
            behind[next] = theta[site];
        }
        self.connection(&behind, &theta)
    }

    /// `Σ_mu X_mu A_mu`
    fn woven(&self) -> SparseMatrix {
        let one = SparseMatrix::diagonal(self.lattice.sites(), 1.0);
        let x = dirac::factors(2);
        let [first, second] =
            [0, 1].map(|mu| dirac::outer(&x[mu + 1], &one).times(&self.along(mu)));
        first.plus(&second)
    }
}

/// A place as a part of the whole lattice.
fn place(lattice: &Lattice, site: usize) -> [f64; 2] {
    let [n, m] = [lattice.shape()[0], lattice.shape()[1]];
    [(site / m) as f64 / n as f64, (site % m) as f64 / m as f64]
}

fn less(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn vanishing(left: fn(usize, f64) -> Option<f64>, sign: f64) -> Option<Measured> {
    Measured::against((left(48, sign)? / left(96, sign)?).log2(), 1.0)
}

/// What is left of both lines of (5.5) after a step of a free field, seen rotated by Θ(t), without
/// what Θ does in space.
fn temporal(n: usize, sign: f64) -> Option<f64> {
    let case = Stretched::new(n)?;
    let (mut later_phi, mut later_pi) = (case.phi.clone(), case.pi.clone());
    case.tensors.synchronous(&mut later_phi, &mut later_pi, 1.0);
    let [before, now, after] = [-1.0, 0.0, 1.0].map(|time| case.theta(time));
    let potential = case.connection(&before, &now);
    let (turn, turned) = (case.turn(&now), case.turn(&after));
    let (mut left, mut whole) = (Vec::new(), Vec::new());
    for (field, later) in [(&case.phi, &later_phi), (&case.pi, &later_pi)] {
        let term = potential.apply(&turn.apply(field));
        let change = less(&turned.apply(later), &turn.apply(field));
        let free = turn.apply(&less(later, field));
        left.extend((0..term.len()).map(|at| change[at] + sign * term[at] - free[at]));
        whole.extend(term);
    }
    Some(size(&left) / size(&whole))
}

/// What is left of the first line for a Θ that does not change with time.
fn spatial(n: usize, sign: f64) -> Option<f64> {
    let case = Stretched::new(n)?;
    let turn = case.turn(&case.theta(0.0));
    let pi = turn.apply(&case.pi);
    let (free, term) = (case.tensors.b.apply(&pi), case.woven().apply(&pi));
    let wanted = turn.apply(&case.tensors.b.apply(&case.pi));
    let left = (0..term.len()).map(|at| wanted[at] - free[at] - sign * term[at]);
    Some(size(&left.collect::<Vec<_>>()) / size(&term))
}

/// What is left of the second: `-Σ X_mu (phi_i - phi_{i-e_mu} + sign A_mu phi_i)`.
fn backward(n: usize, sign: f64) -> Option<f64> {
    let case = Stretched::new(n)?;
    let turn = case.turn(&case.theta(0.0));
    let phi = turn.apply(&case.phi);
    let (free, term) = (case.tensors.a.apply(&phi), case.woven().apply(&phi));
    let wanted = turn.apply(&case.tensors.a.apply(&case.phi));
    let left = (0..term.len()).map(|at| wanted[at] - free[at] + sign * term[at]);
    Some(size(&left.collect::<Vec<_>>()) / size(&term))
}

/// The distance between the B of (5.6) and the B of the rotated fields, on smooth π.
fn bias(n: usize, sign: f64) -> Option<f64> {
    let case = Stretched::new(n)?;
    let turn = case.turn(&case.theta(0.0));
    let printed = case.tensors.b.plus(&case.woven().scaled(sign));
    let follows = |pi: &[f64]| turn.apply(&case.tensors.b.apply(&turn.transpose().apply(pi)));
    let left = less(&printed.apply(&case.pi), &follows(&case.pi));
    Some(size(&left) / size(&case.woven().apply(&case.pi)))
}

/// A network in an even A_0, and a mode of it with its singular value squared.
fn level_case(context: &Context) -> Option<(Tensors, Vec<f64>, f64)> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let still = vec![0.0; 2 * lattice.sites()];
    let field = gauge(&lattice, &still, &vec![context.right(LEVEL); lattice.sites()])?;
    let (tensors, _) = dirac::tensors_within(&lattice, MASS, 0.0, Some(&field));
    let (phi, square) = mode(&lattice);
    Some((tensors, phi, square))
}

/// The loss as printed (its sign and sum corrected) teaches `V - I = -X_0 (m + A_0) = I - W`.
fn printed_level(context: &Context) -> Option<Measured> {
    let (tensors, phi, square) = level_case(context)?;
    let v = SparseMatrix::diagonal(tensors.size(), 2.0).minus(&tensors.w);
    let (flow, dt) = (Tensors { v, ..tensors }.generator(), 0.31);
    let mut state = [phi.clone(), vec![0.0; phi.len() + 1]].concat();
    let mut signal = vec![dot(&phi, &phi)];
    for _ in 0..40 {
        state = flow.flow(dt, &state);
        signal.push(dot(&phi, &state[..phi.len()]));
    }
    let expected = ((MASS + LEVEL).powi(2) + square).sqrt();
    Measured::against(context::turn(&signal) / dt, expected)
}

/// `phi·phi(t) = cos A_0 t cos Et` of a mode that begins as phi alone, where `phi·X_0 phi = 0`.
fn level(context: &Context) -> Option<Measured> {
    let (tensors, phi, square) = level_case(context)?;
    let (energy, t) = ((MASS * MASS + square).sqrt(), 2.7f64);
    let after = tensors.generator().flow(t, &[phi.clone(), vec![0.0; phi.len() + 1]].concat());
    let x0 = dirac::outer(&dirac::factors(2)[0], &SparseMatrix::diagonal(phi.len() / 4, 1.0));
    let turned = x0.apply(&phi);
    let (same, across) = (dot(&phi, &after[..phi.len()]), dot(&turned, &after[..phi.len()]));
    // φ(t) = rot(A_0 t) (cos Et + (m/E) sin Et X_0) φ
    let (cos, sin) = ((LEVEL * t).cos(), (LEVEL * t).sin());
    let (there, back) = ((energy * t).cos(), MASS / energy * (energy * t).sin());
    let expected = [cos * there - sin * back, sin * there + cos * back];
    Measured::residual((same - expected[0]).hypot(across - expected[1]))
}

fn weights(context: &Context) -> Option<Measured> {
    let (tensors, ..) = level_case(&Context::new())?;
    let [_, pi] = state(&tensors);
    let twice = SparseMatrix::diagonal(tensors.size(), context.right(2.0)).minus(&tensors.w);
    let left = tensors.v.minus(&twice).apply(&pi);
    Measured::against(size(&left) / size(&pi) / LEVEL, 2.0)
}
