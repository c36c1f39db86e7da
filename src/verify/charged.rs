//! Networks in a U(1) field: links and `A_0` in the tensors, in the losses and in the kernels
//! (Sec. 5).

use super::context::{
    couplings, difference, fields, flat, kernels, lattice, noise, potential, with_ghosts, worse,
    worst,
};
use super::dirac::{BOUNDARIES, M, parts, state};
use super::{Check, Context, Measured, check, klein_gordon as scalar};
use crate::lattice::{Boundary, Fields, GaugeField, Lattice, LinkField, SiteField};
use crate::network::{Tensors, assemble, dirac, klein_gordon};
use crate::theory::Theory;

pub(super) const CHECKS: &[Check] = &[
    check(
        "Dirac with links and A₀: learning is minus the gradient of the losses, 1 to 3D",
        "(4.11) with links, (5.9) with m - A₀",
        1e-12,
        dirac_gradient,
    ),
    check(
        "Dirac with links and A₀: every flow of the ticks is the exponential of its part of the generator, 1 to 3D",
        "exp(t G_part), B with U_{i,μ}",
        1e-12,
        dirac_flows,
    ),
    check(
        "Dirac with links: the bonds of the unitary tick are the exponentials of their parts, 1 to 3D",
        "L_μ = exp(t G_part), p = U π",
        1e-12,
        dirac_bonds,
    ),
    check(
        "Dirac with links, A₀ and a Wilson term: the synchronous step is that of the tensors, 1 to 3D",
        "(4.2)",
        1e-12,
        dirac_weights,
    ),
    check(
        "Complex Klein-Gordon with links and A₀: learning is minus the gradient of the losses, every boundary",
        "(3.8) Aφ = -dH_a/dβ_a",
        1e-12,
        scalar_gradient,
    ),
    check(
        "Complex Klein-Gordon with links and A₀: every flow of the ticks is that of the tensors, both potentials, every boundary",
        "Kick, Drift, R = exp(t G_part)",
        1e-12,
        scalar_flows,
    ),
];

/// Wild links, and an `A_0` that differs from site to site.
fn gauge(lattice: &Lattice) -> GaugeField<f64> {
    let mut links = LinkField::zeros(lattice);
    let angles = noise(41, links.values().len());
    links.values_mut().iter_mut().zip(angles).for_each(|(link, angle)| *link = 2.0 * angle);
    let mut potential = SiteField::zeros(lattice, 1);
    potential.values_mut().copy_from_slice(&noise(42, lattice.sites()));
    GaugeField::new(lattice, links, Some(potential))
}

fn within(lattice: &Lattice, phi: &[f64], pi: &[f64]) -> Option<Fields<f64>> {
    Some(Fields { gauge: Some(gauge(lattice)), ..fields(lattice, phi, pi)? })
}

fn cases() -> impl Iterator<Item = (usize, Boundary)> {
    (1..=3).flat_map(|dim| BOUNDARIES.map(|boundary| (dim, boundary)))
}

fn dirac_gradient(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let (tensors, loss) = dirac::tensors_within(&lattice, M, 0.0, Some(&gauge(&lattice)));
        let [phi, pi] = state(&tensors);
        let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
        Some(difference(&tensors.learning(&phi, &pi), &learned))
    };
    Measured::residual(worst(cases().map(residual))?)
}

type Flow = fn(&dyn Theory<f64>, &Lattice, &mut Fields<f64>, f64);

/// R, Kick and Drift.
const FLOWS: [Flow; 3] = [
    |theory, lattice, fields, t| theory.rotate(lattice, fields, t),
    |theory, lattice, fields, t| theory.kick(lattice, fields, t),
    |theory, lattice, fields, t| theory.drift(lattice, fields, t),
];

fn dirac_flows(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.53);
        let (tensors, _) = dirac::tensors_within(&lattice, M, 0.0, Some(&gauge(&lattice)));
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [phi, pi] = state(&tensors);
        let mut residual = 0.0;
        for (flow, part) in FLOWS.iter().zip(parts(&tensors)) {
            let mut fields = within(&lattice, &phi, &pi)?;
            flow(&*theory, &lattice, &mut fields, context.right(t));
            let expected = part.flow(t, &[phi.clone(), pi.clone(), vec![0.0]].concat());
            residual = worse(residual, difference(&both(&lattice, &fields), &expected));
        }
        Some(residual)
    };
    Measured::residual(worst(cases().map(residual))?)
}

/// phi and pi, and a 0.
fn both(lattice: &Lattice, fields: &Fields<f64>) -> Vec<f64> {
    [flat(lattice, &fields.phi), flat(lattice, &fields.pi), vec![0.0]].concat()
}

fn dirac_bonds(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.53);
        let theory = kernels("dirac", &lattice, None, couplings())?;
        let [phi, pi] = [51, 52].map(|seed| noise(seed, theory.components() * lattice.sites()));
        let mut residual = 0.0;
        for mu in 0..dim {
            let mut fields = within(&lattice, &phi, &pi)?;
            theory.bonds()?.along(&lattice, &mut fields, mu, context.right(t));
            let generator = dirac::bonds(&lattice, mu, Some(&gauge(&lattice)));
            let expected = generator.flow(t, &[phi.clone(), pi.clone(), vec![0.0]].concat());
            residual = worse(residual, difference(&both(&lattice, &fields), &expected));
        }
        Some(residual)
    };
    Measured::residual(worst(cases().map(residual))?)
}

fn dirac_weights(context: &Context) -> Option<Measured> {
    let residual = |(dim, boundary)| {
        let (lattice, dt, r) = (lattice(dim, boundary)?, 0.53, 0.8);
        let (tensors, _) = dirac::tensors_within(&lattice, M, r, Some(&gauge(&lattice)));
        let with_wilson = crate::theory::Couplings { r, ..couplings() };
        let theory = kernels("dirac", &lattice, None, with_wilson)?;
        let [phi, pi] = state(&tensors);
        stepped(context, &lattice, &*theory, (&tensors, dt), [phi, pi])
    };
    Measured::residual(worst(cases().map(residual))?)
}

/// A synchronous step of the kernels beside one of the tensors.
fn stepped(
    context: &Context,
    lattice: &Lattice,
    theory: &dyn Theory<f64>,
    (tensors, dt): (&Tensors, f64),
    [phi, pi]: [Vec<f64>; 2],
) -> Option<f64> {
    use crate::theory::{Change, Stage};
    let mut fields = within(lattice, &phi, &pi)?;
    let (old_phi, old_pi) = (fields.phi.clone(), fields.pi.clone());
    theory.drift(lattice, &mut fields, dt);
    let new = std::mem::replace(&mut fields.phi, old_phi.clone());
    theory.kick(lattice, &mut fields, dt);
    fields.phi = new;
    let Fields { phi: new_phi, pi: new_pi, gauge, .. } = &mut fields;
    for (stage, out, source) in
        [(Stage::Activation, new_phi, &old_phi), (Stage::Learning, new_pi, &old_pi)]
    {
        let gauge = gauge.as_ref();
        theory.weigh(stage, Change { lattice, out, source, gauge }, context.right(dt));
    }
    let (mut phi, mut pi) = (phi, pi);
    tensors.synchronous(&mut phi, &mut pi, dt);
    Some(difference(&both(lattice, &fields), &[phi, pi, vec![0.0]].concat()))
}

const POTENTIALS: [&str; 2] = ["mass", "phi4"];

fn scalar_cases() -> impl Iterator<Item = (&'static str, usize, Boundary)> {
    POTENTIALS.into_iter().flat_map(|name| {
        (1..=3).flat_map(move |dim| scalar::BOUNDARIES.map(|boundary| (name, dim, boundary)))
    })
}

fn scalar_gradient(context: &Context) -> Option<Measured> {
    let residual = |(name, dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let [phi, pi] = [61, 62].map(|seed| noise(seed, 2 * lattice.sites()));
        let (potential, gauge) = (potential(name)?, gauge(&lattice));
        let made = klein_gordon::complex_tensors;
        let (tensors, loss) = made(&lattice, &potential, &couplings(), &phi, Some(&gauge)).ok()?;
        let learned = loss.learning(&tensors.b, &context.all_right(&phi), &pi);
        Some(difference(&tensors.learning(&phi, &pi), &learned))
    };
    Measured::residual(worst(scalar_cases().map(residual))?)
}

fn scalar_flows(context: &Context) -> Option<Measured> {
    let residual = |(name, dim, boundary)| {
        let (lattice, t) = (lattice(dim, boundary)?, 0.37);
        let [phi, pi] = [61, 62].map(|seed| noise(seed, 2 * lattice.sites()));
        let (potential, gauge) = (potential(name)?, gauge(&lattice));
        let made = klein_gordon::complex_tensors;
        let (tensors, _) = made(&lattice, &potential, &couplings(), &phi, Some(&gauge)).ok()?;
        let theory = kernels("klein-gordon-complex", &lattice, Some(&potential), couplings())?;
        let after = |flow: Flow| {
            let mut fields = within(&lattice, &phi, &pi)?;
            with_ghosts(&*theory, &lattice, &mut fields);
            flow(&*theory, &lattice, &mut fields, context.right(t));
            Some(both(&lattice, &fields))
        };
        let (rate, n) = (tensors.rate(), tensors.size());
        let turn = assemble(n, [[Some(&rate), None], [None, Some(&rate)]], [None; 2]);
        let turned = turn.flow(t, &[phi.clone(), pi.clone(), vec![0.0]].concat());
        // Learning at fixed phi, without what the weights do to pi.
        let kept = rate.apply(&pi);
        let taught = tensors.learning(&phi, &pi).into_iter().zip(kept).map(|(all, own)| all - own);
        let kicked: Vec<f64> = pi.iter().zip(taught).map(|(pi, rate)| pi + t * rate).collect();
        let drifted: Vec<f64> = phi.iter().zip(&pi).map(|(phi, pi)| phi + t * pi).collect();
        let last = vec![0.0];
        let kicked = [phi.clone(), kicked, last.clone()].concat();
        let drifted = [drifted, pi.clone(), last].concat();
        let mut residual = 0.0;
        for (flow, expected) in FLOWS.into_iter().zip([turned, kicked, drifted]) {
            residual = worse(residual, difference(&after(flow)?, &expected));
        }
        Some(residual)
    };
    Measured::residual(worst(scalar_cases().map(residual))?)
}
