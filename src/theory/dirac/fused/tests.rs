//! Fused ticks against the plain ones, bit for bit.

use super::*;
use crate::lattice::wavefront::Wavefront;
use crate::lattice::{Boundary, LinkField, SiteField};
use crate::theory::dirac::Dirac;
use crate::theory::{Couplings, LinkCoupling, Setup, Theory, X4, theory};
use rayon::ThreadPoolBuilder;

const PERIODIC: Boundary = Boundary::Periodic;
const FIXED: Boundary = Boundary::Fixed;
const LAYER: Boundary = Boundary::Absorbing { width: 1, strength: 0.3 };

/// Rows of a vector and of less, of several and a part of one, of several parts; axes of two sites.
const CASES: [(&[usize], &[Boundary]); 12] = [
    (&[2], &[PERIODIC]),
    (&[2100], &[PERIODIC]),
    (&[517], &[FIXED]),
    (&[5, 7], &[PERIODIC]),
    (&[2, 1100], &[PERIODIC]),
    (&[19, 33], &[FIXED, PERIODIC]),
    (&[3, 2061], &[PERIODIC, LAYER]),
    (&[2, 2, 2], &[PERIODIC]),
    (&[5, 7, 11], &[PERIODIC]),
    (&[7, 5, 64], &[FIXED]),
    (&[13, 3, 35], &[PERIODIC, FIXED, PERIODIC]),
    (&[4, 17, 16], &[FIXED, PERIODIC, LAYER]),
];

type Build<R> = fn(&Setup<'_>) -> Box<dyn Theory<R>>;

/// What the gauge field is in which ticks are compared.
#[derive(Clone, Copy, Debug)]
struct Present {
    coupling: LinkCoupling,
    links: bool,
    /// `A_0` and how far it differs from site to site.
    potential: Option<[f64; 2]>,
}

const NOTHING: Present = Present { coupling: LinkCoupling::Exact, links: false, potential: None };
/// An angle beyond a quarter turn for phi, and one that is not for pi.
const LINKED: Present = Present { links: true, potential: Some([11.0, 0.0]), ..NOTHING };
const ADDED: Present = Present { coupling: LinkCoupling::Additive, ..LINKED };
const WELL: Present = Present { potential: Some([0.3, 0.8]), ..NOTHING };
/// Angles on both sides of a quarter turn.
const UNEVEN: Present = Present { potential: Some([9.0, 6.0]), ..LINKED };
const UNEVEN_ADDED: Present = Present { coupling: LinkCoupling::Additive, ..UNEVEN };

fn setup(lattice: &Lattice, coupling: LinkCoupling) -> Setup<'_> {
    let couplings = Couplings { m: 0.7, ..Couplings::default() };
    Setup { lattice, potential: None, couplings, coupling, dt: 0.3, wiring: None }
}

fn filled<R: Real>(lattice: &Lattice, present: Present) -> Fields<R> {
    let mut fields = Fields::zeros(lattice, if lattice.dim() == 1 { 2 } else { 4 });
    let waves = |field: &mut SiteField<R>, rate: f64| {
        let slots = field.values_mut().iter_mut().enumerate();
        slots.for_each(|(slot, value)| *value = R::of((rate * slot as f64 + 0.3).sin()));
    };
    waves(&mut fields.phi, 1.7);
    waves(&mut fields.pi, 2.9);
    if present.links || present.potential.is_some() {
        let mut links = LinkField::zeros(lattice);
        let angles = links.values_mut().iter_mut().enumerate().filter(|_| present.links);
        angles.for_each(|(slot, angle)| *angle = R::of(4.0 * (2.3 * slot as f64 + 0.7).sin()));
        let potential = present.potential.map(|[level, apart]| {
            let mut potential = SiteField::zeros(lattice, 1);
            let values = potential.values_mut().iter_mut().enumerate();
            values.for_each(|(slot, a0)| *a0 = R::of(level + apart * (3.1 * slot as f64).sin()));
            potential
        });
        fields.gauge = Some(GaugeField::new(lattice, links, potential));
    }
    fields
}

fn same_as_by_site<R: Real>(build: Build<R>) {
    let presents = [NOTHING, LINKED, ADDED, WELL, UNEVEN, UNEVEN_ADDED];
    for ((shape, boundary), present) in
        CASES.into_iter().flat_map(|case| presents.map(|present| (case, present)))
    {
        let lattice = Lattice::new(shape, 0.8, boundary).unwrap();
        let theory = build(&setup(&lattice, present.coupling));
        for (n, dt) in [(1, 0.3), (2, -0.3), (5, 0.3), (9, 0.3), (23, 0.1)] {
            let (mut fused, mut plain) = (filled(&lattice, present), filled(&lattice, present));
            theory.leapfrog(&lattice, &mut fused, dt, n);
            (0..n).for_each(|_| assert!(theory.plain_tick(&lattice, &mut plain, dt)));
            assert!(fused == plain, "{shape:?} {boundary:?} {present:?}: {n} ticks");
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
    for ((shape, boundary), present) in
        CASES.into_iter().flat_map(|case| [LINKED, ADDED, UNEVEN].map(|present| (case, present)))
    {
        let lattice = Lattice::new(shape, 0.8, boundary).unwrap();
        let setup = setup(&lattice, present.coupling);
        let theory = (theory("dirac").unwrap().build_f32)(&setup).unwrap();
        let mut at_once = filled(&lattice, present);
        let mut looked_at = at_once.clone();
        theory.leapfrog(&lattice, &mut at_once, 0.3, 10);
        theory.leapfrog(&lattice, &mut looked_at, 0.3, 3);
        assert!(theory.leapfrog_by_trips(&lattice, &mut looked_at, 0.3, 3));
        theory.activate(&lattice, &mut looked_at, 0.3);
        theory.learn(&lattice, &mut looked_at, 0.3);
        (0..2).for_each(|_| theory.leapfrog(&lattice, &mut looked_at, 0.3, 1));
        assert!(theory.leapfrog_by_trips(&lattice, &mut looked_at, 0.3, 1));
        assert!(at_once == looked_at, "{shape:?} {present:?}");
    }
}

/// Nor on how many threads there are, nor on how passes are grouped.
#[test]
fn ticks_do_not_depend_on_threads_or_tiles() {
    let lattice = Lattice::new(&[13, 17, 19], 0.8, &[PERIODIC, FIXED, PERIODIC]).unwrap();
    let factors = [1, 2, 3].map(|mu| X4[mu]);
    for present in [LINKED, UNEVEN] {
        let dirac = Dirac::<f32, 4, 3>::new(&setup(&lattice, present.coupling), factors, 1.0);
        let mut expected = filled(&lattice, present);
        (0..20).for_each(|_| assert!(dirac.plain_tick(&lattice, &mut expected, 0.3)));
        for (threads, depth, tile) in
            [(1, 1, [1, 1]), (2, 3, [2, 5]), (3, 8, [1, 3]), (2, 21, [40, 1]), (4, 2, [3, 40])]
        {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let mut fields = filled(&lattice, present);
            let stages = dirac.stages(&lattice, &mut fields, 0.3);
            pool.install(|| {
                let fused = Fused::new(&lattice, &mut fields, &dirac.network, stages);
                let Trips { reach, .. } = fused.trips();
                let passes = fused.trips().of(20);
                let front =
                    Wavefront { extents: [13, 17], passes, depth, tile, reach, blocks: threads };
                fused.places.along(&front, &|step, last| fused.step(step, last));
            });
            assert!(fields == expected, "{threads} threads, depth {depth}, tiles {tile:?}");
        }
    }
}
