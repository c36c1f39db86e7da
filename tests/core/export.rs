//! What a run leaves behind: the files, and going on from them.

use crate::support::{difference, values};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::Simulation;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub fn options() -> BuildOptions {
    BuildOptions::default()
}

/// Scenes whose resumption needs everything a checkpoint may hold: ghosts, absorbed amounts, the
/// phases of a spinor, a formula, unequal boundaries.
pub const SCENES: &[(&str, &str)] = &[
    (
        "ghosts beyond fixed edges",
        r#"(theory: (name: "klein-gordon", potential: "phi4", lam: 0.7, v: 0.9),
            lattice: (shape: [9, 14], h: 0.8, boundary: ["fixed", "absorbing"],
                      layer: (width: 4, strength: 0.83)),
            schedule: (name: "staged", dt: 0.1234567890123), seed: 3, precision: F64,
            initial: [Kink(axis: 1), Noise(amplitude: 0.2)], measure: (every: 7))"#,
    ),
    (
        "a spinor in three dimensions",
        r#"(theory: (name: "dirac", m: 0.4321),
            lattice: (shape: [5, 6, 7], h: 1.1, boundary: ["periodic", "absorbing", "fixed"],
                      layer: (width: 2, strength: 0.31)),
            schedule: (name: "staged", dt: 0.21), seed: 11, precision: F32,
            initial: [Noise(amplitude: 0.5)])"#,
    ),
    (
        "a typed potential in single precision",
        r#"(theory: (name: "klein-gordon", potential: "expr", expr: "m^2*phi^2/2 + phi^4/10", m: 0.31),
            lattice: (shape: [33], h: 0.7, boundary: "free"),
            schedule: (name: "staged", dt: 0.17), seed: 5, precision: F32,
            initial: [Noise(amplitude: 0.4)])"#,
    ),
];

fn run_of(text: &str, precision: Precision) -> Simulation {
    let scene = parse("scene.ron", text, &[]).unwrap();
    scene.build(&BuildOptions { precision: Some(precision), ..options() }).unwrap()
}

fn bits(state: &FieldState) -> Vec<u64> {
    match state {
        FieldState::F32(f) => {
            let all = f.phi.values().iter().chain(f.pi.values());
            all.map(|value| u64::from(value.to_bits())).chain([f.absorbed.to_bits()]).collect()
        }
        FieldState::F64(f) => {
            let all = f.phi.values().iter().chain(f.pi.values());
            all.map(|value| value.to_bits()).chain([f.absorbed.to_bits()]).collect()
        }
    }
}

/// Exported after 25 ticks, and gone on from there.
pub fn resumed(text: &str, precision: Precision, folder: &Path) -> Simulation {
    let mut first = run_of(text, precision);
    first.advance(25).unwrap();
    Exporter::new(folder, text, 3).unwrap().write(&first).unwrap();
    import(folder, &options()).unwrap().simulation
}

#[test]
fn a_resumed_run_is_the_run_that_never_stopped_bit_for_bit() {
    for (what, text) in SCENES {
        for precision in [Precision::F32, Precision::F64] {
            let folder = tempfile::tempdir().unwrap();
            let mut whole = run_of(text, precision);
            whole.advance(40).unwrap();
            let mut second = resumed(text, precision, folder.path());
            assert_eq!(second.state.precision(), precision);
            second.advance(15).unwrap();
            assert_eq!(bits(&second.state), bits(&whole.state), "{what}, {precision:?}");
            assert_eq!(second.state, whole.state, "{what}: ghosts");
            assert_eq!(second.clock, whole.clock);
            assert_eq!(second.measurements.baseline(), whole.measurements.baseline(), "{what}");
        }
    }
}

/// Scenes of every theory with every schedule it can run.
fn scene_of(model: &str, schedule: &str) -> String {
    let theory = match model {
        "wilson" => "name: \"dirac\", m: 0.4321, r: 0.61",
        "dirac" => "name: \"dirac\", m: 0.4321",
        "klein-gordon-b" => "name: \"klein-gordon-b\", m: 0.4321",
        "complex-mass" => "name: \"klein-gordon-complex\", potential: \"mass\", m: 0.4321",
        "complex-phi4" => "name: \"klein-gordon-complex\", potential: \"phi4\", lam: 0.7, v: 0.9",
        "mass" => "name: \"klein-gordon\", potential: \"mass\", m: 0.4321",
        _ => "name: \"klein-gordon\", potential: \"phi4\", lam: 0.7, v: 0.9",
    };
    format!(
        "(theory: ({theory}), lattice: (shape: [9, 14], h: 0.8), \
         schedule: (name: \"{schedule}\", dt: 0.1234567890123), seed: 3, precision: F64, \
         initial: [Noise(amplitude: 0.2)])"
    )
}

#[test]
fn runs_of_every_schedule_go_on_bit_for_bit() {
    for (model, schedule) in crate::ticks::pairs() {
        let text = scene_of(model, schedule.name);
        for precision in [Precision::F32, Precision::F64] {
            let folder = tempfile::tempdir().unwrap();
            let mut whole = run_of(&text, precision);
            whole.advance(40).unwrap();
            let mut second = resumed(&text, precision, folder.path());
            assert_eq!(second.parameters.couplings, whole.parameters.couplings);
            second.advance(15).unwrap();
            let what = format!("{model} {} {precision:?}", schedule.name);
            assert_eq!(bits(&second.state), bits(&whole.state), "{what}");
            let meta: Value =
                serde_json::from_str(&fs::read_to_string(folder.path().join("meta.json")).unwrap())
                    .unwrap();
            assert_eq!(meta["schedule"], schedule.name);
            let wilson = if model == "wilson" { Some(0.61) } else { None };
            assert_eq!(meta["wilson"].as_f64().filter(|r| *r != 0.0), wilson, "{what}");
        }
    }
}

/// Without its ghosts the first scene must end differently, or the test above shows nothing.
#[test]
fn ghosts_matter() {
    let folder = tempfile::tempdir().unwrap();
    let mut whole = run_of(SCENES[0].1, Precision::F64);
    whole.advance(40).unwrap();
    resumed(SCENES[0].1, Precision::F64, folder.path());
    edit_meta(folder.path(), |meta| meta["edge"] = Value::Bool(false));
    let mut second = import(folder.path(), &options()).unwrap().simulation;
    second.advance(15).unwrap();
    assert_ne!(bits(&second.state), bits(&whole.state));
}

#[test]
fn an_export_is_read_by_numpy_and_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run_of(SCENES[1].1, Precision::F32);
    let exporter = Exporter::new(&folder.path().join("a/b"), SCENES[1].1, 11).unwrap();
    exporter.write(&run).unwrap();
    run.advance(20).unwrap();
    exporter.write(&run).unwrap();
    let directory = exporter.directory();
    let phi: ndarray::Array4<f32> =
        ndarray_npy::read_npy(directory.join("phi_00000020.npy")).unwrap();
    assert_eq!(phi.shape(), [4, 5, 6, 7]);
    assert_eq!(f64::from(phi[[3, 4, 2, 5]]), run.state.at(4 * 6 + 2, 5, 3).0);
    let pi: ndarray::Array4<f32> =
        ndarray_npy::read_npy(directory.join("pi_00000020.npy")).unwrap();
    assert_eq!(f64::from(pi[[1, 0, 5, 6]]), run.state.at(5, 6, 1).1);
    let meta: Value =
        serde_json::from_str(&fs::read_to_string(directory.join("meta.json")).unwrap()).unwrap();
    assert_eq!((&meta["theory"], &meta["schedule"]), (&"dirac".into(), &"staged".into()));
    assert_eq!(meta["shape"], serde_json::json!([5, 6, 7]));
    assert_eq!((&meta["K"], &meta["m"], &meta["h"]), (&4.into(), &0.4321.into(), &1.1.into()));
    assert_eq!((&meta["tick"], &meta["dt"], &meta["seed"]), (&20.into(), &0.21.into(), &11.into()));
    assert_eq!(meta["time"].as_f64().unwrap(), run.clock.time());
    assert_eq!(meta["boundary"], serde_json::json!(["periodic", "absorbing", "fixed"]));
    assert_eq!(meta["layer"], serde_json::json!({"width": 2, "strength": 0.31}));
    assert_eq!((&meta["precision"], &meta["version"]), (&"f32".into(), &fieldloom::VERSION.into()));
    assert_eq!(meta["axis_order"], serde_json::json!(["component", "axis0", "axis1", "axis2"]));
    assert_eq!(meta["scene"].as_str().unwrap(), SCENES[1].1);
    let table = fs::read_to_string(directory.join("observables.csv")).unwrap();
    assert!(table.starts_with("tick,time,energy,"), "{table}");
    assert_eq!(table.lines().count(), 4, "a heading, and ticks 0, 10, 20");
    let left: Vec<_> = fs::read_dir(directory).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 6, "no remnants: {left:?}");
}

#[test]
fn the_table_of_a_resumed_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run_of(SCENES[2].1, Precision::F64);
    run.advance(20).unwrap();
    let exporter = Exporter::new(folder.path(), "", 5).unwrap();
    exporter.write(&run).unwrap();
    let mut second = import(folder.path(), &options()).unwrap().simulation;
    second.advance(20).unwrap();
    exporter.write(&second).unwrap();
    let table = fs::read_to_string(folder.path().join("observables.csv")).unwrap();
    let ticks: Vec<&str> = table.lines().map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(ticks, ["tick", "0", "10", "20", "30", "40"]);
    run.advance(20).unwrap();
    let last = format!("{},", run.measurements.series().latest().unwrap().values[0]);
    assert!(table.lines().last().unwrap().contains(&last), "{last} in {table}");
}

fn golden() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn reference_directories_are_imported_as_they_are() {
    let cases = golden();
    assert!(cases.len() >= 15);
    for case in cases {
        let mut run =
            import(&case, &options()).unwrap_or_else(|error| panic!("{error}")).simulation;
        let text = fs::read_to_string(case.join("meta.json")).unwrap();
        let meta: Value = serde_json::from_str(&text).unwrap();
        run.advance(meta["ticks"].as_u64().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for name in ["phi", "pi"] {
            let from = case.join(format!("out_{name}.npy"));
            fs::copy(from, folder.path().join(format!("{name}.npy"))).unwrap();
        }
        fs::write(folder.path().join("meta.json"), text).unwrap();
        let right = import(folder.path(), &options()).unwrap().simulation;
        let error = difference(&values(&run.state), &values(&right.state));
        assert!(error < 1e-12, "{}: {error:e}", case.display());
    }
}

#[test]
fn a_scene_takes_only_the_arrays_of_an_export() {
    let folder = tempfile::tempdir().unwrap();
    let run = resumed(SCENES[0].1, Precision::F64, folder.path());
    let sets = ["theory.lam=0.2".to_owned()];
    let scene = parse("scene.ron", SCENES[0].1, &sets).unwrap();
    let taken = scene.build_from(folder.path(), &options()).unwrap();
    assert_eq!(values(&taken.state), values(&run.state));
    assert_eq!((taken.parameters.couplings.lam, taken.clock.tick), (0.2, 0));
    let other = SCENES[0].1.replace("[9, 14]", "[9, 15]");
    let other = parse("scene.ron", &other, &[]).unwrap();
    let error = other.build_from(folder.path(), &options()).unwrap_err().to_string();
    assert!(error.contains("phi_00000025.npy: ") && error.contains("(1, 9, 14)"), "{error}");
    assert!(error.contains("(1, 9, 15)"), "{error}");
}

#[test]
fn the_latest_whole_export_is_gone_on_from() {
    let folder = tempfile::tempdir().unwrap();
    let run = resumed(SCENES[0].1, Precision::F64, folder.path());
    // As a kill between the arrays of tick 50 and meta.json leaves it.
    let at = |name: &str| folder.path().join(name);
    fs::copy(at("phi_00000025.npy"), at("phi_00000050.npy")).unwrap();
    fs::write(at("pi_00000050.npy.part"), b"\x93NUM").unwrap();
    let again = import(folder.path(), &options()).unwrap().simulation;
    assert_eq!((again.clock.tick, values(&again.state)), (25, values(&run.state)));
    // Arrays without a tick in meta.json: the highest there is.
    edit_meta(folder.path(), |meta| {
        meta.as_object_mut().unwrap().remove("tick");
        meta["edge"] = Value::Bool(false);
    });
    let error = import(folder.path(), &options()).unwrap_err().to_string();
    assert!(error.contains("pi_00000050.npy: there is no such file"), "{error}");
}

#[test]
fn the_last_good_state_of_a_run_that_blows_up_is_exported() {
    let text = SCENES[2].1.replace("dt: 0.17", "dt: 0.9, allow_unstable: true");
    let mut run = run_of(&text, Precision::F32);
    let alarm = run.advance(100_000).unwrap_err();
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::new(folder.path(), &text, 5).unwrap();
    let tick = exporter.write_last_good(&run).unwrap().unwrap();
    assert!(tick < alarm.tick && alarm.tick - tick <= 64, "{tick} {}", alarm.tick);
    let mut again = import(folder.path(), &options()).unwrap().simulation;
    assert_eq!(again.clock.tick, tick);
    let second = again.advance(alarm.tick - tick).unwrap_err();
    assert_eq!(
        (second.tick, second.site),
        (alarm.tick, alarm.site),
        "it blows up again, as before"
    );
}

pub fn edit_meta(folder: &Path, edit: impl FnOnce(&mut Value)) {
    let path = folder.join("meta.json");
    let mut meta: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    edit(&mut meta);
    fs::write(path, meta.to_string()).unwrap();
}

#[test]
fn a_directory_that_cannot_be_written_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = Exporter::new(&file.join("out"), "", 0).unwrap_err().to_string();
    assert!(error.contains("the directory cannot be made: "), "{error}");
    let exporter = Exporter::new(&folder.path().join("out"), "", 0).unwrap();
    fs::remove_dir(exporter.directory()).unwrap();
    let run = run_of(SCENES[2].1, Precision::F32);
    let error = exporter.write(&run).unwrap_err().to_string();
    assert!(error.contains("phi_00000000.npy: cannot be written: "), "{error}");
}

/// A device without room stands for a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_so_and_leaves_the_earlier_export_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = resumed(SCENES[2].1, Precision::F64, folder.path());
    run.advance(5).unwrap();
    let blocked = folder.path().join("phi_00000030.npy.part");
    std::os::unix::fs::symlink("/dev/full", &blocked).unwrap();
    let error = Exporter::new(folder.path(), "", 0).unwrap().write(&run).unwrap_err().to_string();
    assert!(error.contains("phi_00000030.npy: cannot be written: No space left"), "{error}");
    assert!(error.contains("make room"), "{error}");
    assert_eq!(import(folder.path(), &options()).unwrap().simulation.clock.tick, 25);
}
