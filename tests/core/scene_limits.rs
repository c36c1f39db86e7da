//! What does not fit in memory, in single precision or in a scene, and files that are not there.

use crate::scene_errors::{GOOD, answer};
use fieldloom::scene::{BuildOptions, find, load, parse};

/// What it needs, what there is and what would fit, and no time to allocate: the lattice would take
/// terabytes.
#[test]
fn a_lattice_larger_than_memory_is_refused_before_it_is_allocated() {
    let begun = std::time::Instant::now();
    let answer = answer("[16, 12]", "[400000, 300000]");
    assert!(begun.elapsed().as_secs_f64() < 1.0);
    let head = "scene.ron:6:16: a lattice of 400000 x 300000 sites needs 2.4 TB of memory and ";
    assert!(answer.starts_with(head), "{answer}");
    let (_, most) = answer.split_once(" are free; choose smaller extents, ").unwrap();
    let most = most.strip_suffix(" for example").unwrap().split_once(" x ").unwrap();
    let [x, y] = [most.0, most.1].map(|extent| extent.parse::<f64>().unwrap());
    assert!((x / y - 4.0 / 3.0).abs() < 0.01 && x < 400_000.0 && x > 100.0, "{answer}");
}

/// As many sites as can be numbered, of each of which more bytes are needed than that.
#[test]
fn a_lattice_whose_bytes_cannot_be_numbered_is_refused() {
    let answer = answer("[16, 12]", "[2000000000, 3000000000]");
    assert!(answer.contains("2000000000 x 3000000000 sites needs 1"), "{answer}");
    assert!(answer.contains(" EB of memory and "), "{answer}");
}

#[test]
fn the_memory_a_scene_needs_is_counted_to_the_byte() {
    let scene = parse("scene.ron", GOOD, &[]).unwrap();
    let limit = |bytes: u64| BuildOptions { memory_limit: Some(bytes), ..BuildOptions::default() };
    // phi and pi, 192 sites, twice 8 bytes; in single precision 4 bytes more.
    let needed = 2 * 192 * 16;
    assert!(scene.build(&limit(needed)).is_ok());
    let error = scene.build(&limit(needed - 1)).unwrap_err().to_string();
    assert!(error.contains("16 x 12 sites needs 6.1 kB of memory and 6.1 kB are free"), "{error}");
    let single = BuildOptions {
        precision: Some(fieldloom::lattice::Precision::F32),
        ..limit(2 * 192 * 20 - 1)
    };
    assert!(scene.build(&single).is_err());
}

#[test]
fn a_value_that_no_longer_fits_single_precision_is_refused_with_its_site() {
    let text = GOOD.replace("F64", "F32").replace("amplitude: 0.01", "amplitude: 1e39");
    let error = parse("scene.ron", &text, &[]).unwrap().build(&BuildOptions::default());
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("scene.ron:14:14: phi1 is "), "{error}");
    assert!(error.contains("inf at site [") && error.contains("must be finite"), "{error}");
}

#[test]
fn files_that_are_no_scenes_are_answered_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.ron");
    let answer = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        load(&path, &[]).unwrap_err().to_string().replace(&path.display().to_string(), "x.ron")
    };
    assert_eq!(answer(b"// T\n(\xff)"), "x.ron: byte 6 is not UTF-8 text; a scene is a text file");
    assert!(answer(b"").starts_with("x.ron:1:1: a value is expected here"));
    let long = answer(&vec![b' '; (1 << 20) + 1]);
    assert_eq!(long, "x.ron: too long for a scene; 1048576 bytes are the most");
    let list = format!("(initial: [{}])", "Noise(amplitude: 1), ".repeat(300));
    assert!(answer(list.as_bytes()).starts_with("x.ron:1:11: 300 entries are too many;"));
    let error = load(folder.path(), &[]).unwrap_err().to_string();
    assert!(error.contains("cannot be read: "), "{error}");
    let error = find("riples", &[]).unwrap_err().to_string();
    assert_eq!(error, "riples: there is no such file or built-in scene; did you mean `ripples`?");
}

#[test]
fn an_array_that_is_wrong_is_answered_with_its_path_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions { base_dir: folder.path().to_owned(), ..BuildOptions::default() };
    let text = GOOD.replace("Noise(amplitude: 0.01)", "Arrays(phi: \"phi.npy\")");
    let scene = parse("scene.ron", &text, &[]).unwrap();
    let answer = || scene.build(&options).unwrap_err().to_string();
    let path = folder.path().join("phi.npy");
    let missing = answer();
    assert!(missing.starts_with("scene.ron:16:21: ") && missing.contains("phi.npy"), "{missing}");
    ndarray_npy::write_npy(&path, &ndarray::Array3::<f64>::zeros((1, 12, 16))).unwrap();
    let shape = answer();
    assert!(shape.contains("(1, 12, 16)") && shape.contains("(1, 16, 12)"), "{shape}");
    ndarray_npy::write_npy(&path, &ndarray::Array3::<f64>::zeros((1, 16, 12))).unwrap();
    scene.build(&options).unwrap();
}
