//! What is said of an export that is damaged.

use crate::export::{SCENES, edit_meta, options, resumed};
use fieldloom::lattice::Precision;
use fieldloom::scene::export::import;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The answer to an export of 25 ticks in which something is spoilt.
fn answer(spoil: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    resumed(SCENES[0].1, Precision::F64, folder.path());
    spoil(folder.path());
    let error = import(folder.path(), &options()).unwrap_err().to_string();
    error.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn a_damaged_export_is_answered_with_the_file_and_what_is_wrong() {
    let meta = |key: &'static str, value: Value| {
        answer(move |folder| edit_meta(folder, move |meta| meta[key] = value))
    };
    let starts = |answer: String, right: &str| assert!(answer.starts_with(right), "{answer}");
    starts(
        answer(|at| fs::remove_file(at.join("meta.json")).unwrap()),
        "meta.json: there is no such file;",
    );
    starts(
        answer(|at| fs::write(at.join("meta.json"), "{\n \"theory\": }").unwrap()),
        "meta.json:2:12: expected value",
    );
    starts(
        answer(|at| fs::write(at.join("meta.json"), "{}").unwrap()),
        "meta.json:1:2: missing field `theory`",
    );
    starts(
        meta("theory", "dirak".into()),
        "meta.json: there is no theory `dirak`; did you mean `dirac`?",
    );
    starts(meta("schedule", "unitry".into()), "meta.json: there is no schedule `unitry`");
    starts(
        meta("schedule", "unitary".into()),
        "meta.json: klein-gordon cannot run with the unitary schedule: ",
    );
    starts(
        meta("K", 2.into()),
        "meta.json: K = 2, but klein-gordon has 1 components in 2 dimensions",
    );
    starts(meta("shape", serde_json::json!([9, -14])), "meta.json:1:");
    starts(meta("shape", serde_json::json!([9, 1])), "meta.json: extent 1 of axis 1 is too small");
    starts(
        meta("precision", "f16".into()),
        "meta.json: there is no precision `f16`; it is f32 or f64",
    );
    starts(
        meta("boundary", "perodic".into()),
        "meta.json: there is no boundary `perodic`; did you mean `periodic`?",
    );
    starts(
        meta("shape", serde_json::json!([1_000_000, 1_000_000])),
        "meta.json: a lattice of 1000000 x 1000000 sites needs 32.0 TB of memory and ",
    );
    starts(meta("dt", 9.0.into()), "meta.json: dt = 9 is not stable");
    starts(meta("shape", serde_json::json!([9, 13])), "phi_00000025.npy: ");
    starts(meta("tick", 26.into()), "phi_00000026.npy: there is no such file;");
    starts(
        answer(|at| fs::remove_file(at.join("pi_00000025.npy")).unwrap()),
        "pi_00000025.npy: there is no such file;",
    );
    starts(
        answer(|at| fs::remove_file(at.join("edge_00000025.npy")).unwrap()),
        "edge_00000025.npy: ",
    );
}

/// An array in place of phi, and what is said of it.
fn with_phi(bytes: impl FnOnce(Vec<u8>) -> Vec<u8>) -> String {
    answer(|folder| {
        let path = folder.join("phi_00000025.npy");
        let whole = fs::read(&path).unwrap();
        fs::write(path, bytes(whole)).unwrap();
    })
}

#[test]
fn a_damaged_array_is_answered_with_what_is_wrong() {
    let replace = |from: &'static str, to: &'static str| {
        with_phi(move |bytes| {
            let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
            [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
        })
    };
    let has = |answer: String, parts: &[&str]| {
        let all = parts.iter().all(|part| answer.contains(part));
        assert!(answer.starts_with("phi_00000025.npy: ") && all, "{answer}");
    };
    has(
        with_phi(|mut bytes| {
            bytes.truncate(700);
            bytes
        }),
        &["cut off", "1008"],
    );
    has(with_phi(|bytes| bytes[..20].to_vec()), &["not a .npy file"]);
    has(with_phi(|bytes| bytes[1..].to_vec()), &["not a .npy file"]);
    has(with_phi(|bytes| [&bytes[..], &[0; 8]].concat()), &["not what its header says"]);
    has(replace("<f8", "<i8"), &["<i8", "<f4", "<f8"]);
    has(replace("<f8", ">f8"), &[">f8"]);
    has(replace("False", "True "), &["Fortran order", "C order"]);
    has(replace("(1, 9, 14)", "(1, 14, 9)"), &["(1, 14, 9)", "(1, 9, 14)"]);
    has(replace("shape", "shade"), &["header", "shape"]);
    has(
        with_phi(|mut bytes| {
            let at = bytes.len() - 8 * (14 + 3);
            bytes[at..at + 8].copy_from_slice(&f64::NAN.to_le_bytes());
            bytes
        }),
        &["index (0, 7, 11) is NaN", "finite"],
    );
}
