//! What the network in a gauge field keeps, from its tensors alone (Sec. 5).

use super::{everywhere, in_wild};
use crate::lattice::{Boundary, GaugeField, Lattice};
use crate::network::{SparseMatrix, Tensors, dirac, links};
use crate::theory::Couplings;
use crate::verify::context::{difference, fields_in, gauge, kernels, lattice, noise, wild, worst};
use crate::verify::dirac::{M, state};
use crate::verify::{Check, Context, Measured, check};

const COVARIANT: &str = "(5.2): rot(Θ) G(a) rot(-Θ) = G(a + Θ_i - Θ_{i+e_μ})";

pub(in crate::verify) const CHECKS: &[Check] = &[
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
fn generators(context: &Context, lattice: &Lattice, links_too: bool) -> Option<[SparseMatrix; 2]> {
    let (field, tensors, _) = in_wild(lattice, 0.4)?;
    let theta = theta(lattice);
    let after = rotated(lattice, &field, &context.all_right(&theta))?;
    let (moved, _) =
        dirac::tensors_within(lattice, M, 0.4, Some(if links_too { &after } else { &field }));
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
        let (moved, _) = dirac::tensors_within(&lattice, M, 0.0, Some(&raised));
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
        let (tensors, _) = dirac::tensors_within(&lattice, context.right(M), 0.6, Some(&field));
        let couplings = Couplings { m: M, r: 0.6, ..Default::default() };
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
        let couplings = Couplings { m: M, ..Default::default() };
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
