//! The other schedules: synchronous, unitary, exact, and those of fourth order.

use super::context::{
    H, Run, couplings, difference, dot, fields, flats, lattice, noise, parameters, worst,
};
use super::ticks::{followed, order, reversed, state, tensors};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, FieldState, Lattice};
use crate::network::{dirac, klein_gordon};
use crate::theory::theory;
use std::f64::consts::TAU;

const ORDER: &str = "error(dt)/error(dt/2) = 2^order";
const SYNCHRONOUS: &str = "(3.7), (4.2): φ' = Wφ + Bπ, π' = Aφ + Vπ";

pub(super) const CHECKS: &[Check] = &[
    check(
        "The synchronous tick is the tensors, Dirac in 1 to 3D, every boundary",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, "dirac", 0.0),
    ),
    check(
        "The synchronous tick is the tensors, Dirac with a Wilson term",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, "dirac", 0.7),
    ),
    check(
        "The synchronous tick is the tensors, Klein-Gordon in 1 to 3D, every boundary",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, "mass", 0.0),
    ),
    check(
        "The synchronous tick is the tensors, φ⁴ in 1 to 3D, every boundary",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, "phi4", 0.0),
    ),
    check(
        "The schedule (3.14) is the tensors of representation B, 5 ticks in 1 to 3D",
        "(3.14), with 2D-2 in place of 4",
        1e-12,
        second,
    ),
    check(
        "The exact tick is the exponential of the tensors, Dirac in 1 to 3D",
        "exp(dt G)",
        1e-11,
        |context| exact(context, "dirac"),
    ),
    check(
        "The exact tick is the exponential of the tensors, Klein-Gordon in 1 to 3D",
        "exp(dt G)",
        1e-11,
        |context| exact(context, "mass"),
    ),
    check(
        "Unitary at dt = h: norm, relative drift in 10000 ticks, 1 to 3D",
        "Σ|φ|²+|π|² = const",
        1e-11,
        |context| norm(context, 0.0),
    ),
    check(
        "Unitary with a Wilson term at dt = h: norm, relative drift in 10000 ticks, 1 to 3D",
        "Σ|φ|²+|π|² = const",
        1e-11,
        |context| norm(context, 0.8),
    ),
    check(
        "Unitary in 1D: frequency of a mode times dt",
        "cos(ω dt) = cos(m dt)(1 - 2 sin²(dt/h) sin²(kh/2))",
        1e-9,
        dispersion,
    ),
    check("Unitary Dirac 1D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "unitary", 1, 2.0)
    }),
    check("Unitary Dirac 2D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "unitary", 2, 2.0)
    }),
    check("Unitary Dirac 3D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "unitary", 3, 2.0)
    }),
    check("Yoshida Dirac 1D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "yoshida4", 1, 4.0)
    }),
    check("Yoshida Dirac 2D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "yoshida4", 2, 4.0)
    }),
    check("Yoshida Dirac 3D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "yoshida4", 3, 4.0)
    }),
    check(
        "Yoshida Klein-Gordon 2D: order of convergence to the exact flow",
        ORDER,
        0.1,
        |context| order(context, "mass", "yoshida4", 2, 4.0),
    ),
    check("Suzuki Dirac 1D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "suzuki4", 1, 4.0)
    }),
    check("Suzuki Dirac 2D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "suzuki4", 2, 4.0)
    }),
    check("Suzuki Dirac 3D: order of convergence to the exact flow", ORDER, 0.1, |context| {
        order(context, "dirac", "suzuki4", 3, 4.0)
    }),
    check(
        "Suzuki Klein-Gordon 2D: order of convergence to the exact flow",
        ORDER,
        0.1,
        |context| order(context, "mass", "suzuki4", 2, 4.0),
    ),
    check(
        "Unitary Dirac runs backwards: 1000 there and 1000 back, 1 to 3D",
        "tick(-dt) tick(dt) = 1",
        1e-10,
        |context| reversed(context, "unitary", &["dirac"]),
    ),
    check(
        "Yoshida runs backwards: 1000 there and 1000 back, Dirac and Klein-Gordon in 1 to 3D",
        "tick(-dt) tick(dt) = 1",
        1e-10,
        |context| reversed(context, "yoshida4", &["dirac", "mass"]),
    ),
    check(
        "Suzuki runs backwards: 1000 there and 1000 back, Dirac and Klein-Gordon in 1 to 3D",
        "tick(-dt) tick(dt) = 1",
        1e-10,
        |context| reversed(context, "suzuki4", &["dirac", "mass"]),
    ),
];

fn synchronous(context: &Context, model: &str, wilson: f64) -> Option<Measured> {
    let boundaries = [Boundary::Periodic, Boundary::Fixed];
    let cases = (1..=3).flat_map(|dim| boundaries.map(|boundary| (dim, boundary)));
    let residual = |(dim, boundary)| {
        let (lattice, dt) = (lattice(dim, boundary)?, 0.4);
        let [mut phi, mut pi] = state(model, &lattice);
        let tensors = match model {
            "dirac" => dirac::tensors(&lattice, couplings().m, wilson).0,
            _ => tensors(model, &lattice, &phi)?,
        };
        let mut parameters = parameters(model, "synchronous", context.right(dt))?;
        parameters.couplings.r = wilson;
        let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
        (0..3).for_each(|_| tensors.synchronous(&mut phi, &mut pi, dt));
        Some(difference(&run.ticks(3).values()?, &[phi, pi].concat()))
    };
    Measured::residual(worst(cases.map(residual))?)
}

fn second(context: &Context) -> Option<Measured> {
    let boundaries = [Boundary::Periodic, Boundary::Free];
    let cases = (1..=3).flat_map(|dim| boundaries.map(|boundary| (dim, boundary)));
    let residual = |(dim, boundary)| {
        let (lattice, dt) = (lattice(dim, boundary)?, 0.3);
        let (mut phi, mut pi) = (noise(61, lattice.sites()), noise(62, lattice.sites()));
        let mut parameters = parameters("mass", "(3.14)", dt)?;
        parameters.theory = theory("klein-gordon-b")?;
        parameters.potential = None;
        let state = FieldState::F64(fields(&lattice, &phi, &pi)?);
        let mut run = Run::of(&lattice, &parameters, state)?;
        let m = context.right(couplings().m);
        let (tensors, _) = klein_gordon::two_level(&lattice, m, dt, &phi);
        (0..5).for_each(|_| tensors.synchronous(&mut phi, &mut pi, 1.0));
        Some(difference(&run.ticks(5).values()?, &[phi, pi].concat()))
    };
    Measured::residual(worst(cases.map(residual))?)
}

fn exact(context: &Context, model: &str) -> Option<Measured> {
    let residual = |dim: usize| {
        let (lattice, dt) = (lattice(dim, Boundary::Periodic)?, 1.9);
        let [phi, pi] = state(model, &lattice);
        let mut run = Run::new(&lattice, &parameters(model, "exact", dt)?, &phi, &pi)?;
        let start = [phi.clone(), pi, vec![1.0]].concat();
        let flow = tensors(model, &lattice, &phi)?.generator();
        let mut expected = flow.flow(context.right(2.0 * dt), &start);
        expected.pop();
        Some(difference(&run.ticks(2).values()?, &expected))
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn norm(context: &Context, wilson: f64) -> Option<Measured> {
    let drift = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state("dirac", &lattice);
        let mut parameters = parameters("dirac", "unitary", H)?;
        parameters.couplings.r = wilson;
        let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
        let before = context.right(dot(&phi, &phi) + dot(&pi, &pi));
        run.ticks(10_000);
        let [phi, pi] = flats(&run.lattice, &run.state)?;
        Some(((dot(&phi, &phi) + dot(&pi, &pi)) / before - 1.0).abs())
    };
    Measured::residual(worst((1..=3).map(drift))?)
}

fn dispersion(context: &Context) -> Option<Measured> {
    let (n, dt, m) = (11, 0.7, couplings().m);
    let lattice = Lattice::new(&[n], H, &[Boundary::Periodic]).ok()?;
    let k = 3.0 * TAU / n as f64;
    let wave = |at: usize| if at < n { (k * at as f64 + 0.3).cos() } else { 0.0 };
    let phi: Vec<f64> = (0..2 * n).map(wave).collect();
    let turned = 1.0 - 2.0 * (dt / H).sin().powi(2) * (k / 2.0).sin().powi(2);
    let expected = ((m * dt).cos() * turned).acos();
    Measured::against(followed(&lattice, ("unitary", dt), &phi, context.right(m))?, expected)
}
