//! The same bits, whatever the number of threads, and however a run is cut into pieces.

use crate::support::{Run, components, lattice, noisy, parameters, rounded, values};
use fieldloom::lattice::Boundary::{Absorbing, Fixed, Periodic};
use fieldloom::lattice::{FieldState, Lattice, Precision};
use fieldloom::simulation::{Cadence, Clock, Simulation};

fn after_500_ticks(
    threads: usize,
    model: &str,
    lattice: &Lattice,
    state: &FieldState,
) -> (FieldState, [u64; 3]) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut run = Run::of(lattice, &parameters(model, 0.2), state);
        run.ticks(500);
        let sums = [run.energy(), run.invariant(), run.dynamics.norm(lattice, &run.state)];
        (run.state, sums.map(f64::to_bits))
    })
}

fn same_bits(model: &str, lattice: &Lattice, precision: Precision) {
    let state = noisy(lattice, components(model, lattice.dim()), 6);
    let state = rounded(lattice, &state, precision);
    assert!(lattice.chunks() > 8);
    let one = after_500_ticks(1, model, lattice, &state);
    assert!(values(&one.0).iter().all(|value| value.is_finite()));
    for threads in [2, 8] {
        assert!(after_500_ticks(threads, model, lattice, &state) == one, "{threads} threads");
    }
}

#[test]
fn threads_do_not_change_phi4() {
    same_bits("phi4", &lattice(&[150, 101], 0.9, &[Periodic, Fixed]), Precision::F32);
}

#[test]
fn threads_do_not_change_dirac() {
    let layer = Absorbing { width: 3, strength: 0.4 };
    same_bits("dirac", &lattice(&[18, 26, 23], 1.1, &[Periodic, layer, Fixed]), Precision::F64);
}

fn simulation(model: &str) -> Simulation {
    let edge = Absorbing { width: 3, strength: 0.4 };
    let lattice = lattice(&[13, 10], 0.9, &[edge, Fixed]);
    let state = noisy(&lattice, components(model, 2), 7);
    Simulation::new(lattice, parameters(model, 0.17), state, Cadence::default()).unwrap()
}

#[test]
fn ticks_at_once_are_ticks_one_by_one() {
    for model in ["dirac", "phi4"] {
        let (mut together, mut single) = (simulation(model), simulation(model));
        together.advance(64).unwrap();
        (0..64).for_each(|_| single.step().unwrap());
        assert_eq!(together.state, single.state);
        assert_eq!(together.clock, single.clock);
    }
}

#[test]
fn a_resumed_run_does_not_know_it_stopped() {
    for model in ["dirac", "phi4"] {
        let (mut whole, mut first) = (simulation(model), simulation(model));
        whole.advance(90).unwrap();
        first.advance(37).unwrap();
        let Simulation { lattice, state, parameters, clock, .. } = first;
        assert!(state.absorbed() > 0.0);
        let clock = serde_json::from_str::<Clock>(&serde_json::to_string(&clock).unwrap()).unwrap();
        let cadence = Cadence::default();
        let mut second = Simulation::resume(lattice, parameters, state, cadence, clock).unwrap();
        second.advance(53).unwrap();
        assert_eq!(second.state, whole.state);
        assert_eq!(second.clock, whole.clock);
    }
}

/// A field that has grown past the range looked ahead to is still taken back.
#[test]
fn a_checkpoint_is_not_refused_for_its_field() {
    let mut run = simulation("phi4");
    run.parameters.dt = 0.5;
    let FieldState::F64(fields) = &mut run.state else { panic!() };
    fields.phi.values_mut().iter_mut().for_each(|phi| *phi *= 3.0);
    let Simulation { lattice, state, parameters, clock, .. } = run;
    assert!(Run::try_of(&lattice, &parameters, &state).is_err());
    let resumed = Simulation::resume(lattice, parameters, state, Cadence::default(), clock);
    assert!(!resumed.unwrap().dynamics.stable());
}
