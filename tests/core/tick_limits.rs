//! The largest stable dt of every schedule with every theory.

use crate::support::{Run, lattice, noisy};
use crate::ticks::{components_of, growth, pairs, with};
use fieldloom::lattice::Boundary::Periodic;
use fieldloom::lattice::Lattice;
use fieldloom::simulation::{Dynamics, Parameters};
use fieldloom::tick::{TickInfo, tick};

/// Growth of noise in 400 ticks at a fraction of the limit.
fn growth_at(model: &str, schedule: &'static TickInfo, lattice: &Lattice, fraction: f64) -> f64 {
    let state = noisy(lattice, components_of(model, lattice.dim()), 8);
    let mut parameters = with(model, schedule, 1e-3);
    let limit = Run::of(lattice, &parameters, &state).dynamics.limit();
    (parameters.dt, parameters.allow_unstable) = (fraction * limit, true);
    growth(&mut Run::of(lattice, &parameters, &state), 400)
}

#[test]
fn below_its_limit_every_schedule_is_stable_and_above_it_not() {
    for (model, schedule) in pairs() {
        for shape in [&[12][..], &[8, 12], &[8, 10, 12]] {
            let (lattice, name) = (lattice(shape, 0.7, &[Periodic]), schedule.name);
            let state = noisy(&lattice, components_of(model, shape.len()), 8);
            let run = Run::of(&lattice, &with(model, schedule, 1e-3), &state);
            if model.ends_with("phi4")
                || !run.dynamics.limit().is_finite()
                || run.dynamics.limit() == 0.0
            {
                continue;
            }
            let below = growth_at(model, schedule, &lattice, 0.99);
            let above = growth_at(model, schedule, &lattice, 1.03);
            println!("{model} {name} {shape:?}: {} {below} {above:e}", run.dynamics.limit());
            assert!(below < 20.0, "{model} {name} {shape:?}: {below:e}");
            assert!(above > 1e3, "{model} {name} {shape:?}: {above:e}");
        }
    }
}

/// The first dt at which the trace of Yoshida's tick of an oscillator, a polynomial in
/// `x = (s dt)²`, leaves [-2, 2].
#[test]
fn composition_narrows_the_range_as_its_polynomial_says() {
    let weight = 1.0 / (2.0 - 2f64.powf(1.0 / 3.0));
    let trace = |x: f64| {
        let kick_drift_kick = |w: f64| {
            let y = w * x.sqrt();
            [[1.0 - y * y / 2.0, y], [-y * (1.0 - y * y / 4.0), 1.0 - y * y / 2.0]]
        };
        let product = |a: [[f64; 2]; 2], b: [[f64; 2]; 2]| {
            [0, 1].map(|i| [0, 1].map(|j| a[i][0] * b[0][j] + a[i][1] * b[1][j]))
        };
        let (outer, inner) = (kick_drift_kick(weight), kick_drift_kick(1.0 - 2.0 * weight));
        let whole = product(outer, product(inner, outer));
        whole[0][0] + whole[1][1]
    };
    let mut x = 0.0;
    while trace(x).abs() <= 2.0 + 1e-9 {
        x += 1e-5;
    }
    let lattice = lattice(&[12], 1.3, &[Periodic]);
    let mut parameters = with("dirac", tick("yoshida4").unwrap(), 0.1);
    parameters.couplings.m = 0.0;
    let limit = Run::of(&lattice, &parameters, &noisy(&lattice, 2, 1)).dynamics.limit();
    let expected = x.sqrt() / 2.0 * 1.3;
    assert!((limit / expected - 1.0).abs() < 1e-4, "{limit} {expected}");
    assert!((limit / 1.3 - 0.787).abs() < 0.01, "{limit}");
    let error = Dynamics::new(
        &Parameters { dt: 0.8 * 1.3, ..parameters },
        &lattice,
        &noisy(&lattice, 2, 1),
    );
    let message = error.unwrap_err().to_string();
    assert!(message.contains("dirac with the yoshida4 schedule"), "{message}");
}
