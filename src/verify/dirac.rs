//! The Dirac field as a learning system (Sec. 4).

use super::context::{
    ABSORBING, couplings, difference, fields, flat, kernels, lattice, noise, worse, worst,
};
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Fields, Lattice};
use crate::network::{Loss, SparseMatrix, Tensors, assemble, dirac};
use crate::theory::Theory;

const GRADIENT: &str = "(4.11) -Bᵀφ + (I-W)π = -dH_a/dπ_a of (4.14)";
const FLOWS: &str = "Kick, Drift, R = exp(t G_part), their sum = G of (4.24)";

pub(super) const CHECKS: &[Check] = &[
    check(
        "Dirac 1D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<1>,
    ),
    check(
        "Dirac 2D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<2>,
    ),
    check(
        "Dirac 3D: learning is minus the gradient of the losses, every boundary",
        GRADIENT,
        1e-12,
        gradient::<3>,
    ),
    check(
        "Dirac with a Wilson term: learning is minus the gradient of the losses, 1 to 3D",
        GRADIENT,
        1e-12,
        wilson_gradient,
    ),
    check("Dirac: the same gradient taken by differences", GRADIENT, 1e-7, numerical_gradient),
    check(
        "Dirac 1D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<1>,
    ),
    check(
        "Dirac 2D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<2>,
    ),
    check(
        "Dirac 3D: every flow of the ticks is the exponential of its part of the generator",
        FLOWS,
        1e-12,
        flows::<3>,
    ),
    check(
        "Dirac: fused activation and learning are the flows one by one, 1 to 3D",
        "R Kick Drift Kick R",
        1e-12,
        fused,
    ),
    check(
        "Dirac: the rotations of the unitary tick are the exponentials of their parts, every boundary",
        "S, L_μ = exp(t G_part)",
        1e-12,
        rotations,
    ),
    check(
        "The on-site part and the bonds of each axis add up to B and Bᵀ, every boundary",
        "G = R + S + Σ L_μ",
        1e-12,
        bonds,
    ),
    check("A loss with any V teaches A = -Bᵀ", "(4.3) → (4.5)", 1e-12, general),
    check("A loss with a symmetric W teaches V = 2I - W", "(4.12) → (4.11)", 1e-12, symmetric),
];

pub(super) const BOUNDARIES: [Boundary; 3] = [Boundary::Periodic, Boundary::Fixed, ABSORBING];
pub(super) const M: f64 = 0.37;

/// phi and pi, every value different.
pub(super) fn state(tensors: &Tensors) -> [Vec<f64>; 2] {
    [noise(21, tensors.size()), noise(22, tensors.size())]
}

fn gradient<const D: usize>(context: &Context) -> Option<Measured> {
    gradients(context, D, 0.0)
}

fn wilson_gradient(context: &Context) -> Option<Measured> {
    let residuals = (1..=3).map(|dim| Some(gradients(context, dim, 0.8)?.value));
    Measured::residual(worst(residuals)?)
}

fn gradients(context: &Context, dim: usize, wilson: f64) -> Option<Measured> {
    let residual = |boundary| {
        let (tensors, loss) = dirac::tensors(&lattice(dim, boundary)?, M, wilson);
        let [phi, pi] = state(&tensors);
        let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
        Some(difference(&tensors.learning(&phi, &pi), &learned))
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn numerical_gradient(context: &Context) -> Option<Measured> {
    let (tensors, loss) = dirac::tensors(&lattice(2, Boundary::Periodic)?, M, 0.0);
    let [phi, pi] = state(&tensors);
    let learned = loss.learning_numerically(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}

/// `R`, `Kick` and `Drift` of the generator.
pub(super) fn parts(tensors: &Tensors) -> [SparseMatrix; 3] {
    let (n, rate) = (tensors.size(), tensors.rate());
    let back = tensors.v.minus(&SparseMatrix::diagonal(n, 1.0));
    [
        assemble(n, [[Some(&rate), None], [None, Some(&back)]], [None; 2]),
        assemble(n, [[None, None], [Some(&tensors.a), None]], [None; 2]),
        assemble(n, [[None, Some(&tensors.b)], [None, None]], [None; 2]),
    ]
}

/// S and L_mu of the kernels, beside their parts of the generator.
fn rotations(context: &Context) -> Option<Measured> {
    let cases = (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)));
    let residual = |(dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.53);
        let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [phi, pi] = state(&tensors);
        let mut residual = 0.0;
        for mu in 0..=dim {
            let mut fields = fields(&lattice, &phi, &pi)?;
            let (part, turned) = (theory.bonds()?, context.right(t));
            let generator = match mu {
                0 => {
                    part.on_site(&lattice, &mut fields, turned);
                    dirac::on_site(&lattice)
                }
                _ => {
                    part.along(&lattice, &mut fields, mu - 1, turned);
                    dirac::bonds(&lattice, mu - 1, None)
                }
            };
            let expected = generator.flow(t, &[phi.clone(), pi.clone(), vec![0.0]].concat());
            let found = [flat(&lattice, &fields.phi), flat(&lattice, &fields.pi), vec![0.0]];
            residual = worse(residual, difference(&found.concat(), &expected));
        }
        Some(residual)
    };
    Measured::residual(worst(cases.map(residual))?)
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
        let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [phi, pi] = state(&tensors);
        let parts = parts(&tensors);
        let sum = parts[0].plus(&parts[1]).plus(&parts[2]);
        let mut residual = sum.minus(&tensors.generator()).largest();
        for (flow, part) in kernel.iter().zip(&parts) {
            let mut fields = fields(&lattice, &phi, &pi)?;
            flow(&*theory, &lattice, &mut fields, context.right(t));
            let expected = part.flow(t, &[phi.clone(), pi.clone(), vec![0.0]].concat());
            let found = [flat(&lattice, &fields.phi), flat(&lattice, &fields.pi), vec![0.0]];
            residual = worse(residual, difference(&found.concat(), &expected));
        }
        Some(residual)
    };
    Measured::residual(worst(BOUNDARIES.map(residual))?)
}

fn fused(context: &Context) -> Option<Measured> {
    let residual = |dim: usize| {
        let (lattice, dt) = (lattice(dim, Boundary::Fixed)?, 0.29);
        let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [phi, pi] = state(&tensors);
        let mut fields = fields(&lattice, &phi, &pi)?;
        theory.activate(&lattice, &mut fields, context.right(dt));
        theory.learn(&lattice, &mut fields, dt);
        let [rotate, kick, drift] = parts(&tensors);
        let mut expected = [phi, pi, vec![0.0]].concat();
        for (part, t) in [(&rotate, 0.5), (&kick, 0.5), (&drift, 1.0), (&kick, 0.5), (&rotate, 0.5)]
        {
            expected = part.flow(t * dt, &expected);
        }
        let found = [flat(&lattice, &fields.phi), flat(&lattice, &fields.pi), vec![0.0]].concat();
        Some(difference(&found, &expected))
    };
    Measured::residual(worst((1..=3).map(residual))?)
}

fn bonds(context: &Context) -> Option<Measured> {
    let cases = (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)));
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
        let sum = (0..dim).fold(dirac::on_site(&lattice).scaled(context.right(1.0)), |sum, mu| {
            sum.plus(&dirac::bonds(&lattice, mu, None))
        });
        let [rotate, ..] = parts(&tensors);
        Some(sum.plus(&rotate).minus(&tensors.generator()).largest())
    };
    Measured::residual(worst(cases.map(residual))?)
}

fn general(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Fixed)?;
    let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
    let [phi, pi] = state(&tensors);
    // Any symmetric V will do: here the Laplacian of every type.
    let (lap, _) = crate::network::klein_gordon::laplacian(&lattice, &[]);
    let one: Vec<Vec<f64>> = (0..4).map(|a| (0..4).map(|b| f64::from(a == b)).collect()).collect();
    let v = dirac::outer(&one, &lap);
    let tensors = Tensors { v: v.clone(), ..tensors };
    let learned = Loss::General { v }.learning(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}

fn symmetric(context: &Context) -> Option<Measured> {
    let lattice = lattice(2, Boundary::Periodic)?;
    let (tensors, _) = dirac::tensors(&lattice, M, 0.0);
    let [phi, pi] = state(&tensors);
    let (lap, _) = crate::network::klein_gordon::laplacian(&lattice, &[]);
    let one: Vec<Vec<f64>> = (0..4).map(|a| (0..4).map(|b| f64::from(a == b)).collect()).collect();
    let w = dirac::outer(&one, &lap);
    let v = SparseMatrix::diagonal(tensors.size(), 2.0).minus(&w);
    let tensors = Tensors { w: w.clone(), v, ..tensors };
    let learned = Loss::Symmetric { w }.learning(&tensors.b, &context.all_right(&phi), &pi);
    Measured::residual(difference(&tensors.learning(&phi, &pi), &learned))
}
