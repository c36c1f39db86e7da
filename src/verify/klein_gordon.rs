//! The Klein-Gordon field as a learning system (Sec. 3).

use super::context::{
    ABSORBING, Run, couplings, difference, fields, flat, kernels, lattice, noise, parameters,
    potential, with_ghosts, worst,
};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::{assemble, klein_gordon};

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
];

pub(super) const BOUNDARIES: [Boundary; 4] =
    [Boundary::Periodic, Boundary::Fixed, Boundary::Free, ABSORBING];

const POTENTIALS: [&str; 4] = ["mass", "phi4", "sine-gordon", "m*phi^4 + lam*cosh(phi)"];

pub(super) fn state(lattice: &Lattice) -> [Vec<f64>; 2] {
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
