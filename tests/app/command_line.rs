//! `run`, `scenes`, `check`, `doctor`, `view`: what they print and how they end.

use crate::program::{Bench, SCENE, Said, program, signal, wait_until};

/// Exports, JSON and time apart, of a run with this many threads.
fn run(bench: &Bench, args: &[&str]) -> Said {
    bench.run(&[&["run", "scene.ron", "--json"], args].concat())
}

#[test]
fn run_prints_one_json_object_and_nothing_else() {
    let said = run(&Bench::new(), &["--ticks", "25"]);
    said.expect(0, &[]);
    let report = said.json();
    assert_eq!(report["ticks"], 25);
    assert_eq!(report["shape"], serde_json::json!([24, 18]));
    assert_eq!(report["couplings"]["m"], 0.3);
    assert!((report["time"].as_f64().unwrap() - 5.0).abs() < 1e-12);
    assert!(report["site_updates_per_second"].as_f64().unwrap() > 0.0);
    let energy = &report["observables"]["energy"];
    let (initial, end) = (energy["initial"].as_f64().unwrap(), energy["final"].as_f64().unwrap());
    assert!(initial > 0.0 && (end / initial - 1.0).abs() < 0.01, "{energy}");
    assert_eq!(said.err, "");
}

#[test]
fn run_without_json_prints_a_table_of_observables() {
    let said = Bench::new().run(&["run", "scene.ron", "--ticks", "3"]);
    said.expect(0, &[]);
    assert!(said.out.starts_with("3 ticks to tick 3 (time 0.600000), f32 in "), "{}", said.out);
    assert!(said.out.lines().any(|line| line.starts_with("energy ")), "{}", said.out);
}

#[test]
fn run_without_a_scene_takes_the_default_one() {
    let said = Bench::new().run(&["run", "--ticks", "1", "--json"]);
    said.expect(0, &[]);
    assert_eq!(said.json()["tick"], 1);
}

#[test]
fn set_overrides_values_of_the_scene() {
    let set = ["--set", "theory.m=0.7", "--set", "lattice.shape=[20, 31]", "--ticks", "1"];
    let said = run(&Bench::new(), &set);
    said.expect(0, &[]);
    assert_eq!(said.json()["couplings"]["m"], 0.7);
    assert_eq!(said.json()["shape"], serde_json::json!([20, 31]));
}

#[test]
fn precision_can_be_chosen() {
    let bench = Bench::new();
    for precision in ["f32", "f64"] {
        let said = run(&bench, &["--ticks", "1", "--precision", precision]);
        assert_eq!(said.json()["precision"], precision);
    }
    run(&bench, &["--ticks", "1", "--precision", "f16"]).expect(2, &["use f32 or f64"]);
}

#[test]
fn the_number_of_threads_changes_nothing_but_the_time() {
    let bench = Bench::replacing("shape: [24, 18]", "shape: [140, 36]");
    for threads in ["1", "2", "8"] {
        let args = ["--ticks", "60", "--threads", threads, "--export", threads];
        let said = run(&bench, &args);
        said.expect(0, &[]);
        assert_eq!(said.json()["threads"].to_string(), threads);
    }
    for file in ["phi_00000060.npy", "pi_00000060.npy", "observables.csv"] {
        let one = bench.read(&format!("1/{file}"));
        assert_eq!(one, bench.read(&format!("2/{file}")));
        assert_eq!(one, bench.read(&format!("8/{file}")));
    }
}

#[test]
fn exports_are_at_the_first_tick_the_cadence_and_the_last() {
    let bench = Bench::new();
    run(&bench, &["--ticks", "11", "--every", "4", "--export", "out"]).expect(0, &[]);
    let mut names: Vec<String> = std::fs::read_dir(bench.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let ticks = ["00000000", "00000004", "00000008", "00000011"];
    let arrays = ["phi", "pi"].iter().flat_map(|a| ticks.map(|tick| format!("{a}_{tick}.npy")));
    let others = ["meta.json".to_owned(), "observables.csv".to_owned()];
    assert_eq!(names, others.into_iter().chain(arrays).collect::<Vec<_>>());
}

#[test]
fn an_export_is_gone_on_from_as_if_it_had_not_stopped() {
    for (name, precision) in [("mass", "f32"), ("phi4", "f64")] {
        let theory = format!("potential: \"{name}\", m: 0.3");
        let theory = if name == "phi4" { "potential: \"phi4\", lam: 0.8, v: 1.1" } else { &theory };
        let bench = Bench::replacing("potential: \"mass\", m: 0.3", theory);
        run(&bench, &["--ticks", "47", "--export", "whole", "--precision", precision])
            .expect(0, &[]);
        run(&bench, &["--ticks", "20", "--export", "half", "--precision", precision])
            .expect(0, &[]);
        let said = bench.run(&["run", "--from", "half", "--ticks", "27", "--export", "half"]);
        said.expect(0, &[]);
        for file in ["phi_00000047.npy", "pi_00000047.npy", "observables.csv"] {
            let (whole, half) =
                (bench.read(&format!("whole/{file}")), bench.read(&format!("half/{file}")));
            assert!(whole == half, "{name}: {file} differs");
        }
    }
}

/// A directory as others write it: in_phi, in_pi and a meta.json of few keys.
#[test]
fn arrays_with_a_meta_are_enough_to_start_from() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/kg2d-phi4");
    let bench = Bench::new();
    let said = bench.run(&["run", "--from", golden, "--ticks", "20", "--export", "out", "--json"]);
    said.expect(0, &[]);
    assert_eq!(said.json()["precision"], "f64");
    let expected = std::fs::read(format!("{golden}/out_phi.npy")).unwrap();
    let (found, expected) = (values(&bench.read("out/phi_00000020.npy")), values(&expected));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} {expected}");
    }
}

/// The f64 values at the end of a .npy file.
fn values(file: &[u8]) -> Vec<f64> {
    let start = 10 + usize::from(u16::from_le_bytes([file[8], file[9]]));
    let words = file[start..].chunks_exact(8);
    words.map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap())).collect()
}

#[test]
fn an_interrupted_run_finishes_its_export_and_can_go_on() {
    let bench = Bench::new();
    let args = ["run", "scene.ron", "--ticks", "1000000000", "--export", "out", "--json"];
    let child = bench.spawn(&args);
    wait_until("the first export", || bench.has("out/meta.json"));
    signal(&child, "INT");
    let said = Said::from(child.wait_with_output().unwrap());
    said.expect(130, &["interrupted; the state at tick "]);
    let tick = said.json()["tick"].as_u64().unwrap();
    assert!(bench.has(&format!("out/phi_{tick:08}.npy")));
    let on = bench.run(&["run", "--from", "out", "--ticks", "2", "--json"]);
    on.expect(0, &[]);
    assert_eq!(on.json()["tick"], tick + 2);
}

#[test]
fn termination_is_an_interrupt_too() {
    let bench = Bench::new();
    let child = bench.spawn(&["run", "scene.ron", "--ticks", "1000000000", "--export", "out"]);
    wait_until("the first export", || bench.has("out/meta.json"));
    signal(&child, "TERM");
    Said::from(child.wait_with_output().unwrap()).expect(130, &["interrupted"]);
}

#[test]
fn scenes_are_listed_with_theory_and_size() {
    let bench = Bench::new();
    let said = bench.run(&["scenes", "--json"]);
    said.expect(0, &[]);
    let scenes = said.json();
    let scenes = scenes.as_array().unwrap();
    assert!(scenes.len() >= 8);
    for scene in scenes {
        for key in ["name", "title", "theory", "description"] {
            assert!(!scene[key].as_str().unwrap().is_empty(), "{key} of {scene}");
        }
        assert!(!scene["shape"].as_array().unwrap().is_empty());
    }
    let table = bench.run(&["scenes"]).out;
    let names = table.lines().skip(1).map(|line| line.split_whitespace().next().unwrap());
    assert!(names.eq(scenes.iter().map(|scene| scene["name"].as_str().unwrap())));
}

fn expecting(tolerance: &str) -> Bench {
    let expect = format!(
        "expect: [\n        Drift(observable: \"energy\", below: 0.01, ticks: 40),\n        \
         Value(observable: \"max\", tick: 0, value: 1.0, tolerance: {tolerance}),\n    ],\n)\n"
    );
    Bench::with(&format!("{}{expect}", SCENE.strip_suffix(")\n").unwrap()))
}

#[test]
fn check_measures_what_the_scene_promises() {
    let said = expecting("0.5").run(&["check", "scene.ron"]);
    said.expect(0, &[]);
    assert_eq!(said.out.matches("pass").count(), 2, "{}", said.out);
    let missed = expecting("1e-9").run(&["check", "scene.ron", "--json"]);
    missed.expect(1, &["1 of 2 expectations are missed"]);
    let report = missed.json();
    assert_eq!(report["pass"], false);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!((rows[0]["pass"].as_bool(), rows[1]["pass"].as_bool()), (Some(true), Some(false)));
    assert_eq!(rows[1]["expected"], 1.0);
}

#[test]
fn a_scene_that_promises_nothing_is_only_validated() {
    let said = Bench::new().run(&["check", "scene.ron"]);
    said.expect(0, &["promises nothing"]);
}

#[test]
fn view_says_how_to_record_instead() {
    let bench = Bench::new();
    let command = "fieldloom record scene.ron --set theory.m=0.5 -o scene.mp4";
    for view in [&["view"][..], &[]] {
        let args = [view, &["scene.ron", "--set", "theory.m=0.5"]].concat();
        let said = bench.run(&args);
        said.expect(4, &[command]);
        assert_eq!((said.err.lines().count(), said.out.as_str()), (1, ""));
    }
    bench.run(&["view", "scen.ron"]).expect(3, &["scen.ron"]);
}

#[test]
fn help_and_version_are_data() {
    let bench = Bench::new();
    let help = bench.run(&["--help"]);
    help.expect(0, &[]);
    for part in ["view", "record", "run", "scenes", "check", "verify", "spectrum", "doctor", "130"]
    {
        assert!(help.out.contains(part), "{part} is not in the help");
    }
    let version = bench.run(&["--version"]);
    assert_eq!(version.out, format!("fieldloom {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn command_lines_without_sense_are_usage() {
    let bench = Bench::new();
    for args in [
        &["run"][..],
        &["run", "scene.ron", "--ticks", "-3"],
        &["run", "scene.ron", "--ticks", "5", "--every", "2"],
        &["run", "scene.ron", "--ticks", "5", "--threads", "0"],
        &["run", "--from", ".", "--ticks", "5", "--set", "theory.m=1"],
        &["check"],
        &["scenes", "--frames", "3"],
    ] {
        assert_eq!(bench.run(args).expect(2, &[]).out, "", "{args:?}");
    }
}

/// Nobody is left to read, or the disk is full: neither ends in a panic.
#[cfg(target_os = "linux")]
#[test]
fn data_that_cannot_be_printed_is_no_panic() {
    let bench = Bench::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(program());
    let output = command.arg("scenes").stdout(full).output().unwrap();
    Said::from(output).expect(6, &["standard output"]);
    let mut child = bench.spawn(&["run", "scene.ron", "--ticks", "3000"]);
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn spectrum_puts_measured_frequencies_beside_those_of_the_lattice() {
    let bench = Bench::new();
    let said = bench.run(&["spectrum", "scene.ron", "--json", "--looks", "20"]);
    said.expect(0, &[]);
    let report = said.json();
    let list = |name: &str, at: usize| -> Vec<f64> {
        serde_json::from_value(report[name][at].clone()).unwrap()
    };
    for at in 0..report["k"].as_array().unwrap().len() {
        for w in list("measured", at) {
            let near = |other: &f64| (w - other).abs() < 1e-3;
            assert!(list("lattice", at).iter().any(near), "{at}: {w}");
        }
    }
    assert!(bench.run(&["spectrum", "scene.ron"]).out.starts_with("k h/π"));
}

#[test]
fn doctor_names_the_machine() {
    let said = Bench::new().run(&["doctor", "--json"]);
    let report = said.json();
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
    assert!(report["threads"].as_u64().unwrap() > 0);
    assert!(report["memory_bytes"].as_u64().unwrap() > 1 << 20);
    let found = !report["adapter"].is_null();
    assert_eq!(said.code, if found { 0 } else { 4 });
}

#[cfg(feature = "viewer")]
#[test]
fn doctor_says_what_to_install_where_nothing_can_draw() {
    let bench = Bench::new();
    let output = bench.command(&["doctor"]).env("VK_ICD_FILENAMES", "/nowhere").output().unwrap();
    let said = Said::from(output);
    said.expect(4, &["no graphics adapter"]);
    assert!(said.out.contains("apt-get install"), "{}", said.out);
    assert!(said.out.contains("mesa-vulkan-drivers"), "{}", said.out);
}
