//! The Klein-Gordon field as a learning system (Sec. 3).

use super::context::{
    ABSORBING, H, Run, couplings, difference, fields, flat, kernels, lattice, noise, parameters,
    potential, turn, with_ghosts, worst,
};
use super::{Check, Context, Measured};
use crate::lattice::{Boundary, Lattice};
use crate::network::{assemble, klein_gordon};
use std::f64::consts::TAU;

const fn check(
    what: &'static str,
    equation: &'static str,
    tolerance: f64,
    measure: fn(&Context) -> Option<Measured>,
) -> Check {
    Check { what, equation, tolerance, measure }
}

const GRADIENT: &str = "(3.8) Aφ = -dH/dβ of (3.11)";
const KERNEL: &str = "(3.10) Kick = (3.8) π' - π, Drift = φ' - φ";

pub(super) const CHECKS: &[Check] = &[
    check(
        "Klein-Gordon 1D: learning is minus the gradient of the loss, every boundary",
        GRADIENT,
        1e-12,
        gradient::<1>,
    ),
    check(
        "Klein-Gordon 2D: learning is minus the gradient of the loss, every boundary",
        GRADIENT,
        1e-12,
        gradient::<2>,
    ),
    check(
        "Klein-Gordon 3D: learning is minus the gradient of the loss, every boundary",
        GRADIENT,
        1e-12,
        gradient::<3>,
    ),
    check(
        "Klein-Gordon with φ⁴, sine-Gordon and a typed potential: learning is minus the gradient, taken by differences",
        "(3.11) with V(φ)",
        1e-7,
        nonlinear_gradient,
    ),
    check(
        "Klein-Gordon 1D: the fast kernels are the tensors, every potential and boundary",
        KERNEL,
        1e-12,
        kernel::<1>,
    ),
    check(
        "Klein-Gordon 2D: the fast kernels are the tensors, every potential and boundary",
        KERNEL,
        1e-12,
        kernel::<2>,
    ),
    check(
        "Klein-Gordon 3D: the fast kernels are the tensors, every potential and boundary",
        KERNEL,
        1e-12,
        kernel::<3>,
    ),
    check(
        "Klein-Gordon: Kick and Drift are the exponentials of their parts of the generator, every boundary",
        "exp(t G_part), G = G_kick + G_drift",
        1e-12,
        flows,
    ),
    check(
        "Klein-Gordon, representation B: learning is minus the gradient of the loss",
        "(3.17) β' = -φ from (3.18)",
        1e-12,
        second_gradient,
    ),
    check(
        "Klein-Gordon, representation B: its ticks obey the two-level equation",
        "(3.19)",
        1e-12,
        two_level,
    ),
    check(
        "Many networks, one field: representations A (staged) and B agree for 200 ticks",
        "(3.8), (3.14) ↔ (3.19)",
        1e-11,
        many_to_one,
    ),
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 1D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<1>,
    ),
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 2D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<2>,
    ),
    check(
        "Lattice dispersion of leapfrog Klein-Gordon in 3D",
        "(4/dt²) sin²(ω dt/2) = m² + (4/h²) Σ sin²(k h/2)",
        1e-10,
        dispersion::<3>,
    ),
    check(
        "Largest stable dt of Klein-Gordon, as the program tells it",
        "dt² (m² + 4D/h²) < 4",
        1e-12,
        limit,
    ),
    check(
        "Klein-Gordon beyond that dt grows: size after 200 ticks, in powers of ten",
        "(3.19), dt² (m² + 4D/h²) = 4.04",
        3.0,
        blows_up,
    ),
    check(
        "Linear Klein-Gordon conserves its staged energy: relative drift in 2000 ticks, 1 to 3D",
        "½|π|² + ½φ·Kφ - (dt²/8)|Kφ|²",
        1e-12,
        conserved,
    ),
    check("The energy is constant under the exact flow of the tensors", "(3.5)", 1e-12, energy),
];

const BOUNDARIES: [Boundary; 4] = [Boundary::Periodic, Boundary::Fixed, Boundary::Free, ABSORBING];

const POTENTIALS: [&str; 4] = ["mass", "phi4", "sine-gordon", "m*phi^4 + lam*cosh(phi)"];

fn state(lattice: &Lattice) -> [Vec<f64>; 2] {
    [noise(11, lattice.sites()), noise(12, lattice.sites())]
}

fn gradient<const D: usize>(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let lattice = lattice(D, boundary)?;
        let [phi, pi] = state(&lattice);
        let (tensors, loss) =
            klein_gordon::tensors(&lattice, &potential("mass")?, &couplings(), &phi).ok()?;
        let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
        Some(difference(&tensors.learning(&phi, &pi), &learned))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn nonlinear_gradient(context: &Context) -> Option<Measured> {
    let residual = |name: &str| {
        let lattice = lattice(2, Boundary::Fixed)?;
        let [phi, pi] = state(&lattice);
        let (tensors, loss) =
            klein_gordon::tensors(&lattice, &potential(name)?, &couplings(), &phi).ok()?;
        let learned = loss.learning_numerically(&tensors.b, &context.all_right(&phi), &pi);
        Some(difference(&tensors.learning(&phi, &pi), &learned))
    };
    Measured::residual(worst(POTENTIALS[1..].iter().map(|name| residual(name)))?)
}

fn kernel<const D: usize>(context: &Context) -> Option<Measured> {
    let cases = POTENTIALS.iter().flat_map(|name| BOUNDARIES.map(|boundary| (*name, boundary)));
    let residual = |(name, boundary): (&str, Boundary)| {
        let (lattice, potential, t) = (lattice(D, boundary)?, potential(name)?, 0.37);
        let [phi, pi] = state(&lattice);
        let (tensors, _) = klein_gordon::tensors(&lattice, &potential, &couplings(), &phi).ok()?;
        let theory = kernels("klein-gordon", &lattice, Some(&potential), couplings())?;
        let mut fields = fields(&lattice, &phi, &pi)?;
        with_ghosts(&*theory, &lattice, &mut fields);
        theory.kick(&lattice, &mut fields, context.right(t));
        let learned = tensors.learning(&phi, &pi);
        let expected: Vec<f64> = pi.iter().zip(learned).map(|(pi, rate)| pi + t * rate).collect();
        let kicked = difference(&flat(&lattice, &fields.pi), &expected);
        let after = flat(&lattice, &fields.pi);
        theory.drift(&lattice, &mut fields, context.right(t));
        let activated = tensors.activation(&phi, &after);
        let expected: Vec<f64> =
            phi.iter().zip(activated).map(|(phi, rate)| phi + t * rate).collect();
        Some(super::context::worse(kicked, difference(&flat(&lattice, &fields.phi), &expected)))
    };
    Measured::residual(worst(cases.map(residual))?)
}

fn flows(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (lattice, mass, t) = (lattice(2, boundary)?, potential("mass")?, 0.61);
        let [phi, pi] = state(&lattice);
        let (tensors, _) = klein_gordon::tensors(&lattice, &mass, &couplings(), &phi).ok()?;
        let (n, source) = (tensors.size(), tensors.learning_source.as_slice());
        let kick = assemble(n, [[None, None], [Some(&tensors.a), None]], [None, Some(source)]);
        let drift = assemble(n, [[None, Some(&tensors.b)], [None, None]], [None; 2]);
        let left = kick.plus(&drift).minus(&tensors.generator()).largest();
        let theory = kernels("klein-gordon", &lattice, Some(&mass), couplings())?;
        let mut fields = fields(&lattice, &phi, &pi)?;
        with_ghosts(&*theory, &lattice, &mut fields);
        theory.kick(&lattice, &mut fields, t);
        theory.drift(&lattice, &mut fields, context.right(t));
        let mut start = [phi, pi].concat();
        start.push(1.0);
        let expected = drift.flow(t, &kick.flow(t, &start));
        let found = [flat(&lattice, &fields.phi), flat(&lattice, &fields.pi), vec![1.0]].concat();
        Some(left + difference(&found, &expected))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn second_gradient(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let [phi, pi] = state(&lattice);
    let (tensors, loss) = klein_gordon::two_level(&lattice, 0.37, 0.4, &phi);
    let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}

/// The residual of `phi(t+1) - 2 phi(t) + phi(t-1) = dt² (Lap - m²) phi(t)`.
fn two_level(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (lattice, m, dt) = (lattice(3, boundary)?, 0.37, 0.4);
        let [before, pi] = state(&lattice);
        let (tensors, _) = klein_gordon::two_level(&lattice, m, dt, &before);
        let (mut phi, mut beta) = (before.clone(), pi);
        tensors.synchronous(&mut phi, &mut beta, 1.0);
        let now = phi.clone();
        tensors.synchronous(&mut phi, &mut beta, 1.0);
        let (laplacian, ghosts) = klein_gordon::laplacian(&lattice, &before);
        let force = |at: usize, lap: f64| dt * dt * (lap + ghosts[at] - m * m * now[at]);
        let lap = laplacian.apply(&now).into_iter().enumerate();
        let expected: Vec<f64> = lap.map(|(at, lap)| context.right(force(at, lap))).collect();
        let found: Vec<f64> =
            (0..now.len()).map(|at| phi[at] - 2.0 * now[at] + before[at]).collect();
        Some(difference(&found, &expected))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn many_to_one(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (lattice, dt) = (lattice(2, boundary)?, 0.31);
        let [phi, pi] = state(&lattice);
        let mut run = Run::new(&lattice, &parameters("mass", "staged", dt)?, &phi, &pi)?;
        let [first, _] = run.ticks(1).flats()?;
        let m = context.right(couplings().m);
        let (tensors, _) = klein_gordon::two_level(&lattice, m, dt, &phi);
        let mut beta: Vec<f64> = phi.iter().map(|phi| -phi).collect();
        let mut other = first;
        for _ in 0..199 {
            tensors.synchronous(&mut other, &mut beta, 1.0);
        }
        let [expected, _] = run.ticks(199).flats()?;
        Some(difference(&other, &expected))
    };
    Measured::residual(worst(BOUNDARIES[..3].iter().map(|boundary| residual(*boundary)))?)
}

/// A standing wave followed for 60 ticks: its frequency.
fn dispersion<const D: usize>(context: &Context) -> Option<Measured> {
    let (lattice, dt) = (lattice(D, Boundary::Periodic)?, 0.41);
    let (m, h) = (context.right(couplings().m), lattice.spacing());
    let k: Vec<f64> = (0..D).map(|mu| TAU / (lattice.shape()[mu] as f64 * h)).collect();
    let phase = |row: usize, x: usize| {
        let position = lattice.site_position(row, x);
        k.iter().zip(position).map(|(k, x)| k * x).sum::<f64>() + 0.4
    };
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let phi: Vec<f64> = sites.map(|(row, x)| phase(row, x).cos()).collect();
    let pi = vec![0.0; phi.len()];
    let mut run = Run::new(&lattice, &parameters("mass", "staged", dt)?, &phi, &pi)?;
    let mut signal = vec![super::context::dot(&phi, &phi)];
    for _ in 0..60 {
        signal.push(super::context::dot(&phi, &run.ticks(1).flats()?[0]));
    }
    let square = m * m + k.iter().map(|k| (2.0 / h * (k * h / 2.0).sin()).powi(2)).sum::<f64>();
    Measured::against(turn(&signal) / dt, 2.0 / dt * (dt / 2.0 * square.sqrt()).asin())
}

fn limit(context: &Context) -> Option<Measured> {
    let ratio = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state(&lattice);
        let run = Run::new(&lattice, &parameters("mass", "staged", 0.1)?, &phi, &pi)?;
        let m = context.right(couplings().m);
        let expected = 2.0 / (m * m + 4.0 * dim as f64 / (H * H)).sqrt();
        Some((run.dynamics.limit() / expected - 1.0).abs())
    };
    Measured::residual(worst((1..=3).map(ratio))?)
}

fn blows_up(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[6, 4], H, &[Boundary::Periodic]).ok()?;
    let [phi, pi] = state(&lattice);
    let square = couplings().m.powi(2) + 8.0 / (H * H);
    // The highest mode turns with 2 cosh(g) = dt² ω² - 2.
    let dt = (4.04 * context.right(1.0).powi(2) / square).sqrt();
    let mut parameters = parameters("mass", "staged", dt)?;
    parameters.allow_unstable = true;
    let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
    let size = run.ticks(200).values()?.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    Measured::against(size.log10(), 200.0 * 1.02f64.acosh() / std::f64::consts::LN_10)
}

fn conserved(context: &Context) -> Option<Measured> {
    let drift = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state(&lattice);
        let mut run = Run::new(&lattice, &parameters("mass", "staged", 0.3)?, &phi, &pi)?;
        let before = context.right(run.dynamics.invariant(&run.lattice, &run.state));
        run.ticks(2000);
        Some((run.dynamics.invariant(&run.lattice, &run.state) / before - 1.0).abs())
    };
    Measured::residual(worst((1..=3).map(drift))?)
}

fn energy(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (lattice, mass) = (lattice(2, boundary)?, potential("mass")?);
        let [phi, pi] = state(&lattice);
        let (tensors, _) = klein_gordon::tensors(&lattice, &mass, &couplings(), &phi).ok()?;
        let theory = kernels("klein-gordon", &lattice, Some(&mass), couplings())?;
        let mut before = fields(&lattice, &phi, &pi)?;
        with_ghosts(&*theory, &lattice, &mut before);
        let start = [phi, pi, vec![1.0]].concat();
        let moved = tensors.generator().flow(1.7, &start);
        let n = tensors.size();
        let mut after = fields(&lattice, &context.all_right(&moved[..n]), &moved[n..2 * n])?;
        after.edge = before.edge.clone();
        Some((theory.energy(&lattice, &after) / theory.energy(&lattice, &before) - 1.0).abs())
    };
    Measured::residual(worst(BOUNDARIES[..3].iter().map(|boundary| residual(*boundary)))?)
}
