//! The kernels are the tensors in a gauge field (Sec. 5): each flow of a tick is the exponential of
//! its part of the generator.

use super::{everywhere, in_wild};
use crate::lattice::{Fields, GaugeField, Lattice};
use crate::network::{SparseMatrix, dirac};
use crate::theory::{Couplings, Theory};
use crate::verify::context::{
    couplings, difference, fields_in, flat, kernels, lattice, noise, wild, worse, worst,
};
use crate::verify::dirac::{BOUNDARIES, M, parts};
use crate::verify::{Check, Context, Measured, check};

const FLOWS: &str = "Kick, Drift, R = exp(t G_part), their sum = G of (5.6)-(5.8)";

pub(in crate::verify) const CHECKS: &[Check] = &[
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
];

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
        let order = [(&rotate, 0.5), (&kick, 0.5), (&drift, 1.0), (&kick, 0.5), (&rotate, 0.5)];
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
        let mut residual = beside(&lattice, &gauge, site, |start| on_site.flow(t, &start))?;
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
        let couplings = Couplings { r: WILSON, ..couplings() };
        let theory = kernels("dirac", &lattice, None, couplings)?;
        let part = theory.bonds()?;
        let colours = (0..dim).flat_map(|mu| (0..COLOURS).map(move |colour| (mu, colour)));
        let parts: Vec<SparseMatrix> =
            colours.map(|bond| dirac::like_bonds(&lattice, WILSON, bond, Some(&gauge))).collect();
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
        let (unlifted, _) = dirac::tensors_within(&lattice, raised, 0.0, field);
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
