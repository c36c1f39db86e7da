//! The learning system of a running field: each update in numbers is what the synchronous tick
//! does, and the loss that is measured is the one it is written with.

use fieldloom::lattice::{FieldState, Precision};
use fieldloom::network::{LearningSystem, Side};
use fieldloom::observable::observable;
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::{Dynamics, Parameters, Part, Patch, Simulation};
use fieldloom::tick::tick;

const DIRAC: &str = r#"name: "dirac", m: 0.37, r: 0.4"#;
const PLAIN: &str = r#"name: "dirac", m: 0.37"#;
const PLAIN_IN_PLANE: (&str, &str, &str, &str) = (PLAIN, "[9, 12]", "periodic", "staged");
const COMPLEX: &str = r#"name: "klein-gordon-complex", potential: "phi4", lam: 0.8, v: 0.9"#;
const QUARTIC: &str = r#"name: "klein-gordon", potential: "phi4", lam: 0.8, v: 0.9"#;

/// Theory, shape, boundary and schedule.
const CASES: &[(&str, &str, &str, &str)] = &[
    (DIRAC, "[11]", "periodic", "unitary"),
    (DIRAC, "[9, 12]", "fixed", "unitary"),
    (DIRAC, "[7, 6, 8]", "periodic", "unitary"),
    (QUARTIC, "[12]", "fixed", "staged"),
    (QUARTIC, "[9, 12]", "free", "staged"),
    (QUARTIC, "[7, 6, 8]", "periodic", "staged"),
    (
        r#"name: "klein-gordon", potential: "mass", m: 0.6"#,
        "[9, 12]",
        "(absorbing: (width: 2))",
        "staged",
    ),
    (r#"name: "klein-gordon-b", m: 0.6"#, "[9, 12]", "fixed", "(3.14)"),
    (r#"name: "klein-gordon-b", m: 0.6"#, "[2, 7, 6]", "periodic", "(3.14)"),
    (r#"name: "neuron", potential: "sine-gordon", f: "x^3""#, "[40]", "periodic", "staged"),
    (r#"name: "neuron", potential: "mass", m: 0.7"#, "[5, 3]", "periodic", "staged"),
    (NETWORK, "[12]", "periodic", "staged"),
    (
        r#"name: "network", potential: "mass", m: 0.7, draw: "symmetric", seed: 4"#,
        "[4, 3]",
        "periodic",
        "staged",
    ),
];

/// A slope at 0 that is not 0, and W and B that keep no condition.
const NETWORK: &str = r#"name: "network", potential: "expr", expr: "0.3*phi + phi^4/4 + phi^3/5",
    f: "sin(x)", draw: "commute", seed: 9"#;

/// Links that differ from one to the next and an `A_0` that differs from site to site.
const BACKGROUND: &str =
    "gauge: (background: [Step(height: 0.7, at: 0.1)], rotate: [Noise(amplitude: 2.0)]),";

fn run(case: &(&str, &str, &str, &str)) -> Simulation {
    run_in(case, "")
}

/// A run in a background.
fn run_in(
    (theory, shape, boundary, schedule): &(&str, &str, &str, &str),
    background: &str,
) -> Simulation {
    let boundary = match *boundary {
        "(absorbing: (width: 2))" => "\"absorbing\", layer: (width: 2, strength: 0.7)".to_owned(),
        name => format!("\"{name}\""),
    };
    let text = format!(
        r#"(
            theory: ({theory}),
            lattice: (shape: {shape}, h: 0.83, boundary: {boundary}),
            schedule: (name: "{schedule}", dt: 0.07),
            precision: F64,
            initial: [Noise(amplitude: 0.4)],
            {background}
        )"#
    );
    let scene = parse("test", &text, &[]).unwrap();
    let mut run = scene.build(&BuildOptions::default()).unwrap();
    // Ghosts that are not the edge as it is now.
    run.advance(3).unwrap();
    run
}

/// phi and pi of the whole lattice after one synchronous tick of the kernels.
fn ticked(run: &Simulation) -> FieldState {
    let Simulation { parameters, lattice, state, .. } = run;
    let own = parameters.theory.name == "klein-gordon-b";
    let schedule = if own { parameters.schedule } else { tick("synchronous").unwrap() };
    let parameters = Parameters { schedule, allow_unstable: true, ..parameters.clone() };
    let (mut state, dynamics) =
        (state.clone(), Dynamics::resume(&parameters, lattice, state).unwrap());
    dynamics.activation(lattice, &mut state);
    dynamics.learning(lattice, &mut state);
    state
}

fn part(run: &Simulation, patch: &Patch) -> Part {
    patch.read(&run.lattice, &run.state)
}

fn system(run: &Simulation, patch: &Patch) -> LearningSystem {
    part(run, patch).system(&run.parameters).unwrap()
}

/// Sites at corners, at edges and inside.
fn places(run: &Simulation) -> Vec<(usize, usize)> {
    let (rows, length) = (run.lattice.rows(), run.lattice.row_len());
    let rows = [0, rows / 2, rows - 1];
    rows.iter().flat_map(|row| [0, length / 3, length - 1].map(|x| (*row, x))).collect()
}

/// Each update in numbers, of a patch and of the whole lattice by the kernels. Absorbing layers damp
/// pi after the tick.
fn agrees(run: &Simulation, absorbs: bool, case: &str) {
    let after = ticked(run);
    for (row, x) in places(run) {
        let patch = Patch::around(&run.parameters, &run.lattice, (row, x), 1).unwrap();
        let (system, here) = (system(run, &patch), part(run, &patch));
        let sites = patch.lattice().sites();
        let alone = here.synchronous_tick(&run.parameters).unwrap();
        for component in 0..run.state.components() {
            let at = component * sites + patch.centre();
            let (phi, pi) = after.at(row, x, component);
            for (side, whole) in [(Side::Phi, phi), (Side::Pi, pi)] {
                let sum = system.row(side, at, [&here.phi, &here.pi]).sum();
                let part = alone[usize::from(side == Side::Pi)][at];
                let what = format!("{case} {row} {x} {} {component}", side.name());
                assert!((sum - part).abs() < 1e-14, "{what}: {sum} {part}");
                if !(absorbs && side == Side::Pi) {
                    assert!((part - whole).abs() < 1e-15, "{what}: {part} {whole}");
                }
            }
        }
    }
}

#[test]
fn an_update_in_numbers_is_what_the_synchronous_tick_does() {
    for case in CASES {
        agrees(&run(case), case.2.contains("absorbing"), &format!("{case:?}"));
    }
}

/// With links that differ from one to the next and an `A_0` that differs from site to site.
#[test]
fn an_update_within_a_background_is_what_the_synchronous_tick_does() {
    for case in [
        (DIRAC, "[11]", "periodic", "unitary"),
        (DIRAC, "[9, 12]", "fixed", "unitary"),
        PLAIN_IN_PLANE,
        (PLAIN, "[7, 6, 8]", "periodic", "staged"),
        (COMPLEX, "[9, 12]", "fixed", "staged"),
        (COMPLEX, "[7, 6, 8]", "periodic", "staged"),
    ] {
        agrees(&run_in(&case, BACKGROUND), false, &format!("{case:?}"));
        let free = run(&case);
        let bound = run_in(&case, BACKGROUND);
        assert!(bound.state.at(0, 1, 0) != free.state.at(0, 1, 0), "it makes no difference");
    }
}

#[test]
fn a_row_shows_where_a_neighbour_is_changed() {
    let run = run(&CASES[4]);
    let patch = Patch::around(&run.parameters, &run.lattice, (4, 5), 1).unwrap();
    let (system, mut here) = (system(&run, &patch), part(&run, &patch));
    let row = |here: &Part| system.row(Side::Pi, patch.centre(), [&here.phi, &here.pi]).sum();
    let before = row(&here);
    let beside = (0..25).find(|site| patch.offset(*site) == [0, 1]).unwrap();
    here.phi[beside] += 0.5;
    assert!((row(&here) - before - 0.07 * 0.5 / 0.83f64.powi(2)).abs() < 1e-14);
}

#[test]
fn a_stencil_is_the_rows_of_its_site() {
    let run = run(&CASES[2]);
    let patch = Patch::around(&run.parameters, &run.lattice, (20, 3), 1).unwrap();
    let (system, sites) = (system(&run, &patch), patch.lattice().sites());
    let blocks = system.tensors.b.stencil(patch.centre(), 4);
    let offsets: Vec<Vec<i64>> = blocks.iter().map(|block| patch.offset(block.site)).collect();
    assert_eq!(offsets, [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]]);
    for block in &blocks {
        for (at, entry) in block.entries.iter().enumerate() {
            let (row, column) = (at / 4 * sites + patch.centre(), at % 4 * sites + block.site);
            let found = system.tensors.b.row(row).iter().find(|(other, _)| *other == column);
            assert_eq!(found.map_or(0.0, |(_, value)| *value), *entry);
        }
    }
    let ahead = &blocks[3].entries;
    assert!(ahead.iter().filter(|entry| entry.abs() == 1.0 / 0.83).count() == 4, "{ahead:?}");
}

#[test]
fn a_patch_of_a_large_lattice_is_small_and_around_its_site() {
    let scene = r#"(theory: (name: "dirac"), lattice: (shape: [40, 30, 50]),
        schedule: (name: "staged", dt: 0.1))"#;
    let run = parse("test", scene, &[]).unwrap().build(&BuildOptions::default()).unwrap();
    let patch = Patch::around(&run.parameters, &run.lattice, (7, 49), 1000).unwrap();
    assert_eq!((patch.lattice().shape(), patch.is_whole()), (&[10, 10, 10][..], false));
    assert_eq!((patch.place(patch.centre()), patch.offset(patch.centre())), ((7, 49), vec![0; 3]));
    assert_eq!(part(&run, &patch).pi.len(), 4000);
}

/// The loss as an observable, at every boundary, is that of the learning system times the cell.
#[test]
fn the_loss_that_is_measured_is_the_one_that_is_learnt_from() {
    let mass = r#"name: "klein-gordon-complex", potential: "mass", m: 0.6"#;
    let complex = [
        (COMPLEX, "[9, 12]", "fixed", "staged"),
        (mass, "[7, 6, 8]", "periodic", "staged"),
        (COMPLEX, "[11]", "free", "staged"),
    ];
    let cases = CASES.iter().map(|case| (case, "")).chain([
        (&complex[0], BACKGROUND),
        (&complex[1], BACKGROUND),
        (&complex[2], ""),
        (&PLAIN_IN_PLANE, BACKGROUND),
    ]);
    for (case, background) in cases {
        let mut run = run_in(case, background);
        let everything = usize::MAX;
        let patch = Patch::around(&run.parameters, &run.lattice, (0, 0), everything).unwrap();
        assert!(patch.is_whole());
        let written = |run: &Simulation| {
            let (system, Part { phi, pi, .. }) = (system(run, &patch), part(run, &patch));
            let types = 0..system.loss.count();
            run.lattice.cell() * types.map(|of| system.loss.value(of, &phi, &pi)).sum::<f64>()
        };
        let measured = |run: &Simulation| {
            let info = observable("loss", &run.parameters, &run.lattice).unwrap();
            (info.measure)(&run.look())
        };
        let before = measured(&run);
        let size = before.abs().max(1e-3);
        assert!((before - written(&run)).abs() < 1e-12 * size, "{case:?} {before}");
        let FieldState::F64(fields) = &mut run.state else { panic!() };
        fields.phi.values_mut()[1] += 0.5;
        assert!((measured(&run) - before).abs() > 1e-6 * size, "{case:?}: it does not move");
        assert!((measured(&run) - written(&run)).abs() < 1e-12 * size, "{case:?}");
    }
}

#[test]
fn single_precision_agrees_to_its_rounding() {
    let scene = r#"(theory: (name: "dirac", m: 0.3), lattice: (shape: [9, 12]),
        schedule: (name: "staged", dt: 0.1), initial: [Noise(amplitude: 0.4)])"#;
    let run = parse("test", scene, &[]).unwrap().build(&BuildOptions::default()).unwrap();
    assert_eq!(run.state.precision(), Precision::F32);
    let patch = Patch::around(&run.parameters, &run.lattice, (8, 11), 1).unwrap();
    let (system, here) = (system(&run, &patch), part(&run, &patch));
    let alone = here.synchronous_tick(&run.parameters).unwrap();
    let apart = (system.row(Side::Phi, patch.centre(), [&here.phi, &here.pi]).sum()
        - alone[0][patch.centre()])
    .abs();
    assert!(apart < 1e-6, "{apart}");
}
