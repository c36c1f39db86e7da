//! The Dirac field in a gauge field as a learning system (Sec. 5): the kernels are the tensors, the
//! tensors are taught by the losses.

use super::context::{
    Run, couplings, difference, fields_in, flat, kernels, lattice, noise, parameters, wild, worse,
    worst,
};
use super::dirac::{BOUNDARIES, M, parts, state};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, FieldState, Fields, GaugeField, Lattice};
use crate::network::{Loss, SparseMatrix, Tensors, dirac};
use crate::theory::{LinkCoupling, Theory};

const GRADIENT: &str = "-Bᵀφ + X₀(A₀-m)π = -dH_a/dπ_a of (5.9), m - A₀";
const FLOWS: &str = "Kick, Drift, R = exp(t G_part), their sum = G of (5.6)-(5.8)";
const SYNCHRONOUS: &str = "(4.2) with (5.6)-(5.8)";

pub(super) const CHECKS: &[Check] = &[
    check(
        "Links and A₀, 1D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<1>,
    ),
    check(
        "Links and A₀, 2D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<2>,
    ),
    check(
        "Links and A₀, 3D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<3>,
    ),
    check(
        "Additive coupling: learning is minus the gradient of the losses, 1 to 3D",
        "(5.8), (5.9)",
        1e-12,
        additive_gradient,
    ),
    check(
        "Wilson term with links: learning is minus the gradient of a loss for each neuron, 1 and 2D",
        "H_i = ½φ·φ + π_i((I-V)π)_i",
        1e-12,
        wilson_gradient,
    ),
    check(
        "Wilson term with links: what a loss for each type cannot teach, over the part within a type",
        "π_a·Sπ_a = 0 for S = -Sᵀ",
        1e-12,
        within_types,
    ),
    check("Links and A₀: the same gradient taken by differences", GRADIENT, 1e-7, numerical),
    check(
        "Links and A₀, 1D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<1>,
    ),
    check(
        "Links and A₀, 2D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<2>,
    ),
    check(
        "Links and A₀, 3D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<3>,
    ),
    check(
        "Links and A₀: fused activation and learning are the flows one by one, 1 to 3D",
        "R Kick Drift Kick R",
        1e-12,
        fused,
    ),
    check(
        "Links: the rotations of the unitary tick are the exponentials of their parts, every boundary",
        "S, L_μ = exp(t G_part)",
        1e-12,
        rotations,
    ),
    check(
        "Links: the bonds of a Wilson term are the exponentials of their parts, colour by colour",
        "exp(t G_part)",
        1e-12,
        like_bonds,
    ),
    check(
        "Links: site, bonds and Wilson bonds add up to the generator, every boundary",
        "G = R + S + Σ L_μ + Σ like",
        1e-12,
        sum,
    ),
    check(
        "The synchronous tick is the tensors with links and A₀, 1 to 3D, every boundary",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, 0.0, LinkCoupling::Exact),
    ),
    check(
        "The synchronous tick is the tensors with links, A₀ and a Wilson term",
        SYNCHRONOUS,
        1e-12,
        |context| synchronous(context, 0.7, LinkCoupling::Exact),
    ),
    check(
        "The synchronous tick is the tensors of the additive coupling, 1 to 3D",
        "(4.2) with (5.5)",
        1e-12,
        |context| synchronous(context, 0.0, LinkCoupling::Additive),
    ),
];

/// Tensors in a wild field, and that field.
pub(super) fn in_wild(
    lattice: &Lattice,
    wilson: f64,
) -> Option<(GaugeField<f64>, Tensors, Loss)> {
    let gauge = wild(lattice)?;
    let (tensors, loss) = dirac::tensors_in(lattice, M, wilson, Some(&gauge));
    Some((gauge, tensors, loss))
}

/// Every dimension with every boundary.
pub(super) fn everywhere() -> impl Iterator<Item = (usize, Boundary)> {
    (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)))
}

fn taught(context: &Context, tensors: &Tensors, loss: &Loss) -> f64 {
    let [phi, pi] = state(tensors);
    let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
    difference(&tensors.learning(&phi, &pi), &learned)
}

fn gradient<const D: usize>(context: &Context) -> Option<Measured> {
    let residual = |boundary| {
        let (_, tensors, loss) = in_wild(&lattice(D, boundary)?, 0.0)?;
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn additive_gradient(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let lattice = lattice(dim, Boundary::Periodic)?;
        let (tensors, loss) = dirac::additive_tensors(&lattice, M, &wild(&lattice)?);
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn wilson_gradient(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let (_, tensors, loss) = in_wild(&lattice(dim, Boundary::Periodic)?, 0.8)?;
        Some(taught(context, &tensors, &loss))
    };
    Measured::residual(worst((1..=2).map(residual))?)
}

/// The entries of a matrix that stay within a type.
fn inside(matrix: &SparseMatrix, sites: usize) -> SparseMatrix {
    let within = matrix.entries().filter(|(row, column, _)| row / sites == column / sites);
    SparseMatrix::new(matrix.rows(), matrix.columns(), within.collect())
}

fn within_types(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let (_, tensors, _) = in_wild(&lattice, 0.8)?;
    let back = tensors.v.minus(&SparseMatrix::diagonal(tensors.size(), 1.0));
    let loss = Loss::Types { rate: back.scaled(-1.0), types: 4 };
    let [phi, pi] = state(&tensors);
    let (wanted, taught) = (tensors.learning(&phi, &pi), loss.learning(&tensors.b, &phi, &pi));
    let missed: Vec<f64> = wanted.iter().zip(&taught).map(|(a, b)| a - b).collect();
    let within = inside(&back, lattice.sites()).apply(&context.all_right(&pi));
    Measured::residual(difference(&missed, &within))
}

fn numerical(context: &Context) -> Option<Measured> {
    let (_, tensors, loss) = in_wild(&lattice(2, Boundary::Periodic)?, 0.0)?;
    let [phi, pi] = state(&tensors);
    let learned = loss.learning_numerically(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}

/// What a kernel does to the state in a gauge field, beside what a generator does.
fn beside(
    lattice: &Lattice,
    gauge: &GaugeField<f64>,
    kernel: impl Fn(&mut Fields<f64>),
    flow: impl Fn(Vec<f64>) -> Vec<f64>,
) -> Option<f64> {
    let components = if lattice.dim() == 1 { 2 } else { 4 };
    let n = components * lattice.sites();
    let (phi, pi) = (noise(21, n), noise(22, n));
    let mut fields = fields_in(lattice, gauge, &phi, &pi)?;
    kernel(&mut fields);
    let found = [flat(lattice, &fields.phi), flat(lattice, &fields.pi), vec![0.0]].concat();
    Some(difference(&found, &flow([phi, pi, vec![0.0]].concat())))
}

type Flow = fn(&dyn Theory<f64>, &Lattice, &mut Fields<f64>, f64);

fn flows<const D: usize>(context: &Context) -> Option<Measured> {
    let kernel: [Flow; 3] = [
        |theory, lattice, fields, t| theory.rotate(lattice, fields, t),
        |theory, lattice, fields, t| theory.kick(lattice, fields, t),
        |theory, lattice, fields, t| theory.drift(lattice, fields, t),
    ];
    let residual = |boundary| {
        let (lattice, t) = (lattice(D, boundary)?, 0.53);
        let (gauge, tensors, _) = in_wild(&lattice, 0.0)?;
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let parts = parts(&tensors);
        let sum = parts[0].plus(&parts[1]).plus(&parts[2]);
        let mut residual = sum.minus(&tensors.generator()).largest();
        for (flow, part) in kernel.iter().zip(&parts) {
            let kernel =
                |fields: &mut Fields<f64>| flow(&*theory, &lattice, fields, context.right(t));
            residual =
                worse(residual, beside(&lattice, &gauge, kernel, |start| part.flow(t, &start))?);
        }
        Some(residual)
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn fused(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, dt) = (lattice(dim, boundary)?, 0.29);
        let (gauge, tensors, _) = in_wild(&lattice, 0.0)?;
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [rotate, kick, drift] = parts(&tensors);
        let kernel = |fields: &mut Fields<f64>| {
            theory.activate(&lattice, fields, context.right(dt));
            theory.learn(&lattice, fields, dt);
        };
        let order =
            [(&rotate, 0.5), (&kick, 0.5), (&drift, 1.0), (&kick, 0.5), (&rotate, 0.5)];
        let flow = |start: Vec<f64>| order.iter().fold(start, |x, (part, t)| part.flow(t * dt, &x));
        beside(&lattice, &gauge, kernel, flow)
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

/// S and L_mu of the kernels, beside their parts of the generator.
fn rotations(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.53);
        let gauge = wild(&lattice)?;
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let part = theory.bonds()?;
        let site = |fields: &mut Fields<f64>| part.on_site(&lattice, fields, context.right(t));
        let on_site = dirac::on_site(&lattice);
        let mut residual =
            beside(&lattice, &gauge, site, |start| on_site.flow(t, &start))?;
        for mu in 0..dim {
            let along =
                |fields: &mut Fields<f64>| part.along(&lattice, fields, mu, context.right(t));
            let bonds = dirac::bonds(&lattice, mu, Some(&gauge));
            let found = beside(&lattice, &gauge, along, |start| bonds.flow(t, &start))?;
            residual = worse(residual, found);
        }
        Some(residual)
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

const WILSON: f64 = 0.7;
const COLOURS: usize = 3;

fn like_bonds(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.53);
        let gauge = wild(&lattice)?;
        let couplings = crate::theory::Couplings { r: WILSON, ..couplings() };
        let theory = kernels("dirac", &lattice, None, couplings)?;
        let part = theory.bonds()?;
        let colours = (0..dim).flat_map(|mu| (0..COLOURS).map(move |colour| (mu, colour)));
        let parts: Vec<SparseMatrix> = colours
            .map(|bond| dirac::like_bonds(&lattice, WILSON, bond, Some(&gauge)))
            .collect();
        let like = |fields: &mut Fields<f64>| part.like(&lattice, fields, context.right(t), false);
        let flow = |start: Vec<f64>| parts.iter().fold(start, |x, part| part.flow(t, &x));
        beside(&lattice, &gauge, like, flow)
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

fn sum(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let (gauge, tensors, _) = in_wild(&lattice, WILSON)?;
        let field = Some(&gauge);
        let raised = M + WILSON * dim as f64 / lattice.spacing();
        let (unlifted, _) = dirac::tensors_in(&lattice, raised, 0.0, field);
        let [rotate, ..] = parts(&unlifted);
        let start = rotate.plus(&dirac::on_site(&lattice).scaled(context.right(1.0)));
        let sum = (0..dim).fold(start, |sum, mu| {
            let like = (0..COLOURS).fold(dirac::bonds(&lattice, mu, field), |sum, colour| {
                sum.plus(&dirac::like_bonds(&lattice, WILSON, (mu, colour), field))
            });
            sum.plus(&like)
        });
        Some(sum.minus(&tensors.generator()).largest())
    };
    Measured::residual(worst(everywhere().map(residual))?)
}

fn synchronous(context: &Context, wilson: f64, coupling: LinkCoupling) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, dt) = (lattice(dim, boundary)?, 0.4);
        let gauge = wild(&lattice)?;
        let (tensors, _) = match coupling {
            LinkCoupling::Exact => dirac::tensors_in(&lattice, M, wilson, Some(&gauge)),
            LinkCoupling::Additive => dirac::additive_tensors(&lattice, M, &gauge),
        };
        let [mut phi, mut pi] = state(&tensors);
        let mut parameters = parameters("dirac", "synchronous", context.right(dt))?;
        (parameters.couplings.r, parameters.coupling) = (wilson, coupling);
        let state = FieldState::F64(fields_in(&lattice, &gauge, &phi, &pi)?);
        let mut run = Run::of(&lattice, &parameters, state)?;
        (0..3).for_each(|_| tensors.synchronous(&mut phi, &mut pi, dt));
        Some(difference(&run.ticks(3).values()?, &[phi, pi].concat()))
    };
    let cases = everywhere().filter(|(_, boundary)| !matches!(boundary, Boundary::Absorbing { .. }));
    Measured::residual(worst(cases.map(residual))?)
}
