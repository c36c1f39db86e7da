//! The stages in fewer sweeps against the flows they are made of.

use super::*;
use crate::lattice::{LinkField, SiteField};
use crate::theory::turn::Turn;
use crate::theory::{Couplings, theory};
use std::f64::consts::PI;

/// Rows of more than one block, and of less.
const SHAPES: [&[usize]; 3] = [&[70], &[5, 7], &[4, 5, 6]];

fn coupled(
    shape: &[usize],
    boundary: Boundary,
    coupling: LinkCoupling,
) -> (Lattice, Box<dyn Theory<f64>>, Fields<f64>) {
    let lattice = Lattice::new(shape, 0.8, &[boundary]).unwrap();
    let couplings = Couplings { m: 0.7, ..Couplings::default() };
    let setup =
        Setup { lattice: &lattice, potential: None, couplings, coupling, dt: 0.3, wiring: None };
    let theory = (theory("dirac").unwrap().build_f64)(&setup).unwrap();
    let mut fields = Fields::zeros(&lattice, theory.components());
    for (slot, value) in fields.phi.values_mut().iter_mut().enumerate() {
        *value = (1.7 * slot as f64).sin();
    }
    for (slot, value) in fields.pi.values_mut().iter_mut().enumerate() {
        *value = (2.9 * slot as f64 + 0.3).cos();
    }
    (lattice, theory, fields)
}

/// Angles of either sign beyond a whole turn, and an `A_0` that is the same everywhere or is not.
fn gauge(lattice: &Lattice, uneven: bool) -> GaugeField<f64> {
    let mut links = LinkField::zeros(lattice);
    for (slot, angle) in links.values_mut().iter_mut().enumerate() {
        *angle = 4.0 * (2.3 * slot as f64 + 0.7).sin();
    }
    let mut potential = SiteField::zeros(lattice, 1);
    for (slot, a0) in potential.values_mut().iter_mut().enumerate() {
        *a0 = if uneven { 9.0 * (1.1 * slot as f64).sin() } else { -0.45 };
    }
    GaugeField::new(lattice, links, Some(potential))
}

fn apart(one: &Fields<f64>, other: &Fields<f64>) -> f64 {
    let values = |fields: &Fields<f64>| [fields.phi.values(), fields.pi.values()].concat();
    let (one, other) = (values(one), values(other));
    one.iter().zip(other).fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}

#[test]
fn stages_are_their_flows() {
    let presents = [(LinkCoupling::Exact, None), (LinkCoupling::Exact, Some(false))];
    let more = [(LinkCoupling::Exact, Some(true)), (LinkCoupling::Additive, Some(true))];
    for (shape, (coupling, uneven)) in SHAPES
        .into_iter()
        .flat_map(|shape| presents.into_iter().chain(more).map(move |p| (shape, p)))
    {
        for (boundary, dt) in [(Boundary::Periodic, 0.3), (Boundary::Fixed, -0.2)] {
            let (lattice, theory, mut stages) = coupled(shape, boundary, coupling);
            stages.gauge = uneven.map(|uneven| gauge(&lattice, uneven));
            let mut flows = stages.clone();
            theory.activate(&lattice, &mut stages, dt);
            theory.rotate(&lattice, &mut flows, dt / 2.0);
            theory.kick(&lattice, &mut flows, dt / 2.0);
            theory.drift(&lattice, &mut flows, dt);
            assert!(apart(&stages, &flows) < 1e-14, "{shape:?}");
            theory.learn(&lattice, &mut stages, dt);
            theory.kick(&lattice, &mut flows, dt / 2.0);
            theory.rotate(&lattice, &mut flows, dt / 2.0);
            assert!(apart(&stages, &flows) < 1e-14, "{shape:?}");
        }
    }
}

/// `phi·B pi = pi·Bᵀ phi` for every phi and pi, with links and without.
#[test]
fn the_transpose_of_b_is_its_transpose_along_links() {
    const LAYER: Boundary = Boundary::Absorbing { width: 1, strength: 0.3 };
    for coupling in [LinkCoupling::Exact, LinkCoupling::Additive] {
        for (shape, boundary) in SHAPES.into_iter().flat_map(|shape| {
            [Boundary::Periodic, Boundary::Fixed, LAYER].map(|boundary| (shape, boundary))
        }) {
            let (lattice, theory, mut fields) = coupled(shape, boundary, coupling);
            fields.gauge = Some(gauge(&lattice, false));
            let zero = SiteField::zeros(&lattice, theory.components());
            let dot = |a: &SiteField<f64>, b: &SiteField<f64>| -> f64 {
                a.values().iter().zip(b.values()).map(|(a, b)| a * b).sum()
            };
            let mut forward = Fields { phi: zero.clone(), ..fields.clone() };
            theory.drift(&lattice, &mut forward, 1.0);
            let mut back = Fields { pi: zero, ..fields.clone() };
            theory.kick(&lattice, &mut back, -1.0);
            let [ahead, behind] = [dot(&fields.phi, &forward.phi), dot(&fields.pi, &back.pi)];
            assert!(ahead.abs() > 0.1, "{shape:?} {boundary:?}: nothing is compared");
            assert!((ahead - behind).abs() < 1e-11, "{coupling:?} {shape:?} {boundary:?}");
        }
    }
}

#[test]
fn every_angle_is_turned_by() {
    for angle in [0.0, 0.4, 1.6, -2.0, 3.0, PI, -PI, 4.0, 9.0, -17.5] {
        let [u, w] = Turn::<f64>::by(angle).apply([0.6, -1.3]);
        assert!((u - (0.6 * angle.cos() - 1.3 * angle.sin())).abs() < 1e-13, "{angle}");
        assert!((w - (-1.3 * angle.cos() - 0.6 * angle.sin())).abs() < 1e-13, "{angle}");
    }
}

/// In single precision the length would change by 2e-8 a turn with a rounded cos and sin.
#[test]
fn turns_keep_the_length() {
    let turn = Turn::<f32>::by(0.1234);
    let mut pair = [0.6, -1.3];
    (0..100_000).for_each(|_| pair = turn.apply(pair));
    let length = pair[0].hypot(pair[1]) / 0.6f32.hypot(1.3);
    assert!((length - 1.0).abs() < 1e-4, "{length}");
}
