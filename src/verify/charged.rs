//! The complex Klein-Gordon field in a U(1) field: links and `A_0` in the tensors, in the losses and
//! in the kernels (Sec. 5).

use super::context::{
    couplings, difference, fields_in, flat, kernels, lattice, noise, potential, wild, with_ghosts,
    worse, worst,
};
use super::klein_gordon::BOUNDARIES;
use super::{Check, Context, Measured, check};
use crate::lattice::{Boundary, Fields, Lattice};
use crate::network::{assemble, klein_gordon};
use crate::theory::Theory;

pub(super) const CHECKS: &[Check] = &[
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

type Flow = fn(&dyn Theory<f64>, &Lattice, &mut Fields<f64>, f64);

/// R, Kick and Drift.
const FLOWS: [Flow; 3] = [
    |theory, lattice, fields, t| theory.rotate(lattice, fields, t),
    |theory, lattice, fields, t| theory.kick(lattice, fields, t),
    |theory, lattice, fields, t| theory.drift(lattice, fields, t),
];

/// phi and pi, and a 0.
fn both(lattice: &Lattice, fields: &Fields<f64>) -> Vec<f64> {
    [flat(lattice, &fields.phi), flat(lattice, &fields.pi), vec![0.0]].concat()
}

const POTENTIALS: [&str; 2] = ["mass", "phi4"];

fn scalar_cases() -> impl Iterator<Item = (&'static str, usize, Boundary)> {
    POTENTIALS.into_iter().flat_map(|name| {
        (1..=3).flat_map(move |dim| BOUNDARIES.map(|boundary| (name, dim, boundary)))
    })
}

fn scalar_gradient(context: &Context) -> Option<Measured> {
    let residual = |(name, dim, boundary)| {
        let lattice = lattice(dim, boundary)?;
        let [phi, pi] = [61, 62].map(|seed| noise(seed, 2 * lattice.sites()));
        let (potential, gauge) = (potential(name)?, wild(&lattice)?);
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
        let (potential, gauge) = (potential(name)?, wild(&lattice)?);
        let made = klein_gordon::complex_tensors;
        let (tensors, _) = made(&lattice, &potential, &couplings(), &phi, Some(&gauge)).ok()?;
        let theory = kernels("klein-gordon-complex", &lattice, Some(&potential), couplings())?;
        let after = |flow: Flow| {
            let mut fields = fields_in(&lattice, &gauge, &phi, &pi)?;
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
