//! Gauge covariance (Sec. 5): what a rotation of the phase at each site and each tick changes.

use super::context::{H, worse, worst};
use super::{Check, Context, Measured, check};
use crate::gauge::{GaugeMode, Instant, readout};
use crate::lattice::{FieldState, Lattice};
use crate::scene::{self, BuildOptions};
use crate::simulation::Simulation;

const EXACT: &str = "(5.2): φ → rot(Θ) φ, a → a + Θᵢ - Θᵢ₊ₑ, dt A₀ → dt A₀ + Θ(t+dt) - Θ(t)";
const ADDITIVE: &str = "(5.5): D - A, with A as it transforms to first order";
const INVARIANT: &str = "|φ|²±|π|², j, f, E, H - ΣA₀ρ, ΣHₐ, ∮a";
const DEPENDENT: &str = "arg ψ, φ, π, H, Hₐ";

pub(super) const CHECKS: &[Check] = &[
    check(
        "Gauge: staged Dirac under fresh noise of 2 rad at every tick, 500 ticks, 1 to 3D",
        EXACT,
        1e-12,
        |context| covariance(context, ("dirac", "staged")),
    ),
    check(
        "Gauge: unitary Dirac under fresh noise of 2 rad at every tick, 500 ticks, 1 to 3D",
        EXACT,
        1e-12,
        |context| covariance(context, ("dirac", "unitary")),
    ),
    check(
        "Gauge: unitary Dirac with a Wilson term under fresh noise, 500 ticks, 1 to 3D",
        EXACT,
        1e-12,
        |context| covariance(context, ("wilson", "unitary")),
    ),
    check("Gauge: Yoshida Dirac under fresh noise, 500 ticks, 1 to 3D", EXACT, 1e-12, |context| {
        covariance(context, ("dirac", "yoshida4"))
    }),
    check(
        "Gauge: staged complex Klein-Gordon under fresh noise, 500 ticks, 1 to 3D",
        EXACT,
        1e-12,
        |context| covariance(context, ("complex", "staged")),
    ),
    check(
        "Gauge: in given fields that move, under fresh noise, 500 ticks, 2D",
        EXACT,
        1e-12,
        given,
    ),
    check(
        "Gauge, bare: the field rotated without its links differs by more than 1e-2 (1: it does)",
        "φ → rot(Θ) φ alone",
        0.0,
        bare,
    ),
    check(
        "Gauge, additive coupling: order in |∇Θ| over a given field",
        ADDITIVE,
        0.1,
        |context| additive(context, [(0.02, 1), (0.01, 1)], 1.0),
    ),
    check(
        "Gauge, additive coupling: order when field and Θ are stretched together",
        ADDITIVE,
        0.1,
        |context| additive(context, [(0.5, 1), (0.5, 2)], 2.0),
    ),
    check(
        "Gauge: every quantity that claims invariance, largest change after 60 ticks of noise",
        INVARIANT,
        1e-12,
        invariants,
    ),
    check(
        "Gauge: every other quantity changes by more than 1e-2 (1: it does)",
        DEPENDENT,
        0.0,
        dependents,
    ),
];

/// A scene on lattices of unequal extents, all components noise.
pub(super) fn run(
    (model, schedule): (&str, &str),
    (dim, boundary): (usize, &str),
    gauge: &str,
) -> Option<Simulation> {
    let theory = match model {
        "wilson" => "name: \"dirac\", m: 0.37, r: 0.7",
        "complex" => "name: \"klein-gordon-complex\", potential: \"mass\", m: 0.37",
        _ => "name: \"dirac\", m: 0.37",
    };
    let shape = ["[11]", "[4, 7]", "[4, 3, 5]"][dim - 1];
    build(&format!(
        "(theory: ({theory}), lattice: (shape: {shape}, h: {H}, boundary: \"{boundary}\"), \
         schedule: (name: \"{schedule}\", dt: 0.2), seed: 5, precision: F64, \
         initial: [Noise(amplitude: 0.6)], gauge: ({gauge}))"
    ))
}

pub(super) fn build(text: &str) -> Option<Simulation> {
    let scene = scene::parse("verify", text, &[]).ok()?;
    scene.build(&BuildOptions::default()).ok()
}

/// `max |psi - rot(Θ) psi_twin| / max |psi|`, written out.
fn apart(context: &Context, run: &Simulation) -> Option<f64> {
    let theta = run.gauge.theta(&run.lattice, &Instant::of(&run.clock));
    turned_apart(&run.lattice, [&run.state, run.gauge.twin()?.state()], |row, x| {
        context.right(theta.at(row, x, 0))
    })
}

/// The same of any two states and any angle.
pub(super) fn turned_apart(
    lattice: &Lattice,
    [state, first]: [&FieldState; 2],
    theta: impl Fn(usize, usize) -> f64,
) -> Option<f64> {
    let (mut most, mut size) = (0.0, 0.0);
    for (row, x) in
        (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)))
    {
        let (sin, cos) = theta(row, x).sin_cos();
        for a in (0..state.components()).step_by(2) {
            let pair = |of: &FieldState| [of.at(row, x, a), of.at(row, x, a + 1)];
            let [(u, p), (w, q)] = pair(first);
            let [(v, r), (y, s)] = pair(state);
            let turned =
                [cos * u + sin * w, cos * w - sin * u, cos * p + sin * q, cos * q - sin * p];
            for (found, expected) in [v, y, r, s].into_iter().zip(turned) {
                most = worse(most, (found - expected).abs());
                size = worse(size, found.abs());
            }
        }
    }
    Some(most / size)
}

fn covariance(context: &Context, pair: (&str, &str)) -> Option<Measured> {
    let cases = (1..=3).flat_map(|dim| ["periodic", "fixed"].map(|edges| (dim, edges)));
    let residual = |place| {
        let mut run = run(pair, place, "twin: true, drive: [Noise(amplitude: 3.5)]")?;
        run.advance(500).ok()?;
        apart(context, &run)
    };
    Measured::residual(worst(cases.map(residual))?)
}

const GIVEN: &str = "UniformB(quanta: 3), Step(height: 0.6), \
                     Expression(a: [\"0.3*t\", \"cos(y + 0.9*t)\"], a0: \"0.3*sin(t + x)\")";

/// In a background that moves, rotated at once and driven.
fn noisy(mode: GaugeMode, ticks: u64) -> Option<Simulation> {
    let gauge = format!(
        "background: [{GIVEN}], mode: {}, twin: true, rotate: [Noise(amplitude: 2, seed: 3)], \
         drive: [Noise(amplitude: 3.5)]",
        mode.name()
    );
    let mut run = run(("dirac", "staged"), (2, "periodic"), &gauge)?;
    run.advance(ticks).ok()?;
    Some(run)
}

fn given(context: &Context) -> Option<Measured> {
    Measured::residual(apart(context, &noisy(GaugeMode::Covariant, 500)?)?)
}

/// 1 where a value is at least 1e-2.
fn at_least(context: &Context, value: f64) -> Option<Measured> {
    Measured::against(context.right(1.0) * (value / 1e-2).min(1.0), 1.0)
}

fn bare(context: &Context) -> Option<Measured> {
    at_least(context, apart(&Context::new(), &noisy(GaugeMode::Bare, 60)?)?)
}

/// The order of the residual between two pictures, each an angle's size and how fine its lattice
/// is.
fn additive(context: &Context, pictures: [(f64, usize); 2], expected: f64) -> Option<Measured> {
    let residual = |(size, finer): (f64, usize)| {
        let n = 192 * finer;
        let k = std::f64::consts::TAU / n as f64;
        let mut run = build(&format!(
            "(theory: (name: \"dirac\", m: 0.37), lattice: (shape: [{n}, {n}]), \
             schedule: (name: \"staged\", dt: 0.2), precision: F64, \
             initial: [Expression( \
                 phi: [\"1 + cos({k}*x)\", \"sin({k}*y)\", \"0.5*cos({k}*(x + y))\"], \
                 pi: [\"sin({k}*x)\", \"0.3\", \"0\", \"cos({k}*y)\"])], \
             gauge: (twin: true, mode: Paper, \
                 rotate: [Expression(theta: \"{size}*(sin({k}*x) + cos({k}*y + {k}*x))\")]))"
        ))?;
        run.advance(10).ok()?;
        apart(&Context::new(), &run)
    };
    let [coarse, fine] = pictures.map(residual);
    Measured::against((context.right(coarse?) / fine?).log2(), expected)
}

/// A spoiled run rotates the field alone.
fn invariants(context: &Context) -> Option<Measured> {
    let mode = if context.right(1.0) == 1.0 { GaugeMode::Covariant } else { GaugeMode::Bare };
    Measured::residual(readout::largest_change(&noisy(mode, 60)?.look())?)
}

fn dependents(context: &Context) -> Option<Measured> {
    at_least(context, readout::smallest_change(&noisy(GaugeMode::Covariant, 60)?.look())?)
}
