//! Local quantities against formulas written out over arrays.

use crate::oracle::*;
use crate::support::parameters;
use fieldloom::lattice::{Boundary, FieldState, Lattice, Precision};
use fieldloom::quantity::{
    Cut, CutError, Given, Kind, Needs, Plane, QUANTITIES, QuantityError, QuantityInfo, Sight, at,
    colour_named, default_colour, default_height, height_named, quantity, sample,
};
use fieldloom::simulation::Parameters;
use ndarray::ArrayD;

/// A quantity at a site of a periodic lattice, from the definitions.
fn expected(name: &str, phi: &ArrayD<f64>, pi: &ArrayD<f64>, site: &[i64]) -> [f64; 2] {
    let (f, p) = (values(phi, site), values(pi, site));
    let digit = name.chars().last().and_then(|c| c.to_digit(10)).unwrap_or(1) as usize - 1;
    let square = |v: &[f64]| v.iter().map(|x| x * x).sum::<f64>();
    let psi: Vec<[f64; 2]> =
        [&f[..], &p[..]].concat().chunks(2).map(|z| [z[0], z[z.len() - 1]]).collect();
    let current = |mu: usize| -2.0 * sandwich(&f, &factors(f.len())[mu], &p);
    match name.trim_end_matches(char::is_numeric) {
        "phi" => [f[digit], 0.0],
        "pi" => [p[digit], 0.0],
        "psi" => psi[digit],
        "amplitude" if name == "amplitude" => [(square(&f) + square(&p)).sqrt(), 0.0],
        "amplitude" => [psi[digit][0].hypot(psi[digit][1]), 0.0],
        "density" => [square(&f) + square(&p), 0.0],
        "scalar-density" => [square(&f) - square(&p), 0.0],
        "pendulum" => [f[0].cos(), f[0].sin()],
        "current" => [current(digit + 1), 0.0],
        "link-current" => {
            let ahead = values(pi, &beside(site, digit, 1));
            [-2.0 * sandwich(&f, &factors(f.len())[digit + 1], &ahead), 0.0]
        }
        "flow" => [current(1), current(2)],
        "overlap" => {
            let terms = f.chunks(2).zip(p.chunks(2));
            terms.fold([0.0, 0.0], |[re, im], (z, w)| {
                // conj(z) w
                [re + z[0] * w[0] + z[1] * w[1], im + z[0] * w[1] - z[1] * w[0]]
            })
        }
        "phase" => [psi[0][1].atan2(psi[0][0]), 0.0],
        "overlap-phase" => {
            let [re, im] = expected("overlap", phi, pi, site);
            [im.atan2(re), 0.0]
        }
        "energy-density" => [energy(phi, pi, site), 0.0],
        "loss-density" if f.len() == 1 => [energy(phi, pi, site) - p[0] * p[0] / 2.0, 0.0],
        "loss-density" => [f.len() as f64 / 2.0 * square(&f), 0.0],
        "energy-divergence" => [divergence(site, |at, mu| energy_flow(phi, pi, at, mu)), 0.0],
        "current-divergence" => {
            let name = |mu: usize| format!("link-current{}", mu + 1);
            [divergence(site, |at, mu| expected(&name(mu), phi, pi, at)[0]), 0.0]
        }
        "phase-space" => [f[0], p[0] / carrier(phi, pi)],
        "envelope" => [f[0].hypot(p[0] / carrier(phi, pi)), 0.0],
        other => panic!("no formula for {other}: add it here"),
    }
}

/// What leaves a site along the links ahead of it, less what comes along those behind.
fn divergence(site: &[i64], flow: impl Fn(&[i64], usize) -> f64) -> f64 {
    let axes = 0..site.len();
    axes.map(|mu| (flow(site, mu) - flow(&beside(site, mu, -1), mu)) / H).sum()
}

/// What the bond ahead of a site hands on.
fn energy_flow(phi: &ArrayD<f64>, pi: &ArrayD<f64>, site: &[i64], mu: usize) -> f64 {
    let at = |field: &ArrayD<f64>, step| values(field, &beside(site, mu, step))[0];
    -0.5 * (at(pi, 0) + at(pi, 1)) * (at(phi, 1) - at(phi, 0)) / H
}

/// Energy of a site, with m = 0.37.
fn energy(phi: &ArrayD<f64>, pi: &ArrayD<f64>, site: &[i64]) -> f64 {
    let (f, p) = (values(phi, site), values(pi, site));
    let axes = 0..site.len();
    if f.len() == 1 {
        let bond = |mu, step| ((values(phi, &beside(site, mu, step))[0] - f[0]) / H).powi(2) / 4.0;
        let bonds: f64 = axes.map(|mu| bond(mu, 1) + bond(mu, -1)).sum();
        return p[0] * p[0] / 2.0 + bonds + 0.37 * 0.37 * f[0] * f[0] / 2.0;
    }
    let x = factors(f.len());
    let x0_f: Vec<f64> = (0..f.len()).map(|a| sandwich(&f, &x[0], &unit(a, f.len()))).collect();
    let mut energy =
        0.37 * (f.iter().map(|v| v * v).sum::<f64>() - p.iter().map(|v| v * v).sum::<f64>());
    for mu in axes {
        let ahead = values(pi, &beside(site, mu, 1));
        let slope: Vec<f64> = ahead.iter().zip(&p).map(|(a, b)| (a - b) / H).collect();
        energy -= 2.0 * sandwich(&x0_f, &x[mu + 1], &slope);
    }
    energy
}

fn unit(a: usize, len: usize) -> Vec<f64> {
    (0..len).map(|b| if a == b { 1.0 } else { 0.0 }).collect()
}

/// `omega` of the phase space, with m = 0.37.
fn carrier(phi: &ArrayD<f64>, pi: &ArrayD<f64>) -> f64 {
    let k = |field: &ArrayD<f64>, site: &[i64]| {
        let here = values(field, site)[0];
        let around = (0..site.len()).flat_map(|mu| [1, -1].map(|step| beside(site, mu, step)));
        let lap: f64 = around.map(|site| values(field, &site)[0] - here).sum();
        0.37 * 0.37 * here - lap / (H * H)
    };
    let (mut above, mut below) = (0.0, 0.0);
    for site in sites(&phi.shape()[1..]) {
        let (f, p) = (values(phi, &site)[0], values(pi, &site)[0]);
        above += k(phi, &site).powi(2) + p * k(pi, &site);
        below += f * k(phi, &site) + p * p;
    }
    (above / below).sqrt()
}

/// The site in column `x` of line `y` of a cut.
fn site_of(cut: Cut, x: i64, y: i64) -> Vec<i64> {
    match cut {
        Cut::Line => vec![x],
        Cut::Whole2D => vec![y, x],
        Cut::Plane { axis: 0, index } => vec![index as i64, y, x],
        Cut::Plane { axis: 1, index } => vec![y, index as i64, x],
        Cut::Plane { index, .. } => vec![y, x, index as i64],
    }
}

fn cuts(dim: usize) -> Vec<Cut> {
    match dim {
        1 => vec![Cut::Line],
        2 => vec![Cut::Whole2D],
        _ => [(0, 3), (1, 0), (2, 5)].map(|(axis, index)| Cut::Plane { axis, index }).to_vec(),
    }
}

fn taken(
    info: &QuantityInfo,
    lattice: &Lattice,
    state: &FieldState,
    model: &Parameters,
    cut: Cut,
) -> Plane {
    let mut plane = Plane::default();
    sample(info, &Sight::new(lattice, state, model), cut, &mut plane).expect("a cut that fits");
    plane
}

/// Every quantity of a theory, on every cut, at every site.
fn compare_all(shape: &[usize], model: &Parameters, precision: Precision) {
    let lattice = edged(shape, Boundary::Periodic);
    let dim = lattice.dim();
    let state = scattered(&lattice, (model.theory.components)(dim), precision);
    let (phi, pi) = arrays(&lattice, &state);
    let here =
        |info: &&QuantityInfo| (info.applies)(model.theory.name, dim) && info.needs == Needs::Field;
    for info in QUANTITIES.iter().filter(here) {
        for cut in cuts(dim) {
            let plane = taken(info, &lattice, &state, model, cut);
            for (i, value) in plane.values.iter().enumerate() {
                let (x, y) = (i % plane.width, i / plane.width);
                let wanted = expected(info.name, &phi, &pi, &site_of(cut, x as i64, y as i64));
                let (row, place) = cut.site(&lattice, x, y);
                let exact = at(info, &Sight::new(&lattice, &state, model), row, place);
                assert!(
                    close(exact, wanted, 1e-13),
                    "{} at {x},{y}: {exact:?}, not {wanted:?}",
                    info.name
                );
                assert_eq!(*value, exact.map(|part| part as f32), "{} {cut:?}", info.name);
                assert!(info.kind == Kind::Complex || value[1] == 0.0, "{}", info.name);
                assert!(info.signed || value[0] >= 0.0, "{}", info.name);
            }
        }
    }
}

#[test]
fn every_quantity_is_what_its_formula_says() {
    for shape in [&[7][..], &[5, 8], &[4, 5, 6]] {
        for precision in [Precision::F32, Precision::F64] {
            compare_all(shape, &parameters("mass", 0.1), precision);
            compare_all(shape, &parameters("dirac", 0.1), precision);
        }
    }
}

#[test]
fn a_cut_has_the_shape_of_the_axes_it_leaves() {
    let lattice = edged(&[4, 5, 6], Boundary::Periodic);
    let sizes = cuts(3).into_iter().map(|cut| cut.size(&lattice));
    assert_eq!(sizes.collect::<Vec<_>>(), [(6, 5), (6, 4), (5, 4)]);
    assert_eq!(Cut::of(&lattice, 1, None), Ok(Cut::Plane { axis: 1, index: 2 }));
}

#[test]
fn a_cut_that_does_not_fit_says_why() {
    let three = edged(&[4, 5, 6], Boundary::Periodic);
    let (one, two) = (edged(&[7], Boundary::Periodic), edged(&[5, 8], Boundary::Periodic));
    assert_eq!(Cut::of(&three, 3, None), Err(CutError::Axis { axis: 3 }));
    let beyond = CutError::Index { axis: 1, index: 5, last: 4 };
    assert_eq!(Cut::of(&three, 1, Some(5)), Err(beyond));
    assert_eq!(beyond.to_string(), "plane 5 of axis 1 is beyond the edge: the last is 4");
    for (cut, lattice) in
        [(Cut::Line, &two), (Cut::Whole2D, &three), (Cut::Plane { axis: 0, index: 0 }, &one)]
    {
        assert!(matches!(cut.check(lattice), Err(CutError::Dimension { .. })), "{cut:?}");
    }
    let (state, model) = (FieldState::zeros(&two, 1, Precision::F32), parameters("mass", 0.1));
    let refused =
        sample(&QUANTITIES[0], &Sight::new(&two, &state, &model), Cut::Line, &mut Plane::default());
    assert!(refused.is_err());
}

#[test]
fn the_picture_keeps_its_memory_and_does_not_depend_on_threads() {
    let lattice = edged(&[97, 103], Boundary::Periodic);
    let (state, model) = (scattered(&lattice, 4, Precision::F32), parameters("dirac", 0.1));
    let info = quantity("energy-density", "dirac", 2, Given::default()).expect("registered");
    let mut plane = taken(info, &lattice, &state, &model, Cut::Whole2D);
    let (first, place) = (plane.clone(), plane.values.as_ptr());
    for threads in [1, 2, 8] {
        plane.values.fill([f32::NAN; 2]);
        let again =
            || sample(info, &Sight::new(&lattice, &state, &model), Cut::Whole2D, &mut plane);
        on_threads(threads, again).expect("a cut that fits");
        assert_eq!(plane, first);
        assert_eq!(plane.values.as_ptr(), place);
    }
}

#[test]
fn names_are_unique_and_a_wrong_one_gets_the_nearest() {
    for (i, info) in QUANTITIES.iter().enumerate() {
        assert!(
            QUANTITIES[..i]
                .iter()
                .all(|other| other.name != info.name && other.label != info.label)
        );
    }
    for (wrong, right) in [("denisty", "density"), ("Psi1", "psi1"), ("current_2", "current2")] {
        let Err(QuantityError::Unknown { nearest, .. }) =
            quantity(wrong, "dirac", 2, Given::default())
        else {
            panic!("{wrong} must not be known")
        };
        assert_eq!(nearest, right);
    }
    let error =
        quantity("psi3", "dirac", 1, Given::default()).expect_err("K = 2 has two components");
    let text = error.to_string();
    assert!(
        text.starts_with("dirac in 1D has no quantity \"psi3\"; it has: phi1, phi2, pi1"),
        "{text}"
    );
    assert!(!text.contains("current2") && text.contains("current1"), "{text}");
}

#[test]
fn every_theory_has_something_to_show() {
    for (theory, potential) in [
        ("klein-gordon", Some("mass")),
        ("klein-gordon", Some("phi4")),
        ("klein-gordon", Some("sine-gordon")),
        ("klein-gordon", Some("expr")),
        ("dirac", None),
    ] {
        for dim in 1..=3 {
            let (height, colour) =
                (default_height(theory, potential, dim), default_colour(theory, potential, dim));
            assert!((height.applies)(theory, dim) && (colour.applies)(theory, dim));
            assert_eq!(colour.kind, Kind::Complex);
            assert!(dim == 1 || height.kind == Kind::Scalar, "a surface has one height");
            let auto = [
                height_named("auto", theory, potential, dim, Given::default()),
                colour_named("auto", theory, potential, dim, Given::default()),
            ];
            assert_eq!(
                auto.map(|info| info.map(|info| info.name)),
                [Ok(height.name), Ok(colour.name)]
            );
        }
    }
    assert_eq!(default_height("dirac", None, 1).label_in("dirac"), "ψ₁");
    assert_eq!(QUANTITIES[0].label_in("klein-gordon"), "φ");
    assert_eq!(QUANTITIES[0].label_in("dirac"), "φ₁");
}
