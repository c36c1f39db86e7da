//! Fused ticks against the plain ones, bit for bit.

use super::*;
use crate::lattice::{Boundary, LinkField, SiteField};
use crate::theory::{Couplings, LinkCoupling, Setup, Theory, theory};
use rayon::ThreadPoolBuilder;

const PERIODIC: Boundary = Boundary::Periodic;
const FIXED: Boundary = Boundary::Fixed;
const LAYER: Boundary = Boundary::Absorbing { width: 1, strength: 0.3 };

/// Rows of a vector and of less, of several and a part of one, of several parts; axes of two sites.
const CASES: [(&[usize], &[Boundary]); 12] = [
    (&[2], &[PERIODIC]),
    (&[700], &[PERIODIC]),
    (&[517], &[FIXED]),
    (&[5, 7], &[PERIODIC]),
    (&[2, 300], &[PERIODIC]),
    (&[19, 33], &[FIXED, PERIODIC]),
    (&[6, 520], &[PERIODIC, LAYER]),
    (&[2, 2, 2], &[PERIODIC]),
    (&[5, 7, 11], &[PERIODIC]),
    (&[7, 5, 64], &[FIXED]),
    (&[13, 3, 35], &[PERIODIC, FIXED, PERIODIC]),
    (&[4, 17, 16], &[FIXED, PERIODIC, LAYER]),
];

type Build<R> = fn(&Setup<'_>) -> Box<dyn Theory<R>>;

fn setup(lattice: &Lattice) -> Setup<'_> {
    let couplings = Couplings { m: 0.7, ..Couplings::default() };
    let coupling = LinkCoupling::Exact;
    Setup { lattice, potential: None, couplings, coupling, dt: 0.3, wiring: None }
}

fn filled<R: Real>(lattice: &Lattice, linked: bool) -> Fields<R> {
    let mut fields = Fields::zeros(lattice, if lattice.dim() == 1 { 2 } else { 4 });
    let waves = |field: &mut SiteField<R>, rate: f64| {
        let slots = field.values_mut().iter_mut().enumerate();
        slots.for_each(|(slot, value)| *value = R::of((rate * slot as f64 + 0.3).sin()));
    };
    waves(&mut fields.phi, 1.7);
    waves(&mut fields.pi, 2.9);
    if linked {
        let mut links = LinkField::zeros(lattice);
        let angles = links.values_mut().iter_mut().enumerate();
        angles.for_each(|(slot, angle)| *angle = R::of(4.0 * (2.3 * slot as f64 + 0.7).sin()));
        let mut potential = SiteField::zeros(lattice, 1);
        // An angle beyond a quarter turn for phi, and one that is not for pi.
        potential.values_mut().fill(R::of(11.0));
        fields.gauge = Some(GaugeField::new(lattice, links, Some(potential)));
    }
    fields
}

fn same_as_by_site<R: Real>(build: Build<R>) {
    for ((shape, boundary), linked) in
        CASES.into_iter().flat_map(|case| [(case, false), (case, true)])
    {
        let lattice = Lattice::new(shape, 0.8, boundary).unwrap();
        let theory = build(&setup(&lattice));
        for (n, dt) in [(1, 0.3), (2, -0.3), (5, 0.3), (9, 0.3), (23, 0.1)] {
            let (mut fused, mut plain) = (filled(&lattice, linked), filled(&lattice, linked));
            theory.leapfrog(&lattice, &mut fused, dt, n);
            (0..n).for_each(|_| assert!(theory.plain_tick(&lattice, &mut plain, dt)));
            assert!(fused == plain, "{shape:?} {boundary:?} links {linked}: {n} ticks");
        }
    }
}

#[test]
fn fused_ticks_are_plain_ones_in_single_precision() {
    same_as_by_site(|setup| (theory("dirac").unwrap().build_f32)(setup).unwrap());
}

#[test]
fn fused_ticks_are_plain_ones_in_double_precision() {
    same_as_by_site(|setup| (theory("dirac").unwrap().build_f64)(setup).unwrap());
}

/// However often somebody looks, and at whatever stage.
#[test]
fn ticks_do_not_depend_on_who_looks() {
    for (shape, boundary) in CASES {
        let lattice = Lattice::new(shape, 0.8, boundary).unwrap();
        let theory = (theory("dirac").unwrap().build_f32)(&setup(&lattice)).unwrap();
        let mut at_once = filled(&lattice, true);
        let mut looked_at = at_once.clone();
        theory.leapfrog(&lattice, &mut at_once, 0.3, 7);
        theory.leapfrog(&lattice, &mut looked_at, 0.3, 3);
        theory.activate(&lattice, &mut looked_at, 0.3);
        theory.learn(&lattice, &mut looked_at, 0.3);
        (0..3).for_each(|_| theory.leapfrog(&lattice, &mut looked_at, 0.3, 1));
        assert!(at_once == looked_at, "{shape:?}");
    }
}

/// Nor on how many threads there are, nor on how passes are grouped.
#[test]
fn ticks_do_not_depend_on_threads_or_tiles() {
    let lattice = Lattice::new(&[13, 17, 19], 0.8, &[PERIODIC, FIXED, PERIODIC]).unwrap();
    let theory = (theory("dirac").unwrap().build_f32)(&setup(&lattice)).unwrap();
    let mut expected = filled(&lattice, true);
    (0..20).for_each(|_| assert!(theory.plain_tick(&lattice, &mut expected, 0.3)));
    let beyond = vec![0.0; 4 * 19];
    for (threads, depth, tile) in
        [(1, 1, [1, 1]), (2, 3, [2, 5]), (3, 8, [1, 3]), (2, 21, [40, 1]), (4, 2, [3, 40])]
    {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut fields = filled(&lattice, true);
        let stages = Stages::new([11.7 * 0.15, 10.3 * 0.15], 0.3, 0.8);
        let front = Wavefront { extents: [13, 17], passes: 21, depth, tile };
        pool.install(|| {
            Fused::<f32, 4, 3>::new(&lattice, &mut fields, &beyond, stages)
                .advance_along(&front, 20);
        });
        assert!(fields == expected, "{threads} threads, depth {depth}, tiles {tile:?}");
    }
}
