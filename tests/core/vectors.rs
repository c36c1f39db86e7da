//! Vector quantities, the ones that are drawn as arrows.

use crate::oracle::edged;
use crate::quantity_laws::{regauged, set};
use crate::support::{noise, parameters};
use fieldloom::lattice::{Boundary, FieldState, Lattice};
use fieldloom::quantity::{
    Given, QuantityError, Sight, VECTORS, VectorInfo, at, quantity, sample_vectors, vector_named,
};
use fieldloom::simulation::Parameters;

fn vector(name: &str, theory: &str, dim: usize) -> &'static VectorInfo {
    vector_named(name, theory, dim, Given::default()).expect("known").expect("there")
}

/// A vector quantity at every site.
fn all(
    info: &VectorInfo,
    lattice: &Lattice,
    state: &FieldState,
    model: &Parameters,
) -> Vec<[f32; 3]> {
    let rows = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let mut out = Vec::new();
    sample_vectors(info, &Sight::new(lattice, state, model), &rows.collect::<Vec<_>>(), &mut out);
    out
}

fn scattered(lattice: &Lattice, components: usize) -> FieldState {
    set(lattice, components, |site, a| {
        let id = site.iter().fold(a, |id, i| 31 * id + *i as usize);
        (noise(3, id), noise(4, id))
    })
}

#[test]
fn the_current_is_that_of_the_single_axes() {
    for shape in [&[11][..], &[5, 8], &[4, 5, 6]] {
        let (lattice, model) = (edged(shape, Boundary::Fixed), parameters("dirac", 0.1));
        let state = scattered(&lattice, (model.theory.components)(shape.len()));
        let vectors = all(vector("auto", "dirac", shape.len()), &lattice, &state, &model);
        for (number, found) in vectors.into_iter().enumerate() {
            let (row, x) = (number / lattice.row_len(), number % lattice.row_len());
            for (axis, name) in ["current1", "current2", "current3"].into_iter().enumerate() {
                let part = quantity(name, "dirac", shape.len(), Given::default())
                    .map_or(0.0, |info| at(info, &Sight::new(&lattice, &state, &model), row, x)[0]);
                assert!((f64::from(found[axis]) - part).abs() < 1e-6, "{name} at {row} {x}");
            }
        }
    }
}

#[test]
fn spin_points_where_the_spinor_was_put() {
    let (lattice, model) = (edged(&[4, 5, 3], Boundary::Periodic), parameters("dirac", 0.1));
    for (polar, turn) in [(0.0f64, 0.0f64), (1.1, 0.4), (2.2, -2.0), (3.1, 2.9)] {
        // (cos, sin e^{i turn}) of half the polar angle, times a phase; pi along with it.
        let (up, down) = ((polar / 2.0).cos(), (polar / 2.0).sin());
        let spinor = |phase: f64| {
            let tilt = phase + turn;
            [up * phase.cos(), up * phase.sin(), down * tilt.cos(), down * tilt.sin()]
        };
        let state = set(&lattice, 4, |_, a| (0.6 * spinor(0.7)[a], 0.8 * spinor(-1.9)[a]));
        let wanted = [polar.sin() * turn.cos(), polar.sin() * turn.sin(), polar.cos()];
        for found in all(vector("spin", "dirac", 3), &lattice, &state, &model) {
            for (found, wanted) in found.into_iter().zip(wanted) {
                assert!((f64::from(found) - wanted / 2.0).abs() < 1e-6, "{found} {wanted}");
            }
        }
    }
}

#[test]
fn current_and_spin_are_the_same_in_every_gauge() {
    let (lattice, model) = (edged(&[4, 5, 6], Boundary::Periodic), parameters("dirac", 0.1));
    let state = scattered(&lattice, 4);
    let turned = regauged(&lattice, &state);
    for name in ["current", "spin"] {
        let info = vector(name, "dirac", 3);
        let [before, after] = [&state, &turned].map(|state| all(info, &lattice, state, &model));
        for (a, b) in before.iter().flatten().zip(after.iter().flatten()) {
            assert!((a - b).abs() < 1e-6, "{name}");
        }
        assert!(before.iter().flatten().any(|part| part.abs() > 0.1), "{name} is nothing");
    }
}

#[test]
fn energy_flows_with_a_wave() {
    let (lattice, model) = (edged(&[12, 16], Boundary::Periodic), parameters("mass", 0.1));
    let k = [2.0 / 12.0, -3.0 / 16.0].map(|turns| std::f64::consts::TAU * turns);
    let omega = 0.9;
    let phase = |site: &[i64]| k[0] * site[0] as f64 + k[1] * site[1] as f64;
    // phi = cos(k x - omega t) at t = 0.
    let state = set(&lattice, 1, |site, _| (phase(site).cos(), omega * phase(site).sin()));
    let flow = all(vector("auto", "klein-gordon", 2), &lattice, &state, &model);
    for (number, found) in flow.into_iter().enumerate() {
        let square = phase(&[(number / 16) as i64, (number % 16) as i64]).sin().powi(2);
        for axis in 0..2 {
            let h = lattice.spacing();
            let wanted = omega * square * k[axis].sin() / h;
            assert!((f64::from(found[axis]) - wanted).abs() < 1e-5, "{found:?} {wanted}");
        }
        assert_eq!(found[2], 0.0);
    }
}

#[test]
fn vectors_are_found_by_their_names() {
    for (i, info) in VECTORS.iter().enumerate() {
        assert!(VECTORS[..i].iter().all(|other| other.name != info.name));
        assert!(!info.label.is_empty() && !info.summary.is_empty());
    }
    assert!(vector_named("auto", "neuron", 1, Given::default()).expect("nothing").is_none());
    let wrong = vector_named("curent", "dirac", 2, Given::default()).expect_err("no such quantity");
    assert!(matches!(wrong, QuantityError::Unknown { nearest: "current", .. }), "{wrong}");
    let wrong = vector_named("spin", "dirac", 1, Given::default()).expect_err("no spin on a line");
    assert!(wrong.to_string().starts_with("dirac in 1D has no quantity \"spin\""), "{wrong}");
}
