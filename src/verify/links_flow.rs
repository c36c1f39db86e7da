//! What the Dirac field in a gauge field keeps, how exact its ticks are, where they are stable.

use super::context::{
    H, Run, difference, fields_in, gauge, kernels, lattice, noise, parameters, wild,
    worst,
};
use super::dirac::{M, state};
use super::links::{everywhere, in_wild};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, FieldState, GaugeField, Lattice};
use crate::network::{SparseMatrix, Tensors, dirac, links};
use std::f64::consts::PI;

const ORDER: &str = "error(dt)/error(dt/2) = 2^order";
const COVARIANT: &str = "(5.2): rot(Θ) G(a) rot(-Θ) = G(a + Θ_i - Θ_{i+e_μ})";

pub(super) const CHECKS: &[Check] = &[
    check(
        "The generator with links, A₀ and a Wilson term is anti-symmetric, every boundary",
        "G = -Gᵀ",
        1e-12,
        antisymmetric,
    ),
    check(
        "A local rotation of fields and links leaves the tensors as they are, every boundary",
        COVARIANT,
        1e-12,
        |context| covariant(context, true),
    ),
    check(
        "A local rotation of the fields alone does not: cosine between the generators, 2D",
        "Σ cos over links and sites",
        1e-12,
        bare,
    ),
    check(
        "An even A₀ does what a rotation in time does: φ and π after 1.3, 1 to 3D",
        "(5.3): A₀ + Θ˙, Θ = 0.47 t",
        1e-12,
        temporal,
    ),
    check(
        "Links and A₀: the energy is constant under the exact flow, every boundary",
        "Ham = Σ m(|φ|²-|π|²) - 2φ·X₀Bπ + A₀(|φ|²+|π|²)",
        1e-12,
        energy,
    ),
    check(
        "Links: what leaves a site along its links is what its charge loses, every boundary",
        "d/dt(|φ_i|²+|π_i|²) = Σ_μ J_{i-e_μ,μ} - J_{i,μ}",
        1e-12,
        current,
    ),
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

fn antisymmetric(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (_, mut tensors, _) = in_wild(&lattice(dim, boundary)?, 0.4)?;
        tensors.b = tensors.b.scaled(context.right(1.0));
        let generator = tensors.generator();
        Some(generator.plus(&generator.transpose()).largest())
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

/// The same gauge field after a local rotation: `a + Θ_i - Θ_{i+e_mu}`; a link that leads nowhere
/// stays.
fn rotated(lattice: &Lattice, field: &GaugeField<f64>, theta: &[f64]) -> Option<GaugeField<f64>> {
    let mut angles = Vec::new();
    for mu in 0..lattice.dim() {
        let mut along = links::angles(lattice, mu, field);
        for (site, next, _) in dirac::shift(lattice, mu).entries() {
            along[site] += theta[site] - theta[next];
        }
        angles.extend(along);
    }
    let potential: Vec<f64> = field.potential()?.to_array(lattice).into_iter().collect();
    gauge(lattice, &angles, &potential)
}

fn theta(lattice: &Lattice) -> Vec<f64> {
    noise(73, lattice.sites()).iter().map(|angle| 2.0 * angle).collect()
}

/// The generator before and after a rotation of the links, the first turned with the fields.
fn generators(
    context: &Context,
    lattice: &Lattice,
    links_too: bool,
) -> Option<[SparseMatrix; 2]> {
    let (field, tensors, _) = in_wild(lattice, 0.4)?;
    let theta = theta(lattice);
    let after = rotated(lattice, &field, &context.all_right(&theta))?;
    let (moved, _) =
        dirac::tensors_in(lattice, M, 0.4, Some(if links_too { &after } else { &field }));
    let rotation = links::rotation(&dirac::factors(lattice.dim())[0], &theta);
    let turned = rotation.times(&tensors.generator()).times(&rotation.transpose());
    Some([turned, moved.generator()])
}

fn covariant(context: &Context, links_too: bool) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let [turned, moved] = generators(context, &lattice(dim, boundary)?, links_too)?;
        Some(turned.minus(&moved).largest())
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

fn product(a: &SparseMatrix, b: &SparseMatrix) -> f64 {
    let entry = |(row, column, value): (usize, usize, f64)| {
        let found = b.row(row).iter().find(|(other, _)| *other == column);
        found.map_or(0.0, |(_, other)| value * other)
    };
    a.entries().map(entry).sum()
}

/// The hops turn by Θ_i - Θ_{i+e_mu}, what stays on its site does not turn at all.
fn bare(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let [turned, still] = generators(context, &lattice, false)?;
    let cosine = context.right(product(&turned, &still)) / product(&still, &still);
    let (theta, sites) = (theta(&lattice), lattice.sites());
    let weight = still.entries().map(|(row, column, value)| {
        let angle = theta[row % sites] - theta[column % sites];
        [value * value * angle.cos(), value * value]
    });
    let [turned, whole] = weight.fold([0.0; 2], |[a, b], [c, d]| [a + c, b + d]);
    Measured::against(cosine, turned / whole)
}

/// Where Θ is the same at all sites the links stand still.
fn temporal(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let (lattice, rate, t) = (lattice(dim, Boundary::Fixed)?, 0.47, 1.3);
        let (field, tensors, _) = in_wild(&lattice, 0.0)?;
        let mut potential: Vec<f64> = field.potential()?.to_array(&lattice).into_iter().collect();
        potential.iter_mut().for_each(|a0| *a0 += context.right(rate));
        let angles: Vec<f64> =
            (0..dim).flat_map(|mu| links::angles(&lattice, mu, &field)).collect();
        let raised = gauge(&lattice, &angles, &potential)?;
        let (moved, _) = dirac::tensors_in(&lattice, M, 0.0, Some(&raised));
        let start = [state(&tensors).concat(), vec![0.0]].concat();
        let turn = links::rotation(&dirac::factors(dim)[0], &vec![rate * t; lattice.sites()]);
        let expected = turn.apply(&tensors.generator().flow(t, &start));
        Some(difference(&moved.generator().flow(t, &start), &expected))
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

/// phi and pi after the exact flow.
fn moved(tensors: &Tensors, t: f64) -> [Vec<f64>; 2] {
    let n = tensors.size();
    let start = [state(tensors).concat(), vec![0.0]].concat();
    let after = tensors.generator().flow(t, &start);
    [after[..n].to_vec(), after[n..2 * n].to_vec()]
}

fn energy(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let field = wild(&lattice)?;
        let (tensors, _) = dirac::tensors_in(&lattice, context.right(M), 0.6, Some(&field));
        let couplings = crate::theory::Couplings { m: M, r: 0.6, ..Default::default() };
        let theory = kernels("dirac", &lattice, None, couplings)?;
        let energy = |[phi, pi]: [Vec<f64>; 2]| {
            Some(theory.energy(&lattice, &fields_in(&lattice, &field, &phi, &pi)?))
        };
        Some((energy(moved(&tensors, 2.3))? / energy(state(&tensors))? - 1.0).abs())
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

fn current(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let (field, tensors, _) = in_wild(&lattice, 0.0)?;
        let [phi, pi] = state(&tensors);
        let fields = fields_in(&lattice, &field, &phi, &pi)?;
        let couplings = crate::theory::Couplings { m: M, ..Default::default() };
        let theory = kernels("dirac", &lattice, None, couplings)?;
        let mut found = vec![0.0; lattice.sites()];
        let mut out = vec![0.0; lattice.row_len()];
        for mu in 0..dim {
            let mut left = Vec::new();
            for row in 0..lattice.rows() {
                theory.link_current(&lattice, &fields, (row, mu), &mut out);
                left.extend(context.all_right(&out));
            }
            found.iter_mut().zip(&left).for_each(|(sum, left)| *sum -= left);
            for (site, next, _) in dirac::shift(&lattice, mu).entries() {
                found[next] += left[site];
            }
        }
        let (grown, learned) = (tensors.activation(&phi, &pi), tensors.learning(&phi, &pi));
        let mut expected = vec![0.0; lattice.sites()];
        for (at, rate) in grown.iter().enumerate() {
            expected[at % lattice.sites()] += 2.0 * (phi[at] * rate + pi[at] * learned[at]);
        }
        Some(difference(&found, &expected))
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

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
    let cases = everywhere().filter(|(_, edge)| !matches!(edge, Boundary::Absorbing { .. }));
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
    Measured::residual(worst(cases.map(drift))?)
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
    let (tensors, _) = dirac::tensors_in(&lattice, 0.0, 0.0, Some(&field));
    let square = super::spectrum::largest_square(&tensors.b, 1000);
    Measured::against(square.sqrt() * H, 1.0 + 11f64.sqrt())
}

fn limit(context: &Context) -> Option<Measured> {
    let (lattice, field) = half_flux(context)?;
    let run = run(&lattice, &field, ("staged", 0.0), 0.1)?;
    Measured::against(run.dynamics.limit() / H, 2.0 / (1.0 + 11f64.sqrt()))
}
