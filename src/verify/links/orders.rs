//! The ticks in a gauge field: what each keeps, how exact it is, where it is stable.

use super::{in_wild, without_loss};
use crate::lattice::{Boundary, FieldState, GaugeField, Lattice};
use crate::network::dirac;
use crate::verify::context::{
    H, Run, difference, fields_in, gauge, lattice, noise, parameters, wild, worst,
};
use crate::verify::dirac::{M, state};
use crate::verify::{Check, Context, Measured, check, spectrum};
use std::f64::consts::PI;

const ORDER: &str = "error(dt)/error(dt/2) = 2^order";

pub(in crate::verify) const CHECKS: &[Check] = &[
    check(
        "Staged with links and an even A₀: charge, relative drift in 1000 ticks, 1 to 3D",
        "Q = Σ|φ|²+|π|² - (dt²/4)|Bᵀφ|²",
        1e-11,
        |context| kept(context, "staged", 0.0),
    ),
    check(
        "Unitary with links and any A₀: norm, relative drift in 1000 ticks, 1 to 3D",
        "Σ|φ|²+|π|² = const",
        1e-11,
        |context| kept(context, "unitary", 0.0),
    ),
    check(
        "Unitary with links, any A₀ and a Wilson term: norm, relative drift in 1000 ticks",
        "Σ|φ|²+|π|² = const",
        1e-11,
        |context| kept(context, "unitary", 0.7),
    ),
    check(
        "Staged with links and A₀, 2D: order of convergence to the exact flow",
        ORDER,
        0.03,
        |context| order(context, "staged", 2, 0.0),
    ),
    check(
        "Staged with links and A₀, 3D: order of convergence to the exact flow",
        ORDER,
        0.03,
        |context| order(context, "staged", 3, 0.0),
    ),
    check(
        "Unitary with links and A₀, 2D: order of convergence to the exact flow",
        ORDER,
        0.03,
        |context| order(context, "unitary", 2, 0.0),
    ),
    check(
        "Unitary with links, A₀ and a Wilson term, 3D: order of convergence to the exact flow",
        ORDER,
        0.03,
        |context| order(context, "unitary", 3, 0.7),
    ),
    check(
        "Staged and unitary run backwards with links and A₀: 500 there and 500 back, 1 to 3D",
        "tick(-dt) tick(dt) = 1",
        1e-10,
        reversed,
    ),
    check(
        "A flux of π through one plane raises the largest singular value of B in 3D, in 1/h",
        "σ_max h = 1 + √11 (without flux 4.151)",
        1e-6,
        raised,
    ),
    check(
        "Largest stable dt/h with that flux, as the program tells it (it keeps a little below)",
        "2/(σ_max h) = 2/(1+√11)",
        5e-4,
        limit,
    ),
];

fn run(
    lattice: &Lattice,
    field: &GaugeField<f64>,
    (schedule, wilson): (&str, f64),
    dt: f64,
) -> Option<Run> {
    let mut parameters = parameters("dirac", schedule, dt)?;
    (parameters.couplings.m, parameters.couplings.r) = (M, wilson);
    let n = lattice.sites() * if lattice.dim() == 1 { 2 } else { 4 };
    let state = FieldState::F64(fields_in(lattice, field, &noise(21, n), &noise(22, n))?);
    Run::of(lattice, &parameters, state)
}

fn kept(context: &Context, schedule: &str, wilson: f64) -> Option<Measured> {
    let drift = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let mut field = wild(&lattice)?;
        if schedule == "staged" {
            field.write_potential(&lattice, |_, a0| a0.fill(0.31));
        }
        let mut run = run(&lattice, &field, (schedule, wilson), 0.3)?;
        let kept = |run: &Run| run.dynamics.invariant(&run.lattice, &run.state);
        let before = context.right(kept(&run));
        Some((kept(run.ticks(1000)) / before - 1.0).abs())
    };
    Measured::residual(worst(without_loss().map(drift))?)
}

fn order(context: &Context, schedule: &str, dim: usize, wilson: f64) -> Option<Measured> {
    let (lattice, time) = (lattice(dim, Boundary::Periodic)?, 1.2);
    let (field, tensors, _) = in_wild(&lattice, wilson)?;
    let start = [state(&tensors).concat(), vec![1.0]].concat();
    let mut exact = tensors.generator().flow(context.right(time), &start);
    exact.pop();
    let error = |ticks: usize| {
        let mut run = run(&lattice, &field, (schedule, wilson), time / ticks as f64)?;
        Some(difference(&run.ticks(ticks).values()?, &exact))
    };
    Measured::against((error(48)? / error(96)?).log2(), 2.0)
}

fn reversed(context: &Context) -> Option<Measured> {
    let cases = (1..=3).flat_map(|dim| [("staged", dim), ("unitary", dim)]);
    let residual = |(schedule, dim)| {
        let lattice = lattice(dim, Boundary::Fixed)?;
        let field = wild(&lattice)?;
        let mut there = run(&lattice, &field, (schedule, 0.0), 0.2)?;
        let start = there.values()?;
        let mut back = run(&lattice, &field, (schedule, 0.0), -context.right(0.2))?;
        back.state = there.ticks(500).state.clone();
        Some(difference(&back.ticks(500).values()?, &start))
    };
    Measured::residual(worst(cases.map(residual))?)
}

/// A lattice with a flux of π through every plaquette of one plane.
fn half_flux(context: &Context) -> Option<(Lattice, GaugeField<f64>)> {
    let lattice = Lattice::new(&[4, 4, 4], H, &[Boundary::Periodic]).ok()?;
    let n = lattice.sites();
    let angle = |at: usize| match at / n {
        2 => context.right(PI) * (at % n / 16) as f64,
        _ => 0.0,
    };
    let angles: Vec<f64> = (0..3 * n).map(angle).collect();
    let field = gauge(&lattice, &angles, &[])?;
    Some((lattice, field))
}

fn raised(context: &Context) -> Option<Measured> {
    let (lattice, field) = half_flux(context)?;
    let (tensors, _) = dirac::tensors_within(&lattice, 0.0, 0.0, Some(&field));
    let square = spectrum::largest_square(&tensors.b, 1000);
    Measured::against(square.sqrt() * H, 1.0 + 11f64.sqrt())
}

fn limit(context: &Context) -> Option<Measured> {
    let (lattice, field) = half_flux(context)?;
    let run = run(&lattice, &field, ("staged", 0.0), 0.1)?;
    Measured::against(run.dynamics.limit() / H, 2.0 / (1.0 + 11f64.sqrt()))
}
