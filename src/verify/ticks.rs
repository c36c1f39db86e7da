//! How the stages are scheduled: what each tick keeps, how exact it is, where it is stable (Sec. 5
//! of the lattice's own theory; the paper's is the synchronous tick).

use super::context::{
    ABSORBING, H, Run, couplings, difference, dot, lattice, noise, parameters, potential, turn,
    worst,
};
use super::spectrum::{dense, singular_squares, wave_vectors};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Lattice};
use crate::network::{Tensors, dirac, klein_gordon};
use std::f64::consts::LN_10;

const GROWTH: &str = "(4.26): |x(t+dt)| = √(1+ω²dt²) |x(t)|";
const STAGED: &str = "cos(ω dt) = cos(m dt)(1 - s²dt²/2)";
const CHARGE: &str = "Q = Σ|φ|²+|π|² - (dt²/4)|Bᵀφ|²";
const ORDER: &str = "error(dt)/error(dt/2) = 2^order";

pub(super) const CHECKS: &[Check] = &[
    check("Synchronous Dirac: growth of a mode per tick, dt = 0.4", GROWTH, 1e-10, synchronous),
    check("Staged Dirac 1D: charge, relative drift in 2000 ticks", CHARGE, 1e-11, |context| {
        charge(context, 1)
    }),
    check("Staged Dirac 2D: charge, relative drift in 2000 ticks", CHARGE, 1e-11, |context| {
        charge(context, 2)
    }),
    check("Staged Dirac 3D: charge, relative drift in 2000 ticks", CHARGE, 1e-11, |context| {
        charge(context, 3)
    }),
    check("Staged Dirac 1D: frequency of a mode times dt", STAGED, 1e-9, |context| {
        dispersion(context, 1, 0.6)
    }),
    check("Staged Dirac 2D: frequency of a mode times dt", STAGED, 1e-9, |context| {
        dispersion(context, 2, 0.4)
    }),
    check("Staged Dirac 3D: frequency of a mode times dt", STAGED, 1e-9, |context| {
        dispersion(context, 3, 0.3)
    }),
    check(
        "Staged Dirac 1D at dt = h is a quantum walk: frequency of a mode times dt",
        "cos ω = cos m cos k",
        1e-9,
        walk,
    ),
    check(
        "Staged Dirac 1D at dt = h, m = 0: φ splits in two halves at the speed of light, nothing outside",
        "φ(x,t) = ½(φ₀(x-t) + φ₀(x+t))",
        1e-13,
        light_cone,
    ),
    check(
        "Staged Dirac 2D beyond the largest dt grows: size after 300 ticks, in powers of ten",
        "s²dt²/2 - 1 = cosh g, growth g a tick",
        2.0,
        blows_up,
    ),
    check("Staged Dirac 1D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "staged", 1, 2.0)
    }),
    check("Staged Dirac 2D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "staged", 2, 2.0)
    }),
    check("Staged Dirac 3D: order of convergence to the exact flow", ORDER, 0.02, |context| {
        order(context, "dirac", "staged", 3, 2.0)
    }),
    check(
        "Staged Klein-Gordon 1D: order of convergence to the exact flow",
        ORDER,
        0.02,
        |context| order(context, "mass", "staged", 1, 2.0),
    ),
    check(
        "Staged Klein-Gordon 2D: order of convergence to the exact flow",
        ORDER,
        0.02,
        |context| order(context, "mass", "staged", 2, 2.0),
    ),
    check(
        "Staged Klein-Gordon 3D: order of convergence to the exact flow",
        ORDER,
        0.02,
        |context| order(context, "mass", "staged", 3, 2.0),
    ),
    check(
        "Staged ticks run backwards: 1000 there and 1000 back, Dirac and Klein-Gordon in 1 to 3D",
        "tick(-dt) tick(dt) = 1",
        1e-10,
        |context| reversed(context, "staged", &["dirac", "mass"]),
    ),
    check(
        "Staged Dirac: the energy's excursion shrinks fourfold with dt/2, and does not drift",
        "Ham = const + O(dt²)",
        0.15,
        excursion,
    ),
    check(
        "Absorbing edges: charge left plus charge taken is constant (Dirac 2D)",
        "Q + taken = const",
        1e-11,
        |context| absorbed(context, "dirac"),
    ),
    check(
        "Absorbing edges: energy left plus energy taken is constant (Klein-Gordon 2D)",
        "E + taken = const",
        1e-11,
        |context| absorbed(context, "mass"),
    ),
];

/// phi and pi of a model without symmetry.
pub(super) fn state(model: &str, lattice: &Lattice) -> [Vec<f64>; 2] {
    let components = match (model, lattice.dim()) {
        ("dirac", 1) => 2,
        ("dirac", _) => 4,
        _ => 1,
    };
    let n = components * lattice.sites();
    [noise(41, n), noise(42, n)]
}

/// A mode of the Dirac network: phi of one singular value of B, and that value squared by formula.
pub(super) fn mode(lattice: &Lattice) -> (Vec<f64>, f64) {
    let (tensors, _) = dirac::tensors(lattice, 0.0, 0.0);
    let (values, vectors) = dense(&tensors.b.times(&tensors.b.transpose())).symmetric_eigen();
    let which = 2 * values.len() / 3;
    let near = |a: &f64, b: &f64| (a - values[which]).abs().total_cmp(&(b - values[which]).abs());
    let squares =
        wave_vectors(lattice).into_iter().flat_map(|k| singular_squares(&k, lattice.spacing()));
    let square = squares.min_by(near).unwrap_or(f64::NAN);
    (vectors.row(which).to_vec(), square)
}

fn synchronous(context: &Context) -> Option<Measured> {
    let (lattice, m, dt) = (lattice(2, Boundary::Periodic)?, couplings().m, 0.4);
    let (tensors, _) = dirac::tensors(&lattice, context.right(m), 0.0);
    let (mut phi, square) = mode(&lattice);
    let mut pi = vec![0.0; phi.len()];
    let ticks = 50;
    (0..ticks).for_each(|_| tensors.synchronous(&mut phi, &mut pi, dt));
    let growth = (dot(&phi, &phi) + dot(&pi, &pi)).powf(0.5 / f64::from(ticks));
    Measured::against(growth, (1.0 + (square + m * m) * dt * dt).sqrt())
}

fn charge(context: &Context, dim: usize) -> Option<Measured> {
    let drift = |boundary| {
        let lattice = lattice(dim, boundary)?;
        let [phi, pi] = state("dirac", &lattice);
        let mut run = Run::new(&lattice, &parameters("dirac", "staged", 0.3)?, &phi, &pi)?;
        let before = context.right(run.dynamics.invariant(&run.lattice, &run.state));
        run.ticks(2000);
        Some((run.dynamics.invariant(&run.lattice, &run.state) / before - 1.0).abs())
    };
    Measured::residual(worst([Boundary::Periodic, Boundary::Fixed].map(drift))?)
}

/// The turn per tick of a mode followed for 80 ticks, from each component that moves.
pub(super) fn followed(
    lattice: &Lattice,
    (schedule, dt): (&str, f64),
    phi: &[f64],
    m: f64,
) -> Option<f64> {
    let mut parameters = parameters("dirac", schedule, dt)?;
    (parameters.couplings.m, parameters.allow_unstable) = (m, true);
    let pi = vec![0.0; phi.len()];
    let mut run = Run::new(lattice, &parameters, phi, &pi)?;
    let mut signal = vec![dot(phi, phi)];
    for _ in 0..80 {
        signal.push(dot(phi, &run.ticks(1).flats()?[0]));
    }
    Some(turn(&signal))
}

fn dispersion(context: &Context, dim: usize, dt: f64) -> Option<Measured> {
    let (lattice, m) = (lattice(dim, Boundary::Periodic)?, couplings().m);
    let (phi, square) = mode(&lattice);
    let expected = ((m * dt).cos() * (1.0 - square * dt * dt / 2.0)).acos();
    Measured::against(followed(&lattice, ("staged", dt), &phi, context.right(m))?, expected)
}

fn walk(context: &Context) -> Option<Measured> {
    let (lattice, m) = (Lattice::new(&[11], 1.0, &[Boundary::Periodic]).ok()?, 0.37f64);
    let k = 3.0 * std::f64::consts::TAU / 11.0;
    let wave = |site: usize| (k * site as f64 + 0.3).cos();
    let phi: Vec<f64> = (0..22).map(|at| if at < 11 { wave(at) } else { 0.0 }).collect();
    let expected = (m.cos() * k.cos()).acos();
    Measured::against(followed(&lattice, ("staged", 1.0), &phi, context.right(m))?, expected)
}

fn light_cone(context: &Context) -> Option<Measured> {
    let (n, ticks) = (64, 20);
    let lattice = Lattice::new(&[n], H, &[Boundary::Periodic]).ok()?;
    let mut parameters = parameters("dirac", "staged", H)?;
    (parameters.couplings.m, parameters.allow_unstable) = (context.right(0.1) - 0.1, true);
    let bump = |x: usize| if x.abs_diff(32) < 3 { 1.0 + 0.3 * x as f64 } else { 0.0 };
    let phi: Vec<f64> =
        (0..2 * n).map(|at| if at < n { bump(at) } else { -0.4 * bump(at - n) }).collect();
    let mut run = Run::new(&lattice, &parameters, &phi, &vec![0.0; 2 * n])?;
    let [found, _] = run.ticks(ticks).flats()?;
    let half = |at: usize| {
        let (start, x) = (at / n * n, at % n);
        (phi[start + (x + ticks) % n] + phi[start + (x + n - ticks) % n]) / 2.0
    };
    Measured::residual(difference(&found, &(0..2 * n).map(half).collect::<Vec<_>>()))
}

fn blows_up(context: &Context) -> Option<Measured> {
    let lattice = Lattice::new(&[8, 8], H, &[Boundary::Periodic]).ok()?;
    let largest = (6.0 + 32f64.sqrt()).sqrt() / H;
    let mut parameters = parameters("dirac", "staged", context.right(1.005 * 2.0 / largest))?;
    (parameters.couplings.m, parameters.allow_unstable) = (0.0, true);
    let [phi, pi] = state("dirac", &lattice);
    let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
    let size = run.ticks(300).values()?.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    let growth = (2.0 * 1.005f64.powi(2) - 1.0).acosh();
    Measured::against(size.log10(), 300.0 * growth / LN_10)
}

pub(super) fn tensors(model: &str, lattice: &Lattice, phi: &[f64]) -> Option<Tensors> {
    let couplings = couplings();
    match model {
        "dirac" => Some(dirac::tensors(lattice, couplings.m, 0.0).0),
        name => Some(klein_gordon::tensors(lattice, &potential(name)?, &couplings, phi).ok()?.0),
    }
}

/// The order at which a schedule approaches the exact flow of the tensors.
pub(super) fn order(
    context: &Context,
    model: &str,
    schedule: &str,
    dim: usize,
    expected: f64,
) -> Option<Measured> {
    let lattice = lattice(dim, Boundary::Periodic)?;
    let [phi, pi] = state(model, &lattice);
    let time = 1.2;
    let start = [phi.clone(), pi.clone(), vec![1.0]].concat();
    let mut exact = tensors(model, &lattice, &phi)?.generator().flow(context.right(time), &start);
    exact.pop();
    let steps = if expected > 3.0 { 16 } else { 48 };
    let error = |ticks: usize| {
        let parameters = parameters(model, schedule, time / ticks as f64)?;
        let mut run = Run::new(&lattice, &parameters, &phi, &pi)?;
        Some(difference(&run.ticks(ticks).values()?, &exact))
    };
    Measured::against((error(steps)? / error(2 * steps)?).log2(), expected)
}

pub(super) fn reversed(context: &Context, schedule: &str, models: &[&str]) -> Option<Measured> {
    let cases = models.iter().flat_map(|model| (1..=3).map(move |dim| (*model, dim)));
    let residual = |(model, dim): (&str, usize)| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let [phi, pi] = state(model, &lattice);
        let there = parameters(model, schedule, 0.2)?;
        let mut back = there.clone();
        back.dt = -context.right(there.dt);
        let mut run = Run::new(&lattice, &there, &phi, &pi)?;
        let turned = run.ticks(1000).state.clone();
        let mut run = Run::of(&lattice, &back, turned)?;
        Some(difference(&run.ticks(1000).values()?, &[phi, pi].concat()))
    };
    Measured::residual(worst(cases.map(residual))?)
}

/// How much smaller the energy's excursion (the root of its mean square) is at half the step:
/// fourfold, in a run long enough for a drift to show.
fn excursion(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let [phi, pi] = state("dirac", &lattice);
    let strayed = |dt: f64, ticks: usize| {
        let mut run = Run::new(&lattice, &parameters("dirac", "staged", dt)?, &phi, &pi)?;
        let before = run.dynamics.energy(&run.lattice, &run.state);
        let squares = (0..ticks).try_fold(0.0f64, |sum, _| {
            run.ticks(1);
            Some(sum + (run.dynamics.energy(&run.lattice, &run.state) - before).powi(2))
        })?;
        Some((squares / ticks as f64).sqrt())
    };
    Measured::against(strayed(0.1, 4000)? / strayed(context.right(0.05), 8000)?, 4.0)
}

fn absorbed(context: &Context, model: &str) -> Option<Measured> {
    let lattice = Lattice::new(&[9, 8], H, &[ABSORBING]).ok()?;
    let [phi, pi] = state(model, &lattice);
    let mut run = Run::new(&lattice, &parameters(model, "staged", 0.3)?, &phi, &pi)?;
    let left = |run: &Run| run.dynamics.invariant(&run.lattice, &run.state);
    let before = left(&run);
    run.ticks(500);
    let taken = run.state.absorbed();
    if taken < before / 100.0 {
        return None;
    }
    Measured::residual(((left(&run) + context.right(taken)) / before - 1.0).abs())
}
