//! Every schedule with every theory it can run: how accurate it is, how it is undone, what it refuses.

use crate::support::{Run, components, difference, lattice, noisy, parameters, rounded, values};
use fieldloom::lattice::Boundary::{self, Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::{FieldState, Lattice, Precision};
use fieldloom::simulation::{Dynamics, ModelError, Parameters};
use fieldloom::theory::THEORIES;
use fieldloom::tick::{Keeps, TICKS, TickInfo, tick};

/// Models none of which is like another: theories, a potential, a Wilson term.
pub const MODELS: [&str; 7] =
    ["dirac", "wilson", "mass", "phi4", "klein-gordon-b", "complex-mass", "complex-phi4"];

/// Parameters of a model with a schedule; the Dirac model `wilson` has r other than 0.
pub fn with(model: &str, schedule: &'static TickInfo, dt: f64) -> Parameters {
    let name = if model == "wilson" { "dirac" } else { model };
    let mut parameters = Parameters { schedule, ..parameters(name, dt) };
    if model == "wilson" {
        parameters.couplings.r = 0.43;
    }
    parameters
}

pub fn components_of(model: &str, dim: usize) -> usize {
    components(if model == "wilson" { "dirac" } else { model }, dim)
}

pub const SHAPES: [&[usize]; 3] = [&[13], &[6, 9], &[4, 5, 7]];

/// Models with the schedules that can run them on a periodic lattice.
pub fn pairs() -> Vec<(&'static str, &'static TickInfo)> {
    let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
    let all = MODELS.iter().flat_map(|model| TICKS.iter().map(move |tick| (*model, tick)));
    let runs = |(model, tick): &(&str, &'static TickInfo)| {
        let state = noisy(&lattice, components_of(model, 2), 3);
        match Dynamics::new(&with(model, tick, 0.05), &lattice, &state) {
            Ok(_) => true,
            Err(ModelError::Schedule { .. }) => false,
            Err(error) => panic!("{model} {}: {error}", tick.name),
        }
    };
    all.filter(runs).collect()
}

#[test]
fn every_theory_and_every_schedule_is_run() {
    let pairs = pairs();
    let names: Vec<String> = pairs.iter().map(|(m, t)| format!("{m} {}", t.name)).collect();
    let expected = "dirac staged, dirac unitary, dirac yoshida4, dirac suzuki4, dirac exact, \
                    dirac synchronous, wilson unitary, wilson yoshida4, wilson suzuki4, \
                    wilson exact, wilson synchronous, mass staged, mass yoshida4, mass suzuki4, \
                    mass exact, mass synchronous, phi4 staged, phi4 yoshida4, phi4 suzuki4, \
                    phi4 synchronous, klein-gordon-b (3.14), complex-mass staged, \
                    complex-mass yoshida4, complex-mass suzuki4, complex-mass exact, \
                    complex-mass synchronous, complex-phi4 staged, complex-phi4 yoshida4, \
                    complex-phi4 suzuki4, complex-phi4 synchronous";
    assert_eq!(names.join(", "), expected);
    for theory in THEORIES.iter().filter(|theory| theory.extras.is_empty()) {
        assert!(pairs.iter().any(|(m, t)| with(m, t, 0.1).theory.name == theory.name));
    }
}

fn refusal(model: &str, schedule: &str, boundary: &[Boundary]) -> String {
    let lattice = lattice(&[12, 13], 1.1, boundary);
    let state = noisy(&lattice, components_of(model, 2), 3);
    let parameters = with(model, tick(schedule).unwrap(), 0.05);
    match Dynamics::new(&parameters, &lattice, &state) {
        Err(error @ ModelError::Schedule { .. }) => error.to_string(),
        other => panic!("{model} {schedule}: {other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_refused_with_what_would() {
    let layer = Absorbing { width: 3, strength: 1.0 };
    for (model, schedule, boundary, why, instead) in [
        ("wilson", "staged", Periodic, "a Wilson term", "use unitary"),
        ("mass", "unitary", Periodic, "of a spinor", "use staged"),
        ("klein-gordon-b", "unitary", Periodic, "of a spinor", "use staged"),
        ("klein-gordon-b", "staged", Periodic, "one tick earlier", "use the schedule (3.14)"),
        ("klein-gordon-b", "exact", Periodic, "one tick earlier", "use the schedule (3.14)"),
        ("klein-gordon-b", "suzuki4", Periodic, "one tick earlier", "use the schedule (3.14)"),
        ("klein-gordon-b", "synchronous", Periodic, "old state already", "use the schedule (3.14)"),
        ("mass", "(3.14)", Periodic, "representation B", "klein-gordon-b"),
        ("dirac", "(3.14)", Periodic, "representation B", "use staged"),
        ("phi4", "exact", Periodic, "not quadratic", "use staged"),
        ("dirac", "exact", Fixed, "axis 0 has fixed edges", "use periodic edges"),
        ("mass", "exact", Free, "axis 0 has free edges", "use periodic edges"),
        ("dirac", "exact", layer, "axis 0 has absorbing edges", "use periodic edges"),
    ] {
        let message = refusal(model, schedule, &[boundary]);
        assert!(message.contains(why) && message.contains(instead), "{message}");
    }
    assert!(refusal("dirac", "exact", &[Periodic, Fixed]).contains("axis 1"));
}

#[test]
fn representation_b_takes_no_layers_and_no_potential() {
    let lattice = lattice(&[12], 1.1, &[Absorbing { width: 3, strength: 1.0 }]);
    let mut parameters = parameters("klein-gordon-b", 0.1);
    let refuse = |parameters: &Parameters, lattice: &Lattice| {
        Dynamics::new(parameters, lattice, &noisy(lattice, 1, 1)).unwrap_err().to_string()
    };
    assert!(refuse(&parameters, &lattice).contains("no absorbing boundary"));
    parameters.potential = crate::support::potential("phi4");
    let message = refuse(&parameters, &crate::support::lattice(&[12], 1.1, &[Free]));
    assert!(message.contains("does not take the potential \"phi4\""), "{message}");
}

/// `sqrt(|phi|² + |pi|²)` after so many ticks, over that before.
pub fn growth(run: &mut Run, ticks: usize) -> f64 {
    let norm = |run: &Run| run.dynamics.norm(&run.lattice, &run.state).sqrt();
    let before = norm(run);
    run.ticks(ticks);
    norm(run) / before
}

#[test]
fn the_unitary_norm_is_exact_at_any_dt() {
    for (shape, dt) in SHAPES.into_iter().flat_map(|shape| [(shape, 0.9), (shape, 7.7)]) {
        for (model, boundary) in [("dirac", Periodic), ("wilson", Fixed), ("wilson", Periodic)] {
            let lattice = lattice(shape, 0.9, &[boundary]);
            let parameters = with(model, tick("unitary").unwrap(), dt);
            let state = noisy(&lattice, components_of(model, shape.len()), 4);
            let mut run = Run::of(&lattice, &parameters, &state);
            assert_eq!(run.dynamics.limit(), f64::INFINITY);
            let ticks = if dt < 1.0 { 10_000 } else { 1000 };
            let drift = growth(&mut run, ticks).powi(2) - 1.0;
            assert!(drift.abs() < 1e-13, "{model} {shape:?} {dt}: {drift:e}");
        }
    }
}

/// In single precision each rotation is rounded, without a bias: the norm wanders.
#[test]
fn the_unitary_norm_stays_in_single_precision() {
    let lattice = lattice(&[12, 14], 0.9, &[Periodic]);
    for model in ["dirac", "wilson"] {
        let parameters = with(model, tick("unitary").unwrap(), 0.31);
        let state = rounded(&lattice, &noisy(&lattice, 4, 4), Precision::F32);
        let drift = growth(&mut Run::of(&lattice, &parameters, &state), 10_000) - 1.0;
        assert!(drift.abs() < 2e-6, "{model}: {drift:e}");
    }
}

/// A wave of one frequency grows by `sqrt(1 + w² dt²)`.
#[test]
fn forward_euler_grows_as_it_must() {
    for shape in SHAPES {
        let (h, dt) = (1.1, 0.13);
        let scene = format!(
            "(theory: (name: \"dirac\", m: 0.37, r: 0.6), lattice: (shape: {shape:?}, h: {h}), \
             schedule: (name: \"synchronous\", dt: {dt}), precision: F64, \
             initial: [PlaneWave(modes: {:?}, spin: -1)])",
            &[2, 1, 3][..shape.len()]
        );
        let scene = fieldloom::scene::parse("euler", &scene, &[]).unwrap();
        let built = scene.build(&Default::default()).unwrap();
        assert!(!built.dynamics.stable() && built.dynamics.largest_dt() == 0.0);
        let energy = built.dynamics.energy(&built.lattice, &built.state);
        let w = energy / built.dynamics.norm(&built.lattice, &built.state);
        assert!(w > 0.37);
        let mut run = Run::of(&built.lattice, &built.parameters, &built.state);
        let expected = (1.0 + w * w * dt * dt).powf(40.0);
        let found = growth(&mut run, 80);
        assert!((found / expected - 1.0).abs() < 1e-10, "{shape:?}: {found} {expected}");
    }
}

/// The state after a time of 2.4, in so many ticks.
fn end(model: &str, schedule: &'static TickInfo, shape: &[usize], ticks: usize) -> Vec<f64> {
    let lattice = lattice(shape, 1.3, &[Periodic]);
    let state = noisy(&lattice, components_of(model, shape.len()), 11);
    let mut parameters = with(model, schedule, 2.4 / ticks as f64);
    parameters.couplings.m = 0.8;
    values(&Run::of(&lattice, &parameters, &state).ticks(ticks).state)
}

#[test]
fn the_order_of_every_schedule_is_its_own() {
    let exact = tick("exact").unwrap();
    for (model, schedule) in pairs() {
        let Some(order) = schedule.order else { continue };
        if model.ends_with("phi4") || model == "klein-gordon-b" {
            continue;
        }
        for shape in SHAPES {
            let right = end(model, exact, shape, 1);
            let ticks = if order == 1 { [800, 1600] } else { [120, 240] };
            let errors = ticks.map(|n| difference(&end(model, schedule, shape, n), &right));
            let (slope, name) = ((errors[0] / errors[1]).log2(), schedule.name);
            let near = if order == 2 { 0.02 } else { 0.1 };
            println!("{model} {name} {shape:?}: {slope:.4}, {errors:?}");
            assert!((slope - f64::from(order)).abs() < near, "{model} {name} {shape:?}: {slope}");
        }
    }
}

/// Suzuki's errors are some thirty times smaller than Yoshida's at equal dt.
#[test]
fn suzuki_is_closer_than_yoshida() {
    for model in ["dirac", "wilson", "mass"] {
        let right = end(model, tick("exact").unwrap(), &[6, 9], 1);
        let error = |name| difference(&end(model, tick(name).unwrap(), &[6, 9], 60), &right);
        let ratio = error("yoshida4") / error("suzuki4");
        assert!((8.0..100.0).contains(&ratio), "{model}: {ratio}");
    }
}

/// How far from the start a run is after `ticks` ticks there and as many back.
fn return_error(model: &str, schedule: &'static TickInfo, boundary: Boundary) -> f64 {
    let lattice = lattice(&[6, 9], 1.3, &[boundary]);
    let state = noisy(&lattice, components_of(model, 2), 10);
    // Rounding errors grow exponentially where waves scatter off each other.
    let (ticks, forth) =
        (if model.ends_with("phi4") { 100 } else { 1000 }, with(model, schedule, 0.2));
    let mut run = Run::of(&lattice, &forth, &state);
    run.ticks(ticks);
    assert!(difference(&values(&run.state), &values(&state)) > 0.1);
    let back = Parameters { dt: -0.2, ..forth };
    if !values(&run.state).iter().all(|value| value.is_finite()) {
        return f64::INFINITY;
    }
    run.dynamics = Dynamics::new(&back, &lattice, &run.state).unwrap();
    difference(&values(&run.ticks(ticks).state), &values(&state))
}

#[test]
fn time_runs_backwards_but_for_forward_euler() {
    for (model, schedule) in pairs() {
        if schedule.name == "(3.14)" {
            continue;
        }
        let error = return_error(model, schedule, Periodic);
        match schedule.energy {
            Keeps::Nothing => assert!(error.is_nan() || error >= 1e-2, "{model}: {error:e}"),
            _ => assert!(error < 1e-10, "{model} {}: {error:e}", schedule.name),
        }
        if schedule.order.is_some_and(|order| order > 1) {
            let error = return_error(model, schedule, Fixed);
            assert!(error < 1e-10, "{model} {} fixed: {error:e}", schedule.name);
        }
    }
}

/// Representation B steps by the square of dt: it runs backwards when its two levels are swapped.
#[test]
fn representation_b_runs_backwards_when_its_levels_are_swapped() {
    let lattice = lattice(&[6, 9], 1.3, &[Fixed]);
    let state = noisy(&lattice, 1, 10);
    let mut run = Run::of(&lattice, &parameters("klein-gordon-b", 0.2), &state);
    let swap = |state: &mut FieldState| {
        let FieldState::F64(fields) = state else { panic!() };
        std::mem::swap(&mut fields.phi, &mut fields.pi);
        let all = fields.phi.values_mut().iter_mut().chain(fields.pi.values_mut());
        all.for_each(|value| *value = -*value);
    };
    run.ticks(1000);
    swap(&mut run.state);
    run.ticks(1000);
    swap(&mut run.state);
    let error = difference(&values(&run.state), &values(&state));
    assert!(error < 1e-10, "{error:e}");
}

/// The stages of a tick move what they should: both of `synchronous` read the old state.
#[test]
fn activation_leaves_pi_to_learning_where_both_read_the_old_state() {
    for (model, schedule) in pairs() {
        if !["synchronous", "exact", "(3.14)"].contains(&schedule.name) {
            continue;
        }
        let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
        let state = noisy(&lattice, components_of(model, 2), 3);
        let mut run = Run::of(&lattice, &with(model, schedule, 0.1), &state);
        let half = state.components() * lattice.sites();
        run.dynamics.activation(&lattice, &mut run.state);
        let (before, between) = (values(&state), values(&run.state));
        assert_eq!(before[half..], between[half..], "{model} {}", schedule.name);
        assert!(difference(&between[..half], &before[..half]) > 1e-3);
        run.dynamics.learning(&lattice, &mut run.state);
        let after = values(&run.state);
        assert_eq!(after[..half], between[..half], "{model} {}", schedule.name);
        assert!(difference(&after[half..], &before[half..]) > 1e-3);
        assert!(crate::support::fields(&run.state).held.is_none());
    }
}
