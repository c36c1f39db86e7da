//! Where links are refused, and how long a step may be with them.

use super::covariance::wild;
use super::{random_gauge, random_phases, turned, within};
use crate::support::{Run, lattice, noisy};
use crate::ticks::{SHAPES, components_of, growth, with};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{FieldState, GaugeField, Lattice, LinkField, Precision};
use fieldloom::simulation::{Dynamics, ModelError, Parameters};
use fieldloom::theory::LinkCoupling;
use fieldloom::tick::tick;

fn refusal(model: &str, schedule: &str, gauge: impl Fn(&Lattice) -> GaugeField<f64>) -> String {
    let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
    let state = noisy(&lattice, components_of(model, 2), 3);
    let state = within(&state, gauge(&lattice));
    let parameters = with(model, tick(schedule).unwrap(), 0.05);
    match Dynamics::new(&parameters, &lattice, &state) {
        Err(error) => error.to_string(),
        Ok(_) => String::new(),
    }
}

#[test]
fn what_feels_no_links_refuses_them_and_takes_a_gauge_field_that_is_nothing() {
    let nothing = |lattice: &Lattice| GaugeField::new(lattice, LinkField::zeros(lattice), None);
    for (model, schedule, why, instead) in [
        ("mass", "staged", "no phase that links could turn", "klein-gordon-complex"),
        ("klein-gordon-b", "(3.14)", "no phase that links could turn", "the theory dirac"),
        ("dirac", "exact", "mix the waves", "use staged"),
        ("complex-mass", "exact", "mix the waves", "use staged"),
    ] {
        for gauge in [(0.3, 0.0), (0.0, 0.4)] {
            let message =
                refusal(model, schedule, |lattice| random_gauge(lattice, gauge.0, gauge.1));
            assert!(message.contains(why) && message.contains(instead), "{message}");
            assert!(message.contains(schedule), "{message}");
        }
        assert_eq!(refusal(model, schedule, nothing), "");
    }
}

#[test]
fn a_gauge_field_that_does_not_fit_is_refused() {
    let spoilt = |links: bool| {
        refusal("dirac", "staged", |lattice| {
            let mut gauge = random_gauge(lattice, 0.3, 0.4);
            let write = |row: usize, values: &mut [f64]| {
                if row == 4 {
                    let last = values.len() - 2;
                    values[last] = f64::NAN;
                }
            };
            match links {
                true => gauge.write_links(lattice, write),
                false => gauge.write_potential(lattice, write),
            }
            gauge
        })
    };
    assert!(spoilt(true).contains("a2 is NaN at site [4, 7]"), "{}", spoilt(true));
    assert!(spoilt(false).contains("a0 is NaN at site [4, 7]"), "{}", spoilt(false));
    let other =
        refusal("dirac", "staged", |_| random_gauge(&lattice(&[6, 8], 1.1, &[Periodic]), 0.3, 0.0));
    assert!(other.contains("the state's a holds 96 values"), "{other}");
}

fn limit(lattice: &Lattice, state: &FieldState, coupling: LinkCoupling) -> f64 {
    let parameters = Parameters {
        coupling,
        allow_unstable: true,
        ..with("dirac", tick("staged").unwrap(), 0.01)
    };
    Dynamics::new(&parameters, lattice, state).unwrap().limit()
}

#[test]
fn links_that_enclose_nothing_leave_the_limit_alone() {
    for shape in SHAPES {
        let lattice = lattice(shape, 0.9, &[Periodic]);
        let state = noisy(&lattice, components_of("dirac", shape.len()), 3);
        let free = limit(&lattice, &state, LinkCoupling::Exact);
        let none = GaugeField::new(&lattice, LinkField::zeros(&lattice), None);
        let phases = random_phases(&lattice, 3.0);
        let pure = turned(&lattice, &within(&state, none), &phases, true);
        assert_eq!(limit(&lattice, &pure, LinkCoupling::Exact), free, "{shape:?}");
        let single = crate::support::rounded(&lattice, &pure, Precision::F32);
        assert_eq!(limit(&lattice, &single, LinkCoupling::Exact), free, "{shape:?}");
    }
}

/// Just below the limit nothing grows, just above it something does.
#[test]
fn with_links_the_limit_is_where_growth_begins() {
    for (coupling, shape, boundary) in [
        (LinkCoupling::Exact, &[6usize, 9][..], Periodic),
        (LinkCoupling::Exact, &[4, 5, 7], Fixed),
        (LinkCoupling::Additive, &[13], Periodic),
        (LinkCoupling::Additive, &[6, 9], Fixed),
    ] {
        let lattice = lattice(shape, 0.9, &[boundary]);
        let state = wild(&lattice, "dirac");
        let FieldState::F64(fields) = &state else { panic!() };
        let mut gauge = fields.gauge.clone().unwrap();
        gauge.set_potential(None);
        let state = within(&state, gauge);
        let limit = limit(&lattice, &state, coupling);
        let grown = |dt: f64| {
            let mut parameters = Parameters {
                coupling,
                allow_unstable: true,
                ..with("dirac", tick("staged").unwrap(), dt)
            };
            // A mass would let it go a little further.
            parameters.couplings.m = 0.0;
            growth(&mut Run::of(&lattice, &parameters, &state), 2000)
        };
        assert!(grown(0.999 * limit) < 100.0, "{shape:?} {coupling:?}");
        assert!(grown(1.004 * limit) > 1e6, "{shape:?} {coupling:?}");
    }
}

#[test]
fn a_complex_scalar_may_step_as_far_with_links_as_without() {
    let lattice = lattice(&[6, 9], 0.9, &[Periodic]);
    let state = noisy(&lattice, 2, 3);
    let limit = |state: &FieldState| {
        let parameters = with("complex-mass", tick("staged").unwrap(), 0.01);
        Dynamics::new(&parameters, &lattice, state).unwrap().limit()
    };
    let free = limit(&state);
    assert_eq!(limit(&within(&state, random_gauge(&lattice, 2.0, 0.0))), free);
    assert!((free - 2.0 / (8.0 / 0.81 + 0.37f64 * 0.37).sqrt()).abs() < 1e-14);
    let error =
        Dynamics::new(&with("complex-mass", tick("staged").unwrap(), free), &lattice, &state);
    assert!(matches!(error, Err(ModelError::UnstableStep { .. })));
}
