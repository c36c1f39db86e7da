//! The additive coupling of (5.5): covariant to first order in the angles only.

use super::{turned, within};
use crate::support::{Run, difference, lattice, noisy, parameters, shaped, values};
use crate::ticks::with;
use fieldloom::lattice::Boundary::Periodic;
use fieldloom::lattice::{FieldState, GaugeField, Lattice, LinkField};
use fieldloom::simulation::{Dynamics, ModelError, Parameters};
use fieldloom::theory::LinkCoupling;
use fieldloom::tick::tick;
use std::f64::consts::TAU;

/// How far a run of the turned state is from the turned run, after so many ticks.
fn residual(
    lattice: &Lattice,
    state: &FieldState,
    phases: &[f64],
    schedule: &str,
    coupling: LinkCoupling,
) -> f64 {
    let none = GaugeField::new(lattice, LinkField::zeros(lattice), None);
    let state = within(state, none);
    let parameters = Parameters { coupling, ..with("dirac", tick(schedule).unwrap(), 0.2) };
    let run = |state: &FieldState| Run::of(lattice, &parameters, state).ticks(10).state.clone();
    let found = run(&turned(lattice, &state, phases, true));
    difference(&values(&found), &values(&turned(lattice, &run(&state), phases, true)))
}

/// Waves of a few lengths in each component, along both axes.
fn waves(lattice: &Lattice) -> FieldState {
    let length = |mu: usize| lattice.shape()[mu] as f64 * lattice.spacing();
    shaped(lattice, 4, |a, position, is_pi| {
        let turns = position[0] / length(0) + (1 + a % 2) as f64 * position[1] / length(1);
        (TAU * turns + 0.9 * a as f64 + if is_pi { 0.4 } else { 0.0 }).cos()
    })
}

fn phases(lattice: &Lattice, size: f64) -> Vec<f64> {
    let at = |site: usize| {
        let position = lattice.site_position(site / lattice.row_len(), site % lattice.row_len());
        let turns = |mu: usize| position[mu] / (lattice.shape()[mu] as f64 * lattice.spacing());
        size * ((TAU * turns(0)).sin() + (TAU * turns(1) + 0.5).cos())
    };
    (0..lattice.sites()).map(at).collect()
}

/// The power with which a residual falls when something is halved.
fn order(coarse: f64, fine: f64) -> f64 {
    (coarse / fine).log2()
}

#[test]
fn over_a_given_field_the_residual_is_of_first_order_in_the_phase() {
    let lattice = lattice(&[12, 18], 0.9, &[Periodic]);
    for schedule in ["staged", "synchronous"] {
        let of = |size: f64, coupling| {
            let phases = phases(&lattice, size);
            residual(&lattice, &waves(&lattice), &phases, schedule, coupling)
        };
        let found = order(of(0.02, LinkCoupling::Additive), of(0.01, LinkCoupling::Additive));
        assert!((found - 1.0).abs() < 0.1, "{schedule}: {found}");
        assert!(of(0.02, LinkCoupling::Exact) < 1e-14, "{schedule}");
    }
}

#[test]
fn stretched_with_the_field_it_is_of_second_order() {
    for schedule in ["staged", "synchronous"] {
        let of = |stretch: usize| {
            let lattice = lattice(&[24 * stretch, 36 * stretch], 0.9, &[Periodic]);
            let (state, phases) = (waves(&lattice), phases(&lattice, 0.5));
            residual(&lattice, &state, &phases, schedule, LinkCoupling::Additive)
        };
        let found = order(of(2), of(4));
        assert!((found - 2.0).abs() < 0.1, "{schedule}: {found}");
    }
}

#[test]
fn it_is_refused_where_there_is_none() {
    let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
    let refusal = |parameters: Parameters, components: usize| {
        let parameters = Parameters { coupling: LinkCoupling::Additive, ..parameters };
        match Dynamics::new(&parameters, &lattice, &noisy(&lattice, components, 3)) {
            Err(error @ ModelError::Gauge { .. }) => error.to_string(),
            other => panic!("{other:?}"),
        }
    };
    let schedule = |model, name| with(model, tick(name).unwrap(), 0.05);
    for (parameters, components) in [
        (schedule("dirac", "unitary"), 4),
        (schedule("dirac", "suzuki4"), 4),
        (schedule("dirac", "exact"), 4),
        (schedule("wilson", "synchronous"), 4),
        (schedule("complex-mass", "staged"), 2),
        (parameters("mass", 0.05), 1),
    ] {
        let message = refusal(parameters, components);
        assert!(message.contains("additive coupling (5.5)"), "{message}");
        assert!(message.contains("the staged or the synchronous schedule"), "{message}");
    }
}
