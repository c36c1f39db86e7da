//! A running field in another gauge, beside its twin in the first.

use crate::gauge::{GaugeCommand, GaugeMode, Noise, ThetaSource, readout};
use crate::simulation::Simulation;
use crate::verify::context::{difference, flats, simulation, worst};
use crate::verify::{Check, Context, Measured, check};

const EVOLVE: &str = "(5.2)-(5.4), links whole: ψ' = rot(Θ) ψ, Θ_i(t) new at every tick";
const PAPER: &str = "(5.5)";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Evolve, staged Dirac in 1 to 3D: distance from the rotated twin in 200 ticks, |Θ| ~ 2",
        EVOLVE,
        1e-12,
        |context| evolve(context, "dirac", "staged"),
    ),
    check(
        "Evolve, unitary Dirac in 1 to 3D: distance from the rotated twin in 200 ticks, |Θ| ~ 2",
        EVOLVE,
        1e-12,
        |context| evolve(context, "dirac", "unitary"),
    ),
    check(
        "Evolve, complex Klein-Gordon in 1 to 3D: distance from the rotated twin in 200 ticks",
        EVOLVE,
        1e-12,
        |context| evolve(context, "klein-gordon-complex", "staged"),
    ),
    check(
        "Evolve: the largest change of anything that claims to be invariant, 1 to 3D",
        "|φ|²+|π|², |φ|²-|π|², currents, plaquettes, E, kinetic energy, ΣH_a, Wilson loop",
        1e-12,
        invariant,
    ),
    check(
        "Evolve: of what does not claim it, how many change by more than 1 %, over their number",
        "phase, components, Ham, each H_a",
        1e-9,
        dependent,
    ),
    check(
        "Bare: the same measure of a field rotated without its links, of order one",
        "a stays: another state",
        0.9,
        |context| bare(context),
    ),
    check(
        "Paper's coupling: residual grows with |∇θ| over a given field to the power",
        PAPER,
        0.1,
        |context| {
            let [small, large] = [1e-3, 2e-3].map(|slope| paper(context, 48, slope));
            Measured::against((large? / small?).log2(), 1.0)
        },
    ),
    check(
        "Paper's coupling: residual shrinks as field and θ are stretched together to the power",
        PAPER,
        0.1,
        |context| {
            let [short, long] = [96, 192].map(|n| paper(context, n, 0.3));
            Measured::against((short? / long?).log2(), 2.0)
        },
    ),
    check(
        "A random gauge, undone, gives the field back: Dirac in 3D after 50 ticks in it",
        "rot(-Θ) rot(Θ) = 1",
        1e-12,
        undone,
    ),
];

/// A field in a background that moves, and its twin, after `ticks` in a gauge that is new at each.
fn driven(theory: &str, schedule: &str, dim: usize, mode: &str, ticks: u64) -> Option<Simulation> {
    let shape = ["[23]", "[9, 14]", "[6, 5, 8]"][dim - 1];
    let links = ["0.7*sin(x + 0.3*t)", "0.4*x + y", "1.1*cos(z - y)"][..dim].join("\", \"");
    let mut run = simulation(&format!(
        r#"(
            theory: (name: "{theory}", m: 0.37),
            lattice: (shape: {shape}, h: 0.83, boundary: "fixed"),
            schedule: (name: "{schedule}", dt: 0.25),
            precision: F64,
            seed: 11,
            initial: [Noise(amplitude: 1)],
            gauge: (
                background: [Expression(a: ["{links}"], a0: "0.4*cos(x - t)")],
                mode: {mode},
                twin: true,
                drive: [Noise(amplitude: 2)],
            ),
        )"#
    ))?;
    run.advance(ticks).ok()?;
    Some(run)
}

/// A spoiled run leaves the links as they are.
fn mode(context: &Context) -> &'static str {
    if context.right(1.0) == 1.0 { "Covariant" } else { "Bare" }
}

fn evolve(context: &Context, theory: &str, schedule: &str) -> Option<Measured> {
    let residual = |dim| {
        let run = driven(theory, schedule, dim, mode(context), 200)?;
        readout::covariance(&run.look())
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn invariant(context: &Context) -> Option<Measured> {
    let residual = |dim| {
        let run = driven("dirac", "staged", dim, mode(context), 60)?;
        readout::largest_change(&run.look())
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn dependent(context: &Context) -> Option<Measured> {
    let run = driven("dirac", "staged", 2, "Covariant", 60)?;
    let readings = readout::read(&run.look());
    let depend: Vec<_> = readings.iter().filter(|reading| !reading.info.invariant).collect();
    let change = |change: Option<f64>| context.right(change.unwrap_or_default()) > 1e-2;
    let changed = depend.iter().filter(|reading| change(reading.change)).count();
    Measured::against(context.right(changed as f64) / depend.len() as f64, 1.0)
}

/// A spoiled run lets the links follow.
fn bare(context: &Context) -> Option<Measured> {
    let mode = if context.right(1.0) == 1.0 { "Bare" } else { "Covariant" };
    let run = driven("dirac", "staged", 2, mode, 60)?;
    Measured::against(readout::covariance(&run.look())?, 1.0)
}

/// What the additive coupling leaves after 12 ticks of a smooth field on n sites, rotated by a
/// smooth angle; a spoiled run rotates it by one that is not.
fn paper(context: &Context, n: usize, angle: f64) -> Option<f64> {
    let (wave, rough) = (std::f64::consts::TAU / n as f64, 1.0 - context.right(1.0));
    let mut run = simulation(&format!(
        r#"(
            theory: (name: "dirac", m: {:?}),
            lattice: (shape: [{n}, {n}]),
            schedule: (name: "staged", dt: 0.3),
            precision: F64,
            initial: [
                PlaneWave(modes: [1, 0]),
                PlaneWave(modes: [-1, 2], amplitude: 0.6, spin: -1),
            ],
            gauge: (
                mode: Paper,
                twin: true,
                rotate: [Expression(
                    theta: "{angle:?}*sin({wave:?}*x)*cos({wave:?}*y + 0.4) + {rough:?}*sin(2*x)",
                )],
            ),
        )"#,
        4.0 / n as f64,
    ))?;
    run.advance(12).ok()?;
    readout::covariance(&run.look())
}

fn undone(context: &Context) -> Option<Measured> {
    let mut run = driven("dirac", "unitary", 3, "Covariant", 0)?;
    let noise = Noise { amplitude: 2.0, seed: 5 };
    run.change_gauge(&GaugeCommand::SetMode(GaugeMode::Covariant)).ok()?;
    run.change_gauge(&GaugeCommand::Rotate(ThetaSource::Noise(noise))).ok()?;
    run.advance(50).ok()?;
    run.change_gauge(&GaugeCommand::UndoGauge).ok()?;
    let twin = run.gauge.twin()?.state();
    let [[phi, pi], [twin_phi, twin_pi]] =
        [flats(&run.lattice, &run.state)?, flats(&run.lattice, twin)?];
    let expected = [context.all_right(&twin_phi), twin_pi].concat();
    Measured::residual(difference(&[phi, pi].concat(), &expected))
}
