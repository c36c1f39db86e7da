//! What is the same in every gauge.

use super::dependent::{self, is_dirac};
use super::side::Side;
use super::{ReadoutInfo, Take};
use crate::gauge::has_phase;
use crate::gauge::wilson::link;
use crate::theory::{E2, X4};
use std::f64::consts::TAU;

/// # Equation
/// `|phi|² + |pi|²`
pub(super) const DENSITY: ReadoutInfo = ReadoutInfo {
    name: "density",
    label: "|φ|² + |π|²",
    summary: "Density |φ|² + |π|²",
    invariant: true,
    applies: |parameters, _| has_phase(parameters),
    take: Take::Sites { count: |_| 1, fill: density, least: |side| side.largest_density() },
};

fn squares(side: &Side, site: (usize, usize)) -> [f64; 2] {
    side.at(site).map(|field| field.iter().map(|value| value * value).sum())
}

fn density(side: &Side, row: usize, out: &mut [f64]) {
    for (x, value) in out.iter_mut().enumerate() {
        let [phi, pi] = squares(side, (row, x));
        *value = phi + pi;
    }
}

/// # Equation
/// `|phi|² - |pi|²`
pub(super) const SCALAR_DENSITY: ReadoutInfo = ReadoutInfo {
    name: "scalar-density",
    label: "|φ|² − |π|²",
    summary: "Scalar density |φ|² − |π|²",
    take: Take::Sites { count: |_| 1, fill: scalar_density, least: |side| side.largest_density() },
    ..DENSITY
};

fn scalar_density(side: &Side, row: usize, out: &mut [f64]) {
    for (x, value) in out.iter_mut().enumerate() {
        let [phi, pi] = squares(side, (row, x));
        *value = phi - pi;
    }
}

/// The charge that goes along each link, per time and area.
///
/// # Equation
/// Dirac: `-2 phi_i·X_mu U_{i,mu} pi_{i+e_mu}`. Klein-Gordon:
/// `phi_i·X_0 U_{i,mu} phi_{i+e_mu} / h`
pub(super) const CURRENT: ReadoutInfo = ReadoutInfo {
    name: "current",
    label: "j_μ",
    summary: "Current along each link",
    take: Take::Sites {
        count: |side| side.lattice.dim(),
        fill: current,
        least: |side| match side.is_dirac() {
            true => side.largest_density(),
            false => side.largest_density() / side.lattice.spacing(),
        },
    },
    ..DENSITY
};

fn current(side: &Side, row: usize, out: &mut [f64]) {
    let length = side.lattice.row_len();
    for (mu, out) in out.chunks_exact_mut(length).enumerate() {
        for (x, value) in out.iter_mut().enumerate() {
            let site = (row, x);
            *value = side.ahead(site, mu).map_or(0.0, |next| along(side, site, next, mu));
        }
    }
}

fn along(side: &Side, site: (usize, usize), next: (usize, usize), mu: usize) -> f64 {
    let (sin, cos) = link(side.state, site.0, site.1, mu).sin_cos();
    let ([phi, _], [ahead, pi]) = (side.at(site), side.at(next));
    let carried = |v: [f64; 4]| {
        [cos * v[0] + sin * v[1], cos * v[1] - sin * v[0], cos * v[2] + sin * v[3], cos * v[3] - sin * v[2]]
    };
    if !side.is_dirac() {
        let u = carried(ahead);
        return (phi[0] * u[1] - phi[1] * u[0]) / side.lattice.spacing();
    }
    let u = carried(pi);
    let turned = |a: usize| match side.components() {
        2 => E2.sign[a] * u[E2.from[a]],
        _ => X4[mu + 1].sign[a] * u[X4[mu + 1].from[a]],
    };
    -2.0 * (0..side.components()).map(|a| phi[a] * turned(a)).sum::<f64>()
}

/// # Equation
/// `f = a_{i,mu} + a_{i+e_mu,nu} - a_{i+e_nu,mu} - a_{i,nu}`, brought into `[-π, π]`
pub(super) const PLAQUETTES: ReadoutInfo = ReadoutInfo {
    name: "plaquettes",
    label: "f_μν",
    summary: "Flux through each plaquette",
    applies: |parameters, lattice| has_phase(parameters) && lattice.dim() > 1,
    take: Take::Angles {
        count: |side| side.lattice.dim() * (side.lattice.dim() - 1) / 2,
        fill: plaquettes,
    },
    ..DENSITY
};

fn plaquettes(side: &Side, row: usize, out: &mut [f64]) {
    let (dim, length) = (side.lattice.dim(), side.lattice.row_len());
    let planes = (0..dim).flat_map(|mu| (mu + 1..dim).map(move |nu| [mu, nu]));
    for (out, plane) in out.chunks_exact_mut(length).zip(planes) {
        for (x, value) in out.iter_mut().enumerate() {
            let flux = flux(side, (row, x), plane).unwrap_or(0.0);
            *value = flux - TAU * (flux / TAU).round();
        }
    }
}

/// The flux through a plaquette; `None` where an edge cuts it.
fn flux(side: &Side, site: (usize, usize), [mu, nu]: [usize; 2]) -> Option<f64> {
    let angle = |(row, x): (usize, usize), mu| link(side.state, row, x, mu);
    let (along_mu, along_nu) = (side.ahead(site, mu)?, side.ahead(site, nu)?);
    Some(angle(site, mu) + angle(along_mu, nu) - angle(along_nu, mu) - angle(site, nu))
}

/// # Equation
/// `E_{i,mu} = -(a˙_{i,mu} + A_{0,i+e_mu} - A_{0,i})/h`, over the coming tick
///
/// # Conventions
/// Changes are compared with an angle of a radian on a link in a tick where the field is less.
pub(super) const ELECTRIC_FIELD: ReadoutInfo = ReadoutInfo {
    name: "electric-field",
    label: "E_μ",
    summary: "Electric field on each link",
    take: Take::Sites {
        count: |side| side.lattice.dim(),
        fill: electric,
        least: |side| (side.lattice.spacing() * side.parameters.dt.abs()).recip(),
    },
    ..DENSITY
};

fn electric(side: &Side, row: usize, out: &mut [f64]) {
    let (h, coming) = (side.lattice.spacing(), side.coming());
    for (mu, out) in out.chunks_exact_mut(side.lattice.row_len()).enumerate() {
        for (x, value) in out.iter_mut().enumerate() {
            let potential = |(row, x): (usize, usize)| coming.potential.at(row, x, 0);
            *value = side.ahead((row, x), mu).map_or(0.0, |next| {
                -(coming.rates.at(row, x, mu) + potential(next) - potential((row, x))) / h
            });
        }
    }
}

pub(super) const KINETIC_ENERGY: ReadoutInfo = ReadoutInfo {
    name: "kinetic-energy",
    label: "H − Σ A₀ρ",
    summary: "Energy without its A₀ term",
    take: Take::Numbers(|side| {
        let ([kinetic], size) = dependent::kinetic(side);
        (vec![kinetic], size)
    }),
    ..DENSITY
};

/// # Equation
/// `Σ_a H_a`
pub(super) const LOSS: ReadoutInfo = ReadoutInfo {
    name: "loss",
    label: "Σ H_a",
    summary: "Sum of the losses of all types of neurons",
    applies: is_dirac,
    take: Take::Numbers(|side| {
        let (losses, size) = dependent::losses(side);
        (vec![losses.iter().sum()], size)
    }),
    ..DENSITY
};

/// # Equation
/// `∮ a` round the loop that the gauge names
pub(super) const WILSON_LOOP: ReadoutInfo = ReadoutInfo {
    name: "wilson-loop",
    label: "∮ a",
    summary: "Angle of a Wilson loop",
    take: Take::Angle(|side| side.path.angle(side.state)),
    ..DENSITY
};
