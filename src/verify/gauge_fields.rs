//! Given electromagnetic fields, and gauges that are fixed.

use super::context::{H, worse, worst};
use super::gauge::{build, run, turned_apart};
use super::{Check, Context, Measured, check};
use crate::gauge::{Fix, GaugeCommand, Noise, ThetaSource, readout};
use crate::lattice::{Direction, FieldState, LinkField};
use crate::simulation::Simulation;
use std::f64::consts::TAU;

const FIELD: &str = "E = -(ȧ + A₀ᵢ₊ₑ - A₀ᵢ)/h";
const FLUX: &str = "f = aᵢμ + aᵢ₊μν - aᵢ₊νμ - aᵢν = 2πq/(n₁n₂)";

pub(super) const CHECKS: &[Check] = &[
    check("Gauge: undone, the state is what it was", "rot(-Θ) rot(Θ) = 1", 1e-13, undone),
    check("Gauge: a Wilson loop under a rotation of 3 rad", "∮ a", 1e-13, wilson),
    check("Gauge: temporal, E as before and no A₀ for 12 ticks", "Θ = -∫A₀ dt", 1e-12, temporal),
    check("Gauge: Landau, divergence of sin a", "Σ (1 - cos a) least", 1e-8, landau),
    check("Gauge: Landau, plaquettes as before", FLUX, 1e-12, kept),
    check("Uniform B on a torus: flux in quanta", FLUX, 1e-12, quanta),
    check("Uniform E through links: the field there is", FIELD, 1e-12, |context| {
        electric(context, ("periodic", "Links"))
    }),
    check("Uniform E through A₀: the field there is", FIELD, 1e-12, |context| {
        electric(context, ("fixed", "Potential"))
    }),
    check(
        "Uniform E through A₀ and through links: the same run but for Θ = F x t, 1 to 3D",
        FIELD,
        1e-12,
        both_ways,
    ),
    check(
        "Solenoid: its flux in one plaquette and round a loop, none elsewhere",
        "∮ a = flux",
        1e-12,
        solenoid,
    ),
];

fn links(run: &Simulation) -> Option<&LinkField<f64>> {
    match &run.state {
        FieldState::F64(fields) => fields.gauge.as_ref().map(|gauge| gauge.links()),
        FieldState::F32(_) => None,
    }
}

fn sites(run: &Simulation) -> impl Iterator<Item = (usize, usize)> {
    let (rows, length) = (run.lattice.rows(), run.lattice.row_len());
    (0..rows).flat_map(move |row| (0..length).map(move |x| (row, x)))
}

fn wrapped(angle: f64) -> f64 {
    angle - TAU * (angle / TAU).round()
}

fn noise(seed: u64) -> GaugeCommand {
    GaugeCommand::Rotate(ThetaSource::Noise(Noise { amplitude: 3.0, seed }))
}

/// Fluxes of the plane of the first two axes.
fn fluxes(run: &Simulation) -> Option<Vec<f64>> {
    let links = links(run)?;
    let flux = |site| links.plaquette(&run.lattice, site, [0, 1]);
    Some(sites(run).filter_map(flux).map(wrapped).collect())
}

fn undone(context: &Context) -> Option<Measured> {
    let mut run = run(("dirac", "staged"), (2, "periodic"), "background: [UniformB(quanta: 2)]")?;
    let before = run.state.clone();
    run.change_gauge(&noise(1)).ok()?;
    run.change_gauge(&noise(2)).ok()?;
    run.change_gauge(&GaugeCommand::UndoGauge).ok()?;
    let off = 1.0 - context.right(1.0);
    Measured::residual(turned_apart(&run.lattice, [&run.state, &before], |_, _| off)?)
}

fn wilson(context: &Context) -> Option<Measured> {
    let mut run = run(("dirac", "staged"), (2, "periodic"), "background: [UniformB(quanta: 2)]")?;
    let before = run.gauge.wilson_loop().angle(&run.state);
    run.change_gauge(&noise(1)).ok()?;
    let after = run.gauge.wilson_loop().angle(&run.state);
    Measured::residual(wrapped(after - context.right(before)).abs())
}

fn temporal(context: &Context) -> Option<Measured> {
    let given = "Step(height: 0.6), Expression(a: [\"0.2*sin(y)\"], a0: \"0.4*cos(x + t)\")";
    let gauge = format!("background: [{given}], twin: true, drive: [Noise(amplitude: 2)]");
    let mut run = run(("dirac", "staged"), (2, "periodic"), &gauge)?;
    run.advance(5).ok()?;
    run.change_gauge(&GaugeCommand::Fix(Fix::Temporal)).ok()?;
    let mut residual = 0.0;
    for _ in 0..12 {
        run.advance(1).ok()?;
        let field = readout::read_one(&run.look(), "electric-field")?;
        let FieldState::F64(fields) = &run.state else { return None };
        let potential = fields.gauge.as_ref()?.largest_potential();
        let off = (1.0 - context.right(1.0)) * field.value;
        residual = worse(residual, field.change? + potential + off);
    }
    Measured::residual(residual)
}

/// A torus with two quanta, rotated at random, its links made smooth.
fn smoothed() -> Option<[Simulation; 2]> {
    let gauge = "background: [UniformB(quanta: 2)], rotate: [Noise(amplitude: 2.5)]";
    let rough = run(("dirac", "staged"), (2, "periodic"), gauge)?;
    let mut smooth = run(("dirac", "staged"), (2, "periodic"), gauge)?;
    smooth.change_gauge(&GaugeCommand::Fix(Fix::Landau)).ok()?;
    Some([rough, smooth])
}

fn landau(context: &Context) -> Option<Measured> {
    let [_, run] = smoothed()?;
    let links = links(&run)?;
    let divergence = |(row, x): (usize, usize)| {
        let along = |mu: usize| {
            let behind = run.lattice.neighbour((row, x), mu, Direction::Backward)?;
            let arrives = links.at(behind.0, behind.1, mu).sin();
            Some(links.at(row, x, mu).sin() - context.right(arrives))
        };
        Some((along(0)? + along(1)?).abs())
    };
    Measured::residual(worst(sites(&run).map(divergence))?)
}

fn kept(context: &Context) -> Option<Measured> {
    let [rough, smooth] = smoothed()?.map(|run| fluxes(&run));
    let pairs = rough?.into_iter().zip(smooth?);
    let apart = pairs.map(|(before, after)| Some(wrapped(after - context.right(before)).abs()));
    Measured::residual(worst(apart)?)
}

fn quanta(context: &Context) -> Option<Measured> {
    let gauge = "background: [UniformB(quanta: 3)], rotate: [Noise(amplitude: 2)]";
    let run = run(("dirac", "staged"), (2, "periodic"), gauge)?;
    let fluxes = fluxes(&run)?;
    let each = context.right(TAU * 3.0 / fluxes.len() as f64);
    Measured::residual(worst(fluxes.iter().map(|flux| Some((flux - each).abs())))?)
}

fn electric(context: &Context, (edges, through): (&str, &str)) -> Option<Measured> {
    let gauge = format!(
        "background: [UniformE(field: {}, axis: 1, through: {through})], \
         drive: [Noise(amplitude: 3)]",
        context.right(0.23)
    );
    let mut run = run(("dirac", "staged"), (2, edges), &gauge)?;
    run.advance(5).ok()?;
    Measured::against(readout::read_one(&run.look(), "electric-field")?.value, 0.23)
}

fn both_ways(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let axis = dim - 1;
        let run = |through: &str| {
            let given = format!("UniformE(field: 0.31, axis: {axis}, through: {through})");
            let gauge = format!("background: [{given}]");
            let mut run = run(("dirac", "staged"), (dim, "fixed"), &gauge)?;
            run.advance(80).ok()?;
            Some(run)
        };
        let (links, level) = (run("Links")?, run("Potential")?);
        let (lattice, time) = (&links.lattice, context.right(links.clock.time()));
        turned_apart(lattice, [&links.state, &level.state], |row, x| {
            0.31 * lattice.site_position(row, x)[axis] * time
        })
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn solenoid(context: &Context) -> Option<Measured> {
    let flux = context.right(1.1);
    let run = build(&format!(
        "(theory: (name: \"dirac\"), lattice: (shape: [6, 9], h: {H}, boundary: \"fixed\"), \
         schedule: (name: \"unitary\", dt: 0.2), precision: F64, gauge: ( \
         background: [Solenoid(flux: {flux}, centre: [{c}, {c}])], \
         rotate: [Noise(amplitude: 2)]))",
        c = H / 2.0
    ))?;
    let round = (run.gauge.wilson_loop().angle(&run.state) - 1.1).abs();
    let mut fluxes: Vec<f64> = fluxes(&run)?.iter().map(|flux| flux.abs()).collect();
    fluxes.sort_by(f64::total_cmp);
    let one = (fluxes.pop()? - 1.1).abs();
    Measured::residual(fluxes.into_iter().fold(worse(round, one), worse))
}
