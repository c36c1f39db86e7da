//! Reference runs, made by an independent program: `in_*` becomes `out_*` after so many ticks.

use crate::support::{Run, difference, parameters, rounded, values};
use fieldloom::lattice::{
    Boundary, FieldState, Fields, GaugeField, Lattice, LinkField, Precision, SiteField,
};
use fieldloom::theory::Couplings;
use fieldloom::tick::{TICKS, tick};
use ndarray::{ArrayD, Axis};
use serde_json::Value;
use std::path::{Path, PathBuf};

struct Case {
    lattice: Lattice,
    parameters: fieldloom::simulation::Parameters,
    ticks: usize,
    before: FieldState,
    after: FieldState,
}

fn directories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut found: Vec<_> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

fn state(directory: &Path, prefix: &str, lattice: &Lattice) -> FieldState {
    let field = |name: &str| {
        let path = directory.join(format!("{prefix}_{name}.npy"));
        let array: ArrayD<f64> = ndarray_npy::read_npy(path).unwrap();
        SiteField::from_array(lattice, array.view()).unwrap()
    };
    let (phi, pi, gauge) = (field("phi"), field("pi"), gauge(directory, lattice));
    FieldState::F64(Fields { phi, pi, edge: None, gauge, absorbed: 0.0, held: None })
}

/// The links and the potential of a case; they do not change.
fn gauge(directory: &Path, lattice: &Lattice) -> Option<GaugeField<f64>> {
    let array = |name: &str| -> Option<ArrayD<f64>> {
        let path = directory.join(format!("in_{name}.npy"));
        path.is_file().then(|| ndarray_npy::read_npy(path).unwrap())
    };
    let links = LinkField::from_array(lattice, array("a")?.view()).unwrap();
    let potential = array("a0").map(|values| {
        let one = values.insert_axis(Axis(0));
        SiteField::from_array(lattice, one.view()).unwrap()
    });
    Some(GaugeField::new(lattice, links, potential))
}

fn load(directory: &Path) -> Case {
    let text = std::fs::read_to_string(directory.join("meta.json")).unwrap();
    let meta: Value = serde_json::from_str(&text).unwrap();
    let number = |key: &str| meta[key].as_f64().unwrap_or(0.0);
    let shape: Vec<usize> =
        meta["shape"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
    let boundary = match meta["boundary"].as_str() {
        None => Boundary::Periodic,
        Some("fixed") => Boundary::Fixed,
        Some(other) => panic!("{other}"),
    };
    let lattice = Lattice::new(&shape, number("h"), &[boundary]).unwrap();
    let theory = meta["theory"].as_str().unwrap();
    let schedule = meta["schedule"].as_str().unwrap();
    let mut parameters = parameters(meta["potential"].as_str().unwrap_or(theory), number("dt"));
    parameters.theory = fieldloom::theory::theory(theory).unwrap();
    parameters.schedule = tick(schedule).unwrap();
    parameters.couplings =
        Couplings { m: number("m"), lam: number("lam"), v: number("v"), r: number("wilson") };
    let (before, after) = (state(directory, "in", &lattice), state(directory, "out", &lattice));
    Case { lattice, parameters, ticks: number("ticks") as usize, before, after }
}

/// Largest relative difference to the reference.
fn error(case: &Case, precision: Precision) -> f64 {
    let before = rounded(&case.lattice, &case.before, precision);
    let mut run = Run::of(&case.lattice, &case.parameters, &before);
    difference(&values(&run.ticks(case.ticks).state), &values(&case.after))
}

#[test]
fn every_reference_is_reproduced() {
    let directories = directories();
    assert_eq!(directories.len(), 54);
    for directory in directories {
        let error = error(&load(&directory), Precision::F64);
        assert!(error < 1e-12, "{}: {error:e}", directory.display());
    }
}

#[test]
fn every_schedule_has_references() {
    for info in TICKS {
        let uses = |directory: &PathBuf| load(directory).parameters.schedule.name == info.name;
        assert!(directories().iter().filter(|directory| uses(directory)).count() >= 3);
    }
}

#[test]
fn single_precision_stays_close() {
    for directory in directories() {
        let error = error(&load(&directory), Precision::F32);
        assert!((1e-9..3e-6).contains(&error), "{}: {error:e}", directory.display());
    }
}
