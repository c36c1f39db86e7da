//! Klein's paradox: a step of A_0 that a Dirac field meets.

use crate::simulation::Simulation;
use crate::verify::context::{flats, simulation};
use crate::verify::{Check, Context, Measured, check};
use rustfft::num_complex::Complex64;

const LATTICE: &str =
    "T = 1-|r|², r = (A'-A)/(A*-A'), A = (1-e^{ik})/(E+m), A' = (1-e^{iq})/(E-V+m)";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Klein step V = 0.1, below the energy: transmission of the lattice",
        LATTICE,
        1e-3,
        |context| transmission(context, 0.1),
    ),
    check(
        "Klein step V = 2E, beyond the gap: transmission of the lattice",
        LATTICE,
        1e-3,
        |context| transmission(context, 2.0 * energy()),
    ),
    check(
        "Klein step V = 1, beyond the gap: transmission of the lattice (in the continuum 0.8043)",
        LATTICE,
        1e-3,
        |context| transmission(context, 1.0),
    ),
    check("Klein step V = 0.5, in the gap: nothing gets through", "T = 0", 1e-3, in_the_gap),
    check(
        "Klein step V = 1: all that gets through and all that comes back is all there was",
        "|φ|²+|π|² left + right = 1",
        1e-10,
        shares,
    ),
];

const M: f64 = 0.2;
const K: f64 = 0.3;
const SITES: usize = 1200;

fn energy() -> f64 {
    (M * M + 4.0 * (K / 2.0).sin().powi(2)).sqrt()
}

/// `T` of the lattice in closed form; q beyond the step runs away from it, or dies out.
fn closed_form(height: f64) -> f64 {
    let (energy, beyond) = (energy(), energy() - height);
    let sine = (beyond * beyond - M * M) / 4.0;
    if sine < 0.0 {
        return 0.0;
    }
    let q = beyond.signum() * 2.0 * sine.sqrt().asin();
    let amplitude =
        |k: f64, energy: f64| (Complex64::ONE - Complex64::from_polar(1.0, k)) / (energy + M);
    let (here, there) = (amplitude(K, energy), amplitude(q, beyond));
    1.0 - ((there - here) / (here.conj() - there)).norm_sqr()
}

/// A packet that comes to the step and has left it.
fn met(height: f64) -> Option<[Simulation; 2]> {
    let run = |ticks: u64| {
        let mut run = simulation(&format!(
            r#"(
                theory: (name: "dirac", m: {M:?}),
                lattice: (shape: [{SITES}], boundary: "fixed"),
                schedule: (name: "unitary", dt: 0.1),
                precision: F64,
                initial: [Packet(centre: -200, width: 30, momentum: {K:?})],
                gauge: (background: [Step(height: {height:?})]),
            )"#
        ))?;
        run.advance(ticks).ok()?;
        Some(run)
    };
    Some([run(0)?, run(5200)?])
}

/// `|Σ exp(-ikx) psi|²` of what is left of the step.
fn wave(run: &Simulation, k: f64) -> Option<f64> {
    let [phi, pi] = flats(&run.lattice, &run.state)?;
    let sum = |field: &[f64]| {
        let term = |x: usize| {
            let phase = -k * run.lattice.position(0, x);
            Complex64::new(field[x], field[x + SITES]) * Complex64::from_polar(1.0, phase)
        };
        (0..SITES / 2).map(term).sum::<Complex64>().norm_sqr()
    };
    Some(sum(&phi) + sum(&pi))
}

/// A packet is waves, and the one of wave vector k comes back with -k and r: so what one packet of
/// any width tells at k is |r|² itself.
fn transmitted(height: f64) -> Option<f64> {
    let [before, after] = met(height)?;
    Some(1.0 - wave(&after, -K)? / wave(&before, K)?)
}

fn transmission(context: &Context, height: f64) -> Option<Measured> {
    Measured::against(transmitted(context.right(height))?, closed_form(height))
}

/// A spoiled run meets a step that reaches beyond the gap.
fn in_the_gap(context: &Context) -> Option<Measured> {
    Measured::against(transmitted(0.5 / context.right(1.0).powi(3))?, closed_form(0.5))
}

fn shares(context: &Context) -> Option<Measured> {
    let [before, after] = met(1.0)?;
    let part = |run: &Simulation, from: usize, to: usize| {
        let [phi, pi] = flats(&run.lattice, &run.state)?;
        let square = |x: usize| [phi[x], phi[x + SITES], pi[x], pi[x + SITES]].map(|v| v * v);
        Some((from..to).flat_map(square).sum::<f64>())
    };
    let all = part(&before, 0, SITES)?;
    let (left, right) = (part(&after, 0, SITES / 2)?, part(&after, SITES / 2, SITES)?);
    Measured::against((context.right(left) + right) / all, 1.0)
}
