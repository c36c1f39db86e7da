//! The gauge field: links, potential, fluxes, and how far the field is from its twin.

use super::bilinear::{dot, factor, times};
use super::sample::{Kernel, Local};
use super::sight::Needs;
use super::site::{MOST, Site};
use super::{Kind, QuantityInfo, has_phase, is_dirac};
use crate::lattice::{Direction, Real};
use std::f64::consts::TAU;

struct Angle;

impl Local for Angle {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let theta = site.source.gauge.map(|gauge| gauge.theta());
        [theta.map_or(0.0, |theta| theta.at(site.row, site.x, 0)), 0.0]
    }
}

struct Link<const MU: usize>;

impl<const MU: usize> Local for Link<MU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [link_angle(site, MU), 0.0]
    }
}

/// `a_{i,mu}`
pub(super) fn link_angle<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    let links = site.source.fields.gauge.as_ref().map(|gauge| gauge.links());
    links.map_or(0.0, |links| links.at(site.row, site.x, mu).wide())
}

struct Potential;

impl Local for Potential {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [site.potential(), 0.0]
    }
}

struct Flux<const MU: usize, const NU: usize>;

impl<const MU: usize, const NU: usize> Local for Flux<MU, NU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [plaquette_flux(site, [MU, NU]), 0.0]
    }
}

/// `f_{mu nu}` of the plaquette that a site begins, in `[-π, π]`; 0 at an edge, where there is none.
pub(super) fn plaquette_flux<R: Real>(site: &Site<R>, axes: [usize; 2]) -> f64 {
    let links = site.source.fields.gauge.as_ref().map(|gauge| gauge.links());
    let place = (site.row, site.x);
    let flux = links.and_then(|links| links.plaquette(site.source.lattice, place, axes));
    let flux = flux.unwrap_or(0.0);
    flux - TAU * (flux / TAU).round()
}

struct Electric<const MU: usize>;

impl<const MU: usize> Local for Electric<MU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [electric(site, MU), 0.0]
    }
}

/// `E_{i,mu}`
pub(super) fn electric<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    let field = site.source.gauge.map(|gauge| gauge.electric());
    field.map_or(0.0, |field| field.at(site.row, site.x, mu))
}

struct LinkCurrent<const MU: usize>;

impl<const MU: usize> Local for LinkCurrent<MU> {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        [link_current(site, MU), 0.0]
    }
}

/// Of a Dirac field: `-2 phi·X_mu U pi' + r (phi·X_0 U phi' - pi·X_0 U pi')`; of a complex
/// Klein-Gordon field `phi·X_0 U phi' / h`; `'` at the site ahead.
pub(super) fn link_current<R: Real>(site: &Site<R>, mu: usize) -> f64 {
    let parameters = site.source.parameters;
    let (phi, pi) = (site.all_phi(), site.all_pi());
    let along = |axis: usize, v: &[f64; MOST]| times(&factor(site.components(), axis), v);
    let [phi_ahead, pi_ahead] = site.carried(mu, Direction::Forward).unwrap_or_default();
    let turn = |a: &[f64; MOST], ahead: &[f64; MOST]| dot(a, &along(0, ahead));
    if !is_dirac(parameters.theory.name, site.source.lattice.dim()) {
        return turn(&phi, &phi_ahead) / site.source.lattice.spacing();
    }
    let wilson = turn(&phi, &phi_ahead) - turn(&pi, &pi_ahead);
    parameters.couplings.r * wilson - 2.0 * dot(&phi, &along(mu + 1, &pi_ahead))
}

struct Difference;

impl Local for Difference {
    fn value<R: Real>(site: &Site<R>) -> [f64; 2] {
        let Some(twin) = site.source.twin else { return [0.0; 2] };
        let theta = site.source.gauge.map_or(0.0, |gauge| gauge.theta().at(site.row, site.x, 0));
        let (sin, cos) = theta.sin_cos();
        let beside = site.of(twin);
        let apart = |here: [f64; MOST], there: [f64; MOST]| {
            let turned = rotated(&there, cos, sin);
            (0..MOST).map(|a| (here[a] - turned[a]).powi(2)).sum::<f64>()
        };
        let square =
            apart(site.all_phi(), beside.all_phi()) + apart(site.all_pi(), beside.all_pi());
        [square.sqrt(), 0.0]
    }
}

/// `rot(Θ) v`, given `cos Θ` and `sin Θ`.
pub(super) fn rotated([a, b, c, d]: &[f64; MOST], cos: f64, sin: f64) -> [f64; MOST] {
    [cos * a + sin * b, cos * b - sin * a, cos * c + sin * d, cos * d - sin * c]
}

fn has_axis<const MU: usize>(theory: &str, dim: usize) -> bool {
    has_phase(theory, dim) && MU < dim
}

/// How far the field has been turned: its angle against the gauge it was written in.
///
/// # Equation
/// `Θ`, in radians
pub(super) const ANGLE: QuantityInfo = QuantityInfo {
    name: "gauge-angle",
    label: "Θ",
    summary: "Angle Θ by which the field has been rotated, in radians",
    kind: Kind::Angle,
    signed: true,
    applies: has_phase,
    needs: Needs::Gauge,
    needs_carrier: false,
    kernel: Kernel::of::<Angle>(),
};

/// # Equation
/// `A_0`
pub(super) const POTENTIAL: QuantityInfo = QuantityInfo {
    name: "potential",
    label: "A₀",
    summary: "Potential A₀, which turns the phase at its rate",
    kind: Kind::Scalar,
    kernel: Kernel::of::<Potential>(),
    ..ANGLE
};

/// # Equation
/// `|psi - rot(Θ) psi_twin|`
pub(super) const DIFFERENCE: QuantityInfo = QuantityInfo {
    name: "difference",
    label: "|Δψ|",
    summary: "Distance from the twin, rotated into the same gauge: rounding, where physics is the \
              same",
    kind: Kind::Scalar,
    signed: false,
    needs: Needs::Twin,
    kernel: Kernel::of::<Difference>(),
    ..ANGLE
};

/// The angle of the link that leaves a site.
///
/// # Equation
/// `a_{i,mu}`
const fn link<const MU: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (applies, kernel) = (has_axis::<MU>, Kernel::of::<Link<MU>>());
    QuantityInfo { name, label, summary, applies, kernel, ..ANGLE }
}

pub(super) const LINK1: QuantityInfo =
    link::<0>("link1", "a₁", "Angle of the link along the first axis");
pub(super) const LINK2: QuantityInfo =
    link::<1>("link2", "a₂", "Angle of the link along the second axis");
pub(super) const LINK3: QuantityInfo =
    link::<2>("link3", "a₃", "Angle of the link along the third axis");

/// Flux through the plaquette that a site begins: the same in every gauge.
///
/// # Equation
/// `f = a_{i,mu} + a_{i+e_mu,nu} - a_{i+e_nu,mu} - a_{i,nu}`, in `[-π, π]`
const fn flux<const MU: usize, const NU: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, applies) = (Kind::Scalar, has_axis::<NU>);
    let kernel = Kernel::of::<Flux<MU, NU>>();
    QuantityInfo { name, label, summary, kind, applies, kernel, ..ANGLE }
}

pub(super) const FLUX12: QuantityInfo =
    flux::<0, 1>("flux12", "f₁₂", "Flux through the plaquettes of the first two axes");
pub(super) const FLUX13: QuantityInfo =
    flux::<0, 2>("flux13", "f₁₃", "Flux through the plaquettes of the first and the third axis");
pub(super) const FLUX23: QuantityInfo =
    flux::<1, 2>("flux23", "f₂₃", "Flux through the plaquettes of the last two axes");

/// Electric field: the same in every gauge.
const fn electric_along<const MU: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, applies) = (Kind::Scalar, has_axis::<MU>);
    let kernel = Kernel::of::<Electric<MU>>();
    QuantityInfo { name, label, summary, kind, applies, kernel, ..ANGLE }
}

pub(super) const ELECTRIC1: QuantityInfo =
    electric_along::<0>("electric1", "E₁", "Electric field along the first axis");
pub(super) const ELECTRIC2: QuantityInfo =
    electric_along::<1>("electric2", "E₂", "Electric field along the second axis");
pub(super) const ELECTRIC3: QuantityInfo =
    electric_along::<2>("electric3", "E₃", "Electric field along the third axis");

/// The charge that goes along a link, per time and area: what is conserved exactly, and the same in
/// every gauge.
const fn current<const MU: usize>(
    name: &'static str,
    label: &'static str,
    summary: &'static str,
) -> QuantityInfo {
    let (kind, needs) = (Kind::Scalar, Needs::Field);
    let (applies, kernel) = (has_axis::<MU>, Kernel::of::<LinkCurrent<MU>>());
    QuantityInfo { name, label, summary, kind, applies, needs, kernel, ..ANGLE }
}

pub(super) const CURRENT1: QuantityInfo =
    current::<0>("link-current1", "J₁", "Current on the links along the first axis");
pub(super) const CURRENT2: QuantityInfo =
    current::<1>("link-current2", "J₂", "Current on the links along the second axis");
pub(super) const CURRENT3: QuantityInfo =
    current::<2>("link-current3", "J₃", "Current on the links along the third axis");
