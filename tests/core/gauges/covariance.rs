//! The same run in another gauge is the same run.

use super::support::*;
use fieldloom::gauge::{GaugeMode, readout};
use fieldloom::lattice::Precision;
use fieldloom::simulation::Level;

/// Every theory with a phase, with schedules that carry links.
const PAIRS: &[(&str, &str)] = &[
    ("dirac", "staged"),
    ("dirac", "unitary"),
    ("wilson", "unitary"),
    ("dirac", "yoshida4"),
    ("dirac", "synchronous"),
    ("wilson", "suzuki4"),
    ("complex", "staged"),
    ("complex", "yoshida4"),
];

/// What is given besides, in so many dimensions: fields that stand still and fields that move.
fn background(dim: usize) -> &'static str {
    [
        "Barrier(height: 0.7, width: 2.5), Expression(a: [\"0.4*sin(x - 0.7*t)\"])",
        "UniformB(quanta: 3), Step(height: 0.6), Expression(a: [\"0.3*t\", \"cos(y + 0.9*t)\"], \
         a0: \"0.3*sin(t + x)\")",
        "UniformB(quanta: -2, plane: [1, 2]), Well(height: 0.5, axis: 2, width: 1.9)",
    ][dim - 1]
}

/// The residual against the twin after so many ticks of wild noise, and how it stands.
fn residual(
    (pair, dim, edges): ((&str, &str), usize, &str),
    precision: Precision,
    how: GaugeMode,
    ticks: u64,
) -> (f64, Level) {
    let given = if edges == "periodic" { background(dim) } else { "" };
    let gauge = format!(
        "background: [{given}], twin: true, mode: {}, rotate: [Noise(amplitude: 2, seed: 3)], \
         drive: [Noise(amplitude: 3.5, seed: 7)]",
        how.name()
    );
    let mut run = build(&scene(pair, dim, edges, &gauge), precision);
    run.advance(ticks).unwrap();
    let found = readout::covariance(&run.look()).unwrap();
    (found, readout::level(&run.look(), found))
}

fn cases() -> impl Iterator<Item = ((&'static str, &'static str), usize, &'static str)> {
    let edges = |dim: usize| ["periodic", "fixed"].into_iter().map(move |edges| (dim, edges));
    let places = (1..=3).flat_map(edges);
    places.flat_map(|(dim, edges)| PAIRS.iter().map(move |pair| (*pair, dim, edges)))
}

/// Forward Euler blows up; its covariance is seen in fewer ticks.
fn ticks(pair: (&str, &str)) -> u64 {
    if pair.1 == "synchronous" { 60 } else { 1000 }
}

#[test]
fn wild_noise_at_every_tick_changes_nothing_in_double_precision() {
    for case in cases() {
        let (found, level) = residual(case, Precision::F64, GaugeMode::Covariant, ticks(case.0));
        assert!(found < 1e-12, "{case:?}: {found:e}");
        assert!(found > 0.0, "{case:?}: something was rotated");
        assert_eq!(level, Level::Green, "{case:?}: {found:e}");
    }
}

#[test]
fn wild_noise_at_every_tick_changes_nothing_in_single_precision() {
    for case in cases() {
        let (found, level) = residual(case, Precision::F32, GaugeMode::Covariant, ticks(case.0));
        assert!(found < 3e-4, "{case:?}: {found:e}");
        assert_eq!(level, Level::Green, "{case:?}: {found:e}");
    }
}

#[test]
fn without_links_the_same_rotation_changes_everything() {
    for case in cases() {
        let (found, level) = residual(case, Precision::F64, GaugeMode::Bare, 60);
        assert!(found > 1e-2, "{case:?}: {found:e}");
        assert_eq!(level, Level::Red);
    }
}

/// The field, turned smoothly by an angle of this size, runs in the additive coupling; the lattice
/// is `finer` times finer than the picture. The residual after 10 ticks.
fn additive(size: f64, finer: usize) -> f64 {
    let (n, k) = (192 * finer, std::f64::consts::TAU / (192 * finer) as f64);
    let text = format!(
        "(theory: (name: \"dirac\", m: 0.37), lattice: (shape: [{n}, {n}]), \
         schedule: (name: \"staged\", dt: 0.2), precision: F64, \
         initial: [Expression(phi: [\"1 + cos({k}*x)\", \"sin({k}*y)\", \"0.5*cos({k}*(x + y))\"], \
                              pi: [\"sin({k}*x)\", \"0.3\", \"0\", \"cos({k}*y)\"])], \
         gauge: (twin: true, mode: Paper, \
                 rotate: [Expression(theta: \"{size}*(sin({k}*x) + cos({k}*y + {k}*x))\")]))"
    );
    let mut run = build(&text, Precision::F64);
    run.advance(10).unwrap();
    readout::covariance(&run.look()).unwrap()
}

#[test]
fn the_additive_coupling_is_covariant_to_first_order_over_a_given_field() {
    let [coarse, fine] = [0.02, 0.01].map(|size| additive(size, 1));
    let slope = (coarse / fine).log2();
    assert!((slope - 1.0).abs() < 0.1, "{slope}: {coarse:e} {fine:e}");
}

#[test]
fn the_additive_coupling_is_covariant_to_second_order_when_the_picture_is_stretched() {
    let [coarse, fine] = [1, 2].map(|finer| additive(0.5, finer));
    let slope = (coarse / fine).log2();
    assert!((slope - 2.0).abs() < 0.1, "{slope}: {coarse:e} {fine:e}");
}

/// What absorbing edges take is the same too.
#[test]
fn absorbing_layers_take_the_same_from_both() {
    let text = "(theory: (name: \"dirac\", m: 0.37), lattice: (shape: [8, 9], h: 0.83, \
                boundary: \"absorbing\", layer: (width: 2, strength: 0.6)), \
                schedule: (name: \"staged\", dt: 0.2), seed: 5, precision: F64, \
                initial: [Noise(amplitude: 0.6)], gauge: (twin: true, \
                background: [Solenoid(flux: 1.1, centre: [0.4, 0.4])], \
                drive: [Noise(amplitude: 3.5)]))";
    let mut run = build(text, Precision::F64);
    run.advance(300).unwrap();
    assert!(readout::covariance(&run.look()).unwrap() < 1e-12);
    let (own, twin) = (run.state.absorbed(), run.gauge.twin().unwrap().state().absorbed());
    assert!(own > 0.1 && (own - twin).abs() < 1e-12 * own, "{own} {twin}");
}
