//! The gauge field, and the current that feels it, as arrows.

use super::{LocalVector, VectorInfo, VectorKernel};
use crate::lattice::Real;
use crate::quantity::gauge::{electric, link_angle, link_current, plaquette_flux};
use crate::quantity::site::Site;
use crate::quantity::{Needs, has_phase};

/// The value along each axis of the lattice.
fn along<R: Real>(site: &Site<R>, value: impl Fn(&Site<R>, usize) -> f64) -> [f64; 3] {
    let dim = site.source.lattice.dim();
    [0, 1, 2].map(|mu| if mu < dim { value(site, mu) } else { 0.0 })
}

struct Links;

impl LocalVector for Links {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        along(site, link_angle)
    }
}

struct Electric;

impl LocalVector for Electric {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        along(site, electric)
    }
}

struct Magnetic;

impl LocalVector for Magnetic {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        let (dim, area) = (site.source.lattice.dim(), site.source.lattice.spacing().powi(2));
        [[1, 2], [2, 0], [0, 1]].map(|[mu, nu]| {
            if mu.max(nu) < dim { plaquette_flux(site, [mu, nu]) / area } else { 0.0 }
        })
    }
}

struct Current;

impl LocalVector for Current {
    fn value<R: Real>(site: &Site<R>) -> [f64; 3] {
        along(site, link_current)
    }
}

/// # Equation
/// `a_{i,mu}`, in radians
pub(super) const LINKS: VectorInfo = VectorInfo {
    name: "links",
    label: "a",
    summary: "Angles of the links that leave each site",
    applies: has_phase,
    needs: Needs::Gauge,
    kernel: VectorKernel::of::<Links>(),
};

/// # Equation
/// `E_{i,mu} = -(a˙_{i,mu} + A_{0,i+e_mu} - A_{0,i})/h`
pub(super) const ELECTRIC: VectorInfo = VectorInfo {
    name: "electric",
    label: "E",
    summary: "Electric field on the links that leave each site",
    kernel: VectorKernel::of::<Electric>(),
    ..LINKS
};

/// The magnetic field; out of the plane where the lattice is one.
///
/// # Equation
/// `B_1 = f_{23}/h²` and so on, `f_{mu nu}` the flux through the plaquette that the site begins
pub(super) const MAGNETIC: VectorInfo = VectorInfo {
    name: "magnetic",
    label: "B",
    summary: "Magnetic field: the flux through the plaquettes that each site begins, per area",
    applies: |theory, dim| has_phase(theory, dim) && dim > 1,
    kernel: VectorKernel::of::<Magnetic>(),
    ..LINKS
};

/// The charge that goes along each link, the same in every gauge.
pub(super) const CURRENT: VectorInfo = VectorInfo {
    name: "link-current",
    label: "J",
    summary: "Where charge goes: the current on the links that leave each site",
    needs: Needs::Field,
    kernel: VectorKernel::of::<Current>(),
    ..LINKS
};
