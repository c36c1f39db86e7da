//! Ticks blocked in time are, to the bit, the two stages tick by tick.

use crate::oracle::on_threads;
use crate::support::{components, lattice, noisy, parameters, rounded};
use fieldloom::lattice::Boundary::{self, Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::{FieldState, Lattice, Precision};
use fieldloom::simulation::{Dynamics, Parameters};
use fieldloom::tick::tick;

/// Rows shorter and longer than any register, odd and even; extents that give one, two and three
/// threads blocks of their own, and some that cannot be cut.
const SHAPES: [&[usize]; 9] = [
    &[2],
    &[19],
    &[30_011],
    &[3, 5],
    &[37, 701],
    &[2, 3, 4],
    &[4, 9, 2],
    &[26, 31, 39],
    &[13, 70, 67],
];

const LAYER: Boundary = Absorbing { width: 1, strength: 0.3 };

/// Boundaries of the axes in turn.
const EDGES: [[Boundary; 3]; 5] = [
    [Periodic; 3],
    [Fixed, Periodic, Free],
    [Periodic, Free, Fixed],
    [Free, Fixed, Periodic],
    [LAYER, Periodic, Fixed],
];

fn begin(lattice: &Lattice, model: &Parameters, state: &FieldState) -> (Dynamics, FieldState) {
    let mut state = state.clone();
    let dynamics = Dynamics::new(model, lattice, &state).unwrap();
    dynamics.prepare(lattice, &mut state);
    // Ghosts that are not what the edge holds now.
    let scale = 0.75;
    match &mut state {
        FieldState::F32(fields) => {
            fields.phi.values_mut().iter_mut().for_each(|v| *v *= scale as f32)
        }
        FieldState::F64(fields) => fields.phi.values_mut().iter_mut().for_each(|v| *v *= scale),
    }
    (dynamics, state)
}

/// Ticks stage by stage.
fn plainly(lattice: &Lattice, model: &Parameters, state: &FieldState, ticks: &[u64]) -> FieldState {
    let (dynamics, mut state) = begin(lattice, model, state);
    for _ in 0..ticks.iter().sum() {
        dynamics.activation(lattice, &mut state);
        dynamics.learning(lattice, &mut state);
    }
    state
}

fn at_once(lattice: &Lattice, model: &Parameters, state: &FieldState, ticks: &[u64]) -> FieldState {
    let (dynamics, mut state) = begin(lattice, model, state);
    ticks.iter().for_each(|n| dynamics.advance(lattice, &mut state, *n));
    state
}

fn compare(
    model: &Parameters,
    name: &str,
    shape: &[usize],
    edges: &[Boundary],
    precision: Precision,
) {
    let lattice = lattice(shape, 0.9, &edges[..shape.len()]);
    let state = noisy(&lattice, components(name, shape.len()), 3);
    let state = rounded(&lattice, &state, precision);
    let ticks = [1, 2, 8, 3, 11];
    let plain = plainly(&lattice, model, &state, &ticks);
    for threads in [1, 2, 3] {
        let blocked = on_threads(threads, || at_once(&lattice, model, &state, &ticks));
        assert!(blocked == plain, "{name} {shape:?} {edges:?} {precision:?} on {threads}");
    }
}

#[test]
fn klein_gordon_fields_of_all_kinds() {
    let kinds = ["mass", "phi4", "sine-gordon", "phi^2/2 + phi^4/9"];
    for (number, shape) in SHAPES.iter().enumerate() {
        for (turn, edges) in EDGES.iter().enumerate() {
            if edges[..shape.len()].contains(&LAYER) && shape[0] < 2 {
                continue;
            }
            for (at, precision) in [Precision::F32, Precision::F64].into_iter().enumerate() {
                let name = kinds[(number + turn + at) % kinds.len()];
                compare(&parameters(name, 0.17), name, shape, edges, precision);
            }
        }
    }
}

#[test]
fn composed_ticks_go_the_same_way() {
    for schedule in ["yoshida4", "suzuki4"] {
        for name in ["phi4", "dirac"] {
            let schedule = tick(schedule).unwrap();
            let model = Parameters { schedule, ..parameters(name, 0.11) };
            let edges = [Periodic, Fixed, Periodic];
            compare(&model, name, &[9, 12, 21], &edges, Precision::F32);
        }
    }
}

#[test]
fn dirac_fields_too() {
    for shape in [&[23][..], &[8, 13], &[7, 9, 20]] {
        for edges in [[Periodic; 3], [Fixed, Periodic, LAYER]] {
            compare(&parameters("dirac", 0.17), "dirac", shape, &edges, Precision::F32);
        }
    }
}
