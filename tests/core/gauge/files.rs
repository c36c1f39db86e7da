//! Links and `A_0` in exports.

use super::covariance::wild;
use crate::support::{lattice, rounded};
use crate::ticks::with;
use fieldloom::lattice::Boundary::{Absorbing, Fixed, Periodic};
use fieldloom::lattice::{FieldState, Precision};
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, parse};
use fieldloom::simulation::{Cadence, Parameters, Simulation};
use fieldloom::theory::LinkCoupling;
use fieldloom::tick::tick;
use ndarray::{ArrayD, IxDyn};
use std::fs;
use std::path::Path;

fn simulation(parameters: &Parameters, precision: Precision, model: &str) -> Simulation {
    let layer = Absorbing { width: 2, strength: 0.4 };
    let lattice = lattice(&[6, 9], 0.9, &[layer, Fixed]);
    let state = rounded(&lattice, &wild(&lattice, model), precision);
    Simulation::new(lattice, parameters.clone(), state, Cadence::default()).unwrap()
}

#[test]
fn a_static_gauge_field_goes_on_bit_for_bit() {
    for (model, schedule, coupling) in [
        ("dirac", "staged", LinkCoupling::Exact),
        ("dirac", "staged", LinkCoupling::Additive),
        ("wilson", "unitary", LinkCoupling::Exact),
        ("complex-phi4", "staged", LinkCoupling::Exact),
    ] {
        for precision in [Precision::F32, Precision::F64] {
            let parameters =
                Parameters { coupling, ..with(model, tick(schedule).unwrap(), 0.1234) };
            let folder = tempfile::tempdir().unwrap();
            let mut whole = simulation(&parameters, precision, model);
            whole.advance(25).unwrap();
            Exporter::new(folder.path(), "", 3).unwrap().write(&whole).unwrap();
            let mut second = import(folder.path(), &BuildOptions::default()).unwrap().simulation;
            assert_eq!(second.parameters.coupling, coupling);
            whole.advance(15).unwrap();
            second.advance(15).unwrap();
            assert_eq!(second.state, whole.state, "{model} {schedule} {precision:?}");
        }
    }
}

fn write(path: &Path, shape: &[usize], value: impl Fn(usize) -> f64) {
    let values = (0..shape.iter().product()).map(value).collect();
    let array = ArrayD::from_shape_vec(IxDyn(shape), values).unwrap();
    ndarray_npy::write_npy(path, &array).unwrap();
}

/// A folder with phi, pi, a and a0 under names with that prefix, and no `meta.json`.
fn arrays(prefix: &str, links: &[usize], potential: &[usize]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(format!("{prefix}{name}.npy"));
    write(&path("phi"), &[4, 3, 5], |at| (at as f64).sin());
    write(&path("pi"), &[4, 3, 5], |at| (at as f64).cos());
    write(&path("a"), links, |at| 0.1 * at as f64);
    write(&path("a0"), potential, |at| 0.01 * at as f64);
    folder
}

const SCENE: &str = r#"(theory: (name: "dirac", m: 0.3), lattice: (shape: [3, 5]),
    schedule: (name: "staged", dt: 0.1), precision: F64)"#;

#[test]
fn a_run_begins_with_the_links_of_arrays_whatever_they_are_called() {
    let scene = parse("scene.ron", SCENE, &[]).unwrap();
    for prefix in ["", "in_"] {
        let folder = arrays(prefix, &[2, 3, 5], &[3, 5]);
        let run = scene.build_from(folder.path(), &BuildOptions::default()).unwrap();
        let FieldState::F64(fields) = &run.state else { panic!() };
        let gauge = fields.gauge.as_ref().unwrap();
        assert_eq!(gauge.links().at(1, 2, 1), 0.1 * 22.0);
        assert_eq!(gauge.potential().unwrap().at(2, 3, 0), 0.01 * 13.0);
        fs::remove_file(folder.path().join(format!("{prefix}a.npy"))).unwrap();
        let run = scene.build_from(folder.path(), &BuildOptions::default()).unwrap();
        let FieldState::F64(fields) = &run.state else { panic!() };
        assert!(fields.gauge.as_ref().unwrap().links().values().iter().all(|a| *a == 0.0));
    }
}

#[test]
fn arrays_that_do_not_fit_are_named() {
    let scene = parse("scene.ron", SCENE, &[]).unwrap();
    let answer = |folder: &tempfile::TempDir| {
        let error = scene.build_from(folder.path(), &BuildOptions::default()).unwrap_err();
        error.to_string().replace(&format!("{}/", folder.path().display()), "")
    };
    let message = answer(&arrays("", &[3, 3, 5], &[3, 5]));
    assert!(message.starts_with("a.npy: the array has shape (3, 3, 5)"), "{message}");
    assert!(message.contains("needs (2, 3, 5)"), "{message}");
    let message = answer(&arrays("", &[2, 3, 5], &[1, 3, 5]));
    assert!(message.starts_with("a0.npy: the array has shape (1, 3, 5)"), "{message}");
    let folder = arrays("", &[2, 3, 5], &[3, 5]);
    let spoilt = |at: usize| if at == 22 { f64::INFINITY } else { 0.0 };
    write(&folder.path().join("a.npy"), &[2, 3, 5], spoilt);
    assert!(answer(&folder).starts_with("a.npy: the value at index (1, 1, 2) is inf"));
}

/// An export says whether it has links, so those of an older run in the same place are not taken.
#[test]
fn what_an_older_run_left_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let parameters = with("dirac", tick("staged").unwrap(), 0.1);
    let run = simulation(&parameters, Precision::F64, "dirac");
    Exporter::new(folder.path(), "", 3).unwrap().write(&run).unwrap();
    let scene = parse("scene.ron", SCENE, &[]).unwrap();
    let plain = scene.build(&BuildOptions::default()).unwrap();
    Exporter::new(folder.path(), "", 3).unwrap().write(&plain).unwrap();
    assert!(folder.path().join("a_00000000.npy").is_file());
    let again = import(folder.path(), &BuildOptions::default()).unwrap().simulation;
    assert_eq!(again.state, plain.state);
    assert_eq!(again.lattice.boundary()[0], Periodic);
}
