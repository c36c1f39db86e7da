//! Dispersion of every theory and schedule: by matrices, in closed form, and measured.

use crate::support::{COUPLINGS, lattice};
use crate::ticks::{pairs, with};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::Lattice;
use fieldloom::spectrum::{Dispersion, Path, Spectrum, measure};
use fieldloom::tick::{TickInfo, tick};
use std::f64::consts::PI;

const H: f64 = 1.3;

fn extents(dim: usize) -> &'static [usize] {
    [&[16][..], &[8, 12], &[4, 4, 6]][dim - 1]
}

fn dispersion(model: &str, schedule: &'static TickInfo, dim: usize, dt: f64) -> Dispersion {
    Dispersion::of(&with(model, schedule, dt), &lattice(extents(dim), H, &[Fixed])).unwrap()
}

/// Wave vectors without symmetry.
fn waves(dim: usize) -> Vec<[f64; 3]> {
    let all = [[0.31, -1.2, 0.77], [1.9, 0.4, -2.1], [-0.7, 2.2, 1.3]];
    all.map(|k| std::array::from_fn(|mu| if mu < dim { k[mu] / H } else { 0.0 })).to_vec()
}

fn close(found: &[f64], expected: &[f64], near: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < near, "{what}: {found:?} {expected:?}");
    }
}

/// `|d|² ± 2 |a x b|`, d = (exp(i k h) - 1)/h = a + i b.
fn singular_squares(k: [f64; 3]) -> [f64; 2] {
    let (a, b) = (k.map(|k| ((k * H).cos() - 1.0) / H), k.map(|k| (k * H).sin() / H));
    let square: f64 = a.iter().chain(&b).map(|value| value * value).sum();
    let cross = |i: usize, j: usize| a[i] * b[j] - a[j] * b[i];
    let cross = (cross(0, 1).powi(2) + cross(1, 2).powi(2) + cross(2, 0).powi(2)).sqrt();
    [square + 2.0 * cross, (square - 2.0 * cross).max(0.0)]
}

/// ± each, in rising order; those of K = 2 once.
fn both_signs(dim: usize, branches: [f64; 2]) -> Vec<f64> {
    let branches = if dim == 1 { &branches[..1] } else { &branches[..] };
    let mut all: Vec<f64> = branches.iter().flat_map(|w| [*w, -*w]).collect();
    all.sort_by(f64::total_cmp);
    all
}

#[test]
fn matrices_have_the_frequencies_of_the_closed_forms() {
    let (dt, m) = (0.3, COUPLINGS.m);
    let find = |name| tick(name).unwrap();
    for dim in 1..=3 {
        for k in waves(dim) {
            let squares = singular_squares(k);
            let staged =
                squares.map(|s2| ((m * dt).cos() * (1.0 - s2 * dt * dt / 2.0)).acos() / dt);
            let found = dispersion("dirac", find("staged"), dim, dt).frequencies(k);
            close(&found, &both_signs(dim, staged), 1e-9, "staged");
            let exact = squares.map(|s2| (s2 + m * m).sqrt());
            let found = dispersion("dirac", find("exact"), dim, dt).frequencies(k);
            close(&found, &both_signs(dim, exact), 1e-9, "exact");
            let sines: f64 = k.iter().map(|k| (k * H / 2.0).sin().powi(2)).sum();
            let wilson = squares.map(|s2| (s2 + (m + 0.86 / H * sines).powi(2)).sqrt());
            let found = dispersion("wilson", find("exact"), dim, dt).frequencies(k);
            close(&found, &both_signs(dim, wilson), 1e-9, "wilson");
            let square = m * m + 4.0 / (H * H) * sines;
            let leapfrog = 2.0 / dt * (dt / 2.0 * square.sqrt()).asin();
            for (model, schedule) in [("mass", "staged"), ("klein-gordon-b", "(3.14)")] {
                let found = dispersion(model, find(schedule), dim, dt).frequencies(k);
                close(&found, &[-leapfrog, leapfrog], 1e-9, model);
            }
            let euler = (square.sqrt() * dt).atan() / dt;
            let found = dispersion("mass", find("synchronous"), dim, dt);
            close(&found.frequencies(k), &[-euler, euler], 1e-9, "synchronous");
            assert!((found.growth(k) - (1.0 + square * dt * dt).sqrt()).abs() < 1e-12);
        }
    }
}

/// `cos(w dt) = cos(m dt) (1 - 2 sin²(dt/h) sin²(k h/2))`, and at dt = h the quantum walk of the
/// staged tick, `cos w = cos m cos k`.
#[test]
fn in_one_dimension_the_unitary_and_the_walk_have_closed_forms() {
    let m = COUPLINGS.m;
    for k in waves(1) {
        for dt in [0.3, H, 2.9] {
            let found = dispersion("dirac", tick("unitary").unwrap(), 1, dt).frequencies(k);
            let bond = 2.0 * ((dt / H).sin() * (k[0] * H / 2.0).sin()).powi(2);
            let w = ((m * dt).cos() * (1.0 - bond)).acos() / dt;
            close(&found, &[-w, w], 1e-10, "unitary");
        }
        let walk = ((m * H).cos() * (k[0] * H).cos()).acos() / H;
        let found = dispersion("dirac", tick("staged").unwrap(), 1, H).frequencies(k);
        close(&found, &[-walk, walk], 1e-10, "walk");
    }
}

/// Every schedule approaches the exact frequencies at its order.
#[test]
fn frequencies_approach_the_exact_ones_at_the_order_of_the_schedule() {
    for (model, schedule) in pairs() {
        let (Some(order), true) =
            (schedule.order, !model.ends_with("phi4") && model != "klein-gordon-b")
        else {
            continue;
        };
        for dim in 1..=3 {
            let k = waves(dim)[0];
            let exact = dispersion(model, tick("exact").unwrap(), dim, 0.1).frequencies(k);
            let error = |dt: f64| {
                let found = dispersion(model, schedule, dim, dt).frequencies(k);
                found.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
            };
            // Forward Euler's phase errs at second order: the first is all growth.
            let order = f64::from(order.max(2));
            let slope = (error(0.1) / error(0.05)).log2();
            assert!((slope - order).abs() < 0.15, "{model} {} {dim}: {slope}", schedule.name);
        }
    }
}

/// The wave vectors of a path, measured, against the frequencies of the tick's matrices.
fn check_measured(model: &str, schedule: &'static TickInfo, dim: usize) {
    let (name, dt) = (schedule.name, 0.23);
    let lattice = lattice(extents(dim), H, &[Periodic]);
    let parameters = with(model, schedule, dt);
    let path = Path::tour(&lattice);
    let mut spectrum = Spectrum::along(&parameters, &lattice, &path).unwrap();
    let looks = if name == "synchronous" { 10 } else { 24 };
    spectrum.measure(&parameters, &lattice, looks).unwrap();
    let mut worst = 0.0f64;
    for (at, measured) in spectrum.measured.iter().enumerate() {
        let expected = &spectrum.lattice[at];
        assert!(!measured.is_empty(), "{model} {name} {:?}", spectrum.k[at]);
        for (these, those) in [(measured, expected), (expected, measured)] {
            for w in these {
                let nearest = |far: f64, other: &f64| far.min((w - other).abs());
                worst = worst.max(those.iter().fold(f64::INFINITY, nearest));
            }
        }
    }
    println!("{model} {name} {dim}: {worst:e}");
    // Waves that grow come to feel that they are not small.
    let near = match (model, name) {
        ("phi4", "synchronous") => 1e-3,
        ("complex-phi4", "synchronous") => 5e-3,
        _ => 1e-4,
    };
    assert!(worst < near, "{model} {name} {dim}: {worst:e} {spectrum:?}");
}

#[test]
fn a_running_field_shows_the_frequencies_of_every_theory_and_schedule() {
    for (model, schedule) in pairs() {
        (1..=3).for_each(|dim| check_measured(model, schedule, dim));
    }
}

#[test]
fn doublers_are_found_and_wilson_removes_them() {
    let doublers = |model: &str, name: &str, dim: usize| {
        let lattice = lattice(extents(dim), H, &[Periodic]);
        let parameters = with(model, tick(name).unwrap(), 0.2);
        let path = Path::tour(&lattice);
        Spectrum::along(&parameters, &lattice, &path).unwrap().doublers
    };
    for name in ["staged", "unitary", "exact", "yoshida4"] {
        assert!(doublers("dirac", name, 1).is_empty());
        let found = doublers("dirac", name, 2);
        let mut names: Vec<&str> = found.iter().map(|doubler| doubler.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["(-1/2, 1/2)", "(1/2, -1/2)"], "{name}");
        assert!(found[0].continuum > 1.5 && found[0].frequency < 0.45, "{found:?}");
        assert!(doublers("dirac", name, 3).len() >= 6, "{name}");
    }
    for dim in 1..=3 {
        assert!(doublers("wilson", "unitary", dim).is_empty());
        assert!(doublers("mass", "staged", dim).is_empty());
    }
}

#[test]
fn group_velocity_is_the_slope_of_the_dispersion() {
    let m = COUPLINGS.m;
    let k = waves(2)[0];
    let found = dispersion("mass", tick("exact").unwrap(), 2, 0.2).group_velocity(k);
    let sines: f64 = k.iter().map(|k| (k * H / 2.0).sin().powi(2)).sum();
    let w = (m * m + 4.0 / (H * H) * sines).sqrt();
    for mu in 0..2 {
        let expected = (k[mu] * H).sin() / (H * w);
        assert!((found[1][mu] - expected).abs() < 1e-6 && (found[0][mu] + expected).abs() < 1e-6);
    }
}

#[test]
fn a_tour_visits_every_corner_on_waves_of_the_lattice() {
    for dim in 1..=3 {
        let lattice = lattice(extents(dim), H, &[Periodic]);
        let path = Path::tour(&lattice);
        let corner: Vec<f64> = (0..3).map(|mu| if mu < dim { PI / H } else { 0.0 }).collect();
        let at = |k: &[f64; 3]| (0..3).all(|mu| (k[mu] - corner[mu]).abs() < 1e-12);
        assert!(path.points().iter().any(at));
        assert_eq!(path.points()[0], [0.0; 3]);
        assert!(path.lengths().windows(2).all(|pair| pair[1] > pair[0]));
        let fits = |lattice: &Lattice, k: &[f64; 3]| {
            (0..dim).all(|mu| {
                let waves = k[mu] * H * lattice.shape()[mu] as f64 / (2.0 * PI);
                (waves - waves.round()).abs() < 1e-9
            })
        };
        assert!(path.points().iter().all(|k| fits(&lattice, k)));
    }
}

#[test]
fn what_cannot_run_has_no_spectrum() {
    let lattice = lattice(&[8], H, &[Periodic]);
    let parameters = with("mass", tick("unitary").unwrap(), 0.1);
    assert!(Dispersion::of(&parameters, &lattice).is_err());
    assert!(measure(&parameters, &lattice, &[[0.0; 3]], 10).is_err());
}

/// The path is as long on every lattice, whatever wave vectors it has, and goes on through the first
/// doubler.
#[test]
fn the_path_of_a_plot_is_the_same_on_every_lattice() {
    let ends = |shape: &[usize]| {
        let lattice = lattice(shape, 0.8, &[Periodic]);
        let parameters = with("dirac", tick("staged").unwrap(), 0.1);
        let spectrum = Spectrum::tour(&parameters, &lattice).unwrap();
        assert!(spectrum.along.is_sorted_by(|a, b| a < b));
        assert_eq!(spectrum.along.len(), spectrum.k.len());
        assert_eq!(spectrum.group_velocity.len(), spectrum.k.len());
        let corner = |corner: &fieldloom::spectrum::Corner| {
            (corner.name.clone(), (spectrum.along[corner.at] * 1e9).round())
        };
        spectrum.corners.iter().map(corner).collect::<Vec<_>>()
    };
    let (odd, even) = (ends(&[20, 12, 28]), ends(&[8, 8, 8]));
    assert_eq!(odd, even);
    let names: Vec<&str> = odd.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..5], ["(0, 0, 0)", "(1, 0, 0)", "(1, 1, 0)", "(1, 1, 1)", "(0, 0, 0)"]);
    assert_eq!(names.len(), 7);
    assert!(names[5].contains("1/2") && names[6].contains('1') && !names[6].contains('2'));
    let line = ends(&[20]);
    assert_eq!(line.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["(0)", "(1)"]);
}

/// A running field of a few waves: those are measured, and no others are made up.
#[test]
fn only_waves_that_are_there_are_measured_clearly() {
    let lattice = lattice(&[16, 12], 0.8, &[Periodic]);
    let scene = r#"(
        theory: (name: "dirac", m: 0.3),
        lattice: (shape: [16, 12], h: 0.8),
        schedule: (name: "staged", dt: 0.1),
        precision: F64,
        initial: [PlaneWave(modes: [2, 0], amplitude: 1), PlaneWave(modes: [3, 3], amplitude: 0.2)],
    )"#;
    let scene = fieldloom::scene::parse("test", scene, &[]).unwrap();
    let mut run = scene.build(&Default::default()).unwrap();
    let unit = std::f64::consts::TAU / 0.8;
    let k = |a: f64, b: f64| [unit * a / 16.0, unit * b / 12.0, 0.0];
    let all = [k(2.0, 0.0), k(1.0, 0.0), k(3.0, 3.0), k(-2.0, 1.0)];
    let mut follower =
        fieldloom::spectrum::Follower::new(&run.parameters, &lattice, &all).unwrap().keeping(30);
    for _ in 0..40 {
        follower.look(&lattice, &run.state);
        run.advance(follower.every()).unwrap();
    }
    assert_eq!(follower.looks(), 30);
    let seen = follower.clear_frequencies(run.state.precision());
    assert!(!seen[0].is_empty() && !seen[2].is_empty());
    assert!(seen[1].is_empty() && seen[3].is_empty(), "{seen:?}");
    let dispersion = Dispersion::of(&run.parameters, &lattice).unwrap();
    for (k, seen) in all.iter().zip(&seen) {
        for w in seen {
            let known = dispersion.frequencies(*k);
            assert!(known.iter().any(|known| (known - w).abs() < 1e-8), "{w} {known:?}");
        }
    }
    follower.forget();
    assert!(
        follower.looks() == 0 && follower.clear_frequencies(run.state.precision())[0].is_empty()
    );
}
