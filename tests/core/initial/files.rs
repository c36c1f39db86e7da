//! Arrays from files, also from files that are not what they should be.

use super::try_apply;
use crate::support::{lattice, parameters};
use fieldloom::lattice::Boundary::Periodic;
use fieldloom::lattice::{Fields, Lattice};
use ndarray::{ArrayD, IxDyn, ShapeBuilder};
use ndarray_npy::write_npy;
use std::fs;
use std::path::Path;

fn plane() -> Lattice {
    lattice(&[3, 5], 0.7, &[Periodic])
}

fn numbers() -> ArrayD<f64> {
    let value = |n: usize| (n as f64 * 0.37).sin();
    ArrayD::from_shape_vec(IxDyn(&[4, 3, 5]), (0..60).map(value).collect()).unwrap()
}

fn load(directory: &Path, list: &str) -> Result<Fields<f64>, (String, String)> {
    try_apply(list, &parameters("dirac", 0.1), &plane(), directory)
        .map_err(|error| (error.field().to_owned(), error.to_string()))
}

#[test]
fn both_precisions_are_read_and_added() {
    let directory = tempfile::tempdir().unwrap();
    let array = numbers();
    write_npy(directory.path().join("phi.npy"), &array).unwrap();
    write_npy(directory.path().join("pi.npy"), &array.mapv(|value| value as f32)).unwrap();
    let once = load(directory.path(), "Arrays(phi: \"phi.npy\", pi: \"pi.npy\")").unwrap();
    for ((a, row, x), value) in
        numbers().into_dimensionality::<ndarray::Ix3>().unwrap().indexed_iter()
    {
        assert_eq!(once.phi.at(row, x, a), *value);
        assert_eq!(once.pi.at(row, x, a), f64::from(*value as f32));
    }
    let twice =
        load(directory.path(), "Arrays(phi: \"phi.npy\"), Arrays(phi: \"phi.npy\")").unwrap();
    assert_eq!(twice.phi.at(2, 4, 3), 2.0 * once.phi.at(2, 4, 3));
    assert!(twice.pi.values().iter().all(|value| *value == 0.0));
}

/// A header with a text of one's choice, and what follows it.
fn forged(header: &str, values: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    bytes
}

#[test]
fn files_that_are_not_the_array_are_refused_with_a_reason() {
    let directory = tempfile::tempdir().unwrap();
    let good = directory.path().join("good.npy");
    write_npy(&good, &numbers()).unwrap();
    let good = fs::read(good).unwrap();
    let header = |text: &str| forged(&format!("{{{text}}}\n"), &[0; 480]);
    let huge = "'descr': '<f8', 'fortran_order': False, 'shape': (4, 3, 5000000000)";
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            good[..good.len() - 9].to_vec(),
            "holds 471 bytes of values, an array of this shape and type has 480",
        ),
        ([&good[..], b"x"].concat(), "not what its header says"),
        (good[..40].to_vec(), "not a .npy file"),
        (b"PNG and so on".to_vec(), "not a .npy file"),
        (Vec::new(), "not a .npy file"),
        (
            header("'descr': '<i8', 'fortran_order': False, 'shape': (4, 3, 5)"),
            "of type \"<i8\"; \"<f4\" or \"<f8\"",
        ),
        (
            header("'descr': '<f8', 'fortran_order': False, 'shape': (3, 5)"),
            "has shape (3, 5), this scene needs (4, 3, 5)",
        ),
        (header("'descr': '<f8', 'fortran_order': False, 'shape': (480,)"), "has shape (480,)"),
        (header(huge), "has shape (4, 3, 5000000000)"),
        (header("'descr': '<f8', 'fortran_order': False"), "no readable shape"),
        (
            header("'descr': '<f8', 'fortran_order': False, 'shape': (4, -3, 5)"),
            "no readable shape",
        ),
        (header(&"(".repeat(5000)), "no readable length"),
    ];
    for (bytes, part) in cases {
        fs::write(directory.path().join("bad.npy"), bytes).unwrap();
        let (field, what) = load(directory.path(), "Arrays(pi: \"bad.npy\")").unwrap_err();
        assert_eq!(field, "pi");
        assert!(what.contains(part) && what.contains("bad.npy"), "{part}: {what}");
    }
}

#[test]
fn order_absence_and_values_are_checked() {
    let directory = tempfile::tempdir().unwrap();
    let mut fortran = ArrayD::<f64>::zeros(IxDyn(&[4, 3, 5]).f());
    fortran.assign(&numbers());
    write_npy(directory.path().join("fortran.npy"), &fortran).unwrap();
    let mut holed = numbers();
    holed[[2, 1, 3]] = f64::NAN;
    write_npy(directory.path().join("holed.npy"), &holed).unwrap();
    for (list, part) in [
        ("Arrays(phi: \"fortran.npy\")", "C order is needed"),
        ("Arrays(phi: \"holed.npy\")", "the value at index (2, 1, 3) is NaN"),
        ("Arrays(phi: \"missing.npy\")", "missing.npy"),
        ("Arrays()", "give `phi`, `pi` or both"),
    ] {
        let (_, what) = load(directory.path(), list).unwrap_err();
        assert!(what.contains(part), "{list}: {what}");
    }
}
