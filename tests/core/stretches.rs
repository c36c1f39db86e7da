//! Ticks of which nobody sees the inner ones: the same bits however a run is cut, whoever looks.

use crate::support::noise;
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::{KEEP_EVERY, LOOK_EVERY, Simulation};

/// A scene, its measurements taken every so many ticks.
fn build(scene: &str, every: u64) -> Simulation {
    let text = scene.replace("EVERY", &every.to_string());
    let scene = parse("scene.ron", &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    scene.build(&BuildOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

const SCENES: [&str; 5] = [
    // Edits, some of which make the links move for a while, and a twin.
    r#"(theory: (name: "dirac", m: 0.37), lattice: (shape: [4, 7], h: 0.83), measure: (every: EVERY),
        schedule: (name: "staged", dt: 0.2), seed: 5, initial: [Noise(amplitude: 0.6)],
        gauge: (twin: true, edits: [
            (tick: 31, command: SetMode(Bare)),
            (tick: 11, command: Rotate(Noise(amplitude: 2, seed: 3))),
            (tick: 40, command: Drive([Travelling(amplitude: 1, momentum: [0, 0.5], frequency: 0.3)])),
            (tick: 55, command: Drive([])),
            (tick: 55, command: Rotate(Stroke(centre: [0.4, 0], radius: 1.5, strength: 2))),
        ]))"#,
    // A background that moves.
    r#"(theory: (name: "dirac", m: 0.2), lattice: (shape: [5, 3, 6], h: 0.9), measure: (every: EVERY),
        schedule: (name: "staged", dt: 0.2), precision: F64, initial: [Noise(amplitude: 0.6)],
        gauge: (background: [UniformE(axis: 0, field: 0.1)]))"#,
    // Layers that count what they take.
    r#"(theory: (name: "klein-gordon", potential: "phi4", lam: 0.7), measure: (every: EVERY),
        lattice: (shape: [9, 12, 8], h: 0.9, boundary: ["periodic", "absorbing", "free"], layer: (width: 3, strength: 0.4)),
        schedule: (name: "staged", dt: 0.2), initial: [Noise(amplitude: 0.4)])"#,
    r#"(theory: (name: "klein-gordon", potential: "sine-gordon"), measure: (every: EVERY),
        lattice: (shape: [37, 21], h: 0.9, boundary: ["fixed", "periodic"]),
        schedule: (name: "yoshida4", dt: 0.1), initial: [Noise(amplitude: 0.4)])"#,
    r#"(theory: (name: "klein-gordon-b", m: 0.4), lattice: (shape: [113], h: 0.7), measure: (every: EVERY),
        schedule: (name: "(3.14)", dt: 0.2), precision: F64, initial: [Noise(amplitude: 0.4)])"#,
];

/// All that a run has to show, to the bit.
fn shown(run: &Simulation) -> String {
    let twin = run.gauge.twin().map(|twin| twin.state());
    let series: Vec<_> = run
        .measurements
        .series()
        .rows()
        .map(|row| (row.tick, row.time, row.values.iter().map(|v| v.to_bits()).collect::<Vec<_>>()))
        .collect();
    let good = run.measurements.last_good();
    format!(
        "{:?} {:?} {twin:?} {:?} {series:?} {good:?}",
        run.clock,
        run.state,
        run.gauge.theta(&run.lattice, &fieldloom::gauge::Instant::of(&run.clock))
    )
}

#[test]
fn a_run_is_the_same_however_it_is_cut() {
    for (number, scene) in SCENES.iter().enumerate() {
        for (cadence, every) in [1, 7, 10, 64, 100, 4000].into_iter().enumerate() {
            let mut single = build(scene, every);
            let mut cut = build(scene, every);
            (0..150).for_each(|_| single.step().unwrap());
            let seed = (number * 10 + cadence) as u64;
            let mut at = 0;
            while cut.clock.tick < 150 {
                let wish = 1 + ((noise(seed, at) + 1.0) * 20.0) as u64;
                cut.advance(wish.min(150 - cut.clock.tick)).unwrap();
                at += 1;
            }
            assert!(shown(&cut) == shown(&single), "scene {number}, every {every}");
        }
    }
}

#[test]
fn stretches_end_where_the_run_is_looked_at_or_edited_and_only_there() {
    let mut run = build(SCENES[0], 10);
    let mut ends = vec![];
    while run.clock.tick < 60 {
        run.stretch(u64::MAX).unwrap();
        ends.push(run.clock.tick);
    }
    let still = [10, 11, 20, 30, 31, 40].into_iter();
    // With the drive on, one by one.
    let expected: Vec<u64> = still.chain(41..=55).chain([60]).collect();
    assert_eq!(ends, expected);
}

#[test]
fn an_alarm_comes_at_the_same_tick_whoever_looks_and_in_time() {
    let scene = r#"(theory: (name: "klein-gordon", potential: "mass", m: 0.4), lattice: (shape: [6, 9, 5], h: 0.8),
        schedule: (name: "staged", dt: 0.6, allow_unstable: true), measure: (every: EVERY),
        initial: [Noise(amplitude: 0.5)])"#;
    for every in [1, 7, 16, 23, 1000] {
        let alarm = |cut: &dyn Fn(u64) -> u64| {
            let mut run = build(scene, every);
            let alarm = loop {
                if let Err(alarm) = run.advance(cut(run.clock.tick)) {
                    break alarm;
                }
            };
            (format!("{alarm:?}"), shown(&run), alarm.tick)
        };
        let one_by_one = alarm(&|_| 1);
        assert_eq!(alarm(&|_| 1_000_000), one_by_one);
        assert_eq!(alarm(&|tick| 3 + tick % 29), one_by_one);
        // The first unfit state is no further back than was promised.
        let mut run = build(scene, every);
        while run.verdict().is_ok() {
            let dynamics = run.dynamics.clone();
            dynamics.activation(&run.lattice, &mut run.state);
            dynamics.learning(&run.lattice, &mut run.state);
            run.clock.advance();
        }
        let late = one_by_one.2 - run.clock.tick;
        assert!(late < LOOK_EVERY, "{late} ticks late, every {every}");
        assert!(every != 1 || late == 0);
    }
}

#[test]
fn nothing_unfit_is_measured_or_kept() {
    let scene = r#"(theory: (name: "dirac", m: 0.4), lattice: (shape: [6, 5], h: 0.8),
        schedule: (name: "synchronous", dt: 0.6), measure: (every: EVERY), initial: [Noise(amplitude: 0.5)])"#;
    for every in [3, 50] {
        let mut run = build(scene, every);
        let alarm = run.advance(1_000_000).unwrap_err();
        assert_eq!(run.verdict().unwrap_err().site, alarm.site);
        assert!(
            run.measurements.series().rows().all(|row| row.values.iter().all(|v| v.is_finite()))
        );
        let (_, clock) = run.measurements.last_good().unwrap();
        assert_eq!(clock.tick, (alarm.tick - 1) / KEEP_EVERY * KEEP_EVERY);
    }
}
