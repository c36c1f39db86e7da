//! Going on from an export in the middle of everything a gauge can be doing.

use super::support::*;
use fieldloom::gauge::{GaugeCommand, Instant, readout};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;
use std::path::Path;

/// Gauges whose resumption needs everything a checkpoint may hold.
const GAUGES: [(&str, &str); 5] = [
    (
        "a drive and a twin",
        "twin: true, rotate: [Noise(amplitude: 2)], drive: [Noise(amplitude: 3)]",
    ),
    (
        "a background that moves",
        "background: [UniformB(quanta: 2), Expression(a: [\"0.3*sin(x - t)\"], a0: \"cos(t + y)/3\")], \
         drive: [Expression(theta: \"2*sin(x + 3*t)\")], wilson_loop: [[0, 0], [0, 1], [1, 1], [1, 0]]",
    ),
    (
        "temporal gauge",
        "background: [Step(height: 0.4), Expression(a0: \"cos(t + y)/3\")], twin: true, \
         rotate: [Checkerboard(theta: 1)], fix: Temporal",
    ),
    (
        "a field rotated alone",
        "mode: Bare, twin: true, rotate: [Noise(amplitude: 1)], drive: [Noise(amplitude: 0.1)]",
    ),
    (
        "the additive coupling",
        "mode: Paper, rotate: [Vortex(centre: [0.4, 0.4])], drive: [Constant(rate: 0.3)]",
    ),
];

fn bits(state: &FieldState) -> Vec<u64> {
    match state {
        FieldState::F32(f) => {
            let all = f.phi.values().iter().chain(f.pi.values());
            all.map(|value| u64::from(value.to_bits())).collect()
        }
        FieldState::F64(f) => {
            let all = f.phi.values().iter().chain(f.pi.values());
            all.map(|value| value.to_bits()).collect()
        }
    }
}

fn write(run: &Simulation, folder: &Path, text: &str) {
    Exporter::new(folder, text, 5).unwrap().write(run).unwrap();
}

fn again(folder: &Path) -> Simulation {
    import(folder, &BuildOptions::default()).unwrap_or_else(|error| panic!("{error}")).simulation
}

fn assert_same(what: &str, one: &Simulation, other: &Simulation) {
    assert_eq!(bits(&one.state), bits(&other.state), "{what}");
    assert_eq!(one.state, other.state, "{what}: links");
    let twins =
        [one, other].map(|run| run.gauge.twin().map(|twin| (bits(twin.state()), twin.since())));
    assert_eq!(twins[0], twins[1], "{what}: twin");
    let thetas = [one, other].map(|run| run.gauge.theta(&run.lattice, &Instant::of(&run.clock)));
    assert_eq!(thetas[0], thetas[1], "{what}: angle");
    assert_eq!(one.measurements.baseline(), other.measurements.baseline(), "{what}");
    assert_eq!(one.gauge.wilson_loop(), other.gauge.wilson_loop());
}

#[test]
fn a_run_goes_on_bit_for_bit_in_its_gauge() {
    for (what, gauge) in GAUGES {
        for precision in [Precision::F32, Precision::F64] {
            let text = scene(("dirac", "staged"), 2, "periodic", gauge);
            let folder = tempfile::tempdir().unwrap();
            let mut whole = build(&text, precision);
            whole.advance(25).unwrap();
            write(&whole, folder.path(), &text);
            let mut second = again(folder.path());
            assert_same(what, &second, &whole);
            whole.advance(15).unwrap();
            second.advance(15).unwrap();
            assert_same(what, &second, &whole);
        }
    }
}

/// Links from files, then rotated: both are kept.
#[test]
fn links_from_files_are_a_background() {
    let gauge =
        "background: [UniformB(quanta: 2), Step(height: 0.5)], rotate: [Noise(amplitude: 2)]";
    let text = scene(("dirac", "staged"), 2, "periodic", gauge);
    let folder = tempfile::tempdir().unwrap();
    let first = build(&text, Precision::F64);
    write(&first, folder.path(), "");
    // A scene without background takes the links with the fields.
    let bare = scene(("dirac", "staged"), 2, "periodic", "twin: true");
    let taken = parse("s.ron", &bare, &[]).unwrap();
    let mut taken = taken.build_from(folder.path(), &BuildOptions::default()).unwrap();
    assert_eq!(links(&taken), links(&first));
    let flux = readout::read_one(&taken.look(), "plaquettes").unwrap().value;
    assert!((flux - std::f64::consts::TAU * 2.0 / 28.0).abs() < 1e-13);
    change(&mut taken, &[rotate(1.0, 3), drive(2.0)]);
    taken.advance(10).unwrap();
    assert!(readout::covariance(&taken.look()).unwrap() < 1e-13);
    let folder = tempfile::tempdir().unwrap();
    write(&taken, folder.path(), "");
    let mut second = again(folder.path());
    taken.advance(10).unwrap();
    second.advance(10).unwrap();
    assert_same("arrays", &second, &taken);
    change(&mut second, &[GaugeCommand::UndoGauge]);
    let apart = crate::support::difference(links(&second).values(), links(&first).values());
    assert!(apart < 1e-14, "{apart:e}");
}

#[test]
fn meta_says_what_the_gauge_is() {
    let text = scene(("dirac", "staged"), 2, "periodic", GAUGES[1].1);
    let folder = tempfile::tempdir().unwrap();
    let mut run = build(&text, Precision::F32);
    run.advance(3).unwrap();
    write(&run, folder.path(), &text);
    let meta = std::fs::read_to_string(folder.path().join("meta.json")).unwrap();
    let meta: serde_json::Value = serde_json::from_str(&meta).unwrap();
    let gauge = &meta["gauge"];
    assert_eq!(gauge["background"][1]["Expression"]["a0"], "cos(t + y)/3");
    assert_eq!(gauge["drive"][0]["Expression"]["theta"], "2*sin(x + 3*t)");
    assert_eq!(
        (&gauge["mode"], &meta["a"], &meta["a0"]),
        (&"Covariant".into(), &true.into(), &true.into())
    );
    let plain = dirac(2, "periodic", "");
    let folder = tempfile::tempdir().unwrap();
    write(&plain, folder.path(), "");
    let meta = std::fs::read_to_string(folder.path().join("meta.json")).unwrap();
    assert!(!meta.contains("gauge"), "nothing to say");
}

#[test]
fn a_damaged_gauge_is_refused_with_its_place() {
    let text = scene(("dirac", "staged"), 2, "periodic", GAUGES[0].1);
    let folder = tempfile::tempdir().unwrap();
    write(&build(&text, Precision::F64), folder.path(), &text);
    let refused = || import(folder.path(), &BuildOptions::default()).unwrap_err().to_string();
    crate::export::edit_meta(folder.path(), |meta| {
        meta["gauge"]["drive"][0] = serde_json::json!({"Stroke": {"radius": -1.0}});
    });
    assert!(refused().contains("gauge: `drive[0].radius`: -1 is not possible"), "{}", refused());
    std::fs::remove_file(folder.path().join("theta_00000000.npy")).unwrap();
    assert!(refused().contains("theta_00000000.npy"), "{}", refused());
}

/// The last good state of a run that blows up has the gauge it had then.
#[test]
fn the_last_good_state_keeps_its_gauge() {
    let gauge = "background: [Step(height: 0.4), Expression(a0: \"cos(t + y)/3\")], \
                 rotate: [Noise(amplitude: 2)], fix: Temporal";
    let text = scene(("dirac", "synchronous"), 2, "periodic", gauge);
    let mut run = build(&text, Precision::F64);
    let alarm = run.advance(100_000).unwrap_err();
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::new(folder.path(), &text, 5).unwrap();
    let tick = exporter.write_last_good(&run).unwrap().unwrap();
    let mut reference = build(&text, Precision::F64);
    reference.advance(tick).unwrap();
    let second = again(folder.path());
    assert!(tick < alarm.tick && second.clock.tick == tick);
    let apart = crate::support::difference(links(&second).values(), links(&reference).values());
    assert!(apart < 1e-13, "{apart:e}");
}
