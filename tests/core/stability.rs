//! Limits on dt, order of accuracy, reversibility and dispersion of the staged tick.

use crate::support::{
    COUPLINGS, Run, components, difference, fields, lattice, noisy, parameters, shaped, values,
};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::simulation::{Dynamics, ModelError};
use std::f64::consts::TAU;

/// Singular values squared of B at a wave vector, in units of 1/h².
fn singular_values(k: &[f64]) -> [f64; 2] {
    let (mut a, mut b) = ([0.0; 3], [0.0; 3]);
    for (mu, k) in k.iter().enumerate() {
        (a[mu], b[mu]) = (k.cos() - 1.0, k.sin());
    }
    let square: f64 = a.iter().chain(&b).map(|value| value * value).sum();
    let cross = |i: usize, j: usize| a[i] * b[j] - a[j] * b[i];
    let cross = (cross(0, 1).powi(2) + cross(1, 2).powi(2) + cross(2, 0).powi(2)).sqrt();
    [square + 2.0 * cross, square - 2.0 * cross]
}

/// The largest of them, by a search that closes in on the best wave vector.
fn largest_singular_value(dim: usize) -> f64 {
    let (mut best, mut centre, mut width) = (0.0, vec![0.0; dim], TAU);
    for _ in 0..40 {
        let from = centre.clone();
        for point in 0..25usize.pow(dim as u32) {
            let offset = |mu: usize| (point / 25usize.pow(mu as u32) % 25) as f64 / 24.0 - 0.5;
            let k: Vec<f64> = (0..dim).map(|mu| from[mu] + width * offset(mu)).collect();
            let value = singular_values(&k)[0];
            if value > best {
                (best, centre) = (value, k);
            }
        }
        width *= 0.6;
    }
    best
}

fn shape(dim: usize) -> &'static [usize] {
    [&[12][..], &[9, 12], &[6, 7, 8]][dim - 1]
}

fn dynamics(model: &str, dim: usize, dt: f64) -> Result<Dynamics, ModelError> {
    let lattice = lattice(shape(dim), 1.3, &[Periodic]);
    let state = noisy(&lattice, components(model, dim), 8);
    Dynamics::new(&parameters(model, dt), &lattice, &state)
}

#[test]
fn dirac_limit_is_the_largest_singular_value() {
    for dim in 1..=3 {
        let limit = dynamics("dirac", dim, 0.1).unwrap().limit();
        let expected = 2.0 * 1.3 / largest_singular_value(dim).sqrt();
        assert!((limit / expected - 1.0).abs() < 1e-9, "{dim}: {limit} {expected}");
    }
}

#[test]
fn klein_gordon_limit_is_the_shortest_wave() {
    for dim in 1..=3 {
        let shortest = 4.0 * dim as f64 / 1.69;
        for (model, curvature) in [("mass", COUPLINGS.m.powi(2)), ("sine-gordon", 1.0)] {
            let limit = dynamics(model, dim, 0.1).unwrap().limit();
            assert!((limit / (2.0 / (shortest + curvature).sqrt()) - 1.0).abs() < 1e-14);
        }
    }
}

#[test]
fn the_limit_itself_is_refused_and_the_largest_dt_accepted() {
    for model in ["dirac", "mass", "phi4", "sine-gordon", "phi^4/4 + m^2*phi^2/2"] {
        for dim in 1..=3 {
            let limit = dynamics(model, dim, 1e-3).unwrap().limit();
            let Err(error) = dynamics(model, dim, limit) else { panic!("{model}: accepted") };
            let ModelError::UnstableStep { largest_dt, .. } = error else { panic!("{error}") };
            assert!(error.to_string().contains(&format!("at most dt = {largest_dt},")), "{error}");
            assert!(dynamics(model, dim, largest_dt).unwrap().stable(), "{model}");
            assert!(dynamics(model, dim, -largest_dt).unwrap().stable(), "{model}");
            assert!(largest_dt > limit * (1.0 - 2e-5), "{model}: {largest_dt} of {limit}");
        }
    }
}

/// Growth of noise in 400 ticks at a fraction of the limit.
fn growth(model: &str, lattice: &Lattice, fraction: f64) -> f64 {
    let state = noisy(lattice, components(model, lattice.dim()), 8);
    let mut parameters = parameters(model, 1e-3);
    let limit = Run::of(lattice, &parameters, &state).dynamics.limit();
    (parameters.dt, parameters.allow_unstable) = (fraction * limit, true);
    let mut run = Run::of(lattice, &parameters, &state);
    assert_eq!(run.dynamics.stable(), fraction < 1.0);
    let before = run.dynamics.norm(lattice, &run.state);
    run.ticks(400);
    run.dynamics.norm(lattice, &run.state) / before
}

#[test]
fn below_the_limit_noise_stays_and_above_it_grows() {
    for model in ["dirac", "mass"] {
        for shape in [&[12][..], &[8, 12], &[8, 10, 12]] {
            let lattice = lattice(shape, 0.7, &[Periodic]);
            let (below, above) = (growth(model, &lattice, 0.99), growth(model, &lattice, 1.03));
            assert!(below < 100.0, "{model} {shape:?}: {below:e}");
            assert!(above > 1e6, "{model} {shape:?}: {above:e}");
        }
    }
}

#[test]
fn a_larger_field_needs_a_smaller_dt() {
    let lattice = lattice(&[9, 12], 1.3, &[Periodic]);
    for model in ["phi4", "lam/4*(phi^2 - v^2)^2"] {
        let limit = |amplitude: f64, in_pi: bool| {
            let state = shaped(&lattice, 1, |_, x, is_pi| {
                if is_pi == in_pi { amplitude * (0.4 * x[0] + 0.2 * x[1]).cos() } else { 0.0 }
            });
            Run::of(&lattice, &parameters(model, 1e-3), &state).dynamics.limit()
        };
        for in_pi in [false, true] {
            let limits = [0.5, 8.0, 64.0].map(|amplitude| limit(amplitude, in_pi));
            assert!(limits[1] < 0.8 * limits[0] && limits[2] < 0.8 * limits[1], "{limits:?}");
        }
    }
}

/// The limit found from a typed phi⁴ is that of the built-in one, up to the sampling.
#[test]
fn a_typed_potential_is_the_built_in_one() {
    let lattice = lattice(&[9, 12], 1.3, &[Fixed]);
    let state = noisy(&lattice, 1, 9);
    for (name, text) in [
        ("mass", "m^2*phi^2/2"),
        ("phi4", "lam/4*(phi^2 - v^2)^2"),
        ("sine-gordon", "1 - cos(phi)"),
    ] {
        let mut built_in = Run::of(&lattice, &parameters(name, 0.21), &state);
        let mut typed = Run::of(&lattice, &parameters(text, 0.21), &state);
        let limits = [built_in.dynamics.limit(), typed.dynamics.limit()];
        assert!((limits[0] / limits[1] - 1.0).abs() < 0.05, "{name}: {limits:?}");
        assert!((built_in.energy() / typed.energy() - 1.0).abs() < 1e-13);
        let expected = values(&built_in.ticks(200).state);
        let apart = difference(&values(&typed.ticks(200).state), &expected);
        assert!(apart < 1e-10, "{name}: {apart:e}");
    }
}

#[test]
fn time_runs_backwards() {
    for model in ["dirac", "mass", "phi4", "sine-gordon"] {
        let lattice = lattice(&[9, 12], 1.3, &[Periodic, Fixed]);
        let state = noisy(&lattice, components(model, 2), 10);
        let mut forth = Run::of(&lattice, &parameters(model, 0.2), &state);
        forth.ticks(300);
        let moved = difference(&values(&forth.state), &values(&state));
        let back = Dynamics::new(&parameters(model, -0.2), &lattice, &forth.state).unwrap();
        forth.dynamics = back;
        let returned = difference(&values(&forth.ticks(300).state), &values(&state));
        assert!(moved > 0.1 && returned < 1e-9, "{model}: {moved} {returned:e}");
    }
}

#[test]
fn the_error_is_of_second_order_in_dt() {
    for model in ["dirac", "mass", "phi4", "sine-gordon"] {
        let lattice = lattice(&[8, 11], 1.3, &[Periodic]);
        let state = noisy(&lattice, components(model, 2), 11);
        let end = |ticks: usize| {
            let mut run = Run::of(&lattice, &parameters(model, 3.0 / ticks as f64), &state);
            values(&run.ticks(ticks).state)
        };
        let refined = end(3840);
        let errors = [60, 120, 240].map(|ticks| difference(&end(ticks), &refined));
        for pair in errors.windows(2) {
            let slope = (pair[0] / pair[1]).log2();
            assert!((slope - 2.0).abs() < 0.1, "{model}: {errors:?}");
        }
    }
}

/// A state with one wave vector and any polarisation.
fn wave(lattice: &Lattice, components: usize, k: &[f64]) -> FieldState {
    shaped(lattice, components, |a, x, is_pi| {
        let phase: f64 = k.iter().zip(x).map(|(k, x)| k * x).sum();
        let seed = 2 * a + usize::from(is_pi);
        phase.cos() * (1.0 + seed as f64).sin() + phase.sin() * (2.3 * seed as f64 + 0.4).cos()
    })
}

/// States of `ticks + 1` successive ticks.
fn history(model: &str, lattice: &Lattice, k: &[f64], dt: f64, ticks: usize) -> Vec<Vec<f64>> {
    let state = wave(lattice, components(model, lattice.dim()), k);
    let mut run = Run::of(lattice, &parameters(model, dt), &state);
    let mut history = vec![values(&run.state)];
    history.extend((0..ticks).map(|_| values(&run.ticks(1).state)));
    history
}

/// A wave vector that fits a periodic lattice.
fn wave_vector(lattice: &Lattice) -> Vec<f64> {
    let numbers = [2.0, 1.0, 3.0];
    let sides = lattice.shape().iter().map(|&n| n as f64 * lattice.spacing());
    sides.zip(numbers).map(|(side, number)| TAU * number / side).collect()
}

/// `z(n+1) + z(n-1) = 2 cos(w dt) z(n)`, with `(4/dt²) sin²(w dt/2) = m² + (4/h²) Σ sin²(k h/2)`.
#[test]
fn klein_gordon_waves_have_the_frequency_of_the_lattice() {
    for dim in 1..=3 {
        let (lattice, dt) = (lattice(shape(dim), 1.3, &[Periodic]), 0.3);
        let k = wave_vector(&lattice);
        let sines: f64 = k.iter().map(|k| (k * 1.3 / 2.0).sin().powi(2)).sum();
        let sin2 = dt * dt / 4.0 * (COUPLINGS.m.powi(2) + 4.0 / 1.69 * sines);
        let z = history("mass", &lattice, &k, dt, 2);
        let sum: Vec<f64> = z[0].iter().zip(&z[2]).map(|(a, b)| a + b).collect();
        let expected: Vec<f64> = z[1].iter().map(|z| (2.0 - 4.0 * sin2) * z).collect();
        assert!(difference(&sum, &expected) < 1e-13, "{dim}");
    }
}

/// `(M - 2 cos(w₊ dt)) (M - 2 cos(w₋ dt)) z = 0` for `M z(n) = z(n+1) + z(n-1)`, with
/// `cos(w dt) = cos(m dt) (1 - s² dt²/2)` for both singular values s of B.
#[test]
fn dirac_waves_have_the_frequencies_of_the_lattice() {
    for dim in 1..=3 {
        let (lattice, dt) = (lattice(shape(dim), 1.3, &[Periodic]), 0.3);
        let k = wave_vector(&lattice);
        let scaled: Vec<f64> = k.iter().map(|k| k * 1.3).collect();
        let cosines = singular_values(&scaled)
            .map(|s2| (COUPLINGS.m * dt).cos() * (1.0 - s2 / 1.69 * dt * dt / 2.0));
        if dim > 1 {
            assert!((cosines[0] - cosines[1]).abs() > 1e-3);
        }
        let z = history("dirac", &lattice, &k, dt, 4);
        let (sum, product) = (cosines[0] + cosines[1], 4.0 * cosines[0] * cosines[1]);
        let found: Vec<f64> = (0..z[0].len())
            .map(|i| z[4][i] + 2.0 * z[2][i] + z[0][i] - 2.0 * sum * (z[3][i] + z[1][i]))
            .collect();
        let expected: Vec<f64> = z[2].iter().map(|z| -product * z).collect();
        assert!(difference(&found, &expected) < 1e-12, "{dim}");
    }
}

#[test]
fn a_state_that_does_not_fit_is_refused() {
    let lattice = lattice(&[5, 7], 1.3, &[Periodic]);
    let refuse = |model: &str, dt: f64, state: &FieldState| {
        let refused = Dynamics::new(&parameters(model, dt), &lattice, state);
        refused.expect_err("accepted")
    };
    let mut broken = noisy(&lattice, 4, 1);
    let FieldState::F64(inner) = &mut broken else { panic!() };
    inner.pi.row_mut(3, 2)[5] = f64::NAN;
    let error = refuse("dirac", 0.1, &broken);
    assert_eq!(error.to_string(), "pi3 is NaN at site [3, 5]: every value must be finite");
    assert!(matches!(
        refuse("dirac", 0.1, &noisy(&lattice, 2, 1)),
        ModelError::Components { components: 4, given: 70, needed: 140, .. }
    ));
    assert!(matches!(refuse("mass", 0.0, &noisy(&lattice, 1, 1)), ModelError::Step { .. }));
    assert!(matches!(refuse("mass", f64::NAN, &noisy(&lattice, 1, 1)), ModelError::Step { .. }));
    assert!(matches!(
        refuse("ln(phi)", 0.1, &noisy(&lattice, 1, 1)),
        ModelError::PotentialNotFinite { .. }
    ));
    assert_eq!(fields(&broken).phi.components(), 4);
}

#[test]
fn couplings_out_of_range_are_refused() {
    let lattice = lattice(&[5, 7], 1.3, &[Periodic]);
    let mut parameters = parameters("phi4", 0.1);
    parameters.couplings.lam = -0.5;
    let error = Dynamics::new(&parameters, &lattice, &noisy(&lattice, 1, 1)).expect_err("accepted");
    assert_eq!(error.to_string(), "lam = -0.5 is out of range: it must be at least 0");
}

#[test]
fn dirac_takes_no_potential() {
    let lattice = lattice(&[5, 7], 1.3, &[Periodic]);
    let mut parameters = parameters("dirac", 0.1);
    parameters.potential = crate::support::potential("phi4");
    let error = Dynamics::new(&parameters, &lattice, &noisy(&lattice, 4, 1)).expect_err("accepted");
    assert!(error.to_string().contains("does not take the potential \"phi4\""), "{error}");
}
