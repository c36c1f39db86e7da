//! Ticks backwards: every schedule that says it can, in a gauge that moves, with a twin.

use crate::support::{lattice, noisy};
use crate::ticks::{components_of, pairs, with};
use fieldloom::gauge::GaugeCommand;
use fieldloom::lattice::Boundary::{self, Absorbing, Periodic};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::{
    Backwards, Cadence, Clock, Irreversible, Simulation, distance, reversible,
};
use fieldloom::tick::{Reversal, TICKS, tick};

/// Runs forth and back, and says how far from the beginning that leads.
fn there_and_back(run: &mut Simulation, ticks: u64) -> f64 {
    let (begun, twin) = (run.state.clone(), run.gauge.twin().map(|twin| twin.state().clone()));
    let clock = run.clock;
    run.advance(ticks).unwrap();
    let moved = distance(&run.state, &begun).unwrap();
    assert!(moved > 1e-2, "nothing happened: {moved:e}");
    let backwards = Backwards::new(&run.parameters, &run.lattice, &run.state).unwrap();
    let Simulation { lattice, state, gauge, clock: now, .. } = &mut *run;
    (0..ticks).for_each(|_| assert!(backwards.tick(lattice, gauge, state, now)));
    assert_eq!((now.tick, now.time()), (clock.tick, clock.time()));
    let twins = twin.zip(run.gauge.twin()).map(|(begun, now)| distance(&begun, now.state()));
    distance(&run.state, &begun).unwrap().max(twins.flatten().unwrap_or(0.0))
}

fn run(model: &str, schedule: &'static fieldloom::tick::TickInfo) -> Simulation {
    let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
    let state = noisy(&lattice, components_of(model, 2), 3);
    let parameters = with(model, schedule, 0.2);
    Simulation::new(lattice, parameters, state, Cadence { measure_every: 1 }).unwrap()
}

#[test]
fn a_schedule_runs_backwards_exactly_where_it_says_so() {
    for (model, schedule) in pairs() {
        let error = there_and_back(&mut run(model, schedule), 9);
        match schedule.reversal {
            Reversal::None => assert!(error > 1e-3, "{model} {}: {error:e}", schedule.name),
            _ => assert!(error < 1e-12, "{model} {}: {error:e}", schedule.name),
        }
    }
    assert!(TICKS.iter().any(|tick| tick.reversal == Reversal::Swap));
}

const MOVING: &str = r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [7, 10], h: 0.8),
    schedule: (name: "unitary", dt: 0.2),
    precision: F64, seed: 3,
    initial: [Noise(amplitude: 0.5)],
    gauge: (
        background: [UniformE(field: 0.3, axis: 1)],
        drive: [Noise(amplitude: 1.3, seed: 5)],
        twin: true,
    ),
)"#;

#[test]
fn drives_backgrounds_that_move_and_the_twin_go_back_with_the_field() {
    for temporal in [false, true] {
        let scene = parse("moving.ron", MOVING, &[]).unwrap();
        let mut run = scene.build(&BuildOptions::default()).unwrap();
        if temporal {
            let fix = fieldloom::gauge::Fix::Temporal;
            run.change_gauge(&GaugeCommand::Fix(fix)).unwrap();
        }
        let error = there_and_back(&mut run, 11);
        assert!(error < 1e-12, "temporal {temporal}: {error:e}");
    }
}

#[test]
fn what_does_not_run_backwards_says_why() {
    let why = |schedule: &str, boundary: Boundary, clock: Clock| {
        let lattice = lattice(&[9, 12], 1.1, &[boundary]);
        reversible(&with("mass", tick(schedule).unwrap(), 0.2), &lattice, &clock)
    };
    let (first, later) = (Clock::new(0.2), Clock { tick: 3, ..Clock::new(0.2) });
    let layer = Absorbing { width: 3, strength: 1.0 };
    assert_eq!(why("staged", Periodic, later), Ok(()));
    assert_eq!(why("staged", Periodic, first), Err(Irreversible::Beginning));
    assert_eq!(why("staged", layer, later), Err(Irreversible::Absorbing));
    let schedule = "synchronous";
    assert_eq!(why(schedule, Periodic, later), Err(Irreversible::Schedule { schedule }));
}

#[test]
fn the_distance_of_two_states_is_that_of_their_values() {
    let lattice = lattice(&[3, 4], 1.1, &[Periodic]);
    let state = noisy(&lattice, 2, 3);
    assert_eq!(distance(&state, &state), Some(0.0));
    let mut other = state.clone();
    let fieldloom::lattice::FieldState::F64(fields) = &mut other else { panic!() };
    fields.pi.row_mut(2, 1)[3] = 4.0;
    let before = state.at(2, 3, 1).1;
    assert_eq!(distance(&state, &other), Some((4.0 - before) / 4.0));
}
