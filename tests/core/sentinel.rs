//! The sentinel: unfit values are found where and when they are, and the last good state is kept.

use crate::oracle::*;
use crate::support::{Run, parameters, values as all_values};
use fieldloom::lattice::{Boundary, FieldState, Precision, Real, SiteField};
use fieldloom::observable::Look;
use fieldloom::simulation::{
    Alarm, AlarmKind, BLOW_UP, Cadence, KEEP_EVERY, Parameters, Simulation,
};

/// Writes one value.
fn put(run: &mut Simulation, field: &str, row: usize, component: usize, x: usize, value: f64) {
    fn set<R: Real>(field: &mut SiteField<R>, row: usize, component: usize, x: usize, value: f64) {
        field.row_mut(row, component)[x] = R::of(value);
    }
    match (&mut run.state, field) {
        (FieldState::F32(fields), "phi") => set(&mut fields.phi, row, component, x, value),
        (FieldState::F32(fields), _) => set(&mut fields.pi, row, component, x, value),
        (FieldState::F64(fields), "phi") => set(&mut fields.phi, row, component, x, value),
        (FieldState::F64(fields), _) => set(&mut fields.pi, row, component, x, value),
    }
}

/// What the sentinel says of the state as it is.
fn verdict(run: &mut Simulation) -> Result<(), Alarm> {
    let mut measurements = run.measurements.clone();
    let look = run.look();
    let verdict = measurements.measure(&Look { clock: &run.clock.next(), ..look });
    run.measurements = measurements;
    verdict
}

#[test]
fn the_first_unfit_value_in_lattice_order_is_named() {
    let lattice = edged(&[5, 37, 41], Boundary::Periodic);
    for precision in [Precision::F32, Precision::F64] {
        let mut run = simulation(&lattice, &parameters("dirac", 0.1), precision, 10);
        run.advance(7).unwrap();
        assert_eq!(verdict(&mut run), Ok(()));
        // Later in lattice order first, so that the one reported moves forward.
        let places = [
            (("pi", 4 * 37 + 36, 3, 40), vec![4, 36, 40], f64::NAN),
            (("phi", 2 * 37 + 11, 2, 9), vec![2, 11, 9], f64::INFINITY),
            (("pi", 2 * 37 + 11, 0, 8), vec![2, 11, 8], f64::NEG_INFINITY),
            (("phi", 2 * 37 + 11, 3, 8), vec![2, 11, 8], f64::NAN),
            (("phi", 2 * 37 + 11, 1, 8), vec![2, 11, 8], f64::NAN),
            (("pi", 0, 2, 0), vec![0, 0, 0], f64::NAN),
        ];
        for ((field, row, component, x), site, value) in places {
            put(&mut run, field, row, component, x, value);
            for threads in [1, 2, 8] {
                let alarm = on_threads(threads, || verdict(&mut run)).expect_err("an unfit value");
                assert_eq!(
                    (alarm.site, alarm.field, alarm.component),
                    (site.clone(), field, component)
                );
                assert_eq!((alarm.tick, alarm.kind), (8, AlarmKind::NotFinite));
                assert_eq!(alarm.value.to_string(), value.to_string());
                assert!((alarm.time - 0.8).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn a_finite_value_beyond_the_limit_is_a_blow_up_and_one_below_is_not() {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let mut run = simulation(&lattice, &parameters("mass", 0.1), Precision::F64, 10);
    let limit = run.measurements.sentinel().limit();
    assert_eq!(limit, BLOW_UP, "noise is smaller than 1");
    put(&mut run, "pi", 3, 0, 5, -limit);
    assert_eq!(verdict(&mut run), Ok(()));
    put(&mut run, "pi", 3, 0, 5, -limit * (1.0 + 1e-12));
    let alarm = verdict(&mut run).expect_err("too large");
    assert_eq!((alarm.kind, alarm.site), (AlarmKind::BlowUp { limit }, vec![3, 5]));
}

#[test]
fn a_strong_field_may_grow_as_far_as_a_weak_one() {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let mut state = scattered(&lattice, 1, Precision::F64);
    let FieldState::F64(fields) = &mut state else { panic!("double precision") };
    fields.phi.values_mut()[17] = -250.0;
    let model = parameters("mass", 0.1);
    let run = Simulation::new(lattice, model, state, Cadence::default()).unwrap();
    assert_eq!(run.measurements.sentinel().limit(), 250.0 * BLOW_UP);
}

/// Runs until the alarm.
fn until_alarm(parameters: &Parameters, precision: Precision) -> (Simulation, Alarm) {
    let lattice = edged(&[6, 9], Boundary::Periodic);
    let mut run = simulation(&lattice, parameters, precision, 10);
    let alarm = run.advance(100_000).expect_err("a run that blows up");
    (run, alarm)
}

#[test]
fn an_unstable_step_blows_up_and_the_last_good_state_is_one_the_run_had() {
    let models = [("mass", 0.7), ("dirac", 0.55), ("phi4", 0.65)];
    for (model, dt) in models {
        for precision in [Precision::F32, Precision::F64] {
            let model = Parameters { allow_unstable: true, ..parameters(model, dt) };
            let (run, alarm) = until_alarm(&model, precision);
            assert!(!alarm.stable && alarm.largest_dt < dt, "{alarm:?}");
            assert_eq!(alarm.tick, run.clock.tick);
            let text = alarm.to_string();
            let advice = format!("dt = {dt} is not stable, use at most dt = {}", alarm.largest_dt);
            assert!(
                text.contains(&advice) && text.contains(&format!("tick {}", alarm.tick)),
                "{text}"
            );
            let (good, clock) = run.measurements.last_good().expect("a small state");
            assert_eq!(clock.tick, (alarm.tick - 1) / KEEP_EVERY * KEEP_EVERY);
            assert!(all_values(good).iter().all(|value| value.is_finite()));
            let start = scattered(&run.lattice, good.components(), precision);
            let mut twin = Run::of(&run.lattice, &model, &start);
            assert_eq!(good, &twin.ticks(clock.tick as usize).state);
        }
    }
}

#[test]
fn a_potential_without_a_bottom_is_stopped_while_still_finite() {
    let (_, alarm) = until_alarm(&parameters("-phi^2/2", 0.1), Precision::F64);
    assert!(matches!(alarm.kind, AlarmKind::BlowUp { .. }) && alarm.stable, "{alarm:?}");
    let text = alarm.to_string();
    assert!(text.contains("beyond") && text.contains("potential without a lower bound"), "{text}");
}

#[test]
fn who_asked_for_an_unstable_run_sees_it_up_to_overflow() {
    let model = Parameters { allow_unstable: true, ..parameters("mass", 0.7) };
    for (precision, most) in [(Precision::F32, f64::from(f32::MAX)), (Precision::F64, f64::MAX)] {
        let (_, alarm) = until_alarm(&model, precision);
        assert!(alarm.value.is_nan() || alarm.value.abs() > 0.99 * most.sqrt(), "{alarm:?}");
    }
}

#[test]
fn copies_are_taken_at_the_same_ticks_however_the_run_is_cut() {
    let lattice = edged(&[6, 9], Boundary::Absorbing { width: 2, strength: 0.4 });
    let model = parameters("dirac", 0.1);
    let run = |pieces: &[u64]| {
        let mut run = simulation(&lattice, &model, Precision::F32, 10);
        pieces.iter().for_each(|n| run.advance(*n).unwrap());
        let (state, clock) = run.measurements.last_good().expect("a small state");
        (state.clone(), *clock)
    };
    let (state, clock) = run(&[150]);
    assert_eq!(clock.tick, 128);
    assert!(state.absorbed() > 0.0);
    assert_eq!(run(&[1, 62, 2, 63, 22]), (state, clock));
}
