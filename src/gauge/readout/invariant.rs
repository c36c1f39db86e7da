//! What is the same in every gauge.

use super::dependent::{self, is_dirac};
use super::side::Side;
use super::{ReadoutInfo, Take};
use crate::gauge::has_phase;
use crate::lattice::FieldState;
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

/// The charge that leaves each site along each link, per time: see
/// [`Dynamics::link_current`](crate::simulation::Dynamics::link_current).
pub(super) const CURRENT: ReadoutInfo = ReadoutInfo {
    name: "current",
    label: "j_μ",
    summary: "Current along each link",
    take: Take::Sites {
        count: |side| side.lattice.dim(),
        fill: current,
        least: |side| side.largest_density() / side.lattice.spacing(),
    },
    ..DENSITY
};

fn current(side: &Side, row: usize, out: &mut [f64]) {
    let length = side.lattice.row_len();
    for (mu, out) in out.chunks_exact_mut(length).enumerate() {
        side.dynamics.link_current(side.lattice, side.state, (row, mu), out);
    }
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
fn flux(side: &Side, site: (usize, usize), plane: [usize; 2]) -> Option<f64> {
    match side.state {
        FieldState::F32(fields) => {
            fields.gauge.as_ref()?.links().plaquette(side.lattice, site, plane)
        }
        FieldState::F64(fields) => {
            fields.gauge.as_ref()?.links().plaquette(side.lattice, site, plane)
        }
    }
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
