//! Fast ticks against the plain ones, bit for bit.

use super::*;
use crate::lattice::Boundary;
use crate::lattice::wavefront::Wavefront;
use crate::theory::{Couplings, LinkCoupling, Potential, PotentialExpr, Setup, Theory, theory};
use rayon::ThreadPoolBuilder;

const PERIODIC: Boundary = Boundary::Periodic;
const FIXED: Boundary = Boundary::Fixed;
const FREE: Boundary = Boundary::Free;
const LAYER: Boundary = Boundary::Absorbing { width: 1, strength: 0.3 };

/// Rows of a vector and of less, of several and a part of one, of several parts; axes of two sites.
const CASES: [(&[usize], &[Boundary]); 12] = [
    (&[3], &[PERIODIC]),
    (&[2100], &[PERIODIC]),
    (&[517], &[FIXED]),
    (&[5, 7], &[FREE]),
    (&[3, 1100], &[PERIODIC]),
    (&[19, 33], &[FIXED, PERIODIC]),
    (&[4, 2061], &[PERIODIC, LAYER]),
    (&[3, 3, 3], &[PERIODIC]),
    (&[5, 7, 11], &[PERIODIC]),
    (&[7, 5, 64], &[FIXED, FREE, FIXED]),
    (&[13, 3, 35], &[PERIODIC, FIXED, FREE]),
    (&[4, 17, 16], &[FREE, PERIODIC, LAYER]),
];

fn waves<R: Real>(values: &mut [R], rate: f64) {
    let slots = values.iter_mut().enumerate();
    slots.for_each(|(slot, value)| *value = R::of((rate * slot as f64 + 0.3).sin()));
}

/// Fields of K components without symmetry, ghosts other than the edge and, if wanted, links.
fn filled<R: Real>(lattice: &Lattice, components: usize, linked: bool) -> Fields<R> {
    let mut fields = Fields::zeros(lattice, components);
    waves(fields.phi.values_mut(), 0.9);
    fields.edge = Some(EdgeValues::of(lattice, &fields.phi)).filter(|edge| !edge.is_empty());
    waves(fields.phi.values_mut(), 1.7);
    waves(fields.pi.values_mut(), 2.9);
    fields.gauge = linked.then(|| {
        let mut links = LinkField::zeros(lattice);
        waves(links.values_mut(), 2.3);
        GaugeField::new(lattice, links, None)
    });
    fields
}

/// The theories, their potentials, and whether links turn the field.
fn theories() -> Vec<(&'static str, Potential, bool)> {
    let expr = PotentialExpr::parse("phi^4/4 + m*phi*phi/2").unwrap();
    let real = [Potential::Mass, Potential::Phi4, Potential::SineGordon, Potential::Expr(expr)];
    let charged = [Potential::Mass, Potential::Phi4].into_iter();
    let charged =
        charged.flat_map(|potential| [(potential.clone(), false), (potential, true)].into_iter());
    real.into_iter()
        .map(|potential| ("klein-gordon", potential, false))
        .chain(charged.map(|(potential, links)| ("klein-gordon-complex", potential, links)))
        .collect()
}

fn each_case<R: Real>(
    build: impl Fn(&str, &Setup<'_>) -> Box<dyn Theory<R>>,
    check: impl Fn(&dyn Theory<R>, &Lattice, Fields<R>, &str),
) {
    for ((shape, boundary), (name, potential, linked)) in
        CASES.into_iter().flat_map(|case| theories().into_iter().map(move |theory| (case, theory)))
    {
        let lattice = Lattice::new(shape, 0.8, boundary).unwrap();
        let couplings = Couplings { m: 0.7, lam: 0.6, v: 0.5, ..Couplings::default() };
        let theory = build(
            name,
            &Setup {
                lattice: &lattice,
                potential: Some(&potential),
                couplings,
                coupling: LinkCoupling::Exact,
                dt: 0.1,
                wiring: None,
            },
        );
        let what = format!("{name} {} {shape:?} {boundary:?}, links: {linked}", potential.name());
        check(&*theory, &lattice, filled(&lattice, theory.components(), linked), &what);
    }
}

fn same_as_by_site<R: Real>(build: impl Fn(&str, &Setup<'_>) -> Box<dyn Theory<R>>) {
    each_case(build, |theory, lattice, fields, what| {
        for (n, dt) in [(1, 0.1), (2, -0.1), (9, 0.1), (23, 0.05)] {
            let (mut fast, mut plain) = (fields.clone(), fields.clone());
            theory.leapfrog(lattice, &mut fast, dt, n);
            (0..n).for_each(|_| assert!(theory.plain_tick(lattice, &mut plain, dt)));
            assert!(fast == plain, "{what}: {n} ticks");
            assert!(fast.phi.values().iter().all(|value| value.is_finite()), "{what}");
        }
    });
}

#[test]
fn fast_ticks_are_plain_ones_in_single_precision() {
    same_as_by_site::<f32>(|name, setup| (theory(name).unwrap().build_f32)(setup).unwrap());
}

#[test]
fn fast_ticks_are_plain_ones_in_double_precision() {
    same_as_by_site::<f64>(|name, setup| (theory(name).unwrap().build_f64)(setup).unwrap());
}

/// However often somebody looks, and at whatever stage.
#[test]
fn ticks_do_not_depend_on_who_looks() {
    let build = |name: &str, setup: &Setup<'_>| (theory(name).unwrap().build_f32)(setup).unwrap();
    each_case::<f32>(build, |theory, lattice, fields, what| {
        let (mut at_once, mut looked_at) = (fields.clone(), fields);
        theory.leapfrog(lattice, &mut at_once, 0.1, 9);
        theory.leapfrog(lattice, &mut looked_at, 0.1, 3);
        assert!(theory.leapfrog_by_trips(lattice, &mut looked_at, 0.1, 3));
        theory.activate(lattice, &mut looked_at, 0.1);
        theory.learn(lattice, &mut looked_at, 0.1);
        theory.leapfrog(lattice, &mut looked_at, 0.1, 1);
        assert!(theory.leapfrog_by_trips(lattice, &mut looked_at, 0.1, 1));
        assert!(at_once == looked_at, "{what}");
    });
}

/// Where `A_0` turns the field, ticks are taken stage by stage, and still are the plain ones.
#[test]
fn ticks_in_a_potential_are_plain_ones() {
    let lattice = Lattice::new(&[5, 7, 19], 0.8, &[PERIODIC, FIXED, FREE]).unwrap();
    let setup = Setup {
        lattice: &lattice,
        potential: None,
        couplings: Couplings { m: 0.7, ..Couplings::default() },
        coupling: LinkCoupling::Exact,
        dt: 0.1,
        wiring: None,
    };
    let theory = (theory("klein-gordon-complex").unwrap().build_f32)(&setup).unwrap();
    for apart in [0.0, 0.4] {
        let mut fast = filled::<f32>(&lattice, 2, true);
        let mut a0 = SiteField::zeros(&lattice, 1);
        waves(a0.values_mut(), 1.3);
        a0.values_mut().iter_mut().for_each(|value| *value = 0.6 + apart * *value);
        fast.gauge.as_mut().unwrap().set_potential(Some(a0));
        let (mut plain, mut still) = (fast.clone(), fast.clone());
        still.gauge.as_mut().unwrap().set_potential(None);
        theory.leapfrog(&lattice, &mut fast, 0.1, 5);
        theory.leapfrog(&lattice, &mut still, 0.1, 5);
        (0..5).for_each(|_| assert!(theory.plain_tick(&lattice, &mut plain, 0.1)));
        assert!(fast == plain && fast.phi != still.phi);
        assert!(!theory.leapfrog_by_trips(&lattice, &mut fast, 0.1, 5));
    }
}

/// Nor on how many threads there are, nor on how passes are grouped.
#[test]
fn ticks_do_not_depend_on_threads_or_tiles() {
    let lattice = Lattice::new(&[13, 17, 19], 0.8, &[PERIODIC, FIXED, FREE]).unwrap();
    let mut expected = filled::<f32>(&lattice, 2, true);
    let force = Mass::new(&Couplings { m: 0.7, ..Couplings::default() });
    (0..20).for_each(|_| take::<_, _, 2>(&lattice, &mut expected, force, Ticks::Plain(0.1)));
    for (threads, depth, tile) in
        [(1, 1, [1, 1]), (2, 3, [2, 5]), (3, 8, [1, 3]), (2, 21, [80, 1]), (4, 2, [3, 80])]
    {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut fields = filled(&lattice, 2, true);
        pool.install(|| {
            let scalar = Scalar::<_, _, 2, 3>::new(&lattice, &mut fields, force);
            let (drift, kick) = (Drift { t: 0.1 }, scalar.kick(0.05));
            let reach = Reach::BothSides;
            let front =
                Wavefront { extents: [13, 17], passes: 21, depth, tile, reach, blocks: threads };
            let step = |step, last| scalar.step(step, last, drift, kick);
            scalar.places.along(&front, &step);
        });
        assert!(fields == expected, "{threads} threads, depth {depth}, tiles {tile:?}");
    }
}
