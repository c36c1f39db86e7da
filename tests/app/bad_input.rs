//! Bad input: each a sentence that says what, where and what would be right, and its exit code.

use crate::program::Bench;

/// Runs the small scene with one text replaced, and expects the scene to be refused.
#[track_caller]
fn refused(from: &str, to: &str, parts: &[&str]) {
    let said = Bench::replacing(from, to).run(&["run", "scene.ron", "--ticks", "3"]);
    said.expect(3, parts);
    assert_eq!(said.out, "");
    assert!(said.err.starts_with("fieldloom: scene.ron:"), "{}", said.err);
    assert_eq!(said.err.lines().count(), 1, "one sentence: {}", said.err);
}

#[test]
fn an_unknown_theory_is_answered_with_the_nearest() {
    refused("klein-gordon", "klein-gorden", &["scene.ron:4:", "klein-gorden", "`klein-gordon`"]);
}

#[test]
fn an_unknown_potential_is_answered_with_the_nearest() {
    refused("\"mass\"", "\"mas\"", &["scene.ron:4:", "`mass`"]);
}

#[test]
fn a_misspelt_field_is_answered_with_the_nearest() {
    refused("seed: 3", "sead: 3", &["scene.ron:7:", "`sead`", "`seed`"]);
    refused("width: [", "widht: [", &["scene.ron:8:", "`widht`", "`width`"]);
}

#[test]
fn extents_must_be_positive() {
    refused("[24, 18]", "[24, 0]", &["scene.ron:5:", "0"]);
    refused("[24, 18]", "[-24, 18]", &["scene.ron:5:", "-24"]);
}

#[test]
fn a_lattice_larger_than_memory_is_refused_with_both_figures() {
    let shape = "[2000000, 3000000]";
    refused("[24, 18]", shape, &["scene.ron:5:", "2000000 x 3000000", "TB of memory", "are free"]);
}

#[test]
fn numbers_must_be_finite() {
    refused("amplitude: 1.0", "amplitude: NaN", &["scene.ron:8:"]);
    refused("m: 0.3", "m: inf", &["scene.ron:4:"]);
    refused("dt: 0.2", "dt: NaN", &["scene.ron:6:"]);
}

#[test]
fn a_time_step_beyond_the_limit_is_refused_with_the_largest_there_is() {
    refused("dt: 0.2", "dt: 0.9", &["scene.ron:6:", "dt = 0.9", "use at most dt = 0.63"]);
}

#[test]
fn an_unstable_time_step_runs_when_the_scene_allows_it() {
    let bench = Bench::replacing("dt: 0.2", "dt: 0.9, allow_unstable: true");
    let said = bench.run(&["run", "scene.ron", "--ticks", "2", "--json"]);
    said.expect(0, &[]);
    assert_eq!(said.json()["stable"], false);
}

#[test]
fn an_expression_that_does_not_parse_says_where() {
    let to = "potential: \"expr\", expr: \"phi^2/2 + * 3\"";
    refused("potential: \"mass\", m: 0.3", to, &["scene.ron:4:"]);
}

#[test]
fn a_set_that_is_none_is_refused() {
    let bench = Bench::new();
    for (set, parts) in [
        ("theory.mm=1", &["theory.mm"][..]),
        ("theory.m", &["theory.m"]),
        ("lattice.shape=[4, 5", &["lattice.shape"]),
        ("theory.m=-1", &["-1"]),
    ] {
        let said = bench.run(&["run", "scene.ron", "--ticks", "1", "--set", set]);
        said.expect(3, parts);
    }
}

#[test]
fn a_scene_that_is_not_there_is_answered_with_the_nearest() {
    let bench = Bench::new();
    let said = bench.run(&["check", "riples"]);
    said.expect(3, &["riples", "`ripples`"]);
    bench.run(&["check", "no/such.ron"]).expect(3, &["no/such.ron"]);
    bench.run(&["check", "."]).expect(3, &["."]);
}

#[test]
fn a_scene_that_is_not_text_is_refused() {
    let bench = Bench::new();
    bench.write("binary.ron", &[0x28, 0xff, 0x00, 0x29]);
    bench.run(&["check", "binary.ron"]).expect(3, &["binary.ron", "not UTF-8"]);
    bench.write("cut.ron", &crate::program::SCENE.as_bytes()[..150]);
    bench.run(&["check", "cut.ron"]).expect(3, &["cut.ron:"]);
}

/// A .npy file of zeros.
fn npy(descr: &str, shape: &str, bytes: usize) -> Vec<u8> {
    let mut header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
    header.push_str(&" ".repeat(117 - header.len()));
    header.push('\n');
    let mut file = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
    file.extend_from_slice(header.as_bytes());
    file.resize(file.len() + bytes, 0);
    file
}

fn with_array(content: Option<Vec<u8>>) -> Bench {
    let bench = Bench::replacing("initial: [", "initial: [Arrays(phi: \"field.npy\"), ");
    if let Some(content) = content {
        bench.write("field.npy", &content);
    }
    bench
}

#[test]
fn arrays_must_be_whole_and_fit() {
    let size = 24 * 18 * 8;
    let good = npy("<f8", "(1, 24, 18)", size);
    with_array(Some(good.clone())).run(&["run", "scene.ron", "--ticks", "1"]).expect(0, &[]);
    let cases = [
        (None, "field.npy"),
        (Some(npy("<f8", "(1, 24, 18)", size - 5)), "cut off"),
        (Some(good[..40].to_vec()), "field.npy"),
        (Some(npy("<f8", "(1, 18, 24)", size)), "(1, 24, 18)"),
        (Some(npy("<i8", "(1, 24, 18)", size)), "\"<f8\" is needed"),
        (Some(b"not an array".to_vec()), "not a .npy file"),
        (Some([&good[..128], &f64::NAN.to_le_bytes(), &good[136..]].concat()), "finite"),
    ];
    for (content, part) in cases {
        let said = with_array(content).run(&["run", "scene.ron", "--ticks", "1"]);
        said.expect(3, &["scene.ron:8:", "field.npy", part]);
    }
}

#[test]
fn what_cannot_be_gone_on_from_is_refused() {
    let bench = Bench::new();
    bench.run(&["run", "--from", "nowhere", "--ticks", "1"]).expect(3, &["nowhere/meta.json"]);
    bench.run(&["run", "scene.ron", "--ticks", "2", "--export", "out"]).expect(0, &[]);
    let whole = bench.read("out/phi_00000002.npy");
    bench.write("out/phi_00000002.npy", &whole[..whole.len() - 8]);
    let said = bench.run(&["run", "--from", "out", "--ticks", "1"]);
    said.expect(3, &["phi_00000002.npy", "cut off"]);
    bench.write("out/meta.json", b"{\n \"theory\": 3 }");
    bench.run(&["run", "--from", "out", "--ticks", "1"]).expect(3, &["out/meta.json:2:"]);
}

#[test]
fn an_export_does_not_replace_another_unless_told() {
    let bench = Bench::new();
    let run = |args: &[&str]| bench.run(&[&["run", "scene.ron", "--export", "out"], args].concat());
    run(&["--ticks", "9"]).expect(0, &[]);
    bench.write("out/notes.txt", b"mine");
    let before = bench.read("out/phi_00000009.npy");
    run(&["--ticks", "4"]).expect(6, &["'out'", "--overwrite"]);
    assert_eq!(bench.read("out/phi_00000009.npy"), before);
    run(&["--ticks", "4", "--overwrite"]).expect(0, &[]);
    assert!(bench.has("out/phi_00000004.npy") && !bench.has("out/phi_00000009.npy"));
    assert_eq!(bench.read("out/notes.txt"), b"mine");
}

#[test]
fn an_export_that_cannot_be_written_is_refused_before_the_run() {
    let bench = Bench::new();
    bench.write("file", b"");
    let args = ["run", "scene.ron", "--ticks", "1000000000", "--export", "file/out"];
    bench.run(&args).expect(6, &["file/out"]);
}

#[test]
fn a_field_that_blows_up_says_when_and_where_and_leaves_the_last_good_state() {
    // Barely unstable, so that it takes more ticks than lie between two copies of a good state.
    let bench = Bench::replacing("dt: 0.2", "dt: 0.64, allow_unstable: true");
    let args = ["run", "scene.ron", "--ticks", "100000", "--export", "out"];
    let said = bench.run(&args);
    said.expect(5, &["at tick ", "at site [", "not stable", "; the state at tick "]);
    let tick = said.err.rsplit("; the state at tick ").next().unwrap();
    let tick: u64 = tick.split(' ').next().unwrap().parse().unwrap();
    assert!(tick > 0);
    let values = bench.read(&format!("out/phi_{tick:08}.npy"));
    let floats = values[128..].chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap()));
    assert!(floats.into_iter().all(f32::is_finite));
    bench.run(&["run", "--from", "out", "--ticks", "1"]).expect(0, &[]);
}
