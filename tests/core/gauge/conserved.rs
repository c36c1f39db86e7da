//! What is conserved in a gauge field, and how well.

use super::covariance::{charged, wild};
use super::{random_gauge, within};
use crate::oracle::on_threads;
use crate::support::{Run, lattice, noisy, rounded};
use crate::ticks::{SHAPES, components_of, growth, with};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{FieldState, GaugeField, Lattice, Precision};
use fieldloom::simulation::Parameters;
use fieldloom::theory::LinkCoupling;
use fieldloom::tick::tick;

/// A state of noise with links, and an `A_0` that is the same everywhere.
fn even(lattice: &Lattice, model: &str) -> FieldState {
    let mut gauge = random_gauge(lattice, 2.0, 0.6);
    gauge.write_potential(lattice, |_, values| values.fill(0.37));
    assert!(GaugeField::uneven(Some(&gauge)).is_none());
    within(&noisy(lattice, components_of(model, lattice.dim()), 8), gauge)
}

/// The largest change of the invariant, relative to the norm.
fn wandering(lattice: &Lattice, parameters: &Parameters, state: &FieldState) -> f64 {
    let mut run = Run::of(lattice, parameters, state);
    let (before, norm) = (run.invariant(), run.dynamics.norm(lattice, state));
    let mut most = 0.0f64;
    for _ in 0..50 {
        run.ticks(4);
        most = most.max((run.invariant() - before).abs() / norm);
    }
    most
}

#[test]
fn q_is_conserved_with_links_by_either_coupling() {
    for coupling in [LinkCoupling::Exact, LinkCoupling::Additive] {
        for (shape, boundary) in SHAPES.into_iter().flat_map(|s| [(s, Periodic), (s, Fixed)]) {
            let lattice = lattice(shape, 1.1, &[boundary]);
            let parameters =
                Parameters { coupling, ..with("dirac", tick("staged").unwrap(), 0.13) };
            let found = wandering(&lattice, &parameters, &even(&lattice, "dirac"));
            assert!(found < 1e-13, "{coupling:?} {shape:?} {boundary:?}: {found:e}");
        }
    }
}

#[test]
fn in_an_uneven_potential_the_staged_charge_wanders_and_the_unitary_norm_does_not() {
    for shape in SHAPES {
        let lattice = lattice(shape, 1.1, &[Periodic]);
        let state = wild(&lattice, "dirac");
        let [staged, unitary] = ["staged", "unitary"].map(|schedule| {
            wandering(&lattice, &with("dirac", tick(schedule).unwrap(), 0.13), &state)
        });
        assert!((1e-6..1e-2).contains(&staged), "{shape:?}: {staged:e}");
        assert!(unitary < 1e-14, "{shape:?}: {unitary:e}");
    }
}

#[test]
fn the_unitary_norm_is_exact_with_links() {
    for (shape, boundary) in SHAPES.into_iter().flat_map(|s| [(s, Periodic), (s, Fixed)]) {
        for model in ["dirac", "wilson"] {
            let lattice = lattice(shape, 0.9, &[boundary]);
            let parameters = with(model, tick("unitary").unwrap(), 0.9);
            let drift = growth(&mut Run::of(&lattice, &parameters, &wild(&lattice, model)), 3000);
            assert!((drift - 1.0).abs() < 3e-13, "{model} {shape:?} {boundary:?}: {drift:e}");
        }
    }
}

/// Uniform links are the worst case: with cos and sin as rounded, all sites would drift alike.
#[test]
fn the_unitary_norm_stays_in_single_precision_with_links() {
    let lattice = lattice(&[12, 14], 0.9, &[Periodic]);
    for (model, uniform) in [("dirac", false), ("dirac", true), ("wilson", true)] {
        let mut gauge = random_gauge(&lattice, 2.0, 0.6);
        if uniform {
            gauge.write_links(&lattice, |_, angles| angles.fill(0.7));
        }
        let state = rounded(&lattice, &within(&noisy(&lattice, 4, 4), gauge), Precision::F32);
        let parameters = with(model, tick("unitary").unwrap(), 0.31);
        let drift = growth(&mut Run::of(&lattice, &parameters, &state), 5000) - 1.0;
        assert!(drift.abs() < 2e-6, "{model} {uniform}: {drift:e}");
    }
}

#[test]
fn the_staged_charge_stays_in_single_precision_with_links() {
    let lattice = lattice(&[12, 14], 0.9, &[Periodic]);
    let state = rounded(&lattice, &even(&lattice, "dirac"), Precision::F32);
    let mut run = Run::of(&lattice, &with("dirac", tick("staged").unwrap(), 0.31), &state);
    let before = run.invariant();
    let drift = run.ticks(5000).invariant() / before - 1.0;
    assert!(drift.abs() < 2e-6, "{drift:e}");
}

#[test]
fn the_charge_of_a_complex_scalar_is_conserved_by_every_schedule_but_euler() {
    for (model, tick) in charged().into_iter().filter(|(model, _)| model.starts_with("complex")) {
        for (shape, boundary) in SHAPES.into_iter().flat_map(|s| [(s, Periodic), (s, Fixed)]) {
            let lattice = lattice(shape, 1.1, &[boundary]);
            let mut state = wild(&lattice, model);
            if boundary == Fixed {
                // Ghosts hold a phase, against which charge comes and goes: at 0 they do not.
                let FieldState::F64(fields) = &mut state else { panic!() };
                clear_edges(&lattice, &mut fields.phi);
            }
            let mut run = Run::of(&lattice, &with(model, tick, 0.13), &state);
            let charge = |run: &Run| run.dynamics.charge(&run.lattice, &run.state).unwrap();
            let (before, norm) = (charge(&run), run.dynamics.norm(&lattice, &state));
            let ticks = if tick.name == "synchronous" { 5 } else { 60 };
            let change = ((charge(run.ticks(ticks)) - before) / norm).abs();
            match tick.name {
                "synchronous" => assert!(change > 1e-4, "{model} {shape:?}: {change:e}"),
                name => assert!(change < 1e-13, "{model} {name} {shape:?}: {change:e}"),
            }
        }
    }
}

fn clear_edges(lattice: &Lattice, phi: &mut fieldloom::lattice::SiteField<f64>) {
    let at_edge = |row: usize, x: usize| {
        (0..lattice.dim()).any(|mu| {
            let index = lattice.index(row, x, mu);
            index == 0 || index + 1 == lattice.shape()[mu]
        })
    };
    let length = lattice.row_len();
    phi.for_each_row(lattice, |row, values| {
        let all = values.iter_mut().enumerate();
        all.filter(|(at, _)| at_edge(row, at % length)).for_each(|(_, value)| *value = 0.0);
    });
}

/// The error of the energy falls with the square of dt: it is the Hamiltonian of this motion, its
/// `A_0` included.
#[test]
fn the_energy_is_kept_to_second_order_in_any_gauge_field() {
    for (model, schedule) in [
        ("dirac", "staged"),
        ("dirac", "unitary"),
        ("wilson", "unitary"),
        ("complex-phi4", "staged"),
    ] {
        let lattice = lattice(&[6, 9], 1.1, &[Periodic]);
        let state = wild(&lattice, model);
        let error = |ticks: usize| {
            let parameters = with(model, tick(schedule).unwrap(), 0.8 / ticks as f64);
            let mut run = Run::of(&lattice, &parameters, &state);
            let before = run.energy();
            run.ticks(ticks).energy() - before
        };
        let ratio = error(40) / error(80);
        assert!((3.8..4.2).contains(&ratio), "{model} {schedule}: {ratio}");
    }
}

#[test]
fn threads_do_not_change_a_field_with_links() {
    let lattice = lattice(&[150, 61], 0.9, &[Periodic, Fixed]);
    assert!(lattice.chunks() > 4);
    for (model, tick) in charged().into_iter().filter(|(_, tick)| tick.order == Some(2)) {
        let state = rounded(&lattice, &wild(&lattice, model), Precision::F32);
        let parameters = with(model, tick, 0.13);
        let after = |threads| {
            on_threads(threads, || {
                let mut run = Run::of(&lattice, &parameters, &state);
                run.ticks(10);
                (run.energy().to_bits(), run.state)
            })
        };
        assert!(after(1) == after(3), "{model} {}", tick.name);
    }
}
