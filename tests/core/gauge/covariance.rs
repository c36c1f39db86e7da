//! A tick commutes with a phase turned at each site, links following, however wild it is.

use super::{random_gauge, random_phases, turned, within};
use crate::support::{Run, difference, lattice, noisy, rounded, values};
use crate::ticks::{SHAPES, components_of, pairs, with};
use fieldloom::lattice::Boundary::{Absorbing, Fixed, Periodic};
use fieldloom::lattice::{FieldState, Lattice, Precision};
use fieldloom::simulation::Parameters;
use fieldloom::tick::TickInfo;

/// Models and schedules that run in a gauge field.
pub fn charged() -> Vec<(&'static str, &'static TickInfo)> {
    let takes = |(model, tick): &(&str, &'static TickInfo)| {
        let theory = with(model, tick, 0.1).theory.name;
        (theory == "dirac" || theory == "klein-gordon-complex") && tick.name != "exact"
    };
    pairs().into_iter().filter(takes).collect()
}

/// A state of noise in a wild gauge field.
pub fn wild(lattice: &Lattice, model: &str) -> FieldState {
    let state = noisy(lattice, components_of(model, lattice.dim()), 8);
    within(&state, random_gauge(lattice, 2.0, 0.6))
}

/// How far a run of the turned state is from the turned run, over its largest value.
fn residual(
    lattice: &Lattice,
    parameters: &Parameters,
    ticks: usize,
    follow: bool,
    precision: Precision,
    state: &FieldState,
) -> f64 {
    let phases = random_phases(lattice, 2.0);
    let run = |state: &FieldState| {
        let state = rounded(lattice, state, precision);
        Run::of(lattice, parameters, &state).ticks(ticks).state.clone()
    };
    let after = run(&turned(lattice, state, &phases, follow));
    let FieldState::F64(plain) = state else { panic!() };
    let ended = match run(state) {
        FieldState::F64(fields) => fields,
        FieldState::F32(fields) => fieldloom::lattice::Fields {
            phi: fields.phi.map(lattice, f64::from),
            pi: fields.pi.map(lattice, f64::from),
            ..plain.clone()
        },
    };
    difference(&values(&after), &values(&turned(lattice, &FieldState::F64(ended), &phases, true)))
}

#[test]
fn every_tick_is_covariant_and_would_not_be_without_the_links() {
    let layer = Absorbing { width: 2, strength: 0.7 };
    for (model, tick) in charged() {
        for (shape, boundary) in SHAPES.into_iter().zip([Periodic, Fixed, layer]) {
            let lattice = lattice(shape, 1.1, &[boundary]);
            let (parameters, state) = (with(model, tick, 0.13), wild(&lattice, model));
            let of = |ticks, follow| {
                residual(&lattice, &parameters, ticks, follow, Precision::F64, &state)
            };
            let what = format!("{model} {} {shape:?}", tick.name);
            assert!(of(1, true) < 1e-14, "{what}: {:e}", of(1, true));
            // Forward Euler blows up in a quartic potential.
            let ticks = if tick.name == "synchronous" { 10 } else { 200 };
            assert!(of(ticks, true) < 1e-12, "{what}: {:e}", of(ticks, true));
            assert!(of(1, false) > 1e-2, "{what}: {:e}", of(1, false));
        }
    }
}

#[test]
fn every_boundary_is_covariant_in_every_dimension() {
    let layer = Absorbing { width: 2, strength: 0.7 };
    for (model, tick) in charged().into_iter().filter(|(_, tick)| tick.order == Some(2)) {
        for (shape, boundary) in
            SHAPES.into_iter().flat_map(|shape| [Periodic, Fixed, layer].map(|b| (shape, b)))
        {
            let lattice = lattice(shape, 0.9, &[boundary]);
            let (parameters, state) = (with(model, tick, 0.21), wild(&lattice, model));
            let found = residual(&lattice, &parameters, 20, true, Precision::F64, &state);
            assert!(found < 1e-13, "{model} {} {shape:?} {boundary:?}: {found:e}", tick.name);
        }
    }
}

#[test]
fn single_precision_is_covariant_to_its_rounding() {
    for (model, tick) in charged().into_iter().filter(|(_, tick)| tick.order == Some(2)) {
        let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
        let (parameters, state) = (with(model, tick, 0.13), wild(&lattice, model));
        let found = residual(&lattice, &parameters, 200, true, Precision::F32, &state);
        assert!((1e-9..1e-4).contains(&found), "{model} {}: {found:e}", tick.name);
    }
}
